"""Edits of a text go on to what the units before and after it say of it: ``x-context-pre`` and ``x-context-post``.

A neighbour is a unit of the same document whose text the edited unit names as its neighbour, and which names the
edited text in turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import tmx
from tmx.profiles import CONTEXT
from toolkit.memory.keys import plain

_BEFORE, _AFTER = CONTEXT


@dataclass(frozen=True, slots=True)
class Edit:
    """One place of a unit as it was and as it is now, in a document."""

    document: str
    old: tmx.Unit
    new: tmx.Unit

    def texts(self) -> Iterator[tuple[str, str]]:
        """Each text that changed: as it was, as it is."""
        if [one.lang for one in self.old.variants] != [one.lang for one in self.new.variants]:
            return
        for old, new in zip(self.old.variants, self.new.variants, strict=True):
            if plain(old.text) != plain(new.text):
                yield old.text, new.text


class Neighbours:
    """The texts that changed, by document and by what they were."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._edits: dict[tuple[str, str], list[tuple[tmx.Unit, str]]] = {}
        for edit in edits:
            for old, new in edit.texts():
                self._edits.setdefault((edit.document, plain(old)), []).append((edit.old, new))

    def texts(self, document: str) -> list[str]:
        """What the texts of a document were that have changed."""
        return [old for name, old in self._edits if name == document]

    def documents(self) -> list[str]:
        """The documents that have changed texts."""
        return list(dict.fromkeys(name for name, _ in self._edits))

    def followed(self, document: str, old: tmx.Unit, new: tmx.Unit | None = None) -> tmx.Unit:
        """A unit with its neighbours' new texts; ``new`` is what it is now, where it was edited itself.

        >>> one = tmx.Unit((tmx.Variant.of("en", "First"),), props=(tmx.Property("x-context-post", "Second"),))
        >>> two = tmx.Unit((tmx.Variant.of("en", "Second"),), props=(tmx.Property("x-context-pre", "First"),))
        >>> edit = Edit("", one, replace(one, variants=(tmx.Variant.of("en", "Foremost"),)))
        >>> Neighbours([edit]).followed("", two).prop("x-context-pre")
        'Foremost'
        """
        now = old if new is None else new
        for mine, other in ((_BEFORE, _AFTER), (_AFTER, _BEFORE)):
            value = old.prop(mine)
            found = self._edits.get((document, plain(value))) if value else None
            own = {plain(variant.text) for variant in old.variants} if found else set()
            for neighbour, text in found or ():
                if plain(neighbour.prop(other) or "") in own:
                    now = _with(now, mine, value or "", plain(text))
                    break
        return now


def _with(unit: tmx.Unit, kind: str, old: str, text: str) -> tmx.Unit:
    """A unit with another value of a property, where it still has the old one."""
    if all(prop.type != kind or prop.text != old for prop in unit.props):
        return unit
    props = [replace(p, text=text) if p.type == kind and p.text == old else p for p in unit.props]
    return replace(unit, props=tuple(props))
