"""Words as rows of pieces out of a small closed list, so that every word can be written, seen before or not.

Source: Sennrich, Haddow & Birch 2016, "Neural machine translation of rare words with subword units" (byte-pair
encoding: the two pieces that stand together most often become one, again and again).
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from toolkit.repair.tokens import (
    END,
    LATIN,
    NUMBER,
    PUNCTUATION,
    SHORT_NUMBER,
    SIGN,
    START,
    YEAR,
    special_class,
)

#: Pieces that are no letters: the border of a paragraph, marks, classes of what is no Arabic word.
FIRST = ("<p>", *PUNCTUATION, SHORT_NUMBER, YEAR, NUMBER, LATIN, SIGN)
_NUMBERS = {name: number for number, name in enumerate(FIRST)} | {START: 0, END: 0}

#: Stands behind the last letter of a word, within its last piece.
END_OF_WORD = "_"


class Subwords:
    """A closed list of pieces; those of a word are found by merging in the order in which they were learnt.

    >>> pieces = Subwords(["من", "م", "ن_", "ن"])
    >>> [pieces.names[number] for number in pieces.of("من")]
    ['م', 'ن_']
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self.index = {name: number for number, name in enumerate(self.names)}
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """Numbers of a word's pieces; a letter that is in no piece is left out."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = tuple(self._merged(word))
        return found

    def _merged(self, word: str) -> list[int]:
        row = _letters(word)
        while len(row) > 1:
            best, place = min((self.index.get(a + b, len(self.names)), at) for at, (a, b) in enumerate(pairwise(row)))
            if best == len(self.names):
                break
            row[place : place + 2] = [self.names[best]]
        return [self.index[piece] for piece in row if piece in self.index]


def numbers_of(token: str, subwords: Subwords) -> tuple[int, ...]:
    """Numbers of the pieces of a token of ``toolkit.repair.tokens``, or of a class of it: those of ``FIRST`` come
    before the pieces of words.

    >>> numbers_of("</s>", Subwords(["م", "ن_"])), numbers_of("من", Subwords(["م", "ن_"]))
    ((0,), (16, 17))
    """
    number = _NUMBERS.get(token, _NUMBERS.get(special_class(token)))
    return (number,) if number is not None else tuple(len(FIRST) + piece for piece in subwords.of(token))


def _letters(word: str) -> list[str]:
    return [*word[:-1], word[-1] + END_OF_WORD]


def learn_subwords(counts: Mapping[str, int], size: int) -> list[str]:
    """At most ``size`` pieces: the letters of the words (inside and at the end), then merged pairs, likeliest first;
    ``counts``: how often each word was seen.

    >>> learn_subwords({"من": 5, "عن": 2}, 6)
    ['ن_', 'م', 'ع', 'من_', 'عن_']
    """
    words = [(_letters(word), count) for word, count in counts.items()]
    letters = Counter[str]()
    pairs = Counter[tuple[str, str]]()
    places = defaultdict[tuple[str, str], set[int]](set)
    for number, (row, count) in enumerate(words):
        for piece in row:
            letters[piece] += count
        for pair in pairwise(row):
            pairs[pair] += count
            places[pair].add(number)
    names = [name for name, _ in sorted(letters.items(), key=lambda item: (-item[1], item[0]))]
    queue = [(-count, pair) for pair, count in pairs.items()]
    heapq.heapify(queue)
    while queue and len(names) < size:
        count, pair = heapq.heappop(queue)
        if -count != pairs[pair]:
            continue  # its count has changed since
        names.append("".join(pair))
        for changed in _merge(pair, words, pairs, places):
            if pairs[changed] > 0:
                heapq.heappush(queue, (-pairs[changed], changed))
    return list(dict.fromkeys(names))


def _merge(
    pair: tuple[str, str],
    words: list[tuple[list[str], int]],
    pairs: Counter[tuple[str, str]],
    places: defaultdict[tuple[str, str], set[int]],
) -> set[tuple[str, str]]:
    """Put a pair together in every word that has it; the pairs whose counts that changes."""
    changed = set[tuple[str, str]]()
    for number in places.pop(pair):
        row, count = words[number]
        for other in pairwise(row):
            pairs[other] -= count
            changed.add(other)
        at = 0
        while at < len(row) - 1:
            if (row[at], row[at + 1]) == pair:
                row[at : at + 2] = ["".join(pair)]
            at += 1
        for other in pairwise(row):
            pairs[other] += count
            places[other].add(number)
            changed.add(other)
    return changed - {pair}
