"""Phrase pairs of a memory: stretches of source and target whose words are linked to each other and to nothing else.

Source: Och & Ney 2004, "The alignment template approach to statistical machine translation" (consistency of phrase
pairs with word links).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.terms.links import Links, word_links
from toolkit.terms.stems import Stemmer, Token

#: Most content words of a phrase, and most function words between two of them.
MOST_WORDS = 5
_MOST_BETWEEN = 2
#: Content words that a phrase may hold without a link.
_MOST_LOOSE = 1

Stems = tuple[str, ...]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Use:
    """One occurrence of a phrase pair: unit, and the offsets of its words in both texts."""

    unit: int
    source: Span
    target: Span

    def span(self, side: int) -> Span:
        """The offsets on the source side (0) or the target side (1)."""
        return self.target if side else self.source


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a unit: its text, its words, and the places of its content words among them."""

    text: str
    tokens: tuple[Token, ...]
    content: tuple[int, ...]

    @property
    def stems(self) -> list[str]:
        """The stems of the content words."""
        return [self.tokens[place].stem for place in self.content]


@dataclass(frozen=True, slots=True)
class Bitext:
    """A memory made ready for counting: both sides of each unit, and the links between their content words."""

    sides: tuple[tuple[Side, ...], tuple[Side, ...]]
    links: Links

    @classmethod
    def of(cls, pairs: Sequence[tuple[str, str]], langs: tuple[str, str]) -> Bitext:
        """Read and link the pairs of texts of a memory."""
        sides = []
        for place, lang in enumerate(langs):
            stemmer = Stemmer((pair[place] for pair in pairs), lang)
            sides.append(tuple(_side(pair[place], stemmer) for pair in pairs))
        links = word_links([side.stems for side in sides[0]], [side.stems for side in sides[1]])
        return cls((sides[0], sides[1]), links)

    def turned(self) -> Bitext:
        """The same with source and target changed places."""
        return Bitext(
            (self.sides[1], self.sides[0]), [tuple(sorted((j, i) for i, j in found)) for found in self.links]
        )


def _side(text: str, stemmer: Stemmer) -> Side:
    tokens = stemmer.tokens(text)
    return Side(text, tokens, tuple(place for place, token in enumerate(tokens) if token.content))


def ngrams(side: Side, most: int = MOST_WORDS) -> Iterator[tuple[int, int, Stems]]:
    """The phrases of a text, which begin and end with a content word and run over no punctuation.

    Each is the first and last place among the content words, and the stems of the content words.
    """
    content, tokens = side.content, side.tokens
    for first in range(len(content)):
        found = [tokens[content[first]].stem]
        yield first, first, tuple(found)
        for last in range(first + 1, min(first + most, len(content))):
            before, after = content[last - 1], content[last]
            gap = after - before - 1
            if gap > _MOST_BETWEEN or any(token.opens for token in tokens[before + 1 : after + 1]):
                break
            if any(not token.stem[0].isalpha() for token in tokens[before + 1 : after]):  # a number between
                break
            found.append(tokens[after].stem)
            yield first, last, tuple(found)


def offsets(side: Side, first: int, last: int) -> Span:
    """Where a stretch of content words stands in the text."""
    return side.tokens[side.content[first]].start, side.tokens[side.content[last]].end


def phrase_pairs(bitext: Bitext) -> dict[tuple[Stems, Stems], list[Use]]:
    """Every phrase pair of a memory with its uses, as the links allow."""
    pairs: dict[tuple[Stems, Stems], list[Use]] = defaultdict(list)
    for unit, (source, target, links) in enumerate(zip(*bitext.sides, bitext.links, strict=True)):
        allowed = {(first, last): found for first, last, found in ngrams(target)}
        forth, back = _by_side(links)
        for first, last, found in ngrams(source):
            span = _counterpart(first, last, forth, back)
            if span in allowed:
                use = Use(unit, offsets(source, first, last), offsets(target, *span))
                pairs[found, allowed[span]].append(use)
    return pairs


def _by_side(links: Sequence[tuple[int, int]]) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    forth: dict[int, list[int]] = {}
    back: dict[int, list[int]] = {}
    for i, j in links:
        forth.setdefault(i, []).append(j)
        back.setdefault(j, []).append(i)
    return forth, back


def _counterpart(first: int, last: int, forth: dict[int, list[int]], back: dict[int, list[int]]) -> Span:
    """The stretch of the other side that a stretch is linked to, or (-1, -1) where that is not one for one."""
    if first not in forth or last not in forth:
        return (-1, -1)
    linked = [j for i in range(first, last + 1) for j in forth.get(i, ())]
    low, high = min(linked), max(linked)
    loose = sum(i not in forth for i in range(first, last + 1))
    for j in range(low, high + 1):
        if any(not first <= i <= last for i in back.get(j, ())):
            return (-1, -1)
        loose += j not in back
    return (low, high) if loose <= _MOST_LOOSE else (-1, -1)


def surface(side: Sequence[Side], uses: Sequence[tuple[int, Span]]) -> str:
    """How a phrase is best shown: its commonest form, without what is attached before its first word."""
    forms: Counter[str] = Counter()
    for unit, (start, end) in uses:
        first = next(token for token in side[unit].tokens if token.start == start)
        forms[" ".join((first.bare + side[unit].text[first.end : end]).split())] += 1
    best = max(forms.values())
    return min((form for form, count in forms.items() if count == best), key=lambda form: (len(form), form))
