"""Alignments as text: vecalign, tab-separated text, JSON lines."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from pathlib import Path

from toolkit.model import Alignment, Bead, BitextError

_BEAD_RE = re.compile(r"^\s*\[([\d,\s]*)\]\s*:\s*\[([\d,\s]*)\]\s*(?::\s*(\S+))?\s*$")


def to_vecalign(alignment: Alignment) -> str:
    """``[0]:[0,1]:cost``, 0-based, a line a bead; the cost is minus the logarithm of the confidence."""
    lines = []
    for bead in alignment.beads:
        cost = -math.log(max(bead.confidence, 1e-4))
        lines.append(f"[{', '.join(map(str, bead.source))}]:[{', '.join(map(str, bead.target))}]:{cost + 0.0:.6f}\n")
    return "".join(lines)


def to_tsv(alignment: Alignment) -> str:
    """Source text, target text, bead type, confidence, TAB between."""
    rows = []
    for bead in alignment.beads:
        source, target = (" ".join(text.split()) for text in alignment.texts(bead))
        rows.append(f"{source}\t{target}\t{bead.kind}\t{bead.confidence:.4f}\n")
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
FORMS: dict[str, Callable[[Alignment], str]] = {"vecalign": to_vecalign, "tsv": to_tsv, "jsonl": to_jsonl}


def read_vecalign(path: str | Path) -> tuple[Bead, ...]:
    """The beads of a vecalign file.  Raises BitextError with the line that is none."""
    beads = []
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BitextError("not UTF-8 text", path=path, remedy="give a vecalign file") from error
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match = _BEAD_RE.match(line)
        if not match:
            raise BitextError("no bead such as [0]:[0,1]:0.2", path=path, line=number, remedy="give a vecalign file")
        beads.append(Bead(_positions(match[1]), _positions(match[2]), _confidence(match[3])))
    if not beads:
        raise BitextError("no beads in this file", path=path, remedy="give a vecalign file")
    return tuple(beads)


def _positions(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(",") if part.strip())


def _confidence(cost: str | None) -> float:
    try:
        return math.exp(-abs(float(cost))) if cost else 1.0
    except ValueError:
        return 1.0
