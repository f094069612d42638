"""Lookup in a memory of many millions of units (ten, unless told otherwise), too large to be kept as a list.

``python tests/benchmarks/bench_memory_large.py DB [--units N] [--minutes N] [--queries N] [--seed N]``: DB is made
where it is not there, in at most so many minutes; it is then smaller, and says so.  Texts as in memory_corpus.py: the
lines of BITEXT_DATA/corpora, then copies of them with words changed.  The other side is one word, always the same, as
lookup reads one side; so neither the import nor the size of the file is a measure.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import tmx
from tests.benchmarks.bench_memory import FREE, row, timed
from tests.benchmarks.memory_corpus import DATA, edited, lines, queries
from toolkit.memory.keys import plain
from toolkit.memory.lookup import lookup
from toolkit.memory.sql_store import SqlStore
from toolkit.memory.sqlite import Sqlite

OTHER = tmx.Variant.of("en", "x")
SHARES = (0.05, 0.1, 0.2, 0.3)


def texts(seed: int) -> Iterator[str]:
    """Different texts without end."""
    rnd = random.Random(seed)
    originals = []
    for text in lines():
        originals.append(text)
        yield text
    words = [word for text in rnd.sample(originals, 20_000) for word in text.split()]
    known = set(map(hash, originals))
    for _ in count():
        made = edited(originals[int(rnd.random() * len(originals))], rnd, words, rnd.choice(SHARES))
        if hash(made) not in known:
            known.add(hash(made))
            yield made


def units(number: int, seed: int, minutes: int) -> Iterator[tmx.Unit]:
    start = time.perf_counter()
    for place, text in enumerate(islice(texts(seed), number)):
        yield tmx.Unit((tmx.Variant.of("ar", text), OTHER))
        if place % 250_000 == 0:
            used = time.perf_counter() - start
            print(f"{place:,} units after {used:.0f} s", file=sys.stderr, flush=True)
            if used > 60 * minutes:
                return


def build(db: str, number: int, minutes: int) -> None:
    """Without the safety of a journal: what is not whole is thrown away."""
    database = Sqlite(db, create=True)
    run = database._connection.execute
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -3000000"):
        run(f"PRAGMA {pragma}").fetchall()
    with SqlStore(database) as store:
        start, cpu = time.perf_counter(), time.process_time()
        done = store.add(units(number, 1, minutes))
        seconds = time.process_time() - cpu
        row("built", done.read, f"{seconds:.0f} s CPU, {time.perf_counter() - start:.0f} s wall",
            f"{Path(db).stat().st_size / 1e6:,.0f} MB")  # fmt: skip
        run("PRAGMA journal_mode = WAL").fetchall()


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("db")
    for name, default in (("units", 10_000_000), ("minutes", 600), ("queries", 200), ("seed", 7)):
        options.add_argument(f"--{name}", type=int, default=default)
    chosen = options.parse_args()
    if not (DATA / "corpora").is_dir():
        sys.exit(print(f"missing: {DATA / 'corpora'} (set BITEXT_DATA)") or 0)
    if not Path(chosen.db).exists():
        build(chosen.db, chosen.units, chosen.minutes)
    database = Sqlite(chosen.db)
    rnd = random.Random(chosen.seed)
    first = next(database.rows("SELECT id FROM text ORDER BY id LIMIT 1"))[0]
    size = next(database.rows("SELECT next FROM language WHERE base = 'ar'"))[0]
    drawn = (next(database.rows("SELECT text FROM text WHERE id = ?", (first + rnd.randrange(size),)))[0]
             for _ in range(6_000))  # fmt: skip
    known = list(drawn)
    asked = queries(known, chosen.queries, chosen.seed)
    print(f"{size:,} Arabic texts")
    print("| what | queries | wall p50 ms | wall p95 ms | CPU p50 ms | CPU p95 ms |\n|---|---|---|---|---|---|")
    with SqlStore(database) as store:
        timed("first lookup after opening", [lambda: lookup(store, asked[0][1], "ar", "en")])
        found = timed("lookup, all", [lambda q=q: lookup(store, q, "ar", "en") for _, q in asked[1:]])
        for kind in dict.fromkeys(kind for kind, _ in asked):
            timed(f"lookup, {kind}", [lambda q=q: lookup(store, q, "ar", "en") for k, q in asked[1:] if k == kind])
        row("queries with a match of 70 or more", sum(map(bool, found)))
        same = [lookup(store, text, "ar", "en", penalties=FREE) for text in known[:100]]
        exact = sum(any(plain(m.source) == plain(t) for m in one) for t, one in zip(known, same, strict=False))
        row("texts as they are that are found", f"{exact} of 100")


if __name__ == "__main__":
    main()
