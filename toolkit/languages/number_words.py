"""Whole numbers written as words, in English and Arabic, duals and ordinals too."""

from __future__ import annotations

import re
from functools import cache

from toolkit.languages.arabic import fold
from toolkit.languages.tags import base

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12}

#: Folded Arabic stems of 1 to 10: as a number, as an ordinal.
_AR_UNITS = (
    (("واحد", "احد", "احدي"), ("اول", "اولي", "حادي")),
    (("اثنان", "اثنين", "اثنتان", "اثنتين", "اثنا", "اثني", "اثنتا", "اثنتي"), ("ثاني",)),
    (("ثلاث",), ("ثالث",)),
    (("اربع",), ("رابع",)),
    (("خمس",), ("خامس",)),
    (("ست",), ("سادس",)),
    (("سبع",), ("سابع",)),
    (("ثمان", "ثماني"), ("ثامن",)),
    (("تسع",), ("تاسع",)),
    (("عشر",), ("عاشر",)),
)
_AR_TENS = ("عشر", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع")
_AR_SCALES = {
    **dict.fromkeys(("الف", "الاف", "الفا"), 1000),
    **dict.fromkeys(("مليون", "ملايين", "مليونا"), 10**6),
    **dict.fromkeys(("مليار", "مليارات", "بليون"), 10**9),
}
#: «الإطار العشري» is a ten-year framework, «ثلاثي» of three parts.
_AR_ADJECTIVES = {"ثناءي": 2, "ثلاثي": 3, "رباعي": 4, "خماسي": 5, "خمسي": 5, "سداسي": 6, "سباعي": 7, "عشري": 10}
#: «ستينيات القرن» -> 60.
_AR_DECADE_RE = re.compile("(عشر|ثلاث|اربع|خمس|ست|سبع|ثمان|تسع)ين(?:ي)?ات")
_AR_PREFIX_RE = re.compile("^(?:[وف]?(?:[بلك]?ال|لل)|[وفبلك]{1,2}(?=.{3}))")
#: Nouns whose dual is no other word, beside those in ة, whose dual ends in «تان» or «تين».
_DUAL_RE = re.compile(
    "(?:[وفبلك]{0,2}(?:ال)?|لل)(?:[^\\W\\d_]{2,}ت|يوم|شهر|عام|اسبوع|طرف|بلد|قرن|شخص|قسم|جزء|نوع|جانب|بروتوكول|تقرير|قرار"
    "|مشروع|اجتماع|مؤتمر|فريق|خبير|عضو|موظف|فصل|باب|بند|فرع|مرفق|قانون|نظام|حكم|شرط|طفل|ولد|رجل|الف|مليون|كتاب|عقد|دولار"
    "|هدف|مبدا|نص|حق|سبب|مجال|برنامج|يورو|وثيق|ثلث|ربع|خمس|متر|كيلومتر|ميل|طن|جيل|خط|محور|اتجاه|يومي)(?:ان|ين)"
)


def number_words_in(text: str, lang: str) -> frozenset[int]:
    """The values that a text writes as words; 2 for an Arabic dual.  Nothing for other languages.

    >>> sorted(number_words_in("twenty-five days and the third of two hundred and six", "en"))
    [3, 25, 206]
    >>> sorted(number_words_in("خمسة وعشرون يوما في المادتين والفقرة الثالثة", "ar"))
    [2, 3, 25]
    """
    lang = base(lang)
    if lang == "ar":
        return _arabic(fold(text))
    return frozenset(_sums(re.findall(r"[a-z]+", text.lower()), _english(), "and")) if lang == "en" else frozenset()


@cache
def _english() -> dict[str, int]:
    values = {word: value for value, word in enumerate(_UNITS)}
    values |= {word: 20 + 10 * place for place, word in enumerate(_TENS)}
    values |= {f"{word[:-1]}ieth": 20 + 10 * place for place, word in enumerate(_TENS)}
    values |= {word: value for value, word in enumerate(_ORDINALS, 1)}
    return values | {"once": 1, "twice": 2, "both": 2} | _SCALES


@cache
def _arabic_values() -> dict[str, int]:
    values = {"صفر": 0, "كلا": 2, "كلتا": 2, "كليهما": 2, "كلاهما": 2}
    for value, (words, ordinals) in enumerate(_AR_UNITS, 1):
        for word in (*words, *ordinals):
            values |= {word: value, f"{word}ه": value, f"{word}ا": value}
    for place, stem in enumerate(_AR_TENS):
        values |= {f"{stem}{ending}": 20 + 10 * place for ending in ("ون", "ين")}
    for stem, value in _AR_ADJECTIVES.items():
        values |= {stem: value, f"{stem}ه": value}
    for hundred in ("ماء", "مء", "مي"):
        values |= {f"{hundred}ه": 100, f"{hundred}تان": 200, f"{hundred}تين": 200, f"{hundred}تا": 200}
        for value, stem in enumerate(("ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع"), 3):
            values[f"{stem}{hundred}ه"] = 100 * value
    values |= {"الفان": 2000, "الفين": 2000, "مليونان": 2 * 10**6, "مليونين": 2 * 10**6}
    return values | _AR_SCALES


def _arabic(text: str) -> frozenset[int]:
    words = re.findall(r"[^\W\d_]+", text)
    known = _arabic_values()
    tokens: list[str] = []
    for word in words:
        bare = word if word in known else _AR_PREFIX_RE.sub("", word)
        joined = word.startswith("و") and bare != word
        tokens += ["و", bare] if joined else [bare]
    found = set(_sums(tokens, known, "و"))
    if any(_DUAL_RE.fullmatch(word) for word in words):
        found.add(2)
    return frozenset(found)


def decades_in(text: str, lang: str) -> frozenset[int]:
    """The decades of a century that a text names: 60 for «1960s» and «ستينيات القرن».

    >>> sorted(decades_in("in the 1960s", "en") | decades_in("في ثمانينيات القرن الماضي", "ar"))
    [60, 80]
    """
    if base(lang) == "ar":
        return frozenset(20 + 10 * _AR_TENS.index(stem) for stem in _AR_DECADE_RE.findall(fold(text)))
    return frozenset(int(tens) * 10 for tens in re.findall(r"\d\d(\d)0s", text))


def scale_of(word: str, lang: str) -> int:
    """What a word after digits multiplies them by: 1,000,000 for «ملايين»; 1 for any other word.

    >>> scale_of("ملايين", "ar"), scale_of("million", "en"), scale_of("people", "en")
    (1000000, 1000000, 1)
    """
    scales = _AR_SCALES if base(lang) == "ar" else _SCALES
    return scales.get(fold(word.lower()), 1)


def _sums(words: list[str], values: dict[str, int], joint: str) -> list[int]:
    """The numbers of a row of words: a smaller value adds to a larger, a scale multiplies what is before it."""
    found: list[int] = []
    total = last = -1
    joined = False
    for place, word in enumerate(words):
        value = values.get(word)
        if value is None:
            joined = word == joint and place + 1 < len(words) and words[place + 1] in values
            if not joined and total >= 0:
                found.append(total)
                total = last = -1
            continue
        if total >= 0 and value >= 100 and value in (100, 1000, 10**6, 10**9) and total % value != 0:
            total, last = total * value, value
        elif total >= 0 and _adds(last, value, joined or joint == "and"):
            total, last = total + value, value
        else:
            if total >= 0:
                found.append(total)
            total = last = value
        joined = False
    return [*found, total] if total >= 0 else found


def _adds(last: int, value: int, joined: bool) -> bool:
    """Whether a value goes on the number before it: twenty five, خمسة وعشرون, أحد عشر; «عشرون ثانية» is no 22."""
    teen = 0 < last < 10 and value == 10
    arabic_tens = joined and 0 < last < 10 and value in range(20, 100, 10)
    return teen or arabic_tens or (joined and last >= 20 and 0 < value < last and last % 10 == 0)
