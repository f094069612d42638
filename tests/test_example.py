"""The example is what the tool makes of its inputs, byte for byte, and holds what its README says."""

import re
import shlex
import shutil
from collections import Counter
from pathlib import Path

import pytest

import tmx
from tests.omegat import translate
from toolkit.cli import run
from toolkit.read import read
from toolkit.repair.promise import letters_kept

EXAMPLE = Path(__file__).parent.parent / "examples" / "ctoc-cop-2012-4"
GOLD = Path(__file__).parent / "data" / "align" / "ctoc-cop-2012-4.sentences.tsv"
KEYS = {"h-1": "h-I", "h-2": "h-II", "h-3": "h-II-A", "fn1": "fn-1", "cover-7": "fn-*"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the README's command has been run."""
    folder = tmp_path_factory.mktemp("example")
    for path in EXAMPLE.glob("*.txt"):
        shutil.copy(path, folder)
    command = re.search(r"^bitext build .*$", (EXAMPLE / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert command
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert run(shlex.split(command[0])[1:]) == 0
    return folder


@pytest.mark.parametrize("name", ["memory.tmx", "report.html"])
def test_the_kept_files_are_what_the_tool_makes(built: Path, name: str) -> None:
    assert (built / name).read_bytes() == (EXAMPLE / name).read_bytes(), "run: make example"


def test_every_block_meets_its_own_and_nothing_is_left_out() -> None:
    memory = tmx.load(EXAMPLE / "memory.tmx")
    for unit in memory:
        blocks = {name.split(":", 1)[1].rsplit(".", 1)[0] for name in (unit.prop("x-segments") or "").split()}
        assert blocks == {unit.prop("x-block")}
    paragraphs = Counter(unit.prop("x-block") for unit in memory)
    assert {str(number) for number in range(1, 38)} <= set(paragraphs)


def gold_beads() -> set[tuple[str, int, int]]:
    """Block, first Arabic and first English sentence of each bead, with their counts folded in."""
    beads, places = set(), Counter[tuple[str, str]]()
    for line in GOLD.read_text(encoding="utf-8").splitlines()[1:]:
        unit, arabic, english, _ = line.split("\t")
        key = KEYS.get(unit) or (unit[1:] if unit.startswith("p") else unit)
        counts = [len(side.split(" ||| ")) for side in (arabic, english)]
        spans = []
        for side, count in zip("ae", counts, strict=True):
            first = places[key, side] + 1
            places[key, side] += count
            spans.append(first * 100 + count)
        beads.add((key, spans[0], spans[1]))
    return beads


def test_the_sentences_of_the_development_part_are_paired_as_by_hand() -> None:
    found = set()
    for unit in tmx.load(EXAMPLE / "memory.tmx"):
        ids = [name.rsplit(".", 1) for name in (unit.prop("x-segments") or "").split()]
        spans = []
        for lang in ("ar:", "en:"):
            numbers = [int(number) for name, number in ids if name.startswith(lang)]
            spans.append(numbers[0] * 100 + len(numbers))
        found.add((unit.prop("x-block"), spans[0], spans[1]))
    gold = gold_beads()
    wanted = {bead for bead in found if bead[0] in {key for key, _, _ in gold}}
    hits = len(gold & wanted)
    assert 2 * hits / (len(gold) + len(wanted)) >= 0.85


def test_no_letter_of_the_report_is_lost() -> None:
    raw = "".join(line.raw for line in read(EXAMPLE / "ctoc-cop-2012-4.ar.txt").lines)
    arabic = "".join(unit.variant("ar").text for unit in tmx.load(EXAMPLE / "memory.tmx"))
    assert letters_kept(raw, arabic)


def test_the_memory_is_in_nfc_and_signed() -> None:
    memory = tmx.load(EXAMPLE / "memory.tmx")
    assert memory.header.srclang == "ar"
    assert (memory.header.prop("x-signature") or "").startswith("bitext|version:")
    assert any(note.text.startswith("doubtful:") for unit in memory for note in unit.notes)
    assert memory.problems == ()


@pytest.mark.client
@pytest.mark.parametrize("langs", [("ar", "en"), ("en", "ar")])
def test_omegat_fills_every_distinct_segment(tmp_path: Path, langs: tuple[str, str]) -> None:
    units = tmx.load(EXAMPLE / "memory.tmx").units
    pairs = {unit.variant(langs[0]).text: unit.variant(langs[1]).text for unit in units}
    got = translate(EXAMPLE / "memory.tmx", *langs, list(pairs), tmp_path / "project")
    assert got == list(pairs.values())
