"""Consistency without a termbase: the same segment or recurring phrase worded in several ways, in either direction.

Each drift is one finding for the whole memory, the most surprising first.  Surprise is counted in bits: what the
renderings cost beyond those of a translator who always says the same (their entropy), times how sure it is that the
renderings stand for the phrase, times weights that grow with its length and with how special its words are: everyday
words are rendered in many ways, and nobody minds.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import tmx
from toolkit.checks.phrase_drift import once, wavering_phrases
from toolkit.checks.wavering import Drift, Wording, entropy_bits
from toolkit.languages.arabic import fold
from toolkit.languages.digits import to_ascii_digits
from toolkit.model import Finding, Severity
from toolkit.terms.phrases import Bitext

#: Units whose phrases are compared with each other at once; a longer memory is cut, so that it fits into memory.
AT_ONCE = 20_000
_SHOWN = 90


def drifts_without_termbase(pairs: Sequence[tuple[str, str]], langs: tuple[str, str]) -> tuple[Drift, ...]:
    """The drifts of the pairs of texts (source, target) of a memory, the most surprising first.

    >>> pairs = [("نهاية", "The end"), ("نهاية", "Finis"), ("بداية", "Start")]
    >>> drift = drifts_without_termbase(pairs, ("ar", "en"))[0]
    >>> drift.stable, [used.text for used in drift.wordings]
    ('نهاية', ['The end', 'Finis'])
    """
    found = [drift for side in (0, 1) for drift in _segments(pairs, langs, side)]
    told = {unit for drift in found for used in drift.wordings for unit in used.units}
    for start in range(0, len(pairs), AT_ONCE):
        found += once(list(_phrases(pairs[start : start + AT_ONCE], langs, start, told)))
    return tuple(sorted(found, key=lambda drift: (-drift.bits, drift.code, drift.stable)))


def _phrases(pairs: Sequence[tuple[str, str]], langs: tuple[str, str], start: int, told: set[int]) -> Iterator[Drift]:
    """The phrases that waver in a stretch of a memory that begins at ``start``."""
    bitext = Bitext.of(pairs, langs)
    known = {unit - start for unit in told}
    for side in (0, 1):
        for drift in wavering_phrases(bitext if side else bitext.turned(), langs, side, known):
            moved = (replace(used, units=tuple(unit + start for unit in used.units)) for used in drift.wordings)
            yield replace(drift, wordings=tuple(moved))


def check_consistency(memory: tmx.Memory, langs: tuple[str, str]) -> tuple[Finding, ...]:
    """``segment-drift`` and ``phrase-drift`` of a memory, the most surprising first; for the table of checks."""
    pairs, blocks, positions = [], [], []
    for position, unit in enumerate(memory):
        source, target = unit.variant(langs[0]), unit.variant(langs[1])
        if source is not None and target is not None:
            pairs.append((source.text, target.text))
            blocks.append(unit.prop("x-block") or f"unit-{position + 1}")
            positions.append(position)
    return tuple(findings(drifts_without_termbase(pairs, langs), langs, blocks, positions))


def findings(
    drifts: Sequence[Drift], langs: tuple[str, str], blocks: Sequence[str], positions: Sequence[int]
) -> Iterator[Finding]:
    """A finding for each drift; ``blocks`` name the place of each pair, ``positions`` its 0-based unit.

    Segments and phrases of several words are warnings, single words notes.
    """
    for drift in drifts:
        parts = []
        for used in drift.wordings:
            places = ", ".join(dict.fromkeys(blocks[unit] for unit in used.units))
            parts.append(f"«{_short(used.text)}» {len(used.units)}× ({places})")
        what = "segment" if drift.code == "segment-drift" else "phrase"
        message = (
            f"one {what} ({langs[1 - drift.side]}) «{_short(drift.stable)}», several wordings ({langs[drift.side]}): "
        )
        severity = Severity.WARNING if what == "segment" or drift.words > 1 else Severity.NOTE
        evidence = (
            ("side", "target" if drift.side else "source"),
            ("bits", f"{drift.bits:.1f}"),
            ("blocks", " ".join(dict.fromkeys(blocks[unit] for used in drift.wordings for unit in used.units))),
            ("units", " ".join(str(positions[unit] + 1) for used in drift.wordings[1:] for unit in used.units)),
            ("wordings", "; ".join(_short(used.text) for used in drift.wordings)),
        )
        yield Finding(drift.code, severity, message + "; ".join(parts), evidence=evidence)


def _short(text: str) -> str:
    text = " ".join(text.replace("«", "“").replace("»", "”").split())
    return text if len(text) <= _SHOWN else text[:_SHOWN].rpartition(" ")[0] + " …"


def same_text(text: str) -> str:
    """The key under which two segments are the same: letters and digits alone, in any case and spelling of Arabic.

    >>> same_text("Article ٥.") == same_text("article 5"), same_text("إيواء،") == same_text("ايواء")
    (True, True)
    """
    return " ".join(re.findall(r"\w+", to_ascii_digits(fold(text)).casefold()))


def _segments(pairs: Sequence[tuple[str, str]], langs: tuple[str, str], side: int) -> Iterator[Drift]:
    """Segments whose other side wavers."""
    groups: dict[str, dict[str, list[int]]] = {}
    for unit, pair in enumerate(pairs):
        stable, wavering = same_text(pair[1 - side]), same_text(pair[side])
        if any(map(str.isalpha, stable)) and wavering:
            groups.setdefault(stable, {}).setdefault(wavering, []).append(unit)
    for stable, used in groups.items():
        if len(used) > 1:
            ordered = sorted(used.values(), key=lambda units: (-len(units), units))
            words = len(stable.split())
            bits = entropy_bits([len(units) for units in ordered]) * math.log2(1 + words)
            wordings = tuple(Wording(pairs[units[0]][side], tuple(units)) for units in ordered)
            yield Drift("segment-drift", pairs[ordered[0][0]][1 - side], side, wordings, bits, words)
