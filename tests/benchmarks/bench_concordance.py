"""Concordance in a store that is there already: words and phrases of its own texts, both sides, in all their forms.

``python tests/benchmarks/bench_concordance.py [DB] [--queries N] [--seed N ...] [--limit N] [--rounds N]``.  Each
seed draws other texts of the store, and other words in them.  DB is a file of ``bitext memory add`` or the address of
a PostgreSQL memory; without it a store of 100,000 units is made of the Arabic in BITEXT_DATA/corpora.  Prints
markdown rows; ``first`` is the first query after the store was opened.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np

import tmx
from tests.benchmarks.memory_corpus import DATA, real_texts, write_tmx
from toolkit.memory.analysis import words_of
from toolkit.memory.concordance import concordance
from toolkit.memory.database import SHIFT
from toolkit.memory.sql_store import SqlStore
from toolkit.memory.store import open_store

KINDS = ("word", "2 words", "3 words", "5 words", "a frequent word", "two that are never together")


def texts_of(store: SqlStore, lang: str, rnd: random.Random, count: int) -> list[str]:
    """Texts of a language from all over the store."""
    database = store._database
    ident, last = next(iter(database.rows("SELECT id, next FROM language WHERE base = ?", (lang,))))
    found = []
    while len(found) < count:
        place = (ident << SHIFT) + rnd.randrange(last)
        row = next(iter(database.rows("SELECT text FROM text WHERE id >= ? ORDER BY id LIMIT 1", (place,))), None)
        if row is not None:
            found.append(str(row[0]))
    return found


def queries(texts: Sequence[str], rnd: random.Random) -> list[tuple[str, str]]:
    """(kind, words), the kinds in turn; a frequent word is one of the most frequent of all the texts."""
    split = []
    counts: dict[str, int] = {}
    for text in texts:
        marks = words_of([text])
        spans = list(zip(marks.starts.tolist(), marks.ends.tolist(), strict=True))
        split.append(spans)
        for start, end in spans:
            counts[text[start:end]] = counts.get(text[start:end], 0) + 1
    frequent = sorted(counts, key=lambda word: -counts[word])[:50]
    found = []
    for number, (text, spans) in enumerate(zip(texts, split, strict=True)):
        kind = KINDS[number % len(KINDS)]
        if kind == "a frequent word":
            found.append((kind, rnd.choice(frequent)))
            continue
        if kind.startswith("two"):
            other = rnd.randrange(len(texts))
            if spans and split[other]:
                (a, b), (c, d) = rnd.choice(spans), rnd.choice(split[other])
                found.append((kind, f"{text[a:b]} {texts[other][c:d]}"))
            continue
        size = 1 if kind == "word" else int(kind[0])
        if len(spans) >= size:
            at = rnd.randrange(len(spans) - size + 1)
            found.append((kind, text[spans[at][0] : spans[at + size - 1][1]]))
    return found


def measured(db: str, lang: str, seed: int, count: int, limit: int, rounds: int) -> None:
    """Rows of one side and one seed."""
    rnd = random.Random(f"{lang} {seed}")
    with open_store(db) as store:
        assert isinstance(store, SqlStore)
        other = next(one for one in store.languages() if one != lang)
        asked = queries(texts_of(store, lang, rnd, count), rnd)
    wall = np.full((rounds, 2, len(asked)), np.inf)
    used = wall.copy()
    for number in range(rounds):
        with open_store(db) as store:
            for place, (kind, words) in enumerate(asked):
                for exact in (0, 1):
                    start, cpu = time.perf_counter(), time.process_time()
                    found = concordance(store, words, lang, other, limit=limit, exact=bool(exact))
                    wall[number, exact, place] = 1000 * (time.perf_counter() - start)
                    used[number, exact, place] = 1000 * (time.process_time() - cpu)
                    assert found.hits or kind.startswith("two"), f"{words} was not found"
    kinds = np.array([kind for kind, _ in asked])
    for exact, forms in ((0, "all forms"), (1, "exact")):
        for kind in ("all", *KINDS) if not exact else ("all",):
            mine = np.flatnonzero((kinds == kind) | (kind == "all"))
            mine = mine[mine > 0]  # the very first has a row of its own
            figures = [
                np.median([np.percentile(times[number, exact, mine], share) for number in range(rounds)])
                for times in (wall, used)
                for share in (50, 95)
            ]
            cells = (lang, seed, f"{kind}, {forms}", len(mine), *(f"{figure:.1f}" for figure in figures))
            print("| " + " | ".join(map(str, cells)) + " |", flush=True)
    first = f"{np.median(wall[:, 0, 0]):.1f} | | {np.median(used[:, 0, 0]):.1f}"
    print(f"| {lang} | {seed} | first | {rounds} | {first} | |")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("db", nargs="?", default="")
    options.add_argument("--queries", type=int, default=300)
    options.add_argument("--seed", type=int, nargs="+", default=[1])
    options.add_argument("--limit", type=int, default=20)
    options.add_argument("--rounds", type=int, default=1)
    options.add_argument("--lang", nargs="+", default=["ar", "en"])
    chosen = options.parse_args()
    if not chosen.db and not (DATA / "corpora").is_dir():
        sys.exit(print(f"missing: {DATA / 'corpora'} (set BITEXT_DATA), or give a store") or 0)
    print("| side | seed | what | queries | wall p50 ms | wall p95 ms | CPU p50 ms | CPU p95 ms |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        if not chosen.db:
            chosen.db = f"{folder}/m.db"
            write_tmx(real_texts(100_000, 1), Path(f"{folder}/m.tmx"))
            with open_store(chosen.db, create=True) as store:
                store.add(tmx.iter_units(f"{folder}/m.tmx"))
        for lang in chosen.lang:
            for seed in chosen.seed:
                measured(chosen.db, lang, seed, chosen.queries, chosen.limit, chosen.rounds)


if __name__ == "__main__":
    main()
