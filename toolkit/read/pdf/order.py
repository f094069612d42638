"""From signs as they stand on a line, left to right, to the text in the order in which it is read.

This is the bidirectional algorithm (Unicode Standard Annex 9) the other way round.  In a right-to-left line, letters
are taken from right to left, and stretches of numbers and Latin from left to right.  What the algorithm leaves open
when it is read backwards (a number beside a Latin word) is settled by the order in which the producer drew the runs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.languages.arabic import has_arabic

R, L, EN, AN, NEUTRAL = "R", "L", "EN", "AN", "N"  # the classes of UAX 9, marks and separators taken together

_COMMON_SEPARATORS = frozenset(".,:/،\u00a0")
_EUROPEAN_SEPARATORS = frozenset("+-")
_PERCENT = frozenset("%٪‰")
_OPENING = "([{«‹"
_CLOSING = ")]}»›"
_PAIR = dict(zip(_OPENING + _CLOSING, _CLOSING + _OPENING, strict=True))
_AFTER_RE = re.compile(r"[\s.،,؛;:!؟?)\]}»\"”’\ue0f0]")
_STOPS = frozenset(".،,؛;:")
_STRONG_RTL = {"R": R, "AL": R}


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of a line: its text (a letter with its marks, a ligature), and the rank of the run that drew it."""

    text: str
    rank: int = 0

    @property
    def kind(self) -> str:
        """Its class: R, L, EN, AN or neutral.

        >>> Sign("ب").kind, Sign("7").kind, Sign("٧").kind, Sign("-").kind
        ('R', 'EN', 'AN', 'N')
        """
        return _kind(self.text[0])


_KINDS: dict[str, str] = {}


def _kind(char: str) -> str:
    found = _KINDS.get(char)
    if found is None:
        bidi = unicodedata.bidirectional(char)
        found = _STRONG_RTL.get(bidi) or (bidi if bidi in (L, EN, AN) else NEUTRAL)
        if unicodedata.category(char) == "Co":  # the sign of a note's mark, a bullet of a symbol font
            found = NEUTRAL
        if bidi == "NSM":
            found = R if has_arabic(char) else NEUTRAL
        _KINDS[char] = found
    return found


def is_right_to_left(signs: Sequence[Sign], document: bool) -> bool:
    """The direction of a line: by its letters; a line all Latin by the marks at its ends; else the ``document``'s.

    >>> is_right_to_left([Sign("."), Sign("A"), Sign("1")], document=False)
    True
    """
    kinds = [sign.kind for sign in signs]
    rtl, ltr = kinds.count(R), kinds.count(L)
    if rtl and ltr:
        return rtl > ltr or (document and rtl * 4 > ltr)
    if rtl:
        return True
    if not ltr:
        return document
    texts = [sign.text for sign in signs if not sign.text.isspace()]
    return texts[0] in ".:،" or (document and (texts[0] in ",;)]" or texts[-1] in "*-–(["))


def logical(signs: Sequence[Sign], rtl: bool, *, after_arabic: bool = False) -> str:
    """The text of a line from its signs, left to right as drawn.

    ``after_arabic`` says that the paragraph's text before the line ends in Arabic letters: Western digits then
    behave as Arabic ones do (rule W2).

    >>> logical([Sign(char) for char in "١٩-١٥ مايأ"], True)
    'أيام ١٥-١٩'
    """
    if rtl:
        return _mended_brackets(_right_to_left(list(signs), after_arabic))
    return _left_to_right(list(signs))


def _left_to_right(signs: list[Sign]) -> str:
    """A left-to-right line; its right-to-left stretches are turned."""
    out: list[str] = []
    place = 0
    while place < len(signs):
        if signs[place].kind != R:
            out.append(signs[place].text)
            place += 1
            continue
        end = place
        for ahead in range(place, len(signs)):
            if signs[ahead].kind == R:
                end = ahead
            elif signs[ahead].kind == L:
                break
        out.append(_mended_brackets(_right_to_left(signs[place : end + 1], True)))
        place = end + 1
    return "".join(out)


def _right_to_left(signs: list[Sign], after_arabic: bool) -> list[tuple[str, bool]]:
    """Pieces of text in reading order, each with whether its brackets may be mirrored."""
    out: list[tuple[str, bool]] = []
    place = len(signs) - 1
    while place >= 0:
        kind = signs[place].kind
        if kind in (R, NEUTRAL):
            out.append((signs[place].text, True))
            after_arabic = after_arabic or kind == R
            place -= 1
            continue
        start = _stretch_start(signs, place)
        stretch = signs[start : place + 1]
        for part in _parts(stretch, after_arabic):
            if isinstance(part, Sign):
                out.append((part.text, True))
            else:
                text = "".join(sign.text for sign in part)
                out.append((text, False))
                after_arabic = after_arabic and not any(sign.kind == L for sign in part)
        place = start - 1
    return _percents(out)


def _stretch_start(signs: Sequence[Sign], place: int) -> int:
    """The left end of the stretch without right-to-left letters that ends at ``place``, neutral ends cut off."""
    start = place
    for ahead in range(place, -1, -1):
        if signs[ahead].kind == R:
            break
        if signs[ahead].kind != NEUTRAL:
            start = ahead
    return start


def _parts(stretch: list[Sign], after_arabic: bool) -> list[list[Sign] | Sign]:
    """A stretch cut into left-to-right runs, given from right to left, single neutrals between them."""
    tokens = _tokens(stretch)
    parts: list[list[Sign] | Sign] = []
    run: list[Sign] = []
    neutrals: list[Sign] = []
    for token in reversed(tokens):
        if token[0].kind == NEUTRAL:
            neutrals = token + neutrals
        elif run and _joined(token, neutrals, run, after_arabic):
            run, neutrals = token + neutrals + run, []
        else:
            if run:
                parts.append(run)
            parts += reversed(neutrals)
            run, neutrals = token, []
    parts.append(run)
    return parts


def _tokens(stretch: list[Sign]) -> list[list[Sign]]:
    """Neighbouring signs that are all neutral, or all not."""
    tokens: list[list[Sign]] = []
    for sign in stretch:
        if tokens and (tokens[-1][0].kind == NEUTRAL) == (sign.kind == NEUTRAL):
            tokens[-1].append(sign)
        else:
            tokens.append([sign])
    return tokens


def _joined(left: list[Sign], between: list[Sign], right: list[Sign], after_arabic: bool) -> bool:
    """Whether two neighbours are one left-to-right run, so that the left one is read first."""
    if not between:
        return True
    latin = [any(sign.kind == L for sign in side) for side in (left, right)]
    mark = "".join(sign.text for sign in between)
    if not any(latin):
        arabic_digits = after_arabic or left[-1].kind == AN or right[0].kind == AN
        if mark in _COMMON_SEPARATORS:
            return True
        return not arabic_digits and mark in _EUROPEAN_SEPARATORS
    if left[-1].kind == AN or right[0].kind == AN:
        return False
    if all(latin) or " " not in mark:
        return True
    # a number beside Latin text: which of the two was drawn first?
    return left[-1].rank <= right[0].rank


def _percents(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """A percent sign that was drawn right of its number belongs behind it."""
    for place in range(len(pieces) - 1):
        sign, number = pieces[place][0], pieces[place + 1][0]
        before = pieces[place - 1][0] if place else " "
        if sign in _PERCENT and number[-1:].isdigit() and not before[-1:].isdigit():
            pieces[place], pieces[place + 1] = pieces[place + 1], pieces[place]
    return pieces


def _mended_brackets(pieces: list[tuple[str, bool]]) -> str:
    """Brackets turned to their side: producers map a mirrored bracket to either character."""
    text = "".join(piece for piece, _ in pieces)
    turnable = [free for piece, free in pieces for _ in piece]
    chars = list(text)
    open_signs: list[str] = []
    for place, char in enumerate(chars):
        if char not in _PAIR:
            continue
        opening = char if char in _OPENING else _PAIR[char]
        opens = _opens(text, place, opening in open_signs) if turnable[place] else char == opening
        if opens:
            chars[place] = opening
            open_signs.append(opening)
        else:
            chars[place] = _PAIR[opening]
            if opening in open_signs:
                open_signs.remove(opening)
    return "".join(chars)


def _opens(text: str, place: int, is_open: bool) -> bool:
    """Whether a bracket opens: by the blanks around it, and where they do not tell, by whether one is open."""
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    starts = before.isspace() or before in _PAIR or before in "\"“'/-"
    ends = bool(_AFTER_RE.match(after)) or after in _PAIR
    if starts != ends:
        return starts
    if starts and after in _STOPS:
        return False
    return not is_open
