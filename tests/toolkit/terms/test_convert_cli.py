"""``bitext terms convert`` and ``validate``."""

from pathlib import Path

import pytest

from toolkit.cli import run
from toolkit.terms import load_termbase


@pytest.mark.parametrize("form", ["tbx", "tbx-dct", "tbx2", "tsv", "csv"])
def test_convert_writes_what_load_reads(form: str, tmp_path: Path) -> None:
    out = tmp_path / f"t.{form if form in ('tsv', 'csv') else 'tbx'}"
    assert run(["terms", "convert", "--to", form, "-o", str(out)]) == 0
    assert load_termbase(str(out)).concepts == load_termbase().concepts


def test_a_glossary_goes_out_and_comes_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    glossary, out = tmp_path / "glossary.txt", tmp_path / "t.tbx"
    assert run(["terms", "convert", "--to", "omegat", "-o", str(glossary)]) == 0
    assert "an OmegaT glossary cannot hold" in capsys.readouterr().err
    assert run(["terms", "convert", "--termbase", str(glossary), "--from", "omegat", "-o", str(out)]) == 0
    assert load_termbase(str(out)).concepts[0].preferred("ar") == "الاتجار بالأشخاص"


def test_validate_fails_on_a_fault(tmp_path: Path) -> None:
    bad = tmp_path / "bad.tsv"
    bad.write_text("id\ten\tar\tstatus\nA\tslavery\tslavery\tpreferred\n", encoding="utf-8")
    assert run(["terms", "validate", "--termbase", str(bad)]) == 1
    assert run(["terms", "validate"]) == 0


def test_a_broken_termbase_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.tbx"
    bad.write_text("<tbx", encoding="utf-8")
    assert run(["terms", "validate", "--termbase", str(bad)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
