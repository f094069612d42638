"""Language tags (BCP 47) as far as the toolkit looks into them."""

from __future__ import annotations


def base(lang: str) -> str:
    """A tag without region or script, in small letters.

    >>> base("ar-SA"), base("zh_Hant")
    ('ar', 'zh')
    """
    return lang.replace("_", "-").split("-")[0].lower()


#: Languages of the living right-to-left scripts (CLDR, characterOrder), unless the tag names another script.
_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
_SCRIPTS = {"arab", "hebr", "syrc", "thaa", "nkoo"}


def is_right_to_left(lang: str) -> bool:
    """Whether a language is written from right to left.

    >>> is_right_to_left("ar-SA"), is_right_to_left("az-Arab"), is_right_to_left("ug-Latn"), is_right_to_left("en")
    (True, True, False, False)
    """
    script = next((part for part in lang.replace("_", "-").lower().split("-")[1:] if len(part) == 4), None)
    return script in _SCRIPTS if script else base(lang) in _RIGHT_TO_LEFT
