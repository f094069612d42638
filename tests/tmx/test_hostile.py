"""Odd and broken files, one by one: each has its outcome in tests/data/tmx/hostile.json."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

import tmx
from tmx.validate import validate

CASES = json.loads((Path(__file__).parents[1] / "data" / "tmx" / "hostile.json").read_text("utf-8"))
HEADER = (
    '<header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" '
    'srclang="{}" datatype="plaintext"/>'
)
BOMS = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


def file_of(case: dict[str, Any]) -> bytes:
    header = case.get("header") or HEADER.format(case.get("srclang", "ar"))
    start = f'<?xml version="1.0" encoding="{case.get("encoding", "UTF-8")}"?>\n'
    doctype = case.get("doctype", '<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
    text = (
        f'{start}{doctype}\n<tmx version="{case.get("version", "1.4")}">{header}<body>{case["body"]}</body></tmx>\n'
    )
    codec = case.get("codec", "utf-8")
    data = (BOMS[codec] if case.get("bom") else b"") + filled(text, case).encode(codec)
    data = data[: -case["cut"]] if "cut" in case else data
    return gzip.compress(data) if case.get("gzip") else data


def filled(text: str, case: dict[str, Any]) -> str:
    return text.replace("{fill}", case["fill"] * 1_300_000) if "fill" in case else text


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_each_file_has_its_outcome(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "a.tmx"
    path.write_bytes(file_of(case))
    if "error" in case:
        with pytest.raises(tmx.TmxError) as caught:
            tmx.load(path)
        assert str(caught.value).startswith(f"{path}{case['error']}")
        return
    memory = tmx.load(path)
    units = [[[variant.lang, variant.text] for variant in unit.variants] for unit in memory]
    assert units == [[[lang, filled(text, case)] for lang, text in unit] for unit in case["units"]]
    assert [problem.code for problem in memory.problems] == case["problems"]
    assert {problem.code for problem in validate(path)} == {*case["problems"], *case.get("found", [])}
    assert all(problem.line == 3 for problem in memory.problems if problem.unit)
    if case["problems"]:
        with pytest.raises(tmx.TmxError, match=case["problems"][0]):
            tmx.load(path, strict=True)


@pytest.mark.parametrize("case", [case for case in CASES if "error" not in case], ids=lambda case: case["name"])
def test_what_was_read_is_written_and_read_again_byte_for_byte(case: dict[str, Any]) -> None:
    memory = tmx.loads(file_of(case))
    first, second = io.BytesIO(), io.BytesIO()
    tmx.dump(memory, first)
    again = tmx.loads(first.getvalue(), strict=True)
    tmx.dump(again, second)
    assert again == memory
    assert second.getvalue() == first.getvalue()


def test_what_is_left_out_is_kept_as_bytes() -> None:
    wanted = {
        "unknown-element-in-unit": b"<foo>1</foo>",
        "text-between-variants": b"abc",
        "truncated": "مرحبا".encode(),
    }
    for case in CASES:
        if case["name"] in wanted:
            assert any(wanted[case["name"]] in problem.raw for problem in tmx.loads(file_of(case)).problems)


START = '<tmx version="1.4"><header srclang="ar"/><body>'
UNIT = '<tu><tuv xml:lang="ar"><seg>a</seg></tuv></tu>'
MANY = 100_000
DEEP = "<hi>" * MANY + "</hi>" * MANY
#: What would keep a careless reader busy for hours, and how many units stay.
ATTACKS = {
    "attributes": (UNIT.replace("<tu>", "<tu " + "".join(f"a{n}='1' " for n in range(MANY)) + ">"), 1),
    "a long attribute": (f'<tu tuid="{"x" * 10_000_000}">{UNIT[4:]}', 1),
    "depth in a segment": (UNIT.replace("a<", DEEP + "<", 1) + UNIT, 1),
    "depth in a property": (UNIT.replace("<tuv", f"<prop type='x'>{DEEP}</prop><tuv") + UNIT, 1),
    "depth in a unit": (UNIT.replace("<tuv", DEEP + "<tuv", 1), 1),
    "units that do not end": ("<tu>" * MANY, 0),
    "comments that do not end": ("<!--" * MANY + UNIT, 1),
    "CDATA that does not end": ("<![CDATA[" * MANY + UNIT, 1),
    "instructions that do not end": ("<?" * MANY + UNIT, 1),
    "ampersands": (UNIT.replace("a<", "&" * MANY + "<", 1), 1),
    "less-thans": (UNIT.replace("a<", "< " * MANY + "<", 1), 1),
}


@pytest.mark.parametrize("name", list(ATTACKS))
def test_an_attack_ends_and_costs_only_its_unit(name: str) -> None:
    body, kept = ATTACKS[name]
    memory = tmx.loads(f"{START}{body}</body></tmx>".encode())
    assert len(memory) == kept


def test_a_compressed_bomb_ends_with_an_error() -> None:
    bomb = gzip.compress(START.encode() + b"<tu>" + b" " * 300_000_000)
    with pytest.raises(tmx.TmxError, match="without end"):
        tmx.loads(bomb)


@pytest.mark.parametrize("encoding", ["idna", "hex", "rot13", "undefined", "utf-7", "punycode", "no-such", "utf-32"])
def test_a_declaration_of_no_text_encoding_is_read_as_utf8_or_told(encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?>{START}{UNIT}</body></tmx>'.encode() + b"\xff"
    assert len(tmx.loads(data)) == 1
