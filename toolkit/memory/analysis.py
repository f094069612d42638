"""Many texts at once as arrays of folded words, letters and letter sequences; the form in which a store finds them.

Folding: NFC, small letters, no Arabic marks or tatweel, alef, ya, ta marbuta and hamza forms as one
(:func:`toolkit.languages.arabic.fold`), digits of any script as 0-9.  Everything else parts words.  Words and letter
sequences are polynomial hashes modulo 2**64 (Karp & Rabin 1987), computed for all texts in a few passes of numpy; the
text itself always decides in the end, so that two words of one hash cost time and nothing else.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

import numpy as np
from numpy.typing import NDArray

from toolkit.languages.arabic import MARKS, TATWEEL, fold

Numbers = NDArray[np.uint64]
Places = NDArray[np.int64]

GRAM = 5  #: letters in a letter sequence, blanks left out
SHORT = 40  #: texts up to this many letters keep every sequence, longer ones one in ``SAMPLE``
SAMPLE_BITS = 2
SAMPLE = 1 << SAMPLE_BITS
_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so that it has an inverse modulo 2**64
_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 1 << 64))
_ODD, _EVEN = np.uint64(1), np.uint64(0xFFFFFFFE)  # the last bit keeps sequences (1) apart from words (0)
_GONE, _SEVERAL, _NINE, _LAST = 1, 2, 0x39, 0xFFFF
_SHAPED = "\ufb50"  # from here on letters have the shape they take in a word, alone or several together
_INVISIBLE = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"


class Grams(Enum):
    """Which letter sequences an analysis has: none, those that the index keeps, or all (of a text looked up)."""

    NONE = 0
    SAMPLED = 1
    ALL = 2


@dataclass(frozen=True, slots=True)
class Words:
    """The words of texts in the order given, as arrays.

    ``words``: the 32-bit number of each word, always even; ``word_text``: the text it stands in; ``starts`` and
    ``ends``: where, in the NFC of that text.
    """

    words: Numbers
    word_text: Places
    starts: Places
    ends: Places


@dataclass(frozen=True, slots=True)
class Analysis(Words):
    """Texts in the order given, as arrays: their words, and what finds texts that resemble them.

    ``sizes``: how many letters and digits each text has; ``skeletons``: the 32-bit number of its letters; ``exact``:
    that of its NFC.  ``grams``, always odd, and ``gram_text``: letter sequences, sampled.
    """

    sizes: Places
    skeletons: Numbers
    exact: Numbers
    grams: Numbers
    gram_text: Places

    def keys(self) -> list[int]:
        """For each text 32 bits of its letters and 32 bits of its NFC, as one signed number."""
        return ((self.skeletons << np.uint64(32)) | self.exact).view(np.int64).tolist()  # type: ignore[no-any-return]


def analyse(texts: Sequence[str], *, grams: Grams = Grams.SAMPLED) -> Analysis:
    """The analysis of texts, with those letter sequences that are asked for.

    >>> found = analyse(["المُدرِّسة ٢٠١٢", "المدرسه 2012"])
    >>> found.words.tolist()[:2] == found.words.tolist()[2:], found.sizes.tolist()
    (True, [11, 11])
    """
    codes, ends = _codes(texts)
    begins = np.concatenate(([0], ends[:-1] + 1))
    exact = _mixed(_Sums(codes).stretches(begins, ends))
    folded, kept = _folded_codes(codes)
    found, lengths = _words(folded, kept, begins, ends)
    sizes = np.bincount(found.word_text, weights=lengths, minlength=len(texts)).astype(np.int64)
    places = np.flatnonzero(folded > _NINE)
    letters, limits = folded[places], np.searchsorted(kept[places], ends)
    begun = np.concatenate(([0], limits[:-1]))
    sums = _Sums(letters)
    skeletons = _mixed(sums.stretches(begun, limits))
    sequences, owners = _grams(sums, begun, limits, grams)
    return Analysis(
        found.words, found.word_text, found.starts, found.ends, sizes, skeletons, exact, sequences, owners
    )


def words_of(texts: Sequence[str]) -> Words:
    """The words of texts alone, in half the time of an analysis.

    >>> found = words_of(["المُدرِّسة ٢٠١٢", "المدرسه"])
    >>> found.words.tolist()[0] == found.words.tolist()[2], found.word_text.tolist(), found.ends.tolist()
    (True, [0, 0, 1], [10, 15, 7])
    """
    codes, ends = _codes(texts)
    return _words(*_folded_codes(codes), np.concatenate(([0], ends[:-1] + 1)), ends)[0]


def _folded_codes(codes: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], Places]:
    """The folded letters, digits and gaps of code points, and where each stands; marks are left out."""
    folded = _table()[np.minimum(codes, _LAST)]
    kept = np.flatnonzero(folded != _GONE)
    folded = folded[kept]
    several = np.flatnonzero(folded == _SEVERAL)
    return _taken_apart(codes, folded, kept, several) if len(several) else (folded, kept)


def _taken_apart(
    codes: NDArray[np.uint32], folded: NDArray[np.uint32], kept: Places, several: Places
) -> tuple[NDArray[np.uint32], Places]:
    """The same where some characters stand for several letters: each letter is where its character is."""
    letters = [_letters(chr(code)) for code in codes[kept[several]].tolist()]
    counts = np.ones(len(folded), np.int64)
    counts[several] = [len(some) for some in letters]
    ends = np.cumsum(counts)
    folded, kept = np.repeat(folded, counts), np.repeat(kept, counts)
    for end, some in zip(ends[several].tolist(), letters, strict=True):
        folded[end - len(some) : end] = some
    return folded, kept


def _words(folded: NDArray[np.uint32], kept: Places, begins: Places, ends: Places) -> tuple[Words, Places]:
    """The words of texts that begin and end there, and how many letters each has."""
    inside = np.zeros(len(folded) + 2, np.bool_)
    np.greater(folded, _GONE, out=inside[1:-1])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    word_starts, word_ends = edges[::2], edges[1::2]
    words = _mixed(_Sums(folded).stretches(word_starts, word_ends)) & _EVEN
    starts, stops = kept[word_starts], kept[word_ends]  # marks behind the last letter are the word's
    word_text = _owners(starts, ends)
    shift = begins[word_text]
    return Words(words, word_text, starts - shift, stops - shift), word_ends - word_starts


def _codes(texts: Sequence[str]) -> tuple[NDArray[np.uint32], Places]:
    """The code points of all texts in NFC, a zero after each, and the places of the zeros."""
    joined = "\0".join(texts) + "\0"
    if joined.count("\0") != len(texts):
        joined = "\0".join(text.replace("\0", " ") for text in texts) + "\0"
    encoded = unicodedata.normalize("NFC", joined).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(encoded, np.dtype("<u4"))
    return codes, np.flatnonzero(codes == 0)


def _grams(sums: _Sums, begun: Places, limits: Places, wanted: Grams) -> tuple[Numbers, Places]:
    """The sequences of ``GRAM`` letters: their numbers, and the text each stands in."""
    total = max(0, int(limits[-1]) - GRAM + 1)
    if wanted is Grams.NONE or not total:
        return np.empty(0, np.uint64), np.empty(0, np.int64)
    hashes = sums.windows(GRAM)
    lots = hashes >> np.uint64(64 - SAMPLE_BITS)
    taken = np.ones(total, np.bool_) if wanted is Grams.ALL else lots == 0
    if wanted is Grams.SAMPLED:
        for start, end in zip(begun.tolist(), limits.tolist(), strict=True):
            if end - start <= SHORT:
                taken[start:end] = True
    for back in range(1, GRAM):  # those that would begin in the last letters of a text
        taken[(limits - back)[(limits - back >= 0) & (limits - back < total)]] = False
    starts = np.flatnonzero(taken)
    grams = (_mixed(hashes[starts]) & ~np.uint64(2 * SAMPLE - 1)) | (lots[starts] << _ODD) | _ODD
    return grams, _owners(starts, limits)


def _owners(starts: Places, limits: Places) -> Places:
    """The number of the text that each place is in, places and the texts' limits in order."""
    before = np.searchsorted(starts, limits)
    return np.repeat(np.arange(len(limits)), np.diff(before, prepend=0))


def sampled(grams: Numbers) -> NDArray[np.bool_]:
    """Which letter sequences the index has of long texts, too: one in ``SAMPLE``, the same wherever they stand."""
    found: NDArray[np.bool_] = ((grams >> np.uint64(1)) & np.uint64(SAMPLE - 1)) == 0
    return found


class _Sums:
    """Polynomial hashes of stretches of an array, the same wherever they stand."""

    def __init__(self, values: NDArray[np.uint32]) -> None:
        self._powers, inverses = _powers(1 << max(17, len(values).bit_length()))
        self._sums = np.zeros(len(values) + 1, np.uint64)
        np.cumsum(values * inverses[: len(values)], out=self._sums[1:])

    def stretches(self, starts: Places, ends: Places) -> Numbers:
        """The hash of each stretch ``values[start:end]``."""
        return (self._sums[ends] - self._sums[starts]) * self._powers[ends]

    def windows(self, size: int) -> Numbers:
        """The hash of each ``size`` values that follow each other."""
        return (self._sums[size:] - self._sums[:-size]) * self._powers[size : len(self._sums)]


def _mixed(hashes: Numbers) -> Numbers:
    """32 well-mixed bits of 64 (the finalizer of SplitMix64, Steele, Lea & Flood 2014)."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return hashes >> np.uint64(32)


@cache
def _powers(count: int) -> tuple[Numbers, Numbers]:
    """The powers of the base and of its inverse."""
    made = []
    for base in (_BASE, _INVERSE):
        row = np.full(count, base, np.uint64)
        row[0] = 1
        made.append(np.cumprod(row))
    return made[0], made[1]


@cache
def _table() -> NDArray[np.uint32]:
    """Code point -> folded letter or digit, 0 for what parts words, ``_GONE`` for what is left out.

    ``_SEVERAL`` stands for a ligature of letters (:func:`_letters`), the last entry for all beyond.
    """
    table = np.zeros(_LAST + 1, np.uint32)
    for code in range(_LAST):
        char = chr(code)
        if char.isalnum() or unicodedata.category(char)[0] == "M":
            table[code] = _folded(char)
    for char in MARKS + TATWEEL + _INVISIBLE:
        table[ord(char)] = _GONE
    table[_LAST] = _LAST
    return table


def _folded(char: str) -> int:
    """One letter or digit, folded; the isolated form of an Arabic letter that is shaped already."""
    if char.isdecimal():
        return 0x30 + unicodedata.decimal(char)
    if char >= _SHAPED:
        if len(_letters(char)) > 1:
            return _SEVERAL
        whole = unicodedata.normalize("NFKC", char)
        char = whole if len(whole) == 1 else char
    small = fold(char.lower().replace("ς", "σ"))
    return ord(small) if len(small) == 1 else ord(char)


def _letters(char: str) -> list[int]:
    """The folded letters of a ligature such as lam-alef or «الله» in one character.

    >>> "".join(map(chr, _letters("\ufef7")))
    'لا'
    """
    return [_folded(one) for one in unicodedata.normalize("NFKC", char) if one < _SHAPED and one.isalpha()]
