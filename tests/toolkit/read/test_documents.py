"""One document in several formats gives the same blocks; pairs of them give the same beads.

The files in tests/data/read/documents are made with LibreOffice by tests/benchmarks/document_maker.py.
"""

import subprocess
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from rapidfuzz.distance import LCSseq

from tests.outside import require_program
from toolkit.languages.digits import to_ascii_digits
from toolkit.model import Document
from toolkit.pipeline import BuildSettings, build
from toolkit.read import read

FILES = Path(__file__).parents[2] / "data" / "read" / "documents"


def shown(document: Document) -> list[tuple[str, str, str, str]]:
    """Key, kind, anchor and text of every block; digits and the order of vowel marks made the same."""
    return [
        (block.key, block.kind.value, block.anchor, unicodedata.normalize("NFC", to_ascii_digits(block.text)))
        for block in document.blocks
    ]


def in_order(wanted: Sequence[str], found: Sequence[str]) -> float:
    """The share of the wanted words that were found in their order."""
    return float(LCSseq.similarity(wanted, found)) / len(wanted)


def words(text: str) -> list[str]:
    return unicodedata.normalize("NFC", to_ascii_digits(text)).split()


@pytest.fixture(autouse=True)
def _pdfium(request: pytest.FixtureRequest) -> None:
    if "pdf" in request.node.name:
        pytest.importorskip("pypdfium2", reason="the extra 'pdf' is not installed")


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_every_character_of_a_document_in_order(form: str) -> None:
    wanted = (FILES / "mixed.ar.txt").read_text(encoding="utf-8").splitlines()
    assert [block.text for block in read(FILES / f"mixed.ar.{form}").blocks] == wanted


@pytest.mark.client
def test_rtf_by_libreoffice() -> None:
    require_program("soffice", "libreoffice")
    wanted = (FILES / "mixed.ar.txt").read_text(encoding="utf-8").splitlines()
    assert [block.text for block in read(FILES / "mixed.ar.rtf").blocks] == wanted


@pytest.mark.client
def test_old_word_by_libreoffice(tmp_path: Path) -> None:
    office = require_program("soffice", "libreoffice")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    save = ["--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path), str(FILES / "mixed.ar.docx")]
    subprocess.run([office, profile, *save], check=True, timeout=120, capture_output=True)
    wanted = (FILES / "mixed.ar.txt").read_text(encoding="utf-8").splitlines()
    assert [block.text for block in read(tmp_path / "mixed.ar.doc").blocks] == wanted


def test_words_of_a_justified_pdf_in_order() -> None:
    wanted = (FILES / "mixed.ar.txt").read_text(encoding="utf-8")
    document = read(FILES / "mixed.ar.pdf")
    assert in_order(words(wanted), words("\n".join(block.text for block in document.blocks))) >= 0.99
    assert [block.key for block in document.blocks] == [block.key for block in read(FILES / "mixed.ar.docx").blocks]
    assert document.unsettled == ()


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_same_blocks_as_from_text(lang: str, form: str) -> None:
    assert shown(read(FILES / f"report.{lang}.{form}")) == shown(read(FILES / f"report.{lang}.txt"))


def test_the_symbol_in_a_page_header_pdf() -> None:
    for form in ("docx", "pdf"):
        assert read(FILES / f"report.ar.{form}").symbol == "CTOC/COP/2012/4"


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_same_beads_as_from_text(form: str) -> None:
    settings = BuildSettings(encoder="none")
    pairs = [build(FILES / f"report.ar.{kind}", FILES / f"report.en.{kind}", settings) for kind in ("txt", form)]
    beads = [
        [
            tuple(tuple(segment.id for segment in side) for side in (
                [one.alignment.source[i] for i in bead.source], [one.alignment.target[j] for j in bead.target]
            ))
            for bead in one.alignment.beads
        ]
        for one in pairs
    ]  # fmt: skip
    assert beads[0] == beads[1]
    assert pairs[1].repaired.steps == ()
