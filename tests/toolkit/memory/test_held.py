import json
from pathlib import Path

import pytest

import tmx
from tests.toolkit.memory.samples import unit
from toolkit.cli import run
from toolkit.memory.held import evaluate
from toolkit.memory.store import open_store
from toolkit.model import BitextError

STORED = [
    unit("عقد المؤتمر دورته السادسة في فيينا عام ٢٠١٢", "The Conference held its sixth session in Vienna in 2012")
]
HELD = [
    unit("عقد المؤتمر دورته السادسة في فيينا عام ٢٠١٤", "The Conference held its sixth session in Vienna in 2014"),
    unit("شيء آخر تماما", "Something else entirely"),
]


def test_a_memory_is_worth_what_its_suggestions_are() -> None:
    with open_store(":memory:", create=True) as store:
        store.add(STORED)
        found = evaluate(store, HELD, "ar", "en")
    assert dict(found.bands) == {"101-102": 0, "100": 0, "95-99": 1, "85-94": 0, "75-84": 0, "50-74": 0, "none": 1}
    assert found.matched is not None
    assert (found.matched.segments, found.whole.segments) == (1, 2)
    assert found.matched.bleu == pytest.approx(100)  # the year was adapted
    assert found.whole.chrf < found.matched.chrf
    assert "version:" in found.matched.bleu_signature


def test_held_units_of_other_languages_are_an_error() -> None:
    with open_store(":memory:", create=True) as store:
        store.add(STORED)
        with pytest.raises(BitextError, match="no unit has both ar and fr"):
            evaluate(store, HELD, "ar", "fr")


def test_the_command_and_that_alignments_are_still_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, units in (("a.tmx", STORED), ("held.tmx", HELD)):
        tmx.dump(tmx.Memory(tmx.Header(srclang="ar"), list(units)), tmp_path / name)
    db = str(tmp_path / "m.db")
    assert run(["memory", "add", db, str(tmp_path / "a.tmx")]) == 0
    capsys.readouterr()
    assert run(["evaluate", "memory", db, str(tmp_path / "held.tmx"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["bands"]["95-99"] == 1
    assert run(["evaluate", "memory", db, str(tmp_path / "held.tmx")]) == 0
    assert "BLEU 100.0" in capsys.readouterr().out
    (tmp_path / "gold.txt").write_text("[0]:[0]:0.1\n", encoding="utf-8")
    assert run(["evaluate", str(tmp_path / "gold.txt"), str(tmp_path / "gold.txt")]) == 0
    assert "1.0000" in capsys.readouterr().out
