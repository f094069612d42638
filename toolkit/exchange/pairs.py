"""The units of a memory that fit a form of two languages and no inline codes, and what such a form leaves out."""

from __future__ import annotations

from collections.abc import Iterable

from tmx import Unit


def in_both(units: Iterable[Unit], source: str, target: str) -> list[Unit]:
    """The units that have both languages, in order."""
    return [unit for unit in units if unit.variant(source) and unit.variant(target)]


def left_out(units: Iterable[Unit], source: str, target: str) -> list[str]:
    """What a form of two languages without inline codes loses of a memory: a sentence for each kind of loss.

    >>> from tmx import Ph, Variant
    >>> left_out([Unit((Variant.of("ar", "نعم"),))], "ar", "en")
    ['1 of 1 units have no ar or no en and are left out']
    """
    units = list(units)
    kept = in_both(units, source, target)
    coded = sum(
        1 for unit in kept for variant in unit.variants if any(not isinstance(p, str) for p in variant.content)
    )
    others = sum(len(unit.variants) - 2 for unit in kept)
    losses = [
        (len(units) - len(kept), f"of {len(units)} units have no {source} or no {target} and are left out"),
        (coded, "segments have inline codes, of which only the text is written"),
        (others, "variants in other languages are left out"),
    ]
    return [f"{count} {what}" for count, what in losses if count]


def taken_from(units: Iterable[Unit], *languages: str) -> list[str]:
    """Which variants stand for the languages asked, where the tags are not the same: a sentence for each.

    >>> from tmx import Variant
    >>> taken_from([Unit((Variant.of("ar-SA", "نعم"), Variant.of("en", "Yes")))], "ar", "en")
    ['ar is taken from ar-SA in 1 units']
    """
    counts: dict[tuple[str, str], int] = {}
    for unit in units:
        for lang in languages:
            variant = unit.variant(lang)
            if variant is not None and variant.lang != lang:
                counts[lang, variant.lang] = counts.get((lang, variant.lang), 0) + 1
    return [f"{lang} is taken from {tag} in {count} units" for (lang, tag), count in counts.items()]
