"""What we write is valid TMX 1.4 by its DTD."""

from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree

import tmx

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
