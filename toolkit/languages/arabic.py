"""Arabic script: its letters and marks, and the folding under which two spellings are the same word."""

from __future__ import annotations

import re

TATWEEL = "\u0640"

#: Vowel marks, shadda, Koranic marks, superscript alef: signs that sit on a letter.
MARKS = "".join(map(chr, (*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06DD),
                          *range(0x06DF, 0x06E5), 0x06E7, 0x06E8, *range(0x06EA, 0x06EE))))  # fmt: skip

_MARKS_AND_TATWEEL_RE = re.compile(f"[{MARKS}{TATWEEL}]")
_LETTER_RE = re.compile("[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdfb\ufe70-\ufefc]")
_FOLD_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "ء", "ئ": "ء", "ک": "ك", "ی": "ي"}
)


def strip_marks_and_tatweel(text: str) -> str:
    """Without vowel marks and tatweel: the letters alone.

    >>> strip_marks_and_tatweel("مقدّمـــة")
    'مقدمة'
    """
    return _MARKS_AND_TATWEEL_RE.sub("", text)


def fold(text: str) -> str:
    """The key under which spellings of one word meet: no marks, no tatweel, one alef, ya, ha and hamza.

    Hamza seats become hamza (ؤ ئ to ء), so that إيواؤهم meets إيواءهم.

    >>> fold("إيواؤهم") == fold("ايواءهم")
    True
    """
    return strip_marks_and_tatweel(text).translate(_FOLD_LETTERS)


def has_arabic(text: str) -> bool:
    """Whether any letter is Arabic.

    >>> has_arabic("A/RES/64/293"), has_arabic("القرار ٦٤/٢٩٣")
    (False, True)
    """
    return _LETTER_RE.search(text) is not None


def arabic_share(text: str) -> float:
    """The share of letters that are Arabic, 0 to 1; 0 for a text without letters."""
    letters = sum(char.isalpha() for char in text)
    return len(_LETTER_RE.findall(text)) / letters if letters else 0.0
