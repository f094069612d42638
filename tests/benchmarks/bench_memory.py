"""A memory of a million units: import, lookup, recall against brute force, concordance, and peers on the same work.

``python tests/benchmarks/bench_memory.py [--units N] [--queries N] [--brute N] [--seed N] [--tmx FILE] [--db FILE]``.
Without --tmx the memory is made of the Arabic in BITEXT_DATA/corpora (see memory_corpus.py).  Prints markdown rows.
"""

import argparse
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

import tmx
from tests.benchmarks.memory_corpus import DATA, queries, real_texts, write_tmx
from toolkit.memory.analysis import analyse
from toolkit.memory.concordance import concordance
from toolkit.memory.keys import plain
from toolkit.memory.lookup import lookup
from toolkit.memory.penalties import Penalties
from toolkit.memory.scoring import score, subjects
from toolkit.memory.store import Store, open_store

FREE = Penalties(0, 0, 0.0, 0)


def row(*cells: object) -> None:
    print(
        "| " + " | ".join(f"{cell:.1f}" if isinstance(cell, float) else str(cell) for cell in cells) + " |",
        flush=True,
    )


def timed(name: str, calls: Sequence[Callable[[], object]]) -> list[object]:
    """Run calls one by one; a row with wall and CPU milliseconds."""
    wall, used, found = [], [], []
    for call in calls:
        start, cpu = time.perf_counter(), time.process_time()
        found.append(call())
        wall.append(1000 * (time.perf_counter() - start))
        used.append(1000 * (time.process_time() - cpu))
    p = [float(np.percentile(times, share)) for times in (wall, used) for share in (50, 95)]
    row(name, len(calls), *p)
    return found


def add(path: str, db: str) -> None:
    """Import in a process of its own, so that the peak is its own."""
    start = time.process_time()
    with open_store(db, create=True) as store:
        done = store.add(tmx.iter_units(path))
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    row("import", done.read, f"{seconds:.1f} s CPU", f"{done.read / seconds:,.0f} units / s CPU", f"peak {peak} MB",
        f"file {Path(db).stat().st_size / 1e6:,.0f} MB")  # fmt: skip


def brute_force(query: str, texts: Sequence[str]) -> tuple[int, float]:
    """The best score by our formula, and the best normalized Levenshtein similarity, over all texts."""
    near = process.cdist([plain(query)], texts, scorer=Levenshtein.normalized_similarity, dtype=np.float32,
                         score_cutoff=0.4)[0]  # fmt: skip
    places = np.flatnonzero(near >= 0.4)  # half of 0.4 and of the best possible words is 70
    places = places[np.argsort(-near[places])[:20_000]]
    (ours,) = subjects([query])
    best = max((score(ours, other)[0] for other in subjects([texts[place] for place in places])), default=0)
    return best, float(near.max())


def recall(store: Store, texts: Sequence[str], asked: Sequence[tuple[str, str]]) -> None:
    counts = dict.fromkeys(("70 by our score", "found", "0.70 by rapidfuzz", "found "), 0)
    start = time.process_time()
    for _, query in asked:
        best, nearest = brute_force(query, texts)
        matches = lookup(store, query, "ar", "en", threshold=40, penalties=FREE)
        top = matches[0].base if matches else 0
        again = max((Levenshtein.normalized_similarity(plain(query), plain(m.source)) for m in matches), default=0.0)
        counts["70 by our score"] += best >= 70
        counts["found"] += best >= 70 and top >= best
        counts["0.70 by rapidfuzz"] += nearest >= 0.7
        counts["found "] += nearest >= 0.7 and (again >= nearest - 1e-6 or top >= best)
    row("recall", len(asked), *(f"{name.strip()}: {count}" for name, count in counts.items()))
    row("brute force", len(asked), f"{1000 * (time.process_time() - start) / max(1, len(asked)):,.0f} ms CPU a query")


def peers(texts: Sequence[str], asked: Sequence[str]) -> None:
    """SQLite's trigram index, and Translate Toolkit's comparer, on the same texts and queries."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='trigram', detail='none', columnsize=0)")
    except sqlite3.OperationalError as missing:
        print(f"FTS5 trigram: {missing}")
    else:
        start = time.process_time()
        connection.executemany("INSERT INTO t VALUES (?)", ((text,) for text in texts))
        row("FTS5 trigram, build (one side)", len(texts), f"{time.process_time() - start:.1f} s CPU")

        def trigrams(query: str) -> object:
            rare = sorted(
                {query[at : at + 3] for at in range(0, len(query) - 2, 3) if " " not in query[at : at + 3]}
            )[:10]
            words = " OR ".join('"' + gram.replace('"', '""') + '"' for gram in rare)
            rows = connection.execute("SELECT text FROM t WHERE t MATCH ? LIMIT 5000", (words,)).fetchall()
            return process.extractOne(query, [one for (one,) in rows], scorer=Levenshtein.normalized_similarity)

        timed("FTS5 trigram, 10 of the query's, rapidfuzz over 5,000", [lambda q=q: trigrams(q) for q in asked[:20]])
    try:
        from translate.search.match import matcher
        from translate.storage import base
    except ImportError as missing:
        print(f"Translate Toolkit: {missing}")
        return
    kept = base.TranslationStore()
    kept.UnitClass = base.TranslationUnit
    for text in texts:
        unit = base.TranslationUnit(text)
        unit.target = "x"
        kept.addunit(unit)
    linear = matcher(kept, max_candidates=5, min_similarity=70, max_length=1000)
    timed("Translate Toolkit 'matcher', linear", [lambda q=q: linear.matches(q) for q in asked[:3]])


def words_and_phrases(texts: Sequence[str], count: int) -> list[str]:
    """Words and phrases of two and three words from all over the memory."""
    found = []
    for number in range(count):
        text = texts[(number * 7919) % len(texts)]
        marks = analyse([text])
        spans = list(zip(marks.starts.tolist(), marks.ends.tolist(), strict=True))
        size = 1 + number % 3
        if len(spans) >= size:
            at = number % (len(spans) - size + 1)
            found.append(text[spans[at][0] : spans[at + size - 1][1]])
    return found


def main() -> None:
    options = argparse.ArgumentParser()
    for name, default in (("units", 100_000), ("queries", 100), ("brute", 20), ("seed", 7), ("peers", 1)):
        options.add_argument(f"--{name}", type=int, default=default)
    options.add_argument("--tmx")
    options.add_argument("--db")
    chosen = options.parse_args()
    if not chosen.tmx and not (DATA / "corpora").is_dir():
        sys.exit(print(f"missing: {DATA / 'corpora'} (set BITEXT_DATA), or give --tmx FILE") or 0)
    with tempfile.TemporaryDirectory() as folder:
        path, db = chosen.tmx or f"{folder}/m.tmx", chosen.db or f"{folder}/m.db"
        if chosen.tmx:
            variants = (unit.variant("ar") for unit in tmx.iter_units(path))
            texts = [variant.text for variant in variants if variant is not None]
        else:
            texts = real_texts(chosen.units, 1)
            write_tmx(texts, Path(path))
        if not Path(db).exists():
            subprocess.run([sys.executable, __file__, "add", path, db], check=True)
        print("| what | queries | wall p50 ms | wall p95 ms | CPU p50 ms | CPU p95 ms |\n|---|---|---|---|---|---|")
        asked = queries(texts, chosen.queries, chosen.seed)
        with open_store(db) as store:
            start = time.perf_counter()
            lookup(store, asked[0][1], "ar", "en")
            row("first lookup after opening", 1, 1000 * (time.perf_counter() - start))
            timed("lookup, all", [lambda q=q: lookup(store, q, "ar", "en") for _, q in asked[1:]])
            for kind in dict.fromkeys(kind for kind, _ in asked):
                timed(f"lookup, {kind}", [lambda q=q: lookup(store, q, "ar", "en") for k, q in asked if k == kind])
            some = words_and_phrases(texts, chosen.queries)
            found = timed("concordance, 20 hits", [lambda q=q: concordance(store, q, "ar", "en") for q in some])
            assert all(one.hits for one in found), "a phrase of the memory was not found"  # type: ignore[attr-defined]
            timed("concordance, exact", [lambda q=q: concordance(store, q, "ar", "en", exact=True) for q in some])
            recall(store, texts, asked[: chosen.brute])
        if chosen.peers:
            peers(texts[:100_000], [query for _, query in asked])


if __name__ == "__main__":
    if sys.argv[1:2] == ["add"]:
        add(*sys.argv[2:4])
    else:
        main()
