"""Ligatures whose letters a PDF's text layer gives in the wrong order: lam-alef above all.

A lam-alef glyph stands for two letters; gazette PDFs give them left to right, so that every «لا» reads «ال» and
«لأ» reads «أل».  Nothing is lost, but which «ال» is an article and which a turned «لا» only the words can tell: the
language model chooses between the readings of each word, in the context of the words before.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from toolkit.languages.arabic import strip_marks_and_tatweel
from toolkit.repair.language_model import LanguageModel

_ALEFS = "اأإآ"
_SITE_RE = re.compile(rf"[{_ALEFS}]ل")
#: «لا» that is followed by another lam may be lam and a turned «لا»: «لالتجار» was «للاتجار».
_INTACT_RE = re.compile(rf"(?<!هل)ل[{_ALEFS}](?!ل)")
_IMPOSSIBLE_RE = re.compile(
    rf"ا[{_ALEFS}]ل|(?<![\u0620-\u064a])ال(?![\u0620-\u06ff])|(?<![\u0620-\u064a])[وفبك]?هللا(?![\u0620-\u064a])"
)
_TWO_ALEFS_RE = re.compile(rf"[{_ALEFS}][{_ALEFS}]")
_TOKEN_RE = re.compile(r"[\u0620-\u063f\u0641-\u0652\u066e-\u06d3]+|\d+(?:[.,]\d+)*|[^\s\w]")
#: An unknown word that opens with a lam-alef is far rarer than one that opens with the article.
_RARE_OPENING_RE = re.compile(rf"[وفب]?ل[{_ALEFS}]")
_RARE = -6.0
_MOST_SITES = 5
_BEAM = 12


def turned_ligatures(text: str) -> int:
    """How many words cannot stand so in sound Arabic: two alefs and a lam, a lone «ال», «هللا».

    >>> turned_ligatures("االتجار باألشخاص"), turned_ligatures("الاتجار بالأشخاص")
    (2, 0)
    """
    return len(_IMPOSSIBLE_RE.findall(text))


@lru_cache(maxsize=65536)
def readings(word: str) -> tuple[str, ...]:
    """Every order of letters that turning lam-alefs could have made this word from; the word itself comes last.

    >>> readings("شامال")
    ('شاملا', 'شامال')
    """
    if word.endswith("هللا") and len(word) <= 5:
        return (word[:-4] + "الله",)  # the letters of the one glyph, backwards: no word is written so
    if word == "هلل":
        return ("لله",)
    sites = [match.start() for match in _SITE_RE.finditer(word)][:_MOST_SITES]
    found = []
    for turn in product((True, False), repeat=len(sites)):
        letters = list(word)
        for site, turned in zip(sites, turn, strict=True):
            if turned:
                letters[site], letters[site + 1] = letters[site + 1], letters[site]
        found.append("".join(letters))
    sound = [reading for reading in found if not _TWO_ALEFS_RE.search(reading)]
    return tuple(dict.fromkeys(sound or found))


def turn_lam_alef(line: str, model: LanguageModel | None = None, *, damaged: bool | None = None) -> str:
    """Put the letters of turned lam-alefs back, each word by the likeliest reading in its sentence.

    ``damaged`` says whether the text around has the damage; by default the line itself must show it.  A line in
    which a lam-alef stands intact is left alone: the fault turns all of them.

    Reason: «االتجار» is no word; no dictionary, search or translation memory would find it.

    >>> turn_lam_alef("االتجار باألشخاص")
    'الاتجار بالأشخاص'
    """
    if _INTACT_RE.search(line) or not (turned_ligatures(line) if damaged is None else damaged):
        return line
    model = model or LanguageModel.load()
    found = list(_TOKEN_RE.finditer(line))
    chosen = _likeliest([match[0] for match in found], model)
    parts, at = [], 0
    for match, word in zip(found, chosen, strict=True):
        parts += [line[at : match.start()], word]
        at = match.end()
    return "".join([*parts, line[at:]])


def _likeliest(words: list[str], model: LanguageModel) -> list[str]:
    """The readings with the highest probability together: a beam over the words."""
    beams: list[tuple[float, int, int, list[str]]] = [(0.0, -1, -1, [])]
    for word in words:
        grown: dict[tuple[int, int], tuple[float, int, int, list[str]]] = {}
        for reading in readings(word):
            plain = strip_marks_and_tatweel(reading)
            if not plain:
                continue
            number, spelling = model.id(plain), model.spelling(plain)
            if not model.knows(plain) and _RARE_OPENING_RE.match(plain):
                spelling += _RARE
            for score, first, second, path in beams:
                total = score + spelling + model.log_prob_one(number, first, second)
                if (number, first) not in grown or grown[number, first][0] < total:
                    grown[number, first] = (total, number, first, [*path, reading])
        if not grown:
            beams = [(s, f, h, [*path, word]) for s, f, h, path in beams]
            continue
        beams = sorted(grown.values(), key=lambda beam: -beam[0])[:_BEAM]
    return beams[0][3]
