"""Signs of symbol fonts, which PDFs leave in the private-use area of Unicode."""

from __future__ import annotations

#: Signs of the Symbol and Wingdings fonts; what would be letters there are Greek, and are left alone.
GLYPHS = {0xF000 + code: chr(code) for code in range(0x20, 0x7F) if not chr(code).isalpha()} | {
    0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF0A8: "☐", 0xF0FE: "☒",
}  # fmt: skip


def private_signs(line: str) -> int:
    """How many signs of a line are known only under a private-use character.

    >>> private_signs("المؤقَّت\uf02a")
    1
    """
    return sum(ord(char) in GLYPHS for char in line)


def name_glyphs(line: str) -> str:
    """Signs for the private-use characters under which symbol fonts hide them.

    >>> name_glyphs("المؤقَّت\uf02a")
    'المؤقَّت*'
    """
    return line.translate(GLYPHS)
