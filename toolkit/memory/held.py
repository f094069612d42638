"""Is a memory any good?  How much it helps with a text whose translation is known but not in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import tmx
from toolkit.memory.lookup import lookup
from toolkit.memory.store import Store
from toolkit.model import BitextError

#: The bands that translators are paid by, with the least score of each.
BANDS = (("101-102", 101), ("100", 100), ("95-99", 95), ("85-94", 85), ("75-84", 75), ("50-74", 50))


@dataclass(frozen=True, slots=True)
class Quality:
    """sacrebleu's figures for the best matches against the references, over ``segments`` segments."""

    segments: int
    bleu: float
    chrf: float
    bleu_signature: str
    chrf_signature: str


@dataclass(frozen=True, slots=True)
class Help:
    """How a memory helps with held-out units: segments by band of their best match (the last band is ``none``), the
    quality of the best match over the segments that have one, and over all (nothing where there is none).
    """

    segments: int
    bands: tuple[tuple[str, int], ...]
    matched: Quality | None
    whole: Quality


def evaluate(
    store: Store, units: Iterable[tmx.Unit], source_lang: str, target_lang: str, threshold: int = 50
) -> Help:
    """Look up each unit's source and hold the best match's suggestion against the unit's target.

    Units without both languages are passed over.  Raises BitextError where none has both.
    """
    counts: Counter[str] = Counter()
    best: list[str] = []
    references: list[str] = []
    for unit in units:
        source, target = unit.variant(source_lang), unit.variant(target_lang)
        if source is None or target is None or not source.text.strip():
            continue
        before, after = unit.prop("x-context-pre"), unit.prop("x-context-post")
        matches = lookup(store, source.content, source_lang, target_lang, before, after, threshold, 1)
        counts[band(matches[0].score) if matches else "none"] += 1
        best.append(matches[0].suggestion if matches else "")
        references.append(target.text)
    if not references:
        raise BitextError(
            f"no unit has both {source_lang} and {target_lang}", remedy="give the languages of the file"
        )
    found = [(one, other) for one, other in zip(best, references, strict=True) if one]
    names = [name for name, _ in BANDS] + ["none"]
    return Help(
        len(references),
        tuple((name, counts[name]) for name in names),
        _quality(*zip(*found, strict=True)) if found else None,
        _quality(best, references),
    )


def band(score: int) -> str:
    """The band of a score.

    >>> [band(score) for score in (102, 100, 97, 60, 40)]
    ['101-102', '100', '95-99', '50-74', 'none']
    """
    return next((name for name, least in BANDS if score >= least), "none")


def _quality(best: Iterable[str], references: Iterable[str]) -> Quality:
    import sacrebleu

    ours, theirs = list(best), [list(references)]
    bleu, chrf = sacrebleu.BLEU(), sacrebleu.CHRF()
    figures = bleu.corpus_score(ours, theirs).score, chrf.corpus_score(ours, theirs).score
    return Quality(len(ours), *figures, str(bleu.get_signature()), str(chrf.get_signature()))
