"""Make toolkit/languages/data/arabic-words.gz again from the texts that its ORIGIN.md lists.

    python tests/benchmarks/make_arabic_words.py [-o FILE]

``BITEXT_DATA`` is the folder with ``corpora/NAME.txt.xz`` and ``align/parallel/NAME.tsv`` (English TAB Arabic).
"""

import argparse
import gzip
import lzma
import math
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from make_lexicon import NAMES, pairs  # noqa: E402

from toolkit.languages.arabic import fold  # noqa: E402
from toolkit.languages.arabic_stems import FEWEST, STEP  # noqa: E402

DATA = Path(os.environ.get("BITEXT_DATA", ROOT.parent / "shared" / "data")) / "corpora"
CORPORA = ("un-treaties", "laws-morocco", "laws-uae", "laws-saudi", "encyclopaedia")
_WORD_RE = re.compile(r"[^\W\d_]+")


def texts() -> Iterator[str]:
    for name in CORPORA:
        with lzma.open(DATA / f"{name}.txt.xz", "rt", encoding="utf-8") as lines:
            yield from lines
    yield from (arabic for arabic, _ in pairs(NAMES))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", default=str(ROOT / "toolkit" / "languages" / "data" / "arabic-words.gz"))
    output = Path(parser.parse_args().output)
    counts: Counter[str] = Counter()
    for text in texts():
        counts.update(_WORD_RE.findall(fold(text)))
    levels: dict[int, list[str]] = {}
    for word in sorted(word for word, count in counts.items() if count >= FEWEST and len(word) > 1):
        levels.setdefault(int(math.log(counts[word] / FEWEST, STEP)), []).append(word)
    lines = [" ".join(levels.get(level, [])) + "\n" for level in range(max(levels) + 1)]
    output.write_bytes(gzip.compress("".join(lines).encode("utf-8"), 9, mtime=0))
    print(f"{sum(map(len, levels.values()))} words, {output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
