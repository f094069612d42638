"""Where a segment may be divided: the ends of its clauses and sentences, with its inline codes left whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

import tmx
from tmx import tags
from tmx.content_rules import walk
from toolkit.align.features import features_of
from toolkit.segment.rules import load_rules

_CODE = "\ufffc"
_CLOSERS = '["”’»)\\]」』）]*'
#: Marks after which a clause ends: before a blank, or before anything in scripts that write no blanks.
_CLAUSE_END = re.compile(rf"[;:,،؛]{_CLOSERS}(?P<blank>\s+)|[、，；：。！？]{_CLOSERS}(?P<none>\s*)")
_WEIGHTS = dict.fromkeys(";:؛；：", 1) | dict.fromkeys("。！？", 0)
#: The signals of the aligner that name what a translation has as well.
_FACTS = frozenset({"numbers", "names", "words"})
_BRACKETS = {"(": ")", "[": "]", "“": "”", "«": "»", "（": "）", "「": "」", "『": "』"}


@dataclass(frozen=True, slots=True)
class End:
    """A place to divide at: the blanks from ``start`` to ``stop`` of the view belong to neither part.

    ``weight`` says how little ends there: 0 a sentence, 1 what a semicolon or colon ends, 3 what a comma ends.
    """

    start: int
    stop: int
    weight: int


class Side:
    """One language of a unit; its places are counted in ``view``, where every inline code is one character.

    >>> side = Side(("See Article 5", tmx.Ph(x="1"), "; it (as is, now) holds. Apply it"), "en-US")
    >>> side.view
    'See Article 5\ufffc; it (as is, now) holds. Apply it'
    >>> side.ends
    [End(start=15, stop=16, weight=1), End(start=38, stop=39, weight=0)]
    >>> [tmx.text_of(clause) for clause in side.clauses]
    ['See Article 5;', 'it (as is, now) holds.', 'Apply it']
    """

    def __init__(self, content: tmx.Segment, lang: str) -> None:
        self.content = content
        self.lang = tags.canonical(lang).split("-")[0]
        self.view = "".join(part if isinstance(part, str) else _CODE for part in content)

    @cached_property
    def ends(self) -> list[End]:
        """The ends of clauses and sentences where it may be divided, in order.

        None is inside brackets or quotation marks, between the two codes of a pair, or at the edges.
        """
        spans = load_rules().cut(self.view, self.lang)
        found = {start: End(start, stop, 0) for (_, start), (stop, _) in pairwise(spans)}
        for match in _CLAUSE_END.finditer(self.view):
            start, stop = match.span("blank" if match["blank"] else "none")
            found.setdefault(start, End(start, stop, _WEIGHTS.get(match[0][0], 3)))
        whole, edge = self._whole(), len(self.view.rstrip())
        return [found[place] for place in sorted(found) if 0 < place < edge and whole[place]]

    def _whole(self) -> list[bool]:
        """For each place, whether nothing is open there: no bracket, no quotation, no pair of codes."""
        waiting: list[str] = []
        pairs: Counter[str | None] = Counter()
        whole = [True]
        for part in self.content:
            if isinstance(part, tmx.Bpt | tmx.Ept):
                pairs[part.i] += 1 if isinstance(part, tmx.Bpt) else -1
            for char in part if isinstance(part, str) else _CODE:
                if waiting and char == waiting[-1]:
                    waiting.pop()
                elif char in _BRACKETS or char == '"':
                    waiting.append(_BRACKETS.get(char, char))
                whole.append(not waiting and not any(pairs.values()))
        return whole

    def between(self, start: int, stop: int) -> tmx.Segment:
        """The content between two places."""
        parts: list[str | tmx.Inline] = []
        at = 0
        for part in self.content:
            size = len(part) if isinstance(part, str) else 1
            if start < at + size and at < stop:
                parts.append(part[max(start - at, 0) : stop - at] if isinstance(part, str) else part)
            at += size
        return tmx.segment(*parts)

    def length(self, start: int, stop: int | None) -> int:
        """Characters of text between two places, codes left out; ``stop`` None is the end."""
        return self._lengths[len(self.view) if stop is None else stop] - self._lengths[start]

    @cached_property
    def _lengths(self) -> list[int]:
        """For each place, the characters of text before it."""
        sizes = (
            size
            for part in self.content
            for size in ([1] * len(part) if isinstance(part, str) else [len(tmx.text_of((part,)))])
        )
        return [0, *accumulate(sizes)]

    @cached_property
    def clauses(self) -> list[tmx.Segment]:
        """The contents between the ends."""
        starts, stops = [0, *(end.stop for end in self.ends)], [*(end.start for end in self.ends), len(self.view)]
        return [self.between(start, stop) for start, stop in zip(starts, stops, strict=True)]

    def divides_like(self, number: int, other: Side, its: int) -> bool:
        """Whether what both sides have alike stands before these ends on both, or behind them on both.

        That are inline codes, numbers, symbols and names: where one crosses, the order of the sides differs.
        """
        before, there = self._marks[number], other._marks[its]
        own, others = self._marks[-1], other._marks[-1]
        return all(before[mark] == there[mark] for mark, count in own.items() if count == others[mark])

    @cached_property
    def _marks(self) -> list[Counter[str]]:
        """For each end, and for the whole, what stands before it that its translation should have as well."""
        return list(accumulate(Counter(self._marks_of(clause)) for clause in self.clauses))

    def _marks_of(self, content: tmx.Segment) -> Iterator[str]:
        for code, _ in walk(content):
            yield f"{code.tag} {getattr(code, 'x', None) or getattr(code, 'i', None) or ''}"
        yield from features_of(tmx.text_of(content), self.lang, frozenset(), _FACTS).elements()
