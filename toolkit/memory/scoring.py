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
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Levenshtein

import tmx
from toolkit.languages.arabic import fold
from toolkit.languages.digits import to_ascii_digits
from toolkit.memory.analysis import Grams, analyse
from toolkit.memory.keys import plain
from toolkit.memory.match import Difference, Kind, Parts

BEST_FUZZY = 94
_PIECE = re.compile(r"\d+|[^\W\d_]+")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Subject:
    """A text as scoring sees it: ``text`` is NFC with runs of blanks as one, ``words`` the numbers of its folded
    words, ``skeleton`` that of its folded letters.
    """

    text: str
    words: Sequence[int]
    skeleton: int
    codes: tuple[tuple[str, str], ...] = ()

    @cached_property
    def folded(self) -> str:
        """Without marks and tatweel, letters folded, digits 0-9, small letters."""
        return to_ascii_digits(fold(self.text)).casefold()

    @cached_property
    def numbers(self) -> tuple[str, ...]:
        """Numbers in digits 0-9, as written otherwise."""
        return tuple(_NUMBER.findall(self.folded))


def subjects(contents: Sequence[str | tmx.Segment]) -> list[Subject]:
    """Texts, with or without inline codes, made ready for scoring together."""
    texts = [plain(content if isinstance(content, str) else tmx.text_of(content)) for content in contents]
    found = analyse(texts, grams=Grams.NONE)
    words = found.words.tolist()
    limits = found.word_text.searchsorted(range(len(texts) + 1)).tolist()
    skeletons = found.skeletons.tolist()
    return [
        Subject(text, words[limits[number] : limits[number + 1]], skeletons[number], _codes(contents[number]))
        for number, text in enumerate(texts)
    ]


def _codes(content: str | tmx.Segment) -> tuple[tuple[str, str], ...]:
    """The inline codes in order: element and type."""
    if isinstance(content, str):
        return ()
    return tuple((part.tag, getattr(part, "type", None) or "") for part in content if not isinstance(part, str))


def score(query: Subject, source: Subject) -> tuple[int, Kind, Parts]:
    """The score without context and penalties, its kind, and its parts.

    >>> one, other = subjects(["يوم ١٢ مايو ٢٠١٢", "يوم ١٢ مايو ٢٠١٣."])
    >>> score(one, other)[0], score(one, other)[2].deductions
    (98, (('numbers', 1), ('punctuation', 1)))
    """
    if query.text == source.text and query.codes == source.codes:
        return 100, Kind.EXACT, Parts(1.0, 1.0)
    words = Levenshtein.normalized_similarity(query.words, source.words)
    characters = Levenshtein.normalized_similarity(query.text, source.text)
    words = words if query.words or source.words else characters  # marks alone
    if query.skeleton == source.skeleton and _comparable(query, source):
        deductions = tuple((kind, 1) for kind in differing(query, source))
        return 100 - len(deductions), Kind.NEAR, Parts(words, characters, deductions=deductions)
    base = int(50 * (words + characters) + 1e-9)
    return min(BEST_FUZZY, base), Kind.FUZZY, Parts(words, characters)


def _comparable(query: Subject, source: Subject) -> bool:
    """Whether there is something to compare: letters, or numbers on both sides; marks alone say nothing."""
    return any(map(str.isalpha, query.folded)) or bool(query.numbers and source.numbers)


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
