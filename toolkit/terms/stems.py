"""Words of a text as statistics want them: under inflection one stem, function words marked, breaks between phrases.

This is for counting over a memory, without a termbase.  Terms of a termbase are matched by ``toolkit.terms.match``,
which is exact where this is rough; ``toolkit.languages.stems`` is rougher still and asks a list of common words,
since an aligner sees a text for the first time.  Source for stripping what is attached rather than seeking roots:
Larkey, Ballesteros & Connell 2002, "Improving stemming for Arabic information retrieval".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from toolkit.languages.arabic import fold, strip_marks_and_tatweel
from toolkit.languages.english_forms import singular
from toolkit.languages.tags import base

_WORD_RE = re.compile(r"[^\W\d_](?:[\w\u064b-\u0652\u0670]|['’](?=\w)|-(?=[^\W\d_]))*|\d[\d.,/٫٬-]*")
_GAP_RE = re.compile(r"[^\s]")

#: Words that no term begins or ends with, though one may hold them.
_FUNCTION_WORDS = {
    "en": """a about above after against all also among an and any are as at be because been before being between both
        but by can could did do does during each either every few for from further had has have he her here his how
        i if in including into is it its itself may might more most must no nor not of off on once only or other
        otherwise our out over own per same shall she should so some such than that the their them then there
        therefore these they this those through thus to too under until up upon very via was we were what when where
        whether which while who whom whose why will with within without would you your however well thereof therein
        thereto hereby herein""",
    "ar": """في من الى على عن مع او ام ان انه انها اذا اذ لا لم لن ما هو هي هم هن هذا هذه ذلك تلك هؤلاء اولئك الذي
        التي الذين اللذين اللاتي اللواتي كان كانت يكون تكون كل اي ايه بعض جميع غير عند عندما حين حيث حتى ثم بل لكن
        لكنه قد كما كذلك بين بعد قبل منذ خلال اثناء دون بدون ضد نحو لدي لدى عبر فوق تحت امام وراء حول سوي سوى الا انما
        مما عما فيما بما لما كلما مثل ايضا فقط منها منه منهم فيها فيه فيهم عليها عليه عليهم لها له لهم يلي بها به
        بهم اليها اليه اليهم عنها عنه معها معه بينها بينهم وفقا بحسب حسب بشان شان ذات ذو ذي تم يتم يجب ينبغي يجوز
        يمكن يتعين تتعين ينبغى ليس ليست سوف هنا هناك اخر اخري اخرى بالنسبه سيما لاسيما وقد كانوا يكونوا""",
}
_PARTICLES = "بلك"
_PRONOUNS = ("هما", "ها", "هم", "هن", "كم", "نا")
_PLURALS = ("ات", "ون", "ين", "ان")
_LEAST = 3  # letters that must stay


@dataclass(frozen=True, slots=True)
class Token:
    """A word: its offsets in the text, its stem, how it reads by itself, and whether a phrase may end with it.

    ``bare`` is the word without what is attached before it («لمكافحة» gives «مكافحة»).  ``opens`` says that
    punctuation stands before it, so that no phrase runs across.
    """

    start: int
    end: int
    stem: str
    bare: str
    content: bool
    opens: bool


class Stemmer:
    """The words of one language, with the vocabulary of a memory to tell a particle from a first letter.

    «بلد» (country) keeps its ب; «بمكافحة» loses it, since a memory that has the word has «مكافحة» too.

    >>> stemmer = Stemmer(["مكافحة الاتجار في بلد", "بمكافحة الاتجار بالأشخاص"], "ar")
    >>> [token.stem for token in stemmer.tokens("وبمكافحة اتجارهم بالأشخاص في بلد")]
    ['مكافح', 'اتجار', 'اشخاص', 'في', 'بلد']
    """

    def __init__(self, texts: Iterable[str], lang: str) -> None:
        self.lang = base(lang)
        self._known: Counter[str] = Counter()
        if self.lang == "ar":
            words = Counter(word for text in texts for word in _WORD_RE.findall(text))
            for word, count in words.items():
                self._known[_stem(word)] += count
        self._seen: dict[str, tuple[str, str, bool]] = {}

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The words of a text in order; numbers are no content."""
        found, end = [], 0
        for match in _WORD_RE.finditer(text):
            stem, bare, content = self._read(match[0])
            opens = _GAP_RE.search(text, end, match.start()) is not None
            found.append(Token(match.start(), match.end(), stem, bare, content, opens))
            end = match.end()
        return tuple(found)

    def _read(self, word: str) -> tuple[str, str, bool]:
        seen = self._seen.get(word)
        if seen is None:
            seen = self._seen[word] = self._fresh(word)
        return seen

    def _fresh(self, word: str) -> tuple[str, str, bool]:
        functional = function_words(self.lang)
        if not word[0].isalpha():
            return word, word, False
        if self.lang == "ar":
            plain = strip_marks_and_tatweel(word)
            if not plain:  # a tatweel alone
                return word, word, False
            stem, bare = self._arabic(plain)
            content = len(stem) > 1 and not {fold(word), fold(bare)} & functional
            return stem, bare, content
        lower = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
        stem = singular(lower) if self.lang == "en" else lower
        return stem, word, len(lower) > 1 and lower not in functional

    def _arabic(self, word: str) -> tuple[str, str]:
        """Stem and bare form; conjunction and particle go where what is left is a word of the memory."""
        if fold(word) in function_words("ar"):
            return fold(word), word
        bare = word[1:] if word[0] in "وف" and self._stands(word[1:], word) else word
        if bare.startswith("لل") and len(bare) > _LEAST + 1:
            bare = "ال" + bare[2:]
        elif bare[0] in _PARTICLES and self._stands(bare[1:], bare):
            bare = bare[1:]
        return _stem(bare), bare

    def _stands(self, rest: str, whole: str) -> bool:
        """Whether a word is one without its first letter: it then has the article, or is as usual in the memory."""
        if rest.startswith(("ال", "بال", "كال", "لل")) and len(rest) > _LEAST:
            return True
        if fold(rest) in function_words("ar"):
            return True
        stem = _stem(rest)
        return len(stem) >= _LEAST and self._known[stem] > self._known[_stem(whole)] // 2


@cache
def function_words(lang: str) -> frozenset[str]:
    """The function words of a language, Arabic ones folded; of a language without a list here its 60 commonest.

    >>> "of" in function_words("en"), "الي" in function_words("ar"), "les" in function_words("fr")
    (True, True, True)
    """
    if lang in _FUNCTION_WORDS:
        return frozenset(fold(word) for word in _FUNCTION_WORDS[lang].split())
    from wordfreq import top_n_list

    try:
        return frozenset(top_n_list(lang, 60))
    except LookupError:
        return frozenset()


def _stem(word: str) -> str:
    """An Arabic word folded, without article and ending."""
    folded = fold(word)
    bare = folded[2:] if word.startswith("ال") and len(folded) > _LEAST + 1 else folded  # «آليات» has no article
    return _ending_off(bare, word)


def _ending_off(word: str, written: str) -> str:
    """A folded word without pronoun, regular plural and feminine ending; at least three letters stay."""
    if not written.endswith("ة"):
        for pronoun in _PRONOUNS:
            if word.endswith(pronoun) and len(word) - len(pronoun) >= _LEAST:
                word = word[: -len(pronoun)]
                word = word[:-1] if word.endswith("ت") and len(word) > _LEAST else word  # «حمايتهم»
                break
    for plural in _PLURALS:
        if word.endswith(plural) and len(word) - len(plural) >= _LEAST:
            return word[: -len(plural)]
    return word[:-1] if word.endswith("ه") and len(word) > _LEAST else word
