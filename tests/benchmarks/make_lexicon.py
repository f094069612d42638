"""Make toolkit/align/data/ar-en.lexicon.gz again from the parallel texts that its ORIGIN.md lists.

    python tests/benchmarks/make_lexicon.py [-o FILE] [NAME..]

``BITEXT_DATA`` is the folder with ``align/parallel/NAME.tsv`` (English TAB Arabic).
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from toolkit.align.lexicon import lexicon_bytes, train_lexicon  # noqa: E402

DATA = Path(os.environ.get("BITEXT_DATA", ROOT.parent / "shared" / "data")) / "align" / "parallel"
NAMES = ("ntrex", "flores", "tatoeba", "sdg", "ud_pud", "xquad")


def pairs(names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name in names:
        for line in (DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
            english, arabic = line.split("\t")[:2]
            yield arabic, english


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=NAMES)
    parser.add_argument("-o", "--output", default=str(ROOT / "toolkit" / "align" / "data" / "ar-en.lexicon.gz"))
    wanted = parser.parse_args()
    lexicon = train_lexicon(pairs(tuple(wanted.names)), "ar", "en")
    Path(wanted.output).write_bytes(lexicon_bytes(lexicon))
    print(f"{len(lexicon.pairs.counts)} pairs, {Path(wanted.output).stat().st_size} bytes")


if __name__ == "__main__":
    main()
