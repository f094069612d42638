"""A finding as grave as its evidence: a doubtful bead or a doubtful word lowers its severity, and it says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit.model import Cause, Finding, Severity

#: Below this confidence a finding says more about the alignment than about the text.
DOUBTFUL_BEAD = 0.5
#: Findings about one side alone, which a doubtful bead does not touch.
_ONE_SIDED = frozenset(("empty", "doubled-word", "bracket", "punctuation-script"))
_SHORTEST = 3  # a doubtful «و» says nothing of a term


def lowered(finding: Finding, confidence: float, doubts: Sequence[str]) -> Finding:
    """A finding with the severity that its evidence allows, and the reason under ``lowered``.

    Where ``confidence`` is below 0.5 it is a note, of the class "doubtful alignment"; where it is about one of the
    words ``doubts`` that a repair was not sure of, it is a degree lower.

    >>> from toolkit.model import Finding
    >>> finding = Finding("term-deprecated", Severity.ERROR, "«الاتجار في الأشخاص» is deprecated")
    >>> lowered(finding, 1.0, ["الاتجار"]).severity.value, lowered(finding, 0.3, []).severity.value
    ('warning', 'note')
    """
    if confidence < DOUBTFUL_BEAD and finding.code not in _ONE_SIDED:
        evidence = tuple((key, value) for key, value in finding.evidence if key != "class")
        reason = ("lowered", f"doubtful alignment (confidence {confidence:.2f})")
        return replace(finding, severity=Severity.NOTE, evidence=(*evidence, ("class", Cause.ALIGNMENT), reason))
    if finding.severity is Severity.NOTE or not doubts:
        return finding
    about = {word for text in (finding.message, *(value for _, value in finding.evidence)) for word in _words(text)}
    word = next((word for word in doubts if about & {part for part in _words(word) if len(part) >= _SHORTEST}), "")
    if not word:
        return finding
    lower = Severity.WARNING if finding.severity is Severity.ERROR else Severity.NOTE
    return replace(finding, severity=lower, evidence=(*finding.evidence, ("lowered", f"doubtful word «{word}»")))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
