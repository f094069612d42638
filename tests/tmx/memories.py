"""Memories made by hypothesis: nested codes, odd characters, missing and unknown attributes."""

from hypothesis import strategies as st

import tmx

PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20)
VALUE = st.none() | PLAIN
WHITE = st.sampled_from(["\t", "\n", "\r", "&", "<", "]]>", '"']) | PLAIN
OWN = st.sampled_from([(), (("x-own", "1"),), (("b", "<2>"), ("a", ""))])
#: Elements that TMX does not know; the parser keeps no prefixes, so that a namespace has the name ``ns0``.
FOREIGN = [("g", ()), ("g", (("id", "1"),)), ("ns0:g", (("xmlns:ns0", "urn:x"), ("ns0:id", "1")))]


@st.composite
def segments(draw: st.DrawFn, depth: int = 2) -> tmx.Segment:
    parts: list[str | tmx.Inline] = []
    for _ in range(draw(st.integers(0, 3))):
        kinds = [tmx.Bpt, tmx.Ept, tmx.It, tmx.Ph, tmx.Hi, tmx.Sub, tmx.Ut, tmx.Foreign, None, None]
        kind = draw(st.sampled_from(kinds))
        if kind is None or depth == 0:
            parts.append(draw(WHITE))
        elif kind is tmx.Foreign:
            name, attributes = draw(st.sampled_from(FOREIGN))
            parts.append(tmx.Foreign(name=name, content=draw(segments(depth - 1)), attributes=attributes))
        else:
            fields = {name: draw(VALUE) for name in kind.FIELDS}
            parts.append(kind(content=draw(segments(depth - 1)), **fields))
    return tmx.segment(*parts)


LANG = VALUE.filter(lambda value: value != "")
EXTRA = st.sampled_from([(), (), (("o-encoding", "utf-8"),), (("x-own", "1"),)])
NOTES = st.lists(st.builds(tmx.Note, WHITE, LANG, EXTRA), max_size=2).map(tuple)
PROPS = st.lists(st.builds(tmx.Property, PLAIN, WHITE, LANG, EXTRA), max_size=2).map(tuple)
VARIANTS = st.builds(
    tmx.Variant, st.sampled_from(["ar", "en-US"]), segments(), PROPS, NOTES, OWN, creationdate=VALUE, o_tmf=VALUE
)
UNITS = st.builds(
    tmx.Unit, st.lists(VARIANTS, min_size=1, max_size=3).map(tuple), VALUE, PROPS, NOTES, OWN, changeid=VALUE
)
MAPS = st.builds(tmx.Map, st.sampled_from(["#xF8FF", "#xE000"]), VALUE, VALUE, VALUE)
UDES = st.builds(tmx.Ude, st.just("own"), VALUE, st.lists(MAPS, max_size=2).map(tuple))
HEADERS = st.builds(
    tmx.Header,
    srclang=st.just("ar"),
    creationtool=PLAIN.filter(bool),
    creationdate=VALUE,
    o_encoding=VALUE,
    props=PROPS,
    notes=NOTES,
    udes=st.lists(UDES, max_size=2).map(tuple),
    attributes=OWN,
    root=OWN,
)
MEMORIES = st.builds(tmx.Memory, HEADERS, st.lists(UNITS, max_size=3))
