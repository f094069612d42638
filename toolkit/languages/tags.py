"""Language tags (BCP 47) as far as the toolkit looks into them."""

from __future__ import annotations


def base(lang: str) -> str:
    """A tag without region or script, in small letters.

    >>> base("ar-SA"), base("zh_Hant")
    ('ar', 'zh')
    """
    return lang.replace("_", "-").split("-")[0].lower()
