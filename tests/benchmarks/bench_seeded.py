"""Errors seeded into the example memory: how many does the check find, kind by kind?

One error at a time, at a place drawn by a fixed seed, in the Arabic or in the English; found means a finding, note
included, that the clean unit has not.  Run by ``make bench``; ``--seed N`` draws other places, ``--missed`` prints
what was not found.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import tmx
from tmx.model import Header, Memory, Unit, Variant
from toolkit.checks import check
from toolkit.languages.arabic import fold
from toolkit.terms import Hit, Matcher, load_termbase

EXAMPLE = Path(__file__).parents[2] / "examples" / "ctoc-cop-2012-4" / "memory.tmx"
Sides = tuple[str, str]
TERMBASE = load_termbase()
MATCHERS = {lang: Matcher(TERMBASE, lang) for lang in ("ar", "en")}
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
WORDS = {"two": "four", "three": "five", "sixth": "eighth", "first": "third", "four": "six", "second": "fifth"}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "October", "November", "December")
ARABIC_MONTHS = ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيه", "يوليه", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر")
#: Wordings of the press that the termbase does not list.
SYNONYMS = {
    "الاتجار بالأشخاص": "المتاجرة بالأشخاص",
    "الدول الأعضاء": "الدول المنتسبة",
    "الممارسات الجيدة": "الممارسات السليمة",
    "حقوق الإنسان": "حقوق البشر",
    "سلاسل التوريد": "سلاسل التموين",
    "good practice": "fine practice",
    "trafficking in persons": "trade in persons",
    "Member States": "member countries",
}


def terms(text: str, lang: str) -> list[Hit]:
    """Terms of several words; a term inside a treaty's title may keep that title's wording and is left alone."""
    return [hit for hit in MATCHERS[lang].find(text) if " " in hit.term and not hit.ambiguous]


def with_term(sides: Sides, draw: random.Random, new: Callable[[Hit, str], str]) -> Sides | None:
    """One term of one side, drawn, replaced."""
    places = [(side, hit) for side, lang in enumerate(("ar", "en")) for hit in terms(sides[side], lang)]
    if not places:
        return None
    side, hit = draw.choice(places)
    text = sides[side]
    put = new(hit, ("ar", "en")[side])
    return with_side(sides, side, text[: hit.start] + put + text[hit.end :])


def with_side(sides: Sides, side: int, text: str) -> Sides | None:
    if text == sides[side]:
        return None
    return (text, sides[1]) if side == 0 else (sides[0], text)


def dropped(sides: Sides, draw: random.Random) -> Sides | None:
    return with_term(sides, draw, lambda hit, lang: "ذلك" if lang == "ar" else "it")


def other_concept(sides: Sides, draw: random.Random) -> Sides | None:
    def another(hit: Hit, lang: str) -> str:
        family = TERMBASE.families
        others = [c for c in TERMBASE.concepts if family[c.id] != family[hit.concept] and " " in c.preferred(lang)]
        return draw.choice(others).preferred(lang).partition(" (")[0]

    return with_term(sides, draw, another)


def unlisted(sides: Sides, draw: random.Random) -> Sides | None:
    """A synonym that the termbase does not know, in place of a preferred term."""
    places = [(side, term) for side in (0, 1) for term in SYNONYMS if term in sides[side]]
    if not places:
        return None
    side, term = draw.choice(places)
    return with_side(sides, side, sides[side].replace(term, SYNONYMS[term], 1))


def deprecated(sides: Sides, draw: random.Random) -> Sides | None:
    return with_side(sides, 0, sides[0].replace("الاتجار بالأشخاص", "الاتجار في الأشخاص", 1))


def number(sides: Sides, draw: random.Random) -> Sides | None:
    """One digit of one number, of either side, becomes another."""
    places = [(side, m.start()) for side in (0, 1) for m in re.finditer(r"(?<![/\w])\d+(?![/\w])", sides[side])]
    if not places:
        return None
    side, at = draw.choice(places)
    digit = str((int(sides[side][at]) % 9) + 1)
    digit = digit.translate(EASTERN) if side == 0 else digit
    return with_side(sides, side, sides[side][:at] + digit + sides[side][at + 1 :])


def number_word(sides: Sides, draw: random.Random) -> Sides | None:
    found = [word for word in WORDS if re.search(rf"\b{word}\b", sides[1], re.IGNORECASE)]
    if not found:
        return None
    word = draw.choice(found)
    return with_side(sides, 1, re.sub(rf"\b{word}\b", WORDS[word], sides[1], count=1, flags=re.IGNORECASE))


def month(sides: Sides, draw: random.Random) -> Sides | None:
    for side, names in ((1, MONTHS), (0, ARABIC_MONTHS)):
        found = [name for name in names if re.search(rf"(?<!\w){name}(?!\w)", sides[side])]
        if found and draw.random() < 0.7:
            other = names[(names.index(found[0]) + 1) % len(names)]
            return with_side(sides, side, sides[side].replace(found[0], other, 1))
    return None


def symbol(sides: Sides, draw: random.Random) -> Sides | None:
    match = re.search(r"(?<![A-Z])(?:A|CTOC)/[A-Z]+/[\d/]*(\d)", sides[1])
    return (
        with_side(sides, 1, f"{sides[1][: match.start(1)]}{(int(match[1]) + 1) % 10}{sides[1][match.end(1) :]}")
        if (match)
        else None
    )


def cut(sides: Sides, draw: random.Random) -> Sides | None:
    """Two thirds of one side are left out."""
    side = draw.randrange(2)
    words = sides[side].split()
    return with_side(sides, side, " ".join(words[: len(words) // 3])) if len(words) > 15 else None


SEEDS: dict[str, Callable[[Sides, random.Random], Sides | None]] = {
    "term left out (a pronoun in its place)": dropped,
    "another concept's term": other_concept,
    "a synonym that the termbase has not": unlisted,
    "a deprecated term": deprecated,
    "one digit of a number": number,
    "a number word": number_word,
    "a month": month,
    "a digit of a document symbol": symbol,
    "two thirds of a side left out": cut,
}


def codes(sides: Sides) -> Counter[tuple[str, str]]:
    unit = Unit((Variant.of("ar", sides[0]), Variant.of("en", sides[1])))
    findings = check(Memory(Header(srclang="ar"), [unit]), source_lang="ar", target_lang="en", termbase=TERMBASE)
    return Counter((finding.code, fold(finding.message)) for finding in findings)


def main() -> None:
    seed = int(sys.argv[sys.argv.index("--seed") + 1]) if "--seed" in sys.argv else 1
    draw = random.Random(seed)
    clean = [
        (source.text, target.text)
        for unit in tmx.load(EXAMPLE)
        if (source := unit.variant("ar")) and (target := unit.variant("en"))
    ]
    sown, found = Counter[str](), Counter[str]()
    for sides in clean:
        before = codes(sides)
        for kind, spoil in SEEDS.items():
            spoilt = spoil(sides, draw)
            if spoilt is None:
                continue
            sown[kind] += 1
            hit = bool(codes(spoilt) - before)
            found[kind] += hit
            if not hit and "--missed" in sys.argv:
                sys.stdout.write(f"missed: {kind}\n  {spoilt[0][:300]}\n  {spoilt[1][:300]}\n")
    for kind in SEEDS:
        sys.stdout.write(f"| {kind} | {found[kind]} of {sown[kind]} |\n")
    sys.stdout.write(
        f"| all, seed {seed} | {found.total()} of {sown.total()}: {found.total() / sown.total():.3f} |\n"
    )


if __name__ == "__main__":
    main()
