"""What a check sees of a unit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Both texts of a unit, their languages, how sure the alignment is, and the words the repair was not sure of."""

    source: str
    target: str
    source_lang: str
    target_lang: str
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()
