"""What we write is valid TMX 1.4 by its DTD, and our validator finds what the DTD finds."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import tmx
from tests.tmx.memories import MEMORIES
from tmx.validate import validate

ROOT = Path(__file__).parents[2]
DTD = etree.DTD(str(ROOT / "tests" / "data" / "tmx" / "tmx14.dtd"))


def faults(data: bytes) -> list[str]:
    tree = etree.parse(BytesIO(data), etree.XMLParser(resolve_entities=False, no_network=True))
    DTD.validate(tree)
    return [entry.message for entry in DTD.error_log.filter_from_errors()]


def test_the_example_memory_is_valid() -> None:
    assert faults((ROOT / "examples" / "ctoc-cop-2012-4" / "memory.tmx").read_bytes()) == []


def test_a_memory_with_everything_is_valid() -> None:
    content = tmx.Variant.of(
        "ar",
        "مر",
        tmx.Bpt(content=("<b>",), i="1"),
        "حبا",
        tmx.Ept(content=("</b>",), i="1"),
        tmx.Ph(content=("[1]",)),
    )
    notes, props = (tmx.Note("a note"),), (tmx.Property("x-document", "A/1"),)
    unit = tmx.Unit((content, tmx.Variant.of("en", "Hello", props=props, notes=notes)), "t1", props, notes)
    memory = tmx.Memory(tmx.Header(srclang="ar", props=props, notes=notes), [unit])
    assert faults(tmx.dumps(memory).encode()) == []


@pytest.mark.parametrize(
    "body",
    [
        '<tu><tuv xml:lang="ar"><seg>a</seg></tuv><prop type="x">1</prop></tu>',
        "<tu><tuv><seg>a</seg></tuv></tu>",
        "<tu></tu>",
        '<tu><tuv xml:lang="ar"><seg><ept>a</ept></seg></tuv></tu>',
    ],
)
def test_the_dtd_finds_what_the_specification_forbids(body: str) -> None:
    sound = tmx.dumps(tmx.Memory(tmx.Header(srclang="ar"))).encode()
    broken = sound.replace(b"<body>", b"<body>" + body.encode(), 1)
    assert broken != sound
    assert faults(broken)


#: What only our validator knows (and ``lang`` for ``xml:lang``, which libxml2 lets pass); every other code of its
#: is a fault by the DTD, too.
BEYOND_THE_DTD = {
    "language-tag",
    "date",
    "no-source",
    "unpaired",
    "repeated-i",
    "deprecated",
    "x-mismatch",
    "lang-attribute",
}
SHARED = st.sampled_from(["", ' creationdate="20120801T000000Z"', ' changeid="a"', ' x-own="1"', ' xml:lang="ar"'])


def element(tag: str, attributes: st.SearchStrategy[str], inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda a, text: f"<{tag}{a}>{text}</{tag}>", attributes, inner)


def some(*parts: st.SearchStrategy[str], most: int = 3) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(*parts), max_size=most).map("".join)


TEXT = st.sampled_from(["", "a", " "])
SUB = element("sub", st.sampled_from(["", ' type="t"', ' i="1"']), TEXT)
NATIVE = some(TEXT, SUB, st.just("<hi>a</hi>"))
CODES = st.one_of(
    element("bpt", st.sampled_from(["", ' i="1"', ' i="1" x="2" type="b"', ' i="1" pos="begin"']), NATIVE),
    element("ept", st.sampled_from(["", ' i="1"', ' i="1" x="1"']), NATIVE),
    element("it", st.sampled_from(["", ' pos="begin"', ' pos="open"']), NATIVE),
    element("ph", st.sampled_from(["", ' assoc="p" x="1"', ' i="1"']), NATIVE),
    element("hi", st.sampled_from(["", ' x="1"', ' pos="end"']), some(TEXT, SUB, st.just('<ph x="1"/>'))),
    element("ut", st.sampled_from(["", ' x="1"', ' type="t"']), NATIVE),
    st.just("<g>a</g>"),
)
SEG = element("seg", st.sampled_from(["", "", "", ' xml:space="preserve"']), some(TEXT, CODES))
PROP = st.sampled_from(['<prop type="x">a</prop>', '<prop type="x" o-encoding="e" xml:lang="ar"/>', "<prop>a</prop>"])
NOTE = st.sampled_from(["<note>a</note>", '<note lang="ar">a</note>', "<note><b/></note>", '<note type="x"/>'])
TUV = element(
    "tuv",
    st.sampled_from([' xml:lang="ar"', ' xml:lang="en" usagecount="1"', ' lang="ar"', "", ' xml:lang="ar" tuid="1"']),
    st.one_of(SEG, st.builds("".join, st.tuples(some(PROP, NOTE), SEG)), some(PROP, SEG, NOTE)),
)
TU = element(
    "tu", SHARED, st.one_of(some(TUV), st.builds("".join, st.tuples(some(PROP, NOTE), TUV)), some(PROP, TUV))
)
BODY = some(TU, TU, TU, st.just("<x/>"), st.just("text"))


@settings(deadline=None, max_examples=400)
@given(BODY)
def test_validator_and_dtd_agree(body: str) -> None:
    sound = tmx.dumps(tmx.Memory(tmx.Header(srclang="*all*"))).encode()
    data = sound.replace(b"<body>", b"<body>" + body.encode(), 1)
    ours = {problem.code for problem in validate(BytesIO(data))} - BEYOND_THE_DTD
    assert bool(ours) == bool(faults(data)), (ours, faults(data))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (' version="1.4"', ' version="1.4b"'),
        (' segtype="sentence"', ' segtype="word"'),
        (' datatype="plaintext"', ""),
        (' o-tmf="bitext-toolkit"', ' o-tmf="bitext-toolkit" x="1"'),
        ("<body>\n</body>", ""),
        ('datatype="plaintext"/>', 'datatype="plaintext"><ude name="u"/></header>'),
        ('datatype="plaintext"/>', 'datatype="plaintext"><ude name="u"><map code="#xF8"/></ude></header>'),
        ('datatype="plaintext"/>', 'datatype="plaintext"><seg/></header>'),
        ('datatype="plaintext"/>', 'datatype="plaintext"><prop>a</prop></header>'),
    ],
)
def test_header_faults_are_found_by_both(old: str, new: str) -> None:
    sound = tmx.dumps(tmx.Memory(tmx.Header(srclang="*all*")))
    broken = sound.replace(old, new, 1).encode()
    assert broken != sound.encode()
    assert faults(broken)
    assert {problem.code for problem in validate(BytesIO(broken))} - BEYOND_THE_DTD


@settings(deadline=None, max_examples=100)
@given(MEMORIES)
def test_validator_and_dtd_agree_on_what_we_write(memory: tmx.Memory) -> None:
    data = tmx.dumps(memory).encode()
    ours = {problem.code for problem in validate(BytesIO(data))} - BEYOND_THE_DTD
    assert bool(ours) == bool(faults(data)), (ours, faults(data))
