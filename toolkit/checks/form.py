"""Checks of form: empty or untranslated text, doubled words, brackets without a partner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.pair import Pair
from toolkit.languages.identify import script, script_of_language
from toolkit.model import Finding, Severity

_DOUBLED_RE = re.compile(r"(?<!\w)([^\W\d_]{2,})\s+\1(?!\w)", re.IGNORECASE)
_BRACKETS = {")": "(", "]": "[", "}": "{", "»": "«"}
_ITEM_RE = re.compile(r"(?:^|\s)[^\W_]{1,4}\)")

#: A pair of scripts -> how many characters of the target there are for one of the source.
_RATIO = {("arabic", "latin"): 1.25, ("latin", "arabic"): 0.8, ("han", "latin"): 3.2, ("latin", "han"): 0.31}
_VARIANCE = 6.8  # Gale & Church 1993, for characters
_FAR, _TWICE, _SHORTEST = 2.0, 2.2, 12
#: Words that may stand twice in a row.
_DOUBLE = frozenset(("that", "had", "is", "very", "جدا", "nous", "vous", "die"))
#: Words of two letters that are no spelt-out letters, as «آر آر» in an abbreviation is.
_SHORT_WORDS = frozenset(
    (
        *("من", "في", "عن", "أن", "ما", "لا", "هل", "قد", "مع", "أو", "لم", "لن", "كل", "أي"),
        *(
            "of",
            "to",
            "in",
            "it",
            "on",
            "at",
            "by",
            "be",
            "we",
            "he",
            "as",
            "or",
            "an",
            "if",
            "no",
            "do",
            "is",
            "are",
        ),
        *("de", "la", "le", "et", "un", "du", "en", "es", "zu", "im", "am", "an", "er", "el", "lo"),
    )
)


def check_empty(pair: Pair) -> Iterator[Finding]:
    """One side has no text."""
    for side, text in (("source", pair.source), ("target", pair.target)):
        if not text.strip():
            yield Finding("empty", Severity.ERROR, f"the {side} is empty")


def check_untranslated(pair: Pair) -> Iterator[Finding]:
    """Both sides are the same words, or in the same script though the languages are not."""
    letters = sum(map(str.isalpha, pair.source))
    wanted = script_of_language(pair.target_lang)
    if letters > 20 and pair.source.strip() == pair.target.strip() and not re.search(r"[/.]\S*/", pair.source):
        yield Finding("untranslated", Severity.WARNING, "source and target are the same text")
    elif wanted and wanted != script_of_language(pair.source_lang) and _foreign(pair.target, wanted):
        message = f"the target is in {script(pair.target)} script"
        yield Finding("untranslated", Severity.ERROR, message, evidence=(("side", "target"),))


def _foreign(text: str, wanted: str) -> bool:
    """Whether a text of some length is in another script than its language's; names and symbols alone are not."""
    found = script(text)
    return bool(found) and found != wanted and (found == "arabic" or len(re.findall(r"[^\W\d_]{2,}", text)) > 3)


def check_length(pair: Pair) -> Iterator[Finding]:
    """One side is far longer than the other: something was left out, or two segments do not belong together.

    Lengths in characters, by the model of Gale & Church 1993 (mean ratio of the pair's scripts, variance that
    grows with the length); a warning beyond two standard deviations.
    """
    source, target = len(pair.source.strip()), len(pair.target.strip())
    if not source or not target or min(source, target) < _SHORTEST:
        return
    scripts = (script_of_language(pair.source_lang), script_of_language(pair.target_lang))
    expected = source * _RATIO.get(scripts, 1.0)
    spread = (expected * _VARIANCE) ** 0.5 + _SHORTEST
    if abs(target - expected) > _FAR * spread and not 1 / _TWICE < target / expected < _TWICE:
        message = f"{source} characters in the source, {target} in the target"
        yield Finding("length", Severity.WARNING, message)


def check_doubled_words(pair: Pair) -> Iterator[Finding]:
    """A word stands twice in a row."""
    sides = (("source", pair.source), ("target", pair.target))
    if all(_DOUBLED_RE.search(text) for _, text in sides):  # a name («باغو باغو») or a figure of speech
        return
    for side, text in sides:
        for match in _DOUBLED_RE.finditer(text):
            word = match[1].lower()
            if word in _DOUBLE or (len(word) == 2 and word not in _SHORT_WORDS):
                continue
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
