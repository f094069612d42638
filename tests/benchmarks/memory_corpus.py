"""Memories of any size for bench_memory.py, and queries that are edits of what stands in them.

``real``: lines of formal Arabic (BITEXT_DATA/corpora), cut at 60 words; where they do not suffice, copies of lines
with words changed, as memories have them.  The other side is a transliteration, word for word, so that both sides
have the frequencies of real words.  Development seeds; give others with --seed.
"""

import lzma
import os
import random
from collections.abc import Iterator
from pathlib import Path

import tmx

DATA = Path(os.environ.get("BITEXT_DATA", Path(__file__).parents[2].parent / "shared" / "data"))
FILES = ("laws-morocco", "laws-uae", "laws-saudi", "un-treaties", "encyclopaedia")
LATIN = str.maketrans(
    dict(zip("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي", "'|>&<}AbptvjHxd*rzs$SDTZEgfqklmnhwYy", strict=True))
)
MOST_WORDS = 60


def lines() -> Iterator[str]:
    """Every stretch of up to 60 words, each once, in the order of the files."""
    seen = set()
    for name in FILES:
        with lzma.open(DATA / "corpora" / f"{name}.txt.xz", "rt", encoding="utf-8") as stream:
            for line in stream:
                words = line.split()
                for start in range(0, len(words), MOST_WORDS):
                    text = " ".join(words[start : start + MOST_WORDS])
                    if text not in seen:
                        seen.add(text)
                        yield text


def edited(text: str, rnd: random.Random, words: list[str], share: float) -> str:
    """A text with about ``share`` of its words changed: another word, none, one more, or other digits."""
    kept = []
    for word in text.split():
        if rnd.random() >= share:
            kept.append(word)
        elif any(map(str.isdecimal, word)) and rnd.random() < 0.7:
            kept.append("".join(rnd.choice("0123456789") if char.isdecimal() else char for char in word))
        else:
            kind = rnd.random()
            kept += [] if kind < 0.25 else [rnd.choice(words)] if kind < 0.75 else [word, rnd.choice(words)]
    return " ".join(kept) or text


def damaged(text: str, rnd: random.Random, share: float) -> str:
    """A text as PDF extraction breaks it: blanks lost or put inside words, letters lost or doubled."""
    out = []
    for char in text:
        if rnd.random() >= share:
            out.append(char)
            continue
        kind = rnd.randrange(3)
        out.append("" if char == " " or kind == 0 else f"{char} " if kind == 1 else char * 2)
    return "".join(out)


def real_texts(count: int, seed: int) -> list[str]:
    """``count`` different Arabic texts."""
    rnd = random.Random(seed)
    texts = []
    for text in lines():
        texts.append(text)
        if len(texts) == count:
            return texts
    words = [word for text in rnd.sample(texts, 20_000) for word in text.split()]
    known = set(texts)
    originals = len(texts)
    while len(texts) < count:
        made = edited(texts[rnd.randrange(originals)], rnd, words, rnd.choice((0.05, 0.1, 0.2, 0.3)))
        if made not in known:
            known.add(made)
            texts.append(made)
    return texts


def write_tmx(texts: list[str], path: Path) -> None:
    """The texts as a memory: 500 units a document, with context and confidence as our own memories have them."""
    with tmx.Writer(path, tmx.Header(srclang="ar")) as writer:
        for number, text in enumerate(texts):
            props = (
                tmx.Property("x-document", f"DOC/{number // 500}"),
                tmx.Property("x-confidence", f"0.{number % 50 + 50}"),
                tmx.Property("x-status", "auto" if number % 3 else "confirmed"),
            )
            pair = (tmx.Variant.of("ar", text), tmx.Variant.of("en", text.translate(LATIN)))
            writer.write(tmx.Unit(pair, tuid=str(number), props=props, creationdate="20240101T000000Z"))


def queries(texts: list[str], count: int, seed: int) -> list[tuple[str, str]]:
    """(kind, query): edits of texts of at least 4 words, in equal shares; ``damaged`` has broken words."""
    rnd = random.Random(seed)
    words = [word for text in rnd.sample(texts, min(len(texts), 5000)) for word in text.split()]
    found = []
    while len(found) < count:
        text = texts[rnd.randrange(len(texts))]
        if len(text.split()) < 4:
            continue
        kind = ("edited 10 %", "edited 20 %", "edited 30 %", "damaged")[len(found) % 4]
        made = damaged(text, rnd, 0.06) if kind == "damaged" else edited(text, rnd, words, int(kind[7:9]) / 100)
        found.append((kind, made))
    return found
