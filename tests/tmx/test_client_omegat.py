"""OmegaT itself fills every line that a memory of ours knows, in both directions."""

from pathlib import Path

import pytest

import tmx
from tests.omegat import translate

EXAMPLE = Path(__file__).parents[2] / "examples" / "ctoc-cop-2012-4" / "memory.tmx"
PAIRS = [("المادة 5", "Article 5"), ("مؤتمر الأطراف", "Conference of the Parties"), ("نعم & لا", "Yes & no")]


def dumped(units: list[tmx.Unit], source: str, path: Path) -> Path:
    tmx.dump(tmx.Memory(tmx.Header(srclang=source), units), path, profile="omegat")
    return path


@pytest.mark.client
@pytest.mark.parametrize(("source", "target"), [("ar", "en"), ("en", "ar")])
def test_every_distinct_pair_of_the_example_is_filled_and_an_unknown_line_is_left(
    tmp_path: Path, source: str, target: str
) -> None:
    units = tmx.load(EXAMPLE).units
    units += [tmx.Unit((tmx.Variant.of("ar", ar), tmx.Variant.of("en", en))) for ar, en in PAIRS]
    wanted = {unit.variant(source).text: unit.variant(target).text for unit in units}  # type: ignore[union-attr]
    lines = [*wanted, "unknown"]
    got = translate(dumped(units, source, tmp_path / "ours.tmx"), source, target, lines, tmp_path / "project")
    assert got == [*wanted.values(), "unknown"]


@pytest.mark.client
def test_regions_reserved_properties_and_codes_do_not_stand_in_the_way(tmp_path: Path) -> None:
    variants = (
        tmx.Variant.of("en-US", "Article 5"),
        tmx.Variant.of("ar_SA", "المادة 5", props=(tmx.Property("x-context-pre", "a"),)),
    )
    unit = tmx.Unit(variants, "t1", props=(tmx.Property("file", "a.docx"), tmx.Property("id", "7")))
    memory = dumped([unit], "ar", tmp_path / "ours.tmx")
    assert translate(memory, "ar", "en", ["المادة 5"], tmp_path / "project") == ["Article 5"]
