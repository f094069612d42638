"""How sure each word of a restored line is: how much of the n best readings agree on it and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from toolkit.model import Word
from toolkit.repair.decode import Candidate

_LONGEST_ALTERNATIVE = 3  # words: a longer stretch is another order of the line, not another word
_WORD_RE = re.compile(r"\S+")


def words_of(line: int, candidates: Sequence[Candidate], raw: str) -> tuple[Word, ...]:
    """The words of the best candidate of a line, each with the probability that it is right and in its place.

    A word's probability is that of the readings in which it stands between the same neighbours; what other
    readings have in its place are its alternatives.  ``raw`` is the damaged line.
    """
    if not candidates:
        return ()
    best = candidates[0].text
    spans = [(match.start(), match.end()) for match in _WORD_RE.finditer(best)]
    words = [best[start:end] for start, end in spans]
    agreed = [0.0] * len(words)
    others: list[dict[str, float]] = [{} for _ in words]
    for candidate in candidates:
        own = candidate.text.split()
        matcher = SequenceMatcher(None, words, own, autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            for place in range(i1, i2):
                if tag == "equal":
                    agreed[place] += candidate.probability
                elif 0 < j2 - j1 <= _LONGEST_ALTERNATIVE:
                    text = " ".join(own[j1:j2])
                    others[place][text] = others[place].get(text, 0.0) + candidate.probability
    damaged = " ".join(raw.split())
    return tuple(
        Word(
            line,
            start,
            end,
            best[start:end],
            round(min(probability, 1.0), 4),
            damaged,
            tuple(sorted(other, key=lambda text: (-other[text], text))[:3]),
        )
        for (start, end), probability, other in zip(spans, agreed, others, strict=True)
    )
