"""Checks of form: empty or untranslated text, doubled words, brackets without a partner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.pair import Pair
from toolkit.languages.identify import script
from toolkit.languages.tags import base
from toolkit.model import Finding, Severity

_DOUBLED_RE = re.compile(r"(?<!\w)([^\W\d_]{2,})\s+\1(?!\w)", re.IGNORECASE)
_BRACKETS = {")": "(", "]": "[", "}": "{", "»": "«", "”": "“"}
_ITEM_RE = re.compile(r"(?:^|\s)[^\W_]{1,4}\)")


def check_empty(pair: Pair) -> Iterator[Finding]:
    """One side has no text."""
    for side, text in (("source", pair.source), ("target", pair.target)):
        if not text.strip():
            yield Finding("empty", Severity.ERROR, f"the {side} is empty")


def check_untranslated(pair: Pair) -> Iterator[Finding]:
    """Both sides are the same words, or in the same script though the languages are not."""
    letters = sum(map(str.isalpha, pair.source))
    if letters > 20 and pair.source.strip() == pair.target.strip() and not re.search(r"[/.]\S*/", pair.source):
        yield Finding("untranslated", Severity.WARNING, "source and target are the same text")
    elif base(pair.source_lang) == "ar" and script(pair.target) == "arabic":
        yield Finding("untranslated", Severity.ERROR, "the target is Arabic script")


def check_doubled_words(pair: Pair) -> Iterator[Finding]:
    """A word stands twice in a row."""
    for side, text in (("source", pair.source), ("target", pair.target)):
        for match in _DOUBLED_RE.finditer(text):
            yield Finding(
                "doubled-word",
                Severity.WARNING,
                f"«{match[1]}» stands twice in the {side}",
                evidence=(("side", side), ("word", match[1])),
            )


def check_brackets(pair: Pair) -> Iterator[Finding]:
    """A bracket without its partner, on one side only: damage or a cut sentence."""
    unbalanced = {side: _unbalanced(text) for side, text in (("source", pair.source), ("target", pair.target))}
    for side, sign in unbalanced.items():
        if sign and not all(unbalanced.values()):
            yield Finding(
                "bracket",
                Severity.WARNING,
                f"«{sign}» in the {side} has no partner",
                evidence=(("side", side),),
            )


def _unbalanced(text: str) -> str:
    """The first bracket without a partner, or an empty string; «a)» before an item is none."""
    text = _ITEM_RE.sub(" ", text) if text.count(")") > text.count("(") else text
    opened: list[str] = []
    for char in text:
        if char in _BRACKETS.values():
            opened.append(char)
        elif char in _BRACKETS and (not opened or opened.pop() != _BRACKETS[char]):
            return char
    return opened[0] if opened else ""
