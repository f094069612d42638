"""United Nations document symbols: A/RES/64/293, CTOC/COP/2012/4, and the resolution numbers within them."""

from __future__ import annotations

import re

#: A body's letters, then parts between slashes; the last part may have a suffix such as /Rev.1.
SYMBOL_RE = re.compile(
    r"(?<![A-Za-z/])(?:A|E|S|ST|T|TD|CAC|CAT|CCPR|CEDAW|CERD|CRC|CRPD|CTOC|DP|FCCC|HRI|HSP|ICCD|IDB|LOS|NPT"
    r"|UNEP|CD|CBD)(?:/[A-Z0-9][A-Za-z0-9\-]*(?:\.\d+)*)+"
)


def symbols_in(text: str) -> tuple[str, ...]:
    """Every document symbol of a text, in order.

    >>> symbols_in("see A/RES/64/293 and CTOC/COP/2012/4/Rev.1.")
    ('A/RES/64/293', 'CTOC/COP/2012/4/Rev.1')
    """
    return tuple(match[0].rstrip("-") for match in SYMBOL_RE.finditer(text))
