"""Alignments as text: vecalign, ladder, OPUS XCES, tab-separated text, JSON lines.

Sources of the forms: vecalign's output (Thompson & Koehn 2019), hunalign's ladder (Varga et al. 2005), the stand-off
links of OPUS in XCES (Tiedemann 2012).
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from xml.sax.saxutils import quoteattr

from toolkit.model import Alignment, Bead

#: The least confidence that a cost can tell; -log of it is the highest cost.
_LEAST = 1e-4


def to_vecalign(alignment: Alignment) -> str:
    """``[0]:[0,1]:cost``, 0-based, a line a bead; the cost is minus the logarithm of the confidence."""
    lines = []
    for bead in alignment.beads:
        cost = -math.log(max(bead.confidence, _LEAST))
        lines.append(f"[{', '.join(map(str, bead.source))}]:[{', '.join(map(str, bead.target))}]:{cost + 0.0:.6f}\n")
    return "".join(lines)


def to_ladder(alignment: Alignment) -> str:
    """hunalign's ladder: where each bead begins on both sides, and its confidence; the last rung is the end.

    A ladder cannot cross: both sides of a moved bead are omissions in it.
    """
    rungs, end = [], (0, 0)
    for bead in in_order(alignment.beads):
        rungs.append(f"{end[0]}\t{end[1]}\t{bead.confidence:.4f}\n")
        end = end[0] + len(bead.source), end[1] + len(bead.target)
    return "".join([*rungs, f"{end[0]}\t{end[1]}\t0\n"])


def to_xces(alignment: Alignment) -> str:
    """OPUS links: ``xtargets`` are 1-based sentence numbers of both sides, ``certainty`` the confidence."""
    links = [
        f'<link id="SL{number}" xtargets={quoteattr(_numbers(bead.source) + ";" + _numbers(bead.target))} '
        f'certainty="{bead.confidence:.4f}" />\n'
        for number, bead in enumerate(alignment.beads)
    ]
    head = '<?xml version="1.0" encoding="utf-8"?>\n<cesAlign version="1.0">\n<linkGrp targType="s">\n'
    return head + "".join(links) + "</linkGrp>\n</cesAlign>\n"


def to_tsv(alignment: Alignment, min_confidence: float = 0.0) -> str:
    """Source text, target text, bead type, confidence, TAB between; beads below ``min_confidence`` are left out."""
    rows = []
    for bead in alignment.beads:
        if bead.confidence < min_confidence:
            continue
        source, target = (" ".join(text.split()) for text in alignment.texts(bead))
        rows.append(
            f"{source}\t{target}\t{bead.kind}\t{bead.confidence:.4f}{chr(9) + 'moved' if bead.moved else ''}\n"
        )
    return "".join(rows)


def to_jsonl(alignment: Alignment) -> str:
    """One JSON object a bead: positions, texts, type, confidence."""
    rows = []
    for bead in alignment.beads:
        source, target = alignment.texts(bead)
        record = {
            "source": list(bead.source),
            "target": list(bead.target),
            "kind": bead.kind,
            "confidence": bead.confidence,
            "moved": bead.moved,
            "source_text": source,
            "target_text": target,
        }
        rows.append(json.dumps(record, ensure_ascii=False) + "\n")
    return "".join(rows)


#: Name on the command line -> how an alignment is written; TMX is made by toolkit.memory.
FORMS: dict[str, Callable[[Alignment], str]] = {
    "vecalign": to_vecalign,
    "ladder": to_ladder,
    "xces": to_xces,
    "tsv": to_tsv,
    "jsonl": to_jsonl,
}


def in_order(beads: Sequence[Bead]) -> list[Bead]:
    """Beads without crossings: a moved one becomes omissions, each side where it stands.

    >>> [bead.kind for bead in in_order([Bead((0,), (1,), 1.0, True), Bead((1,), (0,))])]
    ['1-0', '1-1', '0-1']
    """
    left = sorted(j for bead in beads if bead.moved for j in bead.target)
    found: list[Bead] = []
    for bead in beads:
        while left and bead.target and not bead.moved and left[0] < bead.target[0]:
            found.append(Bead((), (left.pop(0),), bead.confidence))
        if bead.moved:
            found += [Bead((i,), (), bead.confidence) for i in bead.source]
        else:
            found.append(bead)
    return found + [Bead((), (j,)) for j in left]


def _numbers(positions: Sequence[int]) -> str:
    return " ".join(str(position + 1) for position in positions)
