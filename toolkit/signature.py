"""The recipe of a result in one line, so that it can be compared and made again.

Source: the signatures of sacrebleu (Post 2018, "A Call for Clarity in Reporting BLEU Scores").
"""

from __future__ import annotations

import toolkit


def signature(**settings: object) -> str:
    """``bitext|version:…`` and every setting as ``name:value``, sorted by name.

    >>> signature(encoder="none", beads=8).split("|")[2:]
    ['beads:8', 'encoder:none']
    """
    parts = [f"{name.replace('_', '-')}:{_plain(value)}" for name, value in sorted(settings.items())]
    return "|".join(("bitext", f"version:{toolkit.__version__}", *parts))


def _plain(value: object) -> str:
    """A value without the characters that part settings."""
    text = "yes" if value is True else "no" if value is False else str(value)
    return text.replace("|", "/").replace(":", "=").replace(" ", "_")
