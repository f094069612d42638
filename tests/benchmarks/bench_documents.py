"""Documents made by LibreOffice, read by us and by pypdf, pdfminer.six and pdfplumber: words right and in order.

    python tests/benchmarks/bench_documents.py [SEED]

Wants LibreOffice (writer) and the fonts Amiri, Noto Naskh Arabic and DejaVu Sans.  With the development data at hand
(../shared/data/align/parallel) further documents are made of its Arabic and English sentences, by the seed.
"""

from __future__ import annotations

import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from rapidfuzz.distance import LCSseq  # noqa: E402

from tests.benchmarks.document_maker import Item, Setting, convert, flat_odt, mixed, report, truth  # noqa: E402
from toolkit.languages.digits import to_ascii_digits  # noqa: E402
from toolkit.read import read  # noqa: E402

SENTENCES = ROOT.parent / "shared" / "data" / "align" / "parallel"
_MARK_RE = re.compile(r"(?<=[^\W\d])([.,،;؛:]?)\(?\d{1,2}\)?([.,،;؛:]?)$")
Words = list[str]


def words_of(text: str) -> Words:
    """Words as they are compared: composed, Western digits, without the marks of notes, spelled by each tool anew."""
    text = unicodedata.normalize("NFC", to_ascii_digits(text))
    text = re.sub("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", text).replace("\u2009", " ")
    return [_MARK_RE.sub(r"\1\2", word) for word in text.split()]


def ours(path: Path) -> str:
    return "\n".join(block.text for block in read(path).blocks)


def pypdf(path: Path) -> str:
    import pypdf as library

    return "\n".join(page.extract_text() for page in library.PdfReader(path).pages)


def pdfminer(path: Path) -> str:
    from pdfminer.high_level import extract_text

    return extract_text(path)


def pdfplumber(path: Path) -> str:
    import pdfplumber as library

    with library.open(path) as document:
        return "\n".join(page.extract_text() for page in document.pages)


PEERS: dict[str, Callable[[Path], str]] = {
    "bitext": ours,
    "pypdf": pypdf,
    "pdfminer.six": pdfminer,
    "pdfplumber": pdfplumber,
}


def own_documents() -> dict[str, tuple[list[Item], Setting]]:
    """Our texts in several settings."""
    arabic, _ = report("ar")
    made = {f"report, Arabic, {font}, justified": (arabic, Setting(font=font)) for font in FONTS}
    made["report, Arabic, Amiri, ragged"] = (arabic, Setting(align="end"))
    made["report, English"] = report("en")
    items, setting = mixed()
    made |= {f"mixed, {font}, justified": (items, Setting(font=font)) for font in FONTS}
    del setting
    return made


FONTS = ("Amiri", "Noto Naskh Arabic", "DejaVu Sans")


def drawn_documents(seed: int) -> dict[str, tuple[list[Item], Setting]]:
    """Documents of sentences drawn by a seed, where the development data is at hand."""
    files = [path for path in sorted(SENTENCES.glob("*.tsv")) if path.name.startswith(("ntrex", "flores", "tico19"))]
    rows = [row.split("\t") for path in files for row in path.read_text(encoding="utf-8").splitlines()]
    if not rows:
        print(f"not there: {SENTENCES} (documents of drawn sentences are left out)")
        return {}
    made = {}
    for number in range(6):
        chance = random.Random(seed * 100 + number)
        rtl = number < 4
        texts = [row[1 if rtl else 0].strip() for row in rows if len(row) > 1 and len(row[1]) > 40]
        kind = ("justified", "ragged")[number % 4 == 3] if rtl else "English"
        font = FONTS[number % 3] if rtl else "Liberation Serif"
        setting = Setting(rtl, font, "end" if kind == "ragged" else "justify", f"A/{60 + number}/{seed}")
        made[f"drawn {number + 1}, {font}, {kind}"] = (_drawn(chance, texts, rtl), setting)
    return made


def _drawn(chance: random.Random, texts: Sequence[str], rtl: bool) -> list[Item]:
    def some(most: int) -> str:
        return " ".join(chance.choice(texts) for _ in range(chance.randint(1, most)))

    def cell() -> str:
        return chance.choice(texts)[: chance.randint(8, 60)].rsplit(" ", 1)[0]

    def noted(text: str) -> str:
        return f"{text.rstrip('.')}[[{chance.choice(texts)}]]." if chance.random() < 0.3 else text

    heads = ("أولاً- مقدّمة", "ثانياً- عرض") if rtl else ("I. Introduction", "II. Review")
    return [
        Item("heading", (heads[0],)),
        Item("list", tuple(noted(some(4)) for _ in range(chance.randint(3, 6)))),
        Item("table", rows=tuple(tuple(cell() for _ in range(3)) for _ in range(chance.randint(2, 6)))),
        Item("heading", (heads[1],)),
        Item("list", tuple(some(5) for _ in range(chance.randint(2, 6)))),
        Item("columns", tuple(some(4) for _ in range(chance.randint(2, 6)))),
        Item("text", (some(1),)),
    ]


def score(wanted: Words, found: Words) -> tuple[float, float]:
    """The share of wanted words found in their order, and found at all."""
    bag = sum((Counter(wanted) & Counter(found)).values())
    return LCSseq.similarity(wanted, found) / len(wanted), bag / len(wanted)


def measure(
    name: str, items: list[Item], setting: Setting, folder: Path, number: int
) -> dict[str, tuple[float, ...]]:
    """One document through every reader; prints its row."""
    stem = folder / f"d{number}"
    blocks = [" ".join(block.split()) for block in truth(items, setting)]
    exact = [block.text for block in read(stem.with_suffix(".docx")).blocks] == blocks
    wanted = words_of("\n".join(blocks))
    row, figures = [f"{name:44}", "exact" if exact else "DIFFERS"], {}
    for peer, reader in PEERS.items():
        times = []
        for _ in range(3):
            start = time.process_time()
            text = reader(stem.with_suffix(".pdf"))
            times.append(time.process_time() - start)
        ordered, bag = score(wanted, words_of(text))
        figures[peer] = (ordered, bag, statistics.median(times), float(exact))
        row.append(f"{ordered:.4f}/{bag:.4f} {figures[peer][2]:.2f}s")
    print(" | ".join(row), flush=True)
    return figures


def long_document(folder: Path) -> None:
    """200 pages and more of our own text: time and memory, in a process of its own, three times."""
    items, setting = report("ar")
    body = [item for item in items if item.kind == "text"][6:]
    path = folder / "long.fodt"
    path.write_text(flat_odt(body * 105, Setting(font="Noto Naskh Arabic")), encoding="utf-8")
    del setting
    convert([path], "pdf")
    code = (
        "import sys,time,resource; from toolkit.read import read; s=time.process_time(); w=time.time();"
        "d=read(sys.argv[1]); print(time.process_time()-s, time.time()-w,"
        "resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/1024, max(l.page or 0 for l in d.lines))"
    )
    runs = []
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", code, str(path.with_suffix(".pdf"))], cwd=ROOT, check=True,
                              capture_output=True, text=True)  # fmt: skip
        runs.append([float(value) for value in done.stdout.split()])
    cpu, wall, memory, pages = (statistics.median(column) for column in zip(*runs, strict=True))
    print(f"\n{pages:.0f} pages: {cpu:.1f} s CPU, {wall:.1f} s wall, {memory:.0f} MB (median of 3)")
    print(f"that is {200 * cpu / pages:.1f} s CPU for 200 pages")


def main() -> None:
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    documents = {**own_documents(), **drawn_documents(seed)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = []
        for number, (items, setting) in enumerate(documents.values()):
            files.append(folder / f"d{number}.fodt")
            files[-1].write_text(flat_odt(items, setting), encoding="utf-8")
        for form in ("docx", "pdf"):
            convert(files, form)
        print("document | DOCX by bitext | " + " | ".join(f"{peer}: in order/at all, CPU" for peer in PEERS))
        rows = [
            measure(title, items, setting, folder, number)
            for number, (title, (items, setting)) in enumerate(documents.items())
        ]
        print("\nmeans: " + ", ".join(f"{p} {statistics.mean(r[p][0] for r in rows):.4f}" for p in PEERS))
        print(f"DOCX exact: {sum(int(r['bitext'][3]) for r in rows)} of {len(rows)}")
        long_document(folder)
    print(f"memory of this process at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
