"""What a check sees of a unit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Both texts of a unit, their languages, and how sure the alignment is."""

    source: str
    target: str
    source_lang: str
    target_lang: str
    confidence: float = 1.0
