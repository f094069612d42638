"""How near a text of the memory is to the text looked up: the published formula, and nothing hidden.

1. The same text (NFC, runs of blanks as one, inline codes too): 100; with one neighbour the same 101, with both 102.
2. The same letters, folded (Arabic marks, tatweel, alef forms, capitals): 100 less one point for each kind of
   difference: ``tags``, ``numbers``, ``punctuation``, ``spacing``, ``spelling``; so 95 to 99.
3. Otherwise ``floor(100 * (words + characters) / 2)``, 94 at most, where both parts are 1 - edit distance / the
   longer length: ``words`` over the folded words, ``characters`` over the characters of the texts (Levenshtein 1966).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Levenshtein

import tmx
from toolkit.languages.arabic import fold
from toolkit.languages.digits import to_ascii_digits
from toolkit.memory.match import Difference, Kind, Parts

BEST_FUZZY = 94
_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"\d+|[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Subject:
    """A text as scoring sees it; each view is made once, when it is asked for."""

    content: tmx.Segment

    @cached_property
    def text(self) -> str:
        """NFC, runs of blanks as one."""
        return unicodedata.normalize("NFC", " ".join(tmx.text_of(self.content).split()))

    @cached_property
    def folded(self) -> str:
        """Without marks and tatweel, letters folded, digits 0-9, small letters."""
        return to_ascii_digits(fold(self.text)).casefold()

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded words."""
        return tuple(_WORD.findall(self.folded))

    @cached_property
    def letters(self) -> str:
        """The folded letters alone."""
        return "".join(filter(str.isalpha, self.folded))

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Numbers in digits 0-9, as written otherwise."""
        return tuple(_NUMBER.findall(self.folded))

    @cached_property
    def codes(self) -> tuple[tuple[str, str], ...]:
        """The inline codes in order: element and type."""
        return tuple((c.tag, getattr(c, "type", None) or "") for c in self.content if not isinstance(c, str))


def score(query: Subject, source: Subject) -> tuple[int, Kind, Parts]:
    """The score without context and penalties, its kind, and its parts.

    >>> one, other = Subject(("يوم ١٢ مايو ٢٠١٢",)), Subject(("يوم ١٢ مايو ٢٠١٣.",))
    >>> score(one, other)[0], score(one, other)[2].deductions
    (98, (('numbers', 1), ('punctuation', 1)))
    """
    if query.text == source.text and query.codes == source.codes:
        return 100, Kind.EXACT, Parts(1.0, 1.0)
    words = Levenshtein.normalized_similarity(query.words, source.words)
    characters = Levenshtein.normalized_similarity(query.text, source.text)
    if query.letters == source.letters and (query.letters or (query.numbers and source.numbers)):
        deductions = tuple((kind, 1) for kind in differing(query, source))
        return 100 - len(deductions), Kind.NEAR, Parts(words, characters, deductions=deductions)
    base = int(50 * (words + characters) + 1e-9)
    return min(BEST_FUZZY, base), Kind.FUZZY, Parts(words, characters)


def differing(query: Subject, source: Subject) -> tuple[str, ...]:
    """In what two texts of the same folded letters differ."""
    found = []
    if query.codes != source.codes:
        found.append("tags")
    if query.numbers != source.numbers:
        found.append("numbers")
    gaps = [_PIECE.sub("\x00", subject.folded).replace("\x00\x00", "\x00") for subject in (query, source)]
    marks = [re.sub(r"[\s\x00]", "", gap) for gap in gaps]
    if marks[0] != marks[1]:
        found.append("punctuation")
    elif len(query.numbers) == len(source.numbers) and gaps[0] != gaps[1]:
        found.append("spacing")
    if _spelt(query.text) != _spelt(source.text) or not found:
        found.append("spelling")
    return tuple(found)


def _spelt(text: str) -> str:
    """The letters and their marks as they are written."""
    return "".join(char for char in text if unicodedata.category(char)[0] in "LM")


def differences(query: str, source: str) -> tuple[Difference, ...]:
    """The words of both texts, part by part.

    >>> [(d.kind, d.query, d.source) for d in differences("the sixth session", "the fifth session")]
    [('equal', 'the', 'the'), ('replace', 'sixth', 'fifth'), ('equal', 'session', 'session')]
    """
    ours, theirs = query.split(), source.split()
    found = []
    for step in Levenshtein.opcodes(theirs, ours):
        old, new = " ".join(theirs[step.src_start : step.src_end]), " ".join(ours[step.dest_start : step.dest_end])
        found.append(Difference(str(step.tag), new, old))
    return tuple(found)
