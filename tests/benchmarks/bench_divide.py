"""How often a unit is divided at a wrong place: ``python bench_divide.py [LIMIT]``.

Pairs of known translations in a row are joined to long units, with every full stop between them made a comma and
every capital after it small, so that nothing but the words tells where a pair ends.  A cut is right where a pair
ends on both sides, wrong where one ends on one side alone or other pairs meet, inside where it divides one pair
(which only reading can judge).  The data are the development sets of the aligner; ``BITEXT_DATA`` is their folder.
"""

from __future__ import annotations

import sys
import time
from bisect import bisect_left
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import align_data

import tmx
from toolkit.exchange.divide import divided

PAIRS = 6


def inked(text: str) -> int:
    """Characters that are no blanks."""
    return len("".join(text.split()))


def joined(texts: list[str], comma: str) -> tuple[str, list[int]]:
    """The texts as one, and where each ends in it, in characters that are no blanks."""
    whole, ends = "", []
    for number, text in enumerate(texts):
        own = text.strip()
        if number < len(texts) - 1:
            own = own.rstrip(".!?؟،,;؛: ") + comma
        whole += (" " if whole else "") + (own[:1].lower() + own[1:] if number else own)
        ends.append(inked(whole))
    return whole, ends


def verdict(places: list[int], ends: list[list[int]]) -> str:
    numbers = [bisect_left(own, place) for own, place in zip(ends, places, strict=True)]
    at_end = [place in own for own, place in zip(ends, places, strict=True)]
    if numbers[0] != numbers[1] or at_end[0] != at_end[1]:
        return "wrong"
    return "right" if at_end[0] else "inside"


def measure(pairs: list[tuple[str, str]], langs: tuple[str, str], limit: int) -> Counter[str]:
    found: Counter[str] = Counter()
    for at in range(0, len(pairs) - PAIRS, PAIRS):
        made = [
            joined([pair[side] for pair in pairs[at : at + PAIRS]], "،" if langs[side] == "ar" else ",")
            for side in (0, 1)
        ]
        unit = tmx.Unit(tuple(tmx.Variant.of(lang, text) for lang, (text, _) in zip(langs, made, strict=True)))
        if max(len(text) for text, _ in made) <= limit:
            continue
        parts = divided(unit, langs[0], limit)
        found["units"] += 1
        found["whole"] += len(parts) == 1
        places = [0, 0]
        for part in parts[:-1]:
            places = [place + inked(v.text) for place, v in zip(places, part.variants, strict=True)]
            found[verdict(places, [ends for _, ends in made])] += 1
    return found


def main(limit: int) -> None:
    sets = {name: align_data.pairs(name) for name in ("tico19", "ntrex", "flores", "xquad", "ud_pud")}
    print(f"limit {limit} characters, {PAIRS} pairs a unit\n")
    print("| text | units too long | left whole | cuts | right | inside a pair | wrong | CPU ms a unit |")
    print("|---|---|---|---|---|---|---|---|")
    rows = [(name, pairs, ("ar", "en")) for name, pairs in sets.items()]
    for gold in align_data.gold_sets():
        beads = [(gold.source, gold.target, bead) for bead in gold.gold if bead.source and bead.target]
        texts = [(" ".join(s[i] for i in b.source), " ".join(t[j] for j in b.target)) for s, t, b in beads]
        rows.append((gold.name, texts, (gold.source_lang, gold.target_lang)))
    for name, pairs, langs in rows:
        start = time.process_time()
        found = measure(pairs, langs, limit)
        if not found["units"]:
            continue
        spent = 1000 * (time.process_time() - start) / found["units"]
        cuts = found["right"] + found["inside"] + found["wrong"]
        print(
            f"| {name} | {found['units']} | {found['whole']} | {cuts} | {found['right']} | {found['inside']} "
            f"| {found['wrong']} | {spent:.0f} |"
        )


if __name__ == "__main__":
    if not align_data.DATA.is_dir():
        print(f"missing: {align_data.DATA}")
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
