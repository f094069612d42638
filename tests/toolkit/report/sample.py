"""A small memory with findings of each kind, for the tests of the formats."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tmx.model import Header, Memory, Property, Unit, Variant
from toolkit.model import Finding, Severity
from toolkit.report import Baseline, Entry, Report, items_of, key_of

HOSTILE = "=cmd|' /C calc'!A0 <script>alert(1)</script> \x01 ]]> «x»"


def memory() -> Memory:
    texts = [
        ("الاتجار بالأشخاص", "trafficking in persons"),
        ("السخرة", "forced labour"),
        ("الاتجار بالبشر", HOSTILE),
    ]
    units = [
        Unit(
            (Variant.of("ar", ar), Variant.of("en", en)),
            f"u{place}",
            (Property("x-block", str(place)),),
            line=10 * place,
        )
        for place, (ar, en) in enumerate(texts, 1)
    ]
    return Memory(Header(srclang="ar"), units)


FINDINGS = (
    Finding("term-missing", Severity.ERROR, "«السخرة» (ar) has no counterpart", "u2", 1, (("concept", "T2"),)),
    Finding("term-variant", Severity.NOTE, f"{HOSTILE} is a variant", "u3", 2, (("concept", "T1"), ("why", HOSTILE))),
    Finding("term-missing", Severity.ERROR, "accepted by us", "u1", 0, (("concept", "T1"),)),
    Finding("term-drift", Severity.WARNING, "several wordings (ar): «أ» 2× (1, 2); «ب» 1× (3)"),
)


def report(*, fails: int = 2, path: str = "memory of ours.tmx", accept: bool = True) -> Report:
    whole = memory()
    known = Entry(key_of(FINDINGS[2], *(variant.text for variant in whole[0].variants)), "the treaty", None, "", 2)
    items = items_of(FINDINGS, whole, ("ar", "en"), Baseline((known,) if accept else ()), date(2026, 11, 24))
    return Report(path, "ar", "en", items, "bitext|version:1", fails, ("b.tsv:3: a remark",))


def empty() -> Report:
    return replace(report(), items=())
