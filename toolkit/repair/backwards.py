"""Lines stored as they are seen, last letter first, and letters stored as the shapes of a font.

The two often come together, and then their order matters: a ligature such as «ﻻ» is one shape that stands for two
letters, so a line is turned while its shapes are whole, and only then taken apart into letters.
"""

from __future__ import annotations

import re
import unicodedata

_LETTER = "\u0620-\u063f\u0641-\u064a"
_FORMS_RE = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc]")
_WORD_RE = re.compile(rf"[{_LETTER}]{{3,}}")
_MIRROR = str.maketrans("()[]{}«»<>", ")(][}{»«><")
#: Numbers, and Latin words with the numbers and blanks between them: they were stored left to right already.
_LATIN_RE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .,/:'&\-]*[A-Za-z0-9])?")
_NUMBER_RE = re.compile(r"[0-9٠-٩](?:[0-9٠-٩.,/:٫٬]*[0-9٠-٩])?")
_SAMPLE = 200  # words of a line that are looked at


def shapes(line: str) -> int:
    """How many characters of a line are shapes of letters.

    >>> shapes("ﺍﻟﺪﻭﻟﺔ"), shapes("الدولة")
    (6, 0)
    """
    return len(_FORMS_RE.findall(line))


def plain_letters(line: str) -> str:
    """Letters for presentation forms: the shapes of a font are not text, and no search finds them.

    >>> plain_letters("ﺍﻟﺪﻭﻟﺔ")
    'الدولة'
    """
    return _FORMS_RE.sub(lambda form: unicodedata.normalize("NFKC", form[0]), line)


def visual_order(line: str) -> int:
    """How many more words of a line are known to the language model when it is read backwards; 0 unless most are.

    >>> visual_order("ةدحتملا ممألا ةمظنم"), visual_order("منظمة الأمم المتحدة")
    (3, 0)
    """
    backwards, as_is, words = _known(line)
    return backwards - as_is if words >= 2 and backwards >= 0.6 * words and as_is <= 0.4 * backwards else 0


def _known(line: str) -> tuple[int, int, int]:
    """Known words read backwards, known words as they stand, and all words of a line."""
    as_is = _WORD_RE.findall(plain_letters(line))[:_SAMPLE]
    if not as_is:
        return 0, 0, 0
    from toolkit.repair.language_model import LanguageModel

    model = LanguageModel.load()
    turned = _WORD_RE.findall(plain_letters(line[::-1]))[-_SAMPLE:]
    return sum(map(model.knows, turned)), sum(map(model.knows, as_is)), len(as_is)


def logical_order(line: str) -> str:
    """A line stored as it is seen, last letter first: turned, numbers and Latin words kept as they are.

    >>> logical_order("ةدحتملا ممألا ةمظنم")
    'منظمة الأمم المتحدة'
    """
    return turned(line) if visual_order(line) else line


def turned_with_the_text(line: str) -> str:
    """A line of a text that is stored backwards as a whole: turned too, unless it reads better as it stands.

    >>> turned_with_the_text(".UN Women 2011 ةيقافتا"), turned_with_the_text("الأمم")
    ('اتفاقية UN Women 2011.', 'الأمم')
    """
    backwards, as_is, _ = _known(line)
    return turned(line) if backwards > as_is or (backwards == as_is and _opens_with_a_mark(line)) else line


def _opens_with_a_mark(line: str) -> bool:
    return line.lstrip()[:1] in (".", "،", ":", "؛")


def turned(line: str) -> str:
    """A line read from its other end: brackets mirrored, numbers and Latin phrases kept left to right.

    >>> turned("(2 ةرقفلا)")
    '(الفقرة 2)'
    """
    reversed_line = line[::-1].translate(_MIRROR)
    return _LATIN_RE.sub(_left_to_right, _NUMBER_RE.sub(lambda run: run[0][::-1], reversed_line))


def _left_to_right(run: re.Match[str]) -> str:
    """A Latin phrase the way round it was; numbers alone were turned already, each by itself."""
    text = run[0]
    if not re.search("[A-Za-z]", text):
        return text
    return _NUMBER_RE.sub(lambda number: number[0][::-1], text)[::-1]
