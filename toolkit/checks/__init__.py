"""Checks over a memory: a table in which a new check is one function and one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import tmx
from toolkit.checks.consistency import check_consistency
from toolkit.checks.facts import check_dates, check_numbers, check_symbols
from toolkit.checks.form import check_brackets, check_doubled_words, check_empty, check_length, check_untranslated
from toolkit.checks.marks import check_labels, check_punctuation, check_quotes, check_urls
from toolkit.checks.pair import Pair
from toolkit.model import BitextError, Finding
from toolkit.terms import Termbase, TermChecker, drifts, load_termbase
from toolkit.terms.doubt import lowered
from toolkit.terms.zones import EXEMPT

#: The note of a doubtful word, as ``memory.units.doubt_note`` writes it.
_DOUBT_RE = re.compile("doubtful: «([^«»]+)»")

__all__ = ["CHECKS", "MEMORY_CHECKS", "Pair", "check"]

#: Name -> the check of one unit.  ``terms`` is made for the termbase at hand and added by ``check``.
CHECKS: dict[str, Callable[[Pair], Iterable[Finding]]] = {
    "numbers": check_numbers,
    "dates": check_dates,
    "symbols": check_symbols,
    "empty": check_empty,
    "untranslated": check_untranslated,
    "doubled": check_doubled_words,
    "brackets": check_brackets,
    "quotes": check_quotes,
    "labels": check_labels,
    "urls": check_urls,
    "length": check_length,
    "punctuation": check_punctuation,
}

#: Name -> a check of the whole memory in a pair of languages; run where it is asked for by name.
MEMORY_CHECKS: dict[str, Callable[[tmx.Memory, tuple[str, str]], Iterable[Finding]]] = {
    "consistency": check_consistency,
}


def check(
    memory: tmx.Memory,
    *,
    source_lang: str,
    target_lang: str,
    termbase: Termbase | None = None,
    checks: Sequence[str] | None = None,
    exempt: Sequence[str] = EXEMPT,
) -> tuple[Finding, ...]:
    """The findings of every unit of a memory, in order; each carries the unit's tuid and position.

    A concept that the memory words in several ways gives one ``term-drift`` at the end, without a unit, and one that
    only titles word otherwise one ``term-title``.
    ``checks`` are names of ``CHECKS``, ``MEMORY_CHECKS`` or ``terms``; without it the first and the last.  Units
    that lack one of the languages are passed over.  ``exempt`` are the zones (titles, quotations) in which terms
    keep their own wording.  Raises BitextError for an unknown check.
    """
    names = [*CHECKS, "terms"] if checks is None else list(checks)
    known = [*CHECKS, *MEMORY_CHECKS, "terms"]
    unknown = [name for name in names if name not in known]
    if unknown:
        raise BitextError(f"no check is called {unknown[0]!r}", remedy=f"choose from {', '.join(known)}")
    functions = [CHECKS[name] for name in names if name in CHECKS]
    if "terms" in names:
        functions.append(_term_check(termbase or load_termbase(), source_lang, target_lang, exempt))
    findings: list[Finding] = []
    for position, unit in enumerate(memory):
        pair = _pair(unit, source_lang, target_lang)
        if pair is None:
            continue
        for function in functions:
            found = (lowered(finding, pair.confidence, pair.doubts) for finding in function(pair))
            findings += [replace(finding, unit=unit.tuid or "", position=position) for finding in found]
    if "terms" in names:
        findings += _drifts(memory, termbase or load_termbase(), (source_lang, target_lang), exempt)
    for name, function_of_memory in MEMORY_CHECKS.items():
        if name in names:
            findings += function_of_memory(memory, (source_lang, target_lang))
    return tuple(findings)


def _drifts(
    memory: tmx.Memory, termbase: Termbase, langs: tuple[str, str], exempt: Sequence[str]
) -> Iterable[Finding]:
    """What only the whole memory shows: a concept in several wordings, with the blocks of each."""
    for lang in langs:
        found = [(variant.text, unit.prop("x-block") or "") for unit in memory if (variant := unit.variant(lang))]
        yield from drifts([text for text, _ in found], [block for _, block in found], termbase, lang, exempt)


def _term_check(
    termbase: Termbase, source_lang: str, target_lang: str, exempt: Sequence[str]
) -> Callable[[Pair], Iterable[Finding]]:
    checker = TermChecker.of(termbase, source_lang, target_lang, exempt)
    return lambda pair: checker.check(pair.source, pair.target)


def _pair(unit: tmx.Unit, source_lang: str, target_lang: str) -> Pair | None:
    source, target = unit.variant(source_lang), unit.variant(target_lang)
    if source is None or target is None:
        return None
    try:
        confidence = float(unit.prop("x-confidence") or 1.0)
    except ValueError:
        confidence = 1.0
    doubts = tuple(match[1] for note in unit.notes if (match := _DOUBT_RE.match(note.text)))
    return Pair(source.text, target.text, source_lang, target_lang, confidence, doubts)
