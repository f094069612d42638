"""Reading and writing speed and memory: ``python bench_tmx.py FILE.tmx``; prints markdown rows (CPU seconds)."""

import resource
import sys
import time

import tmx


def row(name: str, count: int, start: float) -> None:
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"| {name} | {count} | {seconds:.2f} | {count / seconds:,.0f} | {peak} |")


def main(path: str) -> None:
    print("| what | units | CPU s | units / CPU s | peak MB |\n|---|---|---|---|---|")
    row("interpreter with tmx imported", 1, time.process_time() - 1)
    start = time.process_time()
    row("read, full model", sum(1 for _ in tmx.iter_units(path)), start)
    start = time.process_time()
    row("read, texts only", sum(1 for u in tmx.iter_units(path) if [v.text for v in u.variants]), start)
    units = [unit for unit, _ in zip(tmx.iter_units(path), range(20_000), strict=False)]
    start = time.process_time()
    with tmx.Writer("/dev/null", tmx.Header()) as writer:
        for _ in range(5):
            for unit in units:
                writer.write(unit)
    row("write", 5 * len(units), start)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(print("missing: a TMX file as argument") or 0)
    main(sys.argv[1])
