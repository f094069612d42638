"""Contexts that tell a term from another word of the same letters: «video on demand», "properties of a virus".

A terminologist writes them beside the term, in one of these forms:

* ``on *``: words beside the term, which ``*`` stands for, under any inflection; ``meet/satisfy *`` has several words
  for one place, and ``…`` stands for up to three words or none: ``meet … *``;
* ``like a fraud``: a wording that holds the term, taken literally but for capitals;
* ``<bare>``: how an English term stands in its phrase (``SHAPES``), with nothing, an article or a possessive before
  it, or in the plural;
* ``~epilepsy``: a word that stands elsewhere in the same sentence, under any inflection, ``~price/market`` one of
  several.

The third and the fourth may follow one of the others («properties ~virus»); all of it must then hold.

Of several that hold the longest decides; ``*`` alone, which always holds, lets a term count wherever none forbids it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from toolkit.languages.english_nouns import SHAPES

Form = tuple[str, str]  # (particle, form); the particle is empty outside Arabic, a context's may begin with «و»
Slot = frozenset[Form]  # what may stand at one place; empty: a gap
Forms = Callable[[str], Sequence[Form]]

_HERE = "*"
_ANYWHERE = "~"
_OR = "/"
_GAPS = ("…", "...")
AND = "و"
_SHAPE_RE = re.compile(r"<(\w+)>")
_ARTICLE_RE = re.compile(r"\b(?:an?|the)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """Words before and after a term, or a literal wording that holds it; its shape; words of its sentence."""

    before: tuple[Slot, ...] = ()
    after: tuple[Slot, ...] = ()
    literal: str = ""
    shape: str = ""
    anywhere: Slot = frozenset()

    @property
    def weight(self) -> int:
        """How many words it has beside the term; a shape or a word anywhere weighs one, ``*`` alone nothing."""
        beside = sum(bool(slot) for slot in (*self.before, *self.after)) + len(self.literal.split())
        return beside + bool(self.shape) + bool(self.anywhere)


def parse_context(text: str, forms: Forms) -> Context:
    """A context as a termbase writes it; ``forms`` reads the words of one side of the ``*``.

    >>> found = parse_context("on/upon *", lambda side: [("", word) for word in side.split()])
    >>> sorted(form for _, form in found.before[0])
    ['on', 'upon']
    """
    shape = _SHAPE_RE.search(text)
    near, _, far = _SHAPE_RE.sub("", text).partition(_ANYWHERE)
    near = near.strip()
    anywhere = frozenset(form for word in far.split(_OR) for form in forms(word.strip())[:1])
    rest = (shape[1] if shape else "", anywhere)
    if _HERE in near:
        before, after = near.split(_HERE, 1)
        return Context(_slots(before, forms), _slots(after, forms), "", *rest)
    return Context((), (), near.lower(), *rest)


def _slots(side: str, forms: Forms) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    for token in side.split():
        if token in _GAPS:
            slots.append(frozenset())
        elif _OR in token:
            slots.append(frozenset(form for word in token.split(_OR) for form in _with_and(word, forms)))
        else:
            slots += [frozenset({form}) for form in _with_and(token, forms)]
    return tuple(slots)


def _with_and(token: str, forms: Forms) -> list[Form]:
    """The forms of a context's word; an Arabic «and» before it, which reading takes off, is kept in the particle."""
    said = token.startswith(AND)
    return [(AND + one, other) if said and not other.startswith(AND) else (one, other) for one, other in forms(token)]


def is_sound(text: str) -> bool:
    """Whether a context can be read as one: at most one ``*``, more beside it than an article, a shape there is."""
    if text.strip() == _HERE:
        return True
    shapes = _SHAPE_RE.findall(text)
    bare = _ARTICLE_RE.sub("", _SHAPE_RE.sub("", text))
    said = bare.translate(str.maketrans("", "", f"{_ANYWHERE}{_HERE}{_OR}….<> "))
    return (
        text.count(_HERE) <= 1
        and len(shapes) <= 1
        and all(shape in SHAPES for shape in shapes)
        and bool(said or shapes)
    )


def is_literal(text: str) -> bool:
    """Whether a context is a wording that must hold its term."""
    return not (_HERE in text or _ANYWHERE in text or _SHAPE_RE.search(text))


def by_weight(contexts: Iterable[Context]) -> tuple[Context, ...]:
    """Contexts, those of most words first."""
    return tuple(sorted(contexts, key=lambda one: -one.weight))
