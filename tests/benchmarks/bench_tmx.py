"""Speed and memory of TMX, peers beside us: ``python bench_tmx.py [FILE.tmx|synthetic|trados] [ROUNDS]``.

Each line is the median of some rounds, every round a process of its own, the tools in turns; CPU seconds, and peak
memory above that of a Python that has only started.  Without FILE a synthetic memory of 50,000 units is made, with
``trados`` one of 20,000 units in the shape in which Trados Studio exports them.
Peers that are not installed are named: ``pip install tmxutil translate-toolkit``.
"""

from __future__ import annotations

import importlib.util
import itertools
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


def ours_read(path: str) -> int:
    import tmx

    return sum(1 for _ in tmx.iter_units(path))


def ours_read_touching_all(path: str) -> int:
    """Every unit's properties, attributes, contents looked at: nothing is put off until it is asked for."""
    import tmx

    count = 0
    for unit in tmx.iter_units(path):
        looked = (unit.tuid, unit.attributes, [(prop.type, prop.text) for prop in unit.props])
        count += bool(looked) and all(isinstance(variant.content, tuple) for variant in unit.variants)
    return count


def ours_read_texts(path: str) -> int:
    import tmx

    return sum(1 for unit in tmx.iter_units(path) if [variant.text for variant in unit.variants])


def tmxutil_read(path: str) -> int:
    from tmxutil.formats.tmx import TMXReader

    with open(path, "rb") as stream:  # noqa: PTH123
        return sum(1 for _ in TMXReader(stream))


def translate_toolkit_read(path: str) -> int:
    from translate.storage.tmx import tmxfile

    with open(path, "rb") as stream:  # noqa: PTH123
        return sum(1 for unit in tmxfile(stream, "ar", "en").units if (unit.source, unit.target))


def ours_write(path: str) -> int:
    """Streaming: units are read apart in portions, and only writing is timed."""
    import tmx

    def put(units: list[tmx.Unit]) -> None:
        for unit in units:
            writer.write(unit)

    with tempfile.TemporaryDirectory() as folder, tmx.Writer(Path(folder) / "out.tmx", tmx.Header()) as writer:
        return in_portions(tmx.iter_units(path), put)


def tmxutil_write(path: str) -> int:
    from tmxutil.formats.tmx import TMXReader, TMXWriter

    def put(units: list[object]) -> None:
        for unit in units:
            writer.write(unit)

    with (
        open(path, "rb") as stream,  # noqa: PTH123
        tempfile.TemporaryFile("w", encoding="utf-8") as out,
        TMXWriter(out) as writer,
    ):
        return in_portions(TMXReader(stream), put)


PORTION = 5_000
timed = 0.0


def in_portions(units: object, put: Callable[[list], None]) -> int:
    global timed
    count, source = 0, iter(units)  # type: ignore[call-overload]
    while portion := list(itertools.islice(source, PORTION)):
        start = time.process_time()
        put(portion)
        timed += time.process_time() - start
        count += len(portion)
    return count


TASKS: dict[str, tuple[Callable[[str], int], str]] = {
    "ours: read, full model": (ours_read, "tmx"),
    "ours: read, full model, all looked at": (ours_read_touching_all, "tmx"),
    "ours: read, texts": (ours_read_texts, "tmx"),
    "tmxutil: read": (tmxutil_read, "tmxutil"),
    "Translate Toolkit: read": (translate_toolkit_read, "translate"),
    "ours: write": (ours_write, "tmx"),
    "tmxutil: write": (tmxutil_write, "tmxutil"),
}


def peak() -> float:
    """Peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def one(name: str, path: str) -> None:
    task, package = TASKS[name]
    empty = peak()
    importlib.import_module(
        {"tmxutil": "tmxutil.formats.tmx", "translate": "translate.storage.tmx"}.get(package, "tmx")
    )
    start = time.process_time()
    count = task(path)
    seconds = timed or time.process_time() - start
    print(json.dumps({"units": count, "seconds": seconds, "mb": peak() - empty}))


def synthetic(path: Path, count: int) -> None:
    """A memory in the shape of an aligned report: 20 words a side, two properties, two attributes."""
    choose = random.Random(7)
    words = {
        lang: ["".join(choose.choices(letters, k=choose.randint(2, 9))) for _ in range(5_000)]
        for lang, letters in (("ar", "ابتثجحخدذرزسشصضطظعغفقكلمنهوية"), ("en", "etaoinshrdlcumwfgypbvk"))
    }
    with path.open("w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n<header creationtool="b"/>\n<body>\n')
        for number in range(count):
            texts = {lang: " ".join(choose.choices(known, k=20)) for lang, known in words.items()}
            variants = "".join(f'<tuv xml:lang="{lang}"><seg>{text}.</seg></tuv>\n' for lang, text in texts.items())
            props = (
                f'<prop type="x-document">A/{number % 97}</prop>\n<prop type="x-score">0.{number % 100:02}</prop>\n'
            )
            attributes = f'tuid="{number}" creationdate="20120801T000000Z" creationid="gen"'
            out.write(f"<tu {attributes}>\n{props}{variants}</tu>\n")
        out.write("</body>\n</tmx>\n")


def trados_like(path: Path, count: int) -> None:
    """Units as Trados Studio exports them: Windows line ends, indentation, six attributes and four properties of
    which most differ from unit to unit, inline codes in 30 % of the units, ``&amp;`` in 20 %."""
    choose = random.Random(11)
    words = {
        lang: ["".join(choose.choices(letters, k=choose.randint(2, 9))) for _ in range(5_000)]
        for lang, letters in (("ar-SA", "ابتثجحخدذرزسشصضطظعغفقكلمنهوية"), ("en-US", "etaoinshrdlcumwfgypbvk"))
    }

    def date() -> str:
        month, day, hour, minute = (choose.randint(1, most) for most in (12, 28, 23, 59))
        return f"2012{month:02}{day:02}T{hour:02}{minute:02}07Z"

    def text(lang: str, coded: bool, ampersand: bool) -> str:
        chosen = choose.choices(words[lang], k=20)
        if ampersand:
            chosen[choose.randrange(20)] = "&amp;"
        if coded:
            at = choose.randint(1, 9)
            chosen[at] = f'<bpt i="1" type="pt{choose.randint(1, 40)}" x="1" />{chosen[at]}'
            chosen[at + 5] += '<ept i="1" />'
            chosen[18] += f'<ph x="2" type="{choose.randint(1, 40)}" />'
        return " ".join(chosen)

    head = (
        '<?xml version="1.0" encoding="utf-8"?>\r\n<tmx version="1.4">\r\n  <header srclang="ar-SA"/>\r\n  <body>\r\n'
    )
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(head)
        for _ in range(count):
            people = [f"UN\\user{choose.randint(1, 30)}" for _ in range(2)]
            coded, ampersand = choose.random() < 0.3, choose.random() < 0.2
            attributes = (
                f'creationdate="{date()}" creationid="{people[0]}" changedate="{date()}" changeid="{people[1]}" '
                f'lastusagedate="{date()}" usagecount="{choose.randint(0, 30)}"'
            )
            props = {
                "x-LastUsedBy": people[1],
                "x-Context": f"{choose.getrandbits(63)}, {choose.getrandbits(63)}",
                "x-Origin": "TM",
                "x-ConfirmationLevel": "ApprovedTranslation",
            }
            rows = [f"    <tu {attributes}>"]
            rows += [f'      <prop type="{name}">{value}</prop>' for name, value in props.items()]
            for lang in words:
                seg = f"        <seg>{text(lang, coded, ampersand)}</seg>"
                rows += [f'      <tuv xml:lang="{lang}">', seg, "      </tuv>"]
            out.write("\r\n".join([*rows, "    </tu>\r\n"]))
        out.write("  </body>\r\n</tmx>\r\n")


def main(path: str, rounds: int) -> None:
    present = {name for name, (_, package) in TASKS.items() if importlib.util.find_spec(package)}
    for missing in [name for name in TASKS if name not in present]:
        print(f"missing: {missing}")
    found: dict[str, list[dict[str, float]]] = {name: [] for name in TASKS if name in present}
    for _ in range(rounds):
        for name, results in found.items():
            command = [sys.executable, __file__, "--one", name, path]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            results.append(json.loads(done.stdout.splitlines()[-1]))
    print(
        "| what | units | CPU s | units / CPU s | range | peak MB above the interpreter |\n|---|---|---|---|---|---|"
    )
    for name, results in found.items():
        speeds = [result["units"] / result["seconds"] for result in results]
        seconds, mb = (statistics.median(result[key] for result in results) for key in ("seconds", "mb"))
        shown = f"{min(speeds):,.0f} - {max(speeds):,.0f} | {mb:.0f}"
        print(f"| {name} | {results[0]['units']:,} | {seconds:.2f} | {statistics.median(speeds):,.0f} | {shown} |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(*sys.argv[2:4])
    elif len(sys.argv) > 1 and sys.argv[1] not in ("synthetic", "trados"):
        main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5)
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "memory.tmx"
            if sys.argv[1:2] == ["trados"]:
                trados_like(path, 20_000)
            else:
                synthetic(path, 50_000)
            main(str(path), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
