"""A memory turned to its other direction: the text before and after a unit in the language that is now the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import tmx
from tmx.profiles import context_of, with_context
from tmx.tags import same_language


def turned(units: Iterable[tmx.Unit], old: str, new: str) -> Iterator[tmx.Unit]:
    """The units with their context in the language ``new`` instead of ``old``, the source language so far.

    A text before or after is that of the unit before or after, where this has it; else it is left out, since in the
    old language it would never be met.  Without change where the languages are the same, or ``old`` is ``*all*``.

    >>> pairs = [("نعم", "Yes"), ("لا", "No")]
    >>> units = [tmx.Unit((tmx.Variant.of("ar", ar), tmx.Variant.of("en", en))) for ar, en in pairs]
    >>> units[1] = with_context(units[1], "نعم", "ربما")
    >>> [context_of(unit) for unit in turned(units, "ar", "en")]
    [(None, None), ('Yes', None)]
    """
    if old == "*all*" or same_language(old, new):
        yield from units
        return
    before = unit = None
    for after in _ended(units):
        if unit is not None:
            was = context_of(unit)
            yield with_context(unit, _said(before, was[0], old, new), _said(after, was[1], old, new))
        before, unit = unit, after


def _ended(units: Iterable[tmx.Unit]) -> Iterator[tmx.Unit | None]:
    yield from units
    yield None


def _said(neighbour: tmx.Unit | None, text: str | None, old: str, new: str) -> str | None:
    """What the neighbour says in the language ``new``, where it says ``text`` in ``old``."""
    if neighbour is None or text is None:
        return None
    own, other = neighbour.variant(old), neighbour.variant(new)
    return other.text if own is not None and other is not None and own.text == text else None
