"""Whether a term's form stands in a text as the term or as another word: its contexts held against the place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from toolkit.languages.arabic import has_arabic
from toolkit.languages.english_nouns import noun_shape
from toolkit.terms.contexts import AND, Context, Form, Slot

#: What is written to an Arabic word without being of it; marks inside a word; letters that are written either way.
_ATTACHED = "[وفبلك]?"
_MARKS = "[\u0640\u064b-\u0652\u0670]*"
_EITHER = {letter: f"[{group}]" for group in ("اأإآٱ", "يى") for letter in group}
_SENTENCE_RE = re.compile(r"[.!?؟](?=\W*\s)|\n")
_STOP_RE = re.compile(r"[.!?؟;؛:()\[\]«»]|\n")
_COMMA_RE = re.compile("[,،]")
_CLAUSE_RE = re.compile(r"[.!?;:,()\[\]“”\"]")
_WORD_RE = re.compile(r"[\w'’]+")
_PLURALS = ("children", "women", "men", "people")
#: How many words a gap may hold.
_GAP = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its offsets there and how it may be read."""

    start: int
    end: int
    forms: frozenset[Form]


@dataclass(frozen=True)
class Place:
    """Where a term stands: the words from ``first`` up to ``end`` of a text."""

    text: str
    words: Sequence[Word]
    first: int
    end: int

    @cached_property
    def shape(self) -> str:
        """How the term stands in its phrase, for English."""
        last = self.words[self.end - 1]
        word = self.text[last.start : last.end].lower().replace("’", "'").removesuffix("'s").removesuffix("'")
        plural = word in _PLURALS or (word.endswith("s") and not word.endswith("ss"))
        return noun_shape(clause_before(self.text, self.words[self.first].start), plural=plural)

    @cached_property
    def sentence(self) -> frozenset[Form]:
        """What the other words of its sentence meet."""
        start, stop = self.words[self.first].start, self.words[self.end - 1].end
        begin = max((match.end() for match in _SENTENCE_RE.finditer(self.text, 0, start)), default=0)
        after = _SENTENCE_RE.search(self.text, stop)
        finish = after.start() if after else len(self.text)
        others = (*self.words[: self.first], *self.words[self.end :])
        return frozenset().union(*(_meets(word.forms) for word in others if begin <= word.start < finish))


def clause_before(text: str, start: int) -> list[str]:
    """The words of a clause before a place, in small letters."""
    before = _CLAUSE_RE.split(text[max(0, start - 80) : start].lower())[-1]
    return [word.replace("’", "'") for word in _WORD_RE.findall(before)]


def allowed(not_in: Sequence[Context], only_in: Sequence[Context], place: Place) -> bool:
    """Whether the words at a place count as a term there.

    Of the contexts that hold, the one of most words decides, and of two as long the one that forbids («response to
    demand» over «to demand»).  What stands beside the term must touch it in the contexts that forbid («on the demand»
    is not «on demand») unless there is a gap, and may have an article between in those that allow.  Both are given
    the longest first (``by_weight``).
    """
    forbids = next((one.weight for one in not_in if _holds(one, place, touching=True)), -1)
    if forbids < 0 and not only_in:
        return True
    return any(one.weight > forbids and _holds(one, place, touching=False) for one in only_in)


def _holds(context: Context, place: Place, *, touching: bool) -> bool:
    if context.literal and not _stands(context, place):
        return False
    words, first, end = place.words, place.first, place.end
    if touching and context.before and context.before[-1] and not _touches(place.text, words, first - 1):
        return False
    if touching and context.after and context.after[0] and not _touches(place.text, words, end - 1):
        return False
    if not _reads(context.before[::-1], place, first - 1, -1) or not _reads(context.after, place, end, 1):
        return False
    if context.shape and context.shape != place.shape:
        return False
    return not context.anywhere or not context.anywhere.isdisjoint(place.sentence)


def _stands(context: Context, place: Place) -> bool:
    """Whether a literal wording stands in a text so that it holds the stretch of a term."""
    start, end = place.words[place.first].start, place.words[place.end - 1].end
    reach = 2 * len(context.literal) + 4
    shift = max(0, start - reach)
    near = place.text[shift : end + reach].lower()
    if context.literal.isascii() and context.literal not in near:
        return False
    found = _literal(context.literal).finditer(near)
    return any(match.start() + shift <= start and end <= match.end() + shift for match in found)


def _touches(text: str, words: Sequence[Word], place: int) -> bool:
    return 0 <= place < len(words) - 1 and text[words[place].end : words[place + 1].start] in (" ", "-", "\u00a0")


def _reads(slots: Sequence[Slot], place: Place, at: int, step: int) -> bool:
    """Whether the words from ``at`` on, in the direction of ``step``, read as slots; a gap ends with the sentence."""
    if not slots:
        return True
    if slots[0]:
        if not 0 <= at < len(place.words) or _parted(place, at - step, at):
            return False
        word = place.words[at]
        joined = step > 0 and _is_joined(place.text[word.start : word.end])
        asked = _saying_and(slots[0]) if joined else slots[0]
        return not asked.isdisjoint(_meets(word.forms)) and _reads(slots[1:], place, at + step, step)
    for skipped in range(_GAP + 1):
        here = at + step * skipped
        if not 0 <= here < len(place.words) or _parted(place, here - step, here):
            return False
        if _reads(slots[1:], place, here, step):
            return True
    return False


def _parted(place: Place, one: int, other: int) -> bool:
    """Whether a sentence, in Arabic a clause, ends between two neighbouring words."""
    first, second = sorted((one, other))
    between = place.text[place.words[first].end : place.words[second].start]
    return bool(_STOP_RE.search(between)) or (bool(_COMMA_RE.search(between)) and has_arabic(place.text))


def _is_joined(word: str) -> bool:
    """Whether an Arabic word may carry an «and»: «الطلب وعلى» is not «الطلب على»."""
    return word.startswith(("و", "ف")) and len(word) > 2


@lru_cache(maxsize=4096)
def _saying_and(slot: Slot) -> Slot:
    """The words of a slot that begin with the letter of an «and» or carry one."""
    return frozenset(form for form in slot if form[0].startswith(AND) or form[1].startswith(("و", "ف")))


@lru_cache(maxsize=65536)
def _meets(forms: frozenset[Form]) -> frozenset[Form]:
    """What a context may ask for that a word with these readings meets: without a particle any will do."""
    bare = {("", form) for _, form in forms}
    return frozenset(forms | bare | {(AND + particle, form) for particle, form in forms | bare})


@lru_cache(maxsize=4096)
def _literal(text: str) -> re.Pattern[str]:
    """A wording whatever vowel marks, tatweel and hamza seats a text has in it."""
    letters = (_EITHER.get(letter, re.escape(letter)) for letter in text)
    return re.compile(rf"(?<!\w){_ATTACHED}{_MARKS.join(letters)}{_MARKS}(?!\w)")
