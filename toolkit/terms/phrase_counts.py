"""What one side of a memory says of a phrase by itself: how often, how independent, how special, whether a noun."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from toolkit.languages.tags import base
from toolkit.terms.phrases import Side, Stems, ngrams

#: Of the uses of a phrase inside a longer one this share is the longer one's.
_OWNED = 0.8
_RAREST = 1e-7
#: A word counts as a noun where one in five of its uses looks like one.
_NOUN_SHARE = 5
_BEFORE_NOUNS = {"the", "a", "an", "of", "its", "their", "this", "these", "such", "any", "each", "other", "no", "all"}


class PhraseCounts:
    """Counts over one side of a memory."""

    def __init__(self, side: Sequence[Side], lang: str) -> None:
        self.lang = base(lang)
        self.total: Counter[Stems] = Counter(stems for text in side for _, _, stems in ngrams(text))
        self._words = max(sum(len(text.content) for text in side), 1)
        self._longer: dict[Stems, int] = {}
        for stems, count in self.total.items():
            if count > 1:
                self._note_parts(stems, count)
        self._bare: dict[str, str] = {}
        self._seen: Counter[str] = Counter()
        self._nouns: Counter[str] = Counter()
        for text in side:
            self._note_nouns(text)

    def _note_parts(self, stems: Stems, count: int) -> None:
        for part in (stems[:-1], stems[1:]) if len(stems) > 1 else ():
            self._longer[part] = max(count, self._longer.get(part, 0))

    def _note_nouns(self, text: Side) -> None:
        for place, token in enumerate(text.tokens):
            self._bare.setdefault(token.stem, token.bare)
            self._seen[token.stem] += 1
            before = text.tokens[place - 1].stem if place and not token.opens else ""
            after = text.tokens[place + 1] if place + 1 < len(text.tokens) else None
            if self.lang == "ar":
                self._nouns[token.stem] += token.bare.startswith("ال") and not token.stem.startswith("ال")
            elif self.lang == "en":
                followed = after is not None and not after.opens and after.stem == "of"
                plural = token.bare.endswith("s") and token.bare.lower() != token.stem
                self._nouns[token.stem] += before in _BEFORE_NOUNS or followed or plural

    def c_value(self, stems: Stems) -> float:
        """How often a phrase stands by itself, weighted by its length (C-value with the likeliest longer phrase)."""
        return math.log2(len(stems) + 1) * (self.total[stems] - _OWNED * self._longer.get(stems, 0))

    def speciality(self, stems: Stems) -> float:
        """How much more frequent the words are here than in everyday language, in powers of ten, on average."""
        from wordfreq import word_frequency

        try:
            everyday = [max(word_frequency(self._bare[stem], self.lang), _RAREST) for stem in stems]
        except LookupError:  # wordfreq has no list for this language
            return 1.0
        here = [self.total[(stem,)] / self._words for stem in stems]
        return sum(math.log10(own / general) for own, general in zip(here, everyday, strict=True)) / len(stems)

    def nounness(self, stems: Stems) -> float:
        """0 to 1: whether the head looks like a noun (it takes an article, a plural ...), and the others too.

        Languages without a rule here give 1.
        """
        if self.lang not in ("ar", "en"):
            return 1.0
        shares = [min(1.0, _NOUN_SHARE * self._nouns[stem] / max(self._seen[stem], 1)) for stem in stems]
        head = shares[0] if self.lang == "ar" else shares[-1]
        return head * (0.5 + 0.5 * min(shares))
