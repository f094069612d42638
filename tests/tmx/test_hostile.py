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
