"""What vowel marks say about where words begin and end: few words carry them, but then they are proof."""

from __future__ import annotations

from toolkit.repair.cells import Cells

_SHADDA, _SUKUN, _DAMMA, _KASRA = "\u0651", "\u0652", "\u064f", "\u0650"
_TANWEEN, _FATHATAN = frozenset("\u064c\u064d"), "\u064b"

#: Log odds against a word that opens with a doubled or vowelless letter; against an active past of form II with the
#: vowel of its present (شجِّعت for تشجِّع), and a present with the vowels of a passive past (تعُمِّم for عُمِّمت).
_PROCLITICS = frozenset("وف")
_IMPOSSIBLE, _UNLIKELY = -10.0, -4.0


def opening_price(line: Cells, place: int) -> float:
    """What a word that opens at a cell costs for its marks: 0 where nothing speaks against it.

    >>> line = Cells.of("شجِّعت")
    >>> opening_price(line, 0), opening_price(line, 1), opening_price(line, 2)
    (-4.0, -10.0, 0.0)
    >>> opening_price(Cells.of("تعُمِّم"), 0), opening_price(Cells.of("عُمِّمت"), 0)
    (-4.0, 0.0)
    """
    cell = line.cells[place]
    if line.kinds[place] != "L":
        return 0.0
    if _SHADDA in cell or _SUKUN in cell:
        return _IMPOSSIBLE
    if place + 1 < len(line) and not line.blanks[place + 1]:
        after = line.cells[place + 1]
        if _SHADDA in after and _KASRA in after and after[0] != "ي" and _DAMMA not in cell:
            return _UNLIKELY
        if _DAMMA in after and cell[0] not in _PROCLITICS and _is_doubled(line, place + 2):
            return _UNLIKELY
    return 0.0


def _is_doubled(line: Cells, place: int) -> bool:
    """Whether a cell of the same word is a doubled letter with the vowel of a passive."""
    return (
        place < len(line) and not line.blanks[place] and _SHADDA in line.cells[place] and _KASRA in line.cells[place]
    )


def ends_word(cell: str) -> bool:
    """Whether a cell's mark stands only on a word's last letter.

    >>> ends_word("تٍ"), ends_word("اً"), ends_word("عِّ")
    (True, True, False)
    """
    return any(mark in _TANWEEN for mark in cell) or (_FATHATAN in cell and cell[0] in "اىةء")
