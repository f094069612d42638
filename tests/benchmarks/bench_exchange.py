"""Pretranslation beside Translate Toolkit's, on the same files: ``python bench_exchange.py [DATA]``.

The memory is made of published parallel texts (English TAB Arabic, a pair a line), or of real Arabic with numbered
translations; the job has a third of its segments
from the memory to the letter, a third with one or two words changed (seeded), a third from texts that the memory does
not have.  CPU seconds are those of the whole command, medians of three runs.  Prints markdown rows.
"""

import itertools
import lzma
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TypeAlias
from xml.sax.saxutils import escape

import polib
from lxml import etree

import tmx
from toolkit.memory.store import open_store
from toolkit.xliff.names import NS_12

DATA = Path(__file__).parents[3] / "shared" / "data"
CORPORA = ("laws-morocco", "laws-uae")
RUNS = 3
Pairs: TypeAlias = list[tuple[str, str]]


def pairs(path: Path) -> Pairs:
    rows = [line.split("\t")[:2] for line in path.read_text(encoding="utf-8").splitlines() if line.count("\t")]
    return list(
        {one.strip(): (one.strip(), other.strip()) for one, other in rows if one.strip() and other.strip()}.values()
    )


def edited(text: str, chance: random.Random, words: list[str]) -> str:
    parts = text.split()
    for _ in range(1 if len(parts) < 12 else 2):
        place = chance.randrange(len(parts))
        if chance.random() < 0.5:
            parts[place] = chance.choice(words)
        else:
            del parts[place]
    return " ".join(parts)


def lines(path: Path, most: int) -> Pairs:
    """Different lines of a corpus of one language, each with a number for a translation."""
    with lzma.open(path, "rt", encoding="utf-8") as stream:
        texts = dict.fromkeys(line.strip() for line in stream if 40 <= len(line) <= 300)
    return [(text, f"T{number}") for number, text in enumerate(itertools.islice(texts, most))]


def make(folder: Path, memory: Pairs, unseen: Pairs, langs: tuple[str, str], job: int) -> dict[str, str]:
    """Write memory.tmx, memory.db, job.xlf, job.po; returns the translation of each source that has one."""
    chance = random.Random(7)
    words = [word for source, _ in memory[:5000] for word in source.split()]
    long = [pair for pair in memory if 6 <= len(pair[0].split()) <= 40]
    chosen = chance.sample(long, 2 * job // 3)
    known = dict(chosen[: job // 3])
    changed = {edited(source, chance, words): target for source, target in chosen[job // 3 :]}
    sources = [*known, *changed, *(source for source, _ in chance.sample(unseen, job // 3))]
    chance.shuffle(sources)
    units = [tmx.Unit((tmx.Variant.of(langs[0], one), tmx.Variant.of(langs[1], other))) for one, other in memory]
    tmx.dump(tmx.Memory(tmx.Header(srclang=langs[0]), units), folder / "memory.tmx")
    with open_store(folder / "memory.db", create=True) as store:
        store.add(units)
    rows = "".join(
        f'<trans-unit id="{number}"><source>{escape(source)}</source></trans-unit>\n'
        for number, source in enumerate(sources)
    )
    head = f'<file original="a" source-language="{langs[0]}" target-language="{langs[1]}" datatype="plaintext"><body>'
    body = f'<xliff xmlns="{NS_12}" version="1.2">{head}\n{rows}</body></file></xliff>\n'
    (folder / "job.xlf").write_text(body, encoding="utf-8")
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": langs[1], "MIME-Version": "1.0"}
    catalogue.extend(polib.POEntry(msgid=source) for source in dict.fromkeys(sources))
    catalogue.save(str(folder / "job.po"))
    return {**changed, **known}


def seconds(command: list[str]) -> float:
    def spent() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    before = spent()
    subprocess.run(command, check=True, capture_output=True)
    return spent() - before


def filled(path: Path) -> dict[str, str]:
    """Source -> target of every segment with a text (XLIFF: in the target, or else as the best match beside it)."""
    if path.suffix == ".po":
        return {entry.msgid: entry.msgstr for entry in polib.pofile(str(path)) if entry.msgstr}
    found = {}
    for unit in etree.parse(str(path)).iter("{*}trans-unit"):
        target = unit.find("{*}target")
        if target is None or not target.text:
            target = unit.find("{*}alt-trans/{*}target")
        if target is not None and target.text:
            found[unit.findtext("{*}source")] = target.text
    return found


def main(data: Path) -> None:
    folder, corpora = data / "align" / "parallel", data / "corpora"
    names = ("ntrex", "tico19", "tatoeba", "flores")
    wanted = [*(folder / f"{name}.tsv" for name in names), *(corpora / f"{name}.txt.xz" for name in CORPORA)]
    missing = [str(path) for path in wanted if not path.exists()]
    if missing:
        print(f"missing: {', '.join(missing)}")
        return
    texts = {name: pairs(folder / f"{name}.tsv") for name in names}
    all_pairs = [pair for name in names[:3] for pair in texts[name]]
    print("| memory | file | program | CPU s | ms a segment | filled | as the memory has it |")
    print("|---|---|---|---|---|---|---|")
    compare(texts["tico19"], texts["flores"], ("en", "ar"), 300)
    compare(all_pairs, texts["flores"], ("en", "ar"), 300)
    laws = lines(corpora / f"{CORPORA[0]}.txt.xz", 100_000)
    compare(laws, lines(corpora / f"{CORPORA[1]}.txt.xz", 5000), ("ar", "en"), 60, ("job.xlf",), 1)


def compare(
    memory: Pairs,
    unseen: Pairs,
    langs: tuple[str, str],
    job: int,
    forms: tuple[str, ...] = ("job.xlf", "job.po"),
    runs: int = RUNS,
) -> None:
    """One row for each file and program."""
    binary = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        wanted = make(place, memory, unseen, langs, job)
        for form in forms:
            path, tm = str(place / form), str(place / "memory.tmx")
            ours = [
                str(binary / "bitext"),
                "pretranslate",
                path,
                "--source-lang",
                langs[0],
                "--target-lang",
                langs[1],
            ]
            theirs = [str(binary / "pretranslate"), "--progress=none", "-t", path, f"--tm={tm}", "-s", "75", path]
            for program, command in (
                ("bitext pretranslate, TMX", [*ours, "--memory", tm, "-o"]),
                ("bitext pretranslate, store", [*ours, "--memory", str(place / "memory.db"), "-o"]),
                ("Translate Toolkit pretranslate, TMX", theirs),
            ):
                result = place / f"out.{form}"
                spent = statistics.median(seconds([*command, str(result)]) for _ in range(runs))
                got = filled(result)
                right = sum(got.get(source) == target for source, target in wanted.items())
                cells = (f"{len(memory):,}", form[4:], program, f"{spent:.2f}", f"{1000 * spent / job:.1f}")
                print("| " + " | ".join((*cells, str(len(got)), f"{right} of {len(wanted)}")) + " |", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else DATA)
