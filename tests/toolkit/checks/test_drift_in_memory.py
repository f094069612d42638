"""A drift shows over the whole memory, once, without a unit."""

from tmx.model import Header, Memory, Property, Unit, Variant
from toolkit.checks import check


def test_one_finding_a_drift() -> None:
    units = [
        Unit((Variant.of("ar", ar), Variant.of("en", "employers")), f"u{block}", (Property("x-block", block),))
        for block, ar in (("9", "أرباب العمل"), ("10", "أصحاب العمل"), ("16", "أصحاب العمل"))
    ]
    found = check(Memory(Header(srclang="ar"), units), source_lang="ar", target_lang="en", checks=["terms"])
    drifts = [finding for finding in found if finding.code == "term-drift"]
    assert [(finding.unit, finding.position) for finding in drifts] == [("", -1)]
    assert "(10, 16)" in drifts[0].message
    assert not list(check(Memory(Header(), units), source_lang="ar", target_lang="en", checks=["dates"]))
