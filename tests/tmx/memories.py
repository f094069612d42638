"""Memories made by hypothesis: nested codes, odd characters, missing and unknown attributes."""

from hypothesis import strategies as st

import tmx

PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=20)
VALUE = st.none() | PLAIN
WHITE = st.sampled_from(["\t", "\n", "\r", "&", "<", "]]>", '"']) | PLAIN
OWN = st.sampled_from([(), (("x-own", "1"),), (("b", "<2>"), ("a", ""))])


@st.composite
def segments(draw: st.DrawFn, depth: int = 2) -> tmx.Segment:
    parts: list[str | tmx.Inline] = []
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from([tmx.Bpt, tmx.Ept, tmx.It, tmx.Ph, tmx.Hi, tmx.Sub, tmx.Ut, None, None]))
        if kind is None or depth == 0:
            parts.append(draw(WHITE))
        else:
            fields = {name: draw(VALUE) for name in kind.FIELDS}
            parts.append(kind(content=draw(segments(depth - 1)), **fields))
    return tmx.segment(*parts)


NOTES = st.lists(st.builds(tmx.Note, WHITE, VALUE.filter(lambda v: v != "")), max_size=2).map(tuple)
PROPS = st.lists(st.builds(tmx.Property, PLAIN, WHITE, st.none()), max_size=2).map(tuple)
VARIANTS = st.builds(
    tmx.Variant, st.sampled_from(["ar", "en-US"]), segments(), PROPS, NOTES, OWN, creationdate=VALUE, o_tmf=VALUE
)
UNITS = st.builds(
    tmx.Unit, st.lists(VARIANTS, min_size=1, max_size=3).map(tuple), VALUE, PROPS, NOTES, OWN, changeid=VALUE
)
MEMORIES = st.builds(
    tmx.Memory, st.builds(tmx.Header, srclang=st.just("ar"), props=PROPS, notes=NOTES), st.lists(UNITS, max_size=3)
)
