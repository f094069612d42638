"""Text as the language model reads it: words without marks, punctuation marks, classes for the rest.

A token is an Arabic word (vowel marks and tatweel stripped), one punctuation mark out of ``PUNCTUATION``, or the
name of a class in angle brackets: numbers, Latin words, other signs.  Words that the model does not know fall
into classes by what they begin and end with, because an unknown noun with an article stands in other places
than an unknown verb.
"""

from __future__ import annotations

import re
import unicodedata

from toolkit.languages.arabic import MARKS, TATWEEL

#: Opens every paragraph (twice, so that its first word has two words before it) and closes it.
START, END = "<s>", "</s>"

#: One or two digits (days, articles), four digits from 1300 to 2199 (years), every other number.
SHORT_NUMBER, YEAR, NUMBER = "<day>", "<year>", "<number>"

#: A word in Latin letters; any other sign.
LATIN, SIGN = "<latin>", "<sign>"

#: Marks that are tokens of their own.  ``_SAME_MARK`` maps their variants onto them.
PUNCTUATION = ("،", ".", "؛", ":", "؟", '"', "(", ")", "-", "/")

_PREFIXES = ("وال", "بال", "كال", "فال", "ولل", "لل", "ال", "و", "ف", "ب", "ل", "ك", "ي", "ت", "ن", "أ", "م")
_PREFIX_GROUPS = {
    "وال": "wal",
    "فال": "wal",
    "بال": "bal",
    "كال": "bal",
    "ولل": "bal",
    "لل": "bal",
    "ال": "al",
    "و": "wa",
    "ف": "wa",
    "ب": "bi",
    "ل": "bi",
    "ك": "bi",
    "ي": "verb",
    "ت": "verb",
    "ن": "verb",
    "أ": "verb",
    "م": "mim",
}
_SUFFIX_GROUPS = {
    "ات": "at",
    "ين": "in",
    "ون": "in",
    "ان": "in",
    "ية": "iya",
    "ها": "ha",
    "هم": "ha",
    "ة": "ta",
    "ه": "ha",
}
_SUFFIXES = tuple(_SUFFIX_GROUPS)
_PREFIX_NAMES = (*dict.fromkeys(_PREFIX_GROUPS.values()), "bare")
_SUFFIX_NAMES = (*dict.fromkeys(_SUFFIX_GROUPS.values()), "bare")

#: Every class an unknown word can fall into.
UNKNOWN = tuple(f"<{prefix}+{suffix}>" for prefix in _PREFIX_NAMES for suffix in _SUFFIX_NAMES)

#: Every token that is not a word, in the order of its number in the model: ``<s>`` is 0, ``</s>`` is 1.
SPECIAL = (START, END, *PUNCTUATION, SHORT_NUMBER, YEAR, NUMBER, LATIN, SIGN, *UNKNOWN)

_SAME_MARK = {
    ",": "،",
    "٬": "،",
    ";": "؛",
    "?": "؟",
    "!": ".",
    "۔": ".",
    "«": '"',
    "»": '"',
    "“": '"',
    "”": '"',
    "„": '"',
    "[": "(",
    "{": "(",
    "]": ")",
    "}": ")",
    "–": "-",
    "—": "-",
    "−": "-",
    "ـ": None,
    "ی": "ي",
    "ک": "ك",
}
_INVISIBLE = map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF))
_TABLE = str.maketrans(
    _SAME_MARK
    | dict.fromkeys([*MARKS, TATWEEL, *_INVISIBLE])
    | {chr(base + value): str(value) for base in (0x0660, 0x06F0) for value in range(10)}
)  # fmt: skip
_WORD = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06fa-\u06ff"
_TOKEN_RE = re.compile(rf"[{_WORD}]+|\d+(?:[.،٫]\d+)*|[A-Za-z\u00c0-\u024f]+|[^\s\w]")
_FORMS_RE = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]")


def normalise(text: str) -> str:
    """The text in the spelling of the model: NFC, no marks, no tatweel, Western digits, one form of each mark.

    >>> normalise("مقدّمـــة، ٢٠١١")
    'مقدمة، 2011'
    """
    if _FORMS_RE.search(text):
        text = _FORMS_RE.sub(lambda form: unicodedata.normalize("NFKC", form[0]), text)
    return unicodedata.normalize("NFC", text).translate(_TABLE)


def tokens(text: str) -> list[str]:
    """Words, punctuation marks and numbers of a text in their order; numbers and Latin words as written.

    >>> tokens("في ١٠ تشرين الأول/أكتوبر ٢٠١١،")
    ['في', '10', 'تشرين', 'الأول', '/', 'أكتوبر', '2011', '،']
    """
    found: list[str] = _TOKEN_RE.findall(normalise(text))
    return found


def special_class(token: str) -> str:
    """The class of a token that is no Arabic word; the token itself where it is a mark or a word.

    >>> [special_class(token) for token in ("2011", "5", "1.09.112", "CTOC", "%", "،", "في")]
    ['<year>', '<day>', '<number>', '<latin>', '<sign>', '،', 'في']
    """
    first = token[0]
    if first.isdecimal():
        if len(token) <= 2:
            return SHORT_NUMBER
        return YEAR if len(token) == 4 and token.isdecimal() and "1300" <= token <= "2199" else NUMBER
    if token in PUNCTUATION or "\u0620" <= first <= "\u06ff":
        return token
    return LATIN if first.isalpha() else SIGN


def unknown_class(word: str) -> str:
    """The class of a word that the model has never seen, by its clitics and ending.

    >>> unknown_class("والقنصليات"), unknown_class("يعزز"), unknown_class("غوتيريش")
    ('<wal+at>', '<verb+bare>', '<bare+bare>')
    """
    prefix = next((p for p in _PREFIXES if word.startswith(p) and len(word) > len(p) + 1), "")
    rest = word[len(prefix) :]
    suffix = next((s for s in _SUFFIXES if rest.endswith(s) and len(rest) > len(s) + 1), "")
    return f"<{_PREFIX_GROUPS.get(prefix, 'bare')}+{_SUFFIX_GROUPS.get(suffix, 'bare')}>"
