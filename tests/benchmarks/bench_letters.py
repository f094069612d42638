"""Repair of letters: the turned lam-alefs of the Protocol, sound texts left alone, letters kept in mutated ones.

The 120 different words of the Protocol that carry the damage were read one by one in their sentences
(data/protocol_lam_alef.tsv, with how often each stands); every other word must come out as it went in.

Run: python tests/benchmarks/bench_letters.py  (data: BITEXT_DATA, default ../shared/data)
"""

from __future__ import annotations

import os
import random
import re
import sys
from collections import Counter
from pathlib import Path

from toolkit.model import Document
from toolkit.read import read, read_bytes
from toolkit.repair import repair
from toolkit.repair.displaced import displaced_marks
from toolkit.repair.promise import letters_kept

HERE = Path(__file__).parent
DATA = Path(os.environ.get("BITEXT_DATA", HERE.parents[1].parent / "shared" / "data"))
_WORD_RE = re.compile("[\u0620-\u064a]+")
_SIGNS = (
    "\u0640",
    "\u0640\u0640",
    "   ",
    "(",
    ")",
    "\u064b",
    "\u0651\u0650",
    "٢٠١٢",
    "CTOC/COP",
    "،",
    ".",
    "\u202b",
    "\uf02a",
    "ﻻ",
    "\ufeb3",
)
SOUND = (
    "align/law/001.ar",
    "align/law/002.ar",
    "align/law/003.ar",
    "align/udhr/udhr.ar.txt",
    "align/udhr/udhr.sent.ar",
)


def protocol(document: Document) -> list[str]:
    """Words with the damage mended, sound words left, and marks still displaced."""
    rows = (HERE / "data" / "protocol_lam_alef.tsv").read_text("utf-8").splitlines()[1:]
    right = {damaged: (word, int(times)) for damaged, word, times in (row.split("\t") for row in rows)}
    repaired = repair(document)
    seen: Counter[str] = Counter()
    mended = sound = kept = 0
    for before, after in zip(document.lines, repaired.document.lines, strict=True):
        for old, new in zip(_WORD_RE.findall(before.text), _WORD_RE.findall(after.text), strict=True):
            if old in right and seen[old] < right[old][1] and (new == right[old][0] or new == old):
                seen[old] += 1
                mended += new == right[old][0]
            else:
                sound, kept = sound + 1, kept + (old == new)
    damaged = sum(times for _, times in right.values())
    displaced = sum(displaced_marks(line.text) for line in repaired.document.lines)
    before_marks = sum(displaced_marks(line.text) for line in document.lines)
    return [
        f"| Protocol, words with turned lam-alef | {mended} of {damaged} mended ({mended / damaged:.4f}) |",
        f"| Protocol, other words | {kept} of {sound} untouched |",
        f"| Protocol, displaced marks and numbers | {before_marks} before, {displaced} after |",
    ]


def mutated(text: str, seed: int) -> str:
    """A text with one line in three mutated: stretches moved, doubled or cut out, signs of all kinds put in."""
    rng = random.Random(seed)
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if not line.strip() or rng.random() > 0.33:
            continue
        for _ in range(rng.randint(1, 4)):
            a, b = sorted(rng.randint(0, len(line)) for _ in range(2))
            what = rng.random()
            if what < 0.4:
                line = line[:a] + line[b:] + line[a:b]
            elif what < 0.55:
                line = line[:a] + line[min(b, a + 9) :]
            elif what < 0.7:
                line = line[:b] + line[max(a, b - 9) : b] + line[b:]
            else:
                line = line[:a] + rng.choice(_SIGNS) + line[a:]
        lines[place] = line
    return "\n".join(lines)


def conserved(text: str, seed: int) -> str:
    """Lines of a mutated text whose characters come out as they went in («المترل» may become «المنزل»)."""
    document = read_bytes(mutated(text, seed).encode(), f"seed-{seed}", "ar")
    after = repair(document).document
    kept = [letters_kept(old.raw, new.text) for old, new in zip(document.lines, after.lines, strict=True)]
    return f"| report, mutated with seed {seed} | letters conserved on {sum(kept)} of {len(kept)} lines |"


def main() -> int:
    path = DATA / "protocol" / "palermo.ar.txt"
    if not path.exists():
        sys.stdout.write(f"no {path}: nothing measured\n")
        return 0
    rows = protocol(read(path, "ar"))
    for name in SOUND:
        document = read(DATA / name, "ar")
        rows.append(f"| {name} | {len(repair(document).steps)} of {len(document.lines)} lines changed |")
    pairs = [row.split("\t") for row in (DATA / "sdg_tatweel.tsv").read_text("utf-8").splitlines()[1:]]
    for column, what in ((3, "re-entered, sound"), (2, "old, with tatweel")):
        document = read_bytes("\n".join(row[column] for row in pairs).encode(), "sdg", "ar")
        rows.append(f"| SDG, {what} | {len(repair(document).steps)} of {len(document.lines)} lines changed |")
    report = (DATA / "report" / "ctoc-cop-2012-4.ar.txt").read_text("utf-8-sig")
    rows += [conserved(report, seed) for seed in (1, 2, 3)]
    sys.stdout.write("\n".join(rows) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
