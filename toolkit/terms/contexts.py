"""Contexts that tell a term from another word of the same letters: «video on demand», "properties of a virus".

A terminologist writes them beside the term, in one of three forms:

* ``on *``: words beside the term, which ``*`` stands for, under any inflection;
* ``like a fraud``: a wording that holds the term, taken literally but for capitals;
* ``~epilepsy``: a word that stands anywhere in the same text, under any inflection; after one of the others
  («properties ~virus») both must hold.

Of several that hold the longest decides; ``*`` alone, which always holds, lets a term count wherever none forbids it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

Form = tuple[str, str]  # (particle, form); the particle is empty outside Arabic

_HERE = "*"
_ANYWHERE = "~"
#: What is written to an Arabic word without being of it; marks inside a word; letters that are written either way.
_ATTACHED = "[وفبلك]?"
_MARKS = "[\u0640\u064b-\u0652\u0670]*"
_ARTICLE_RE = re.compile(r"\b(?:an?|the)\b", re.IGNORECASE)
_EITHER = {letter: f"[{group}]" for group in ("اأإآٱ", "يى") for letter in group}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its offsets there and how it may be read."""

    start: int
    end: int
    forms: frozenset[Form]


@dataclass(frozen=True, slots=True)
class Context:
    """Words before and after a term, or a literal wording that holds it, or a word of the same text."""

    before: tuple[Form, ...] = ()
    after: tuple[Form, ...] = ()
    literal: str = ""
    anywhere: Form | None = None

    @property
    def weight(self) -> int:
        """How many words it has beside the term; a word anywhere weighs least, and ``*`` alone nothing."""
        return len(self.before) + len(self.after) + len(self.literal.split()) + bool(self.anywhere)


def parse_context(text: str, forms: Callable[[str], Sequence[Form]]) -> Context:
    """A context as a termbase writes it; ``forms`` reads the words of one side of the ``*``.

    >>> parse_context("on *", lambda side: [("", word) for word in side.split()]).before
    (('', 'on'),)
    """
    text, _, far = (part.strip() for part in text.partition(_ANYWHERE))
    anywhere = next(iter(forms(far)), ("", far)) if far else None
    if _HERE in text:
        before, after = text.split(_HERE, 1)
        return Context(tuple(forms(before)), tuple(forms(after)), anywhere=anywhere)
    return Context((), (), text.lower(), anywhere)


@lru_cache(maxsize=4096)
def _literal(text: str) -> re.Pattern[str]:
    """A wording whatever vowel marks, tatweel and hamza seats a text has in it."""
    letters = (_EITHER.get(letter, re.escape(letter)) for letter in text)
    return re.compile(rf"(?<!\w){_ATTACHED}{_MARKS.join(letters)}{_MARKS}(?!\w)")


def is_sound(text: str) -> bool:
    """Whether a context can be read as one: at most one ``*``, and more beside it than an article."""
    if text.strip() == _HERE:
        return True
    return text.count(_HERE) <= 1 and bool(_ARTICLE_RE.sub("", text).strip(f"{_ANYWHERE}{_HERE} "))


def allowed(
    not_in: Sequence[Context], only_in: Sequence[Context], text: str, words: Sequence[Word], place: int, end: int
) -> bool:
    """Whether the words from ``place`` up to ``end`` count as a term there.

    Of the contexts that hold, the one of most words decides, and of two as long the one that forbids («response to
    demand» over «to demand»).  What stands beside the term must touch it in the contexts that forbid («on the demand»
    is not «on demand»), and may have an article between in those that allow.
    """
    forbids = max((one.weight for one in not_in if _holds(one, text, words, place, end, touching=True)), default=-1)
    if forbids < 0 and not only_in:
        return True
    allows = max((one.weight for one in only_in if _holds(one, text, words, place, end, touching=False)), default=-1)
    return allows > forbids


def _holds(context: Context, text: str, words: Sequence[Word], place: int, end: int, *, touching: bool) -> bool:
    if context.literal and not _stands(context, text, words[place].start, words[end - 1].end):
        return False
    if context.anywhere:
        rest = (word for step, word in enumerate(words) if not place <= step < end)
        if not any(_reads([context.anywhere], [word]) for word in rest):
            return False
    if touching and context.before and not _touches(text, words, place - 1):
        return False
    if touching and context.after and not _touches(text, words, end - 1):
        return False
    first, last = place - len(context.before), end + len(context.after)
    if first < 0 or last > len(words):
        return False
    return _reads(context.before, words[first:place]) and _reads(context.after, words[end:last])


def _stands(context: Context, text: str, start: int, end: int) -> bool:
    """Whether a literal wording stands in a text so that it holds the stretch of a term."""
    reach = 2 * len(context.literal) + 4
    shift = max(0, start - reach)
    near = text[shift : end + reach].lower()
    if context.literal.isascii() and context.literal not in near:
        return False
    found = _literal(context.literal).finditer(near)
    return any(match.start() + shift <= start and end <= match.end() + shift for match in found)


def _touches(text: str, words: Sequence[Word], place: int) -> bool:
    return 0 <= place < len(words) - 1 and text[words[place].end : words[place + 1].start] in (" ", "-", "\u00a0")


def _reads(forms: Iterable[Form], words: Iterable[Word]) -> bool:
    """Whether words read as forms, whatever particle they carry where the context has none."""
    return all(
        form in word.forms or (not form[0] and any(form[1] == other for _, other in word.forms))
        for form, word in zip(forms, words, strict=True)
    )
