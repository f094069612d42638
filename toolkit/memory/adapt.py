"""Numbers of a suggestion set to those of the text being translated, where that is safe; and said.

Safe means: both source texts have the same count of numbers; each changed one stands in the target as often as in the
memory's source, by value and in digits; nothing is written against it; and a counted word after it keeps its form
(the CLDR plural category stays the same).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import tmx
from toolkit.languages.numbers import Number, numbers_in
from toolkit.memory.match import Adaptation


def adapt(
    query: str, source: str, target: tmx.Segment, languages: tuple[str, str]
) -> tuple[tmx.Segment, tuple[Adaptation, ...]]:
    """The target with its numbers set, and each number that was or was not.

    >>> adapt("عام ٢٠١٣", "عام ٢٠١٢", ("In 2012",), ("ar", "en"))
    (('In 2013',), (Adaptation(old='2012', new='2013', done=True, note=''),))
    """
    wanted, had = (numbers_in(text, languages[0], inside_symbols=True) for text in (query, source))
    if [number.value for number in wanted] == [number.value for number in had]:
        return target, ()
    if len(wanted) != len(had):
        return target, (Adaptation("", "", False, "the texts do not have the same count of numbers"),)
    changes: dict[str, Number] = {}
    unclear = set()
    for new, old in zip(wanted, had, strict=True):
        if changes.setdefault(old.value, new).value != new.value:
            unclear.add(old.value)
    told, steps = [], []
    for value, new in changes.items():
        if value == new.value and value not in unclear:
            continue
        places = _places(target, value, languages[1])
        count = sum(number.value == value for number in had)
        note = _objection(places, count, new, target, languages[1])
        note = "it becomes two different numbers" if value in unclear else note
        written = new.value if note else _written(new, places[0][1])
        told.append(Adaptation(places[0][1].text if places else value, written, not note, note))
        steps += [] if note else [(place, number, written) for place, number in places]
    return _set(target, steps), tuple(told)


def _set(target: tmx.Segment, steps: Sequence[tuple[int, Number, str]]) -> tmx.Segment:
    """A segment with numbers of its text parts replaced: (part, number, what to write)."""
    parts = list(target)
    for place, number, written in sorted(steps, key=lambda step: (step[0], step[1].start), reverse=True):
        text = str(parts[place])
        parts[place] = text[: number.start] + written + text[number.end :]
    return tuple(parts)


def _places(target: tmx.Segment, value: str, lang: str) -> list[tuple[int, Number]]:
    """Where a number stands in the text of a segment: (part, number)."""
    return [
        (place, number)
        for place, part in enumerate(target)
        if isinstance(part, str)
        for number in numbers_in(part, lang, inside_symbols=True)
        if number.value == value
    ]


def _objection(places: Sequence[tuple[int, Number]], count: int, new: Number, target: tmx.Segment, lang: str) -> str:
    """Why a number is better left to the translator; empty where nothing speaks against setting it."""
    if len(places) != count:
        return f"it stands {count} times in the source and {len(places)} times in the target"
    for place, number in places:
        text = str(target[place])
        if re.match(r"[^\W\d_]", text[number.end :]) or re.search(r"[^\W\d_]$", text[: number.start]):
            return "letters are written against it"
        if "." in new.value or "." in number.value:
            continue
        if re.match(r"\s+[^\W\d_]", text[number.end :]) and _plural(number.value, lang) != _plural(new.value, lang):
            return "the word after it may need another form"
    return ""


def _plural(value: str, lang: str) -> str:
    """The CLDR plural category of a number in a language; empty where CLDR knows none."""
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(lang.replace("-", "_").split("_")[0]).plural_form(int(value)))
    except (UnknownLocaleError, ValueError):
        return ""


def _written(new: Number, old: Number) -> str:
    """A number in the digits and with the separators of the one it replaces."""
    first = next(char for char in old.text if char.isdecimal())
    zero = ord(first) - int(first)
    grouping = re.search(r"(?<=\d)[,٬\u00a0\u202f ](?=\d{3})", old.text)
    whole, _, fraction = new.value.partition(".")
    if new.text[0].isdecimal() and int(new.text[0]) == 0 and not fraction:
        whole = "".join(str(int(char)) for char in new.text if char.isdecimal())  # leading zeros are kept
    elif grouping and len(whole) > 3:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", grouping[0], whole)
    point = "٫" if zero == ord("٠") else "."
    text = whole + (point + fraction if fraction else "")
    return "".join(chr(zero + int(char)) if char.isascii() and char.isdigit() else char for char in text)
