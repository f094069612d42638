"""Merging memories: what is the same once, and nothing forgotten.

Three kinds of duplicates: *exact* (same languages, same content), *near* (the same letters and digits; only case,
blanks, marks, punctuation or vowel signs differ), and *same source, other target*.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from typing import Literal

from tmx import tags
from tmx.model import Note, Unit

#: What to do with units of one source and other targets: keep all, or one and the other wordings as its notes.
SameSource = Literal["keep", "first", "newest"]


def merge(
    memories: Iterable[Iterable[Unit]],
    *,
    near: bool = False,
    same_source: SameSource = "keep",
    source: str = "*all*",
    counts: Counter[str] | None = None,
) -> Iterator[Unit]:
    """All units in their order, exact duplicates once.

    The first stays in its place and is given the properties and notes of the later ones that it lacks, so that no
    provenance is lost.  ``near`` joins near duplicates too.  With ``same_source`` ``first`` or ``newest`` (by change
    or creation date), one unit of a source text stays.  Every wording that is given up becomes a note of the unit
    that stays.  ``source`` is the language to compare by for ``same_source``.  ``counts`` is told how many units
    were joined as ``exact``, ``near`` and ``same source``.

    >>> from tmx import Variant
    >>> one, two = (Unit((Variant.of("ar", "نعم"), Variant.of("en", text))) for text in ("Yes", "yes."))
    >>> merged = list(merge([[one], [two]], near=True))
    >>> len(merged), merged[0].notes[0].text
    (1, 'also: en: yes.')
    """
    tally = counts if counts is not None else Counter()
    units = list(_once(memories, _exact, "exact", tally))
    if near:
        units = list(_once([units], _near, "near", tally))
    if same_source != "keep":
        units = list(_one_a_source(units, source, same_source == "newest", tally))
    yield from units


def _once(
    memories: Iterable[Iterable[Unit]], key_of: Callable[[Unit], Hashable], name: str, tally: Counter[str]
) -> Iterator[Unit]:
    kept: dict[Hashable, Unit] = {}
    for units in memories:
        for unit in units:
            key = key_of(unit)
            if key in kept:
                tally[name] += 1
                kept[key] = joined(kept[key], unit)
            else:
                kept[key] = unit
    yield from kept.values()


def _exact(unit: Unit) -> Hashable:
    return frozenset((tags.canonical(variant.lang), variant.content) for variant in unit.variants)


def _near(unit: Unit) -> Hashable:
    return frozenset((tags.canonical(variant.lang), folded(variant.text)) for variant in unit.variants)


def folded(text: str) -> str:
    """Letters and digits alone, in one case and without vowel signs; text without any stays as it is.

    >>> folded("Article 5, para. 2") == folded("ARTICLE 5 para 2"), folded("مُؤتمـر") == folded("مؤتمر")
    (True, True)
    """
    plain = unicodedata.normalize("NFKD", text.replace("\u0640", "")).casefold()
    kept = "".join(char if char.isalnum() else " " for char in plain if not unicodedata.combining(char))
    return " ".join(kept.split()) or text


def _one_a_source(units: Iterable[Unit], source: str, newest: bool, tally: Counter[str]) -> Iterator[Unit]:
    kept: dict[Hashable, Unit] = {}
    for number, unit in enumerate(units):
        variant = unit.variant(source) if source != "*all*" else unit.variants[0]
        key: Hashable = number if variant is None else (tags.canonical(variant.lang), variant.content)
        if key not in kept:
            kept[key] = unit
            continue
        tally["same source"] += 1
        other = kept[key]
        kept[key] = joined(unit, other) if newest and _date(unit) > _date(other) else joined(other, unit)
    yield from kept.values()


def _date(unit: Unit) -> str:
    return max(unit.changedate or "", unit.creationdate or "")


def joined(one: Unit, other: Unit) -> Unit:
    """``one`` with the properties and notes of ``other``, and its wording as a note where it differs."""
    own = {(tags.canonical(variant.lang), variant.content) for variant in one.variants}
    wordings = [
        Note(f"also: {variant.lang}: {variant.text}")
        for variant in other.variants
        if (tags.canonical(variant.lang), variant.content) not in own
    ]
    props = tuple(dict.fromkeys(one.props + other.props))
    return replace(one, props=props, notes=tuple(dict.fromkeys((*one.notes, *other.notes, *wordings))))
