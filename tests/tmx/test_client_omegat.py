"""OmegaT itself fills known lines from a memory of ours, in both directions."""

from pathlib import Path

import pytest

import tmx
from tests.omegat import translate

PAIRS = [("المادة 5", "Article 5"), ("مؤتمر الأطراف", "Conference of the Parties"), ("نعم & لا", "Yes & no")]


@pytest.mark.client
@pytest.mark.parametrize(("source", "target"), [("ar", "en"), ("en", "ar")])
def test_omegat_takes_every_pair(tmp_path: Path, source: str, target: str) -> None:
    units = [
        tmx.Unit((tmx.Variant.of("ar", ar), tmx.Variant.of("en", en)), props=(tmx.Property("x-document", "A/1"),))
        for ar, en in PAIRS
    ]
    tmx.dump(tmx.Memory(tmx.Header(srclang=source), units), tmp_path / "ours.tmx")
    lines, expected = zip(*(pair if source == "ar" else pair[::-1] for pair in PAIRS), strict=True)
    got = translate(tmp_path / "ours.tmx", source, target, [*lines, "unknown"], tmp_path / "project")
    assert got == [*expected, "unknown"]
