"""Are these two files a source and a target?  The mistakes that a user makes, each with a clear word."""

from __future__ import annotations

from toolkit.languages.identify import KNOWN, script, script_of_language, word_shares
from toolkit.languages.tags import base
from toolkit.model import BitextError, Document

_ENOUGH = 200  # letters below which a text proves nothing about its language
_NAMES = {"ar": "Arabic", "en": "English", "fr": "French", "es": "Spanish", "de": "German", "ru": "Russian"}


def check_pair(source: Document, target: Document) -> None:
    """Refuse swapped files, two files in one language, and a file in another language than was said.

    Raises BitextError with the file's name.  Languages that are not known here are taken at the user's word.
    """
    if base(source.lang) == base(target.lang):
        raise BitextError(
            f"both sides are said to be {_name(source.lang)}",
            path=source.path,
            remedy="give --source-lang and --target-lang, and one file in each",
        )
    fits_source, fits_target = _fits(source, source.lang), _fits(target, target.lang)
    if fits_source and fits_target:
        return
    if _fits(source, target.lang) and _fits(target, source.lang):
        raise BitextError(
            f"the files look swapped: this one is {_name(target.lang)}",
            path=source.path,
            remedy=f"give the {_name(source.lang)} file first, or say --source-lang {target.lang} "
            f"--target-lang {source.lang}",
        )
    wrong, said = (source, source.lang) if not fits_source else (target, target.lang)
    other = target if wrong is source else source
    if _fits(wrong, other.lang):
        raise BitextError(
            f"this text is {_name(other.lang)} like the other file, not {_name(said)}",
            path=wrong.path,
            remedy=f"give the {_name(said)} version",
        )
    side = "--source-lang" if wrong is source else "--target-lang"
    raise BitextError(f"this text is not {_name(said)}", path=wrong.path, remedy=f"give its language with {side}")


def _name(lang: str) -> str:
    return _NAMES.get(base(lang), lang)


def _fits(document: Document, lang: str) -> bool:
    """Whether a text may be in a language: its script, and for one script, its frequent words."""
    lang = base(lang)
    text = "\n".join(block.text for block in document.blocks)
    wanted, found = script_of_language(lang), script(text)
    if not wanted or not found:
        return True
    if wanted != found:
        return False
    if lang not in KNOWN or sum(map(str.isalpha, text)) < _ENOUGH or wanted == "han":
        return True
    shares = word_shares(text, [known for known in KNOWN if script_of_language(known) == wanted])
    return shares[lang] >= 0.08 or shares[lang] >= 0.7 * max(shares.values())
