"""Checks of marks: list labels, quotation marks, the last punctuation mark, and addresses of pages and mail."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from toolkit.checks.pair import Pair
from toolkit.languages.arabic import fold
from toolkit.languages.digits import to_ascii_digits
from toolkit.languages.identify import script_of_language
from toolkit.languages.labels import ITEM_LETTERS, part_number, roman_value, section_letter
from toolkit.model import Finding, Severity

_LATIN_LABEL_RE = re.compile(r"\s*(?:\((?P<bracket>[a-z]{1,4}|\d{1,3})\)|(?P<item>[a-z]{1,4}|\d{1,3})\)"
                             r"|(?P<part>[IVXL]{1,6}|[A-Z]|\d{1,3})[.]\s)")  # fmt: skip
_ARABIC_LABEL_RE = re.compile(
    r"\s*(?:\((?P<bracket>[\u0621-\u064a]ـ?|\d{1,3})\)|(?P<item>[\u0621-\u064a])ـ?\)"
    r"|(?P<number>\d{1,3})\s?[-–.]\s?(?=\D)|(?P<word>[\u0621-\u0652]{3,8}(?: عشر)?)\s?[-–]\s)"
)
_URL_RE = re.compile(r"(?:https?://|www\.)[^\s<>«»“”()\[\]،؛]+|[\w.+-]+@[\w-]+\.[\w.-]+\w", re.IGNORECASE)
_QUOTES = {"«": "»", "“": "”", "„": "“", "‹": "›"}
#: Marks at the end of a text -> what they say in any script.
_ENDS = {
    ".": ".",
    "。": ".",
    "؟": "?",
    "?": "?",
    "؛": ";",
    ";": ";",
    "،": ",",
    ",": ",",
    ":": ":",
    "!": "!",
    "…": "…",
}
_WRONG_IN_ARABIC = {"?": "؟", ";": "؛", ",": "،"}
_WRONG_IN_LATIN = {"؟": "?", "؛": ";", "،": ","}
_CLOSING = " \u00a0»”\"')]}’*"


def check_labels(pair: Pair) -> Iterator[Finding]:
    """Labels of sections and items: «أولا» is I, «ألف» is A, «(ب)» is (b), «٣-» is 3."""
    source, target = label_of(pair.source, pair.source_lang), label_of(pair.target, pair.target_lang)
    if source and target and source != target:
        yield Finding(
            "label-mismatch",
            Severity.WARNING,
            f"labels differ: {source} in the source, {target} in the target",
            evidence=(("only-source", source), ("only-target", target)),
        )


def label_of(text: str, lang: str) -> str:
    """The label that a text begins with, the same in every script; an empty string without one.

    >>> label_of("(ب) منع", "ar"), label_of("b) to prevent", "en"), label_of("ثانيا- مقدمة", "ar")
    ('b', 'b', 'II')
    """
    if script_of_language(lang) == "arabic":
        match = _ARABIC_LABEL_RE.match(to_ascii_digits(text))
        if not match:
            return ""
        if match["word"]:
            return part_number(match["word"]) or section_letter(match["word"]) or ""
        letter = match["bracket"] or match["item"] or match["number"]
        return ITEM_LETTERS.get(fold(letter)[:1], letter) if not letter.isdigit() else str(int(letter))
    match = _LATIN_LABEL_RE.match(text)
    if not match:
        return ""
    label = match["bracket"] or match["item"] or match["part"]
    if label.isdigit():
        return str(int(label))
    if match["part"]:
        return label
    value = roman_value(label.upper()) if len(label) > 1 else None
    return str(value) if value else label if len(label) == 1 else ""


def check_quotes(pair: Pair) -> Iterator[Finding]:
    """A quotation mark without its partner on one side only, or more quotations on one side than on the other."""
    counts = {side: _quotations(text) for side, text in (("source", pair.source), ("target", pair.target))}
    broken = [side for side, (_, odd) in counts.items() if odd]
    if len(broken) == 1:
        message = f"a quotation mark in the {broken[0]} has no partner"
        yield Finding("quote", Severity.NOTE, message, evidence=(("side", broken[0]),))
    elif not broken and counts["source"] != counts["target"]:
        message = f"quotations: {counts['source'][0]} in the source, {counts['target'][0]} in the target"
        yield Finding("quote", Severity.NOTE, message)


def _quotations(text: str) -> tuple[int, bool]:
    """How many quotations a text has, and whether a mark is left over."""
    pairs = [(text.count(opening), text.count(closing)) for opening, closing in _QUOTES.items() if opening != "„"]
    straight = len(re.findall('"', text))
    low = text.count("„")  # German: closed by the mark that opens an English quotation
    if low:
        pairs = [(low, text.count("“") + text.count("”")), *pairs[:1]]
    return sum(min(pair) for pair in pairs) + straight // 2, any(
        one != other for one, other in pairs
    ) or straight % 2 > 0


def check_urls(pair: Pair) -> Iterator[Finding]:
    """Addresses of pages and mail are the same on both sides."""
    source, target = (Counter(_addresses(text)) for text in (pair.source, pair.target))
    only_source, only_target = list(source - target), list(target - source)
    if only_source or only_target:
        shown = "; ".join(
            f"only in the {side} {', '.join(found)}"
            for side, found in (("source", only_source), ("target", only_target))
            if found
        )
        evidence = (("only-source", " ".join(only_source)), ("only-target", " ".join(only_target)))
        yield Finding("url-mismatch", Severity.ERROR, f"addresses differ: {shown}", evidence=evidence)


def _addresses(text: str) -> list[str]:
    return [match.rstrip(".,;:!?/").lower() for match in _URL_RE.findall(text)]


def check_punctuation(pair: Pair) -> Iterator[Finding]:
    """The last mark of both sides says the same («؟» is ?), and is the mark of its own script."""
    ends = [text.rstrip(_CLOSING)[-1:] for text in (pair.source, pair.target)]
    meant = [_ENDS.get(end, "") for end in ends]
    if meant[0] != meant[1]:
        shown = [f"«{end}»" if mark else "no mark" for end, mark in zip(ends, meant, strict=True)]
        message = f"the source ends with {shown[0]}, the target with {shown[1]}"
        yield Finding("punctuation", Severity.NOTE, message)
    for side, text, lang in (("source", pair.source, pair.source_lang), ("target", pair.target, pair.target_lang)):
        script = script_of_language(lang)
        wrong = {"arabic": _WRONG_IN_ARABIC, "latin": _WRONG_IN_LATIN}.get(script, {})
        end = text.rstrip(_CLOSING)[-1:]
        if end in wrong:
            message = f"the {side} ends with «{end}»; its script has «{wrong[end]}»"
            yield Finding("punctuation-script", Severity.NOTE, message, evidence=(("side", side), ("word", end)))
