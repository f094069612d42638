"""Small units for the tests of memories."""

from collections.abc import Iterable

import tmx


def unit(arabic: str, english: str, date: str | None = None, **props: str) -> tmx.Unit:
    """An Arabic-English unit; ``context_pre="..."`` is the property ``x-context-pre`` and so on."""
    kept = tuple(tmx.Property(f"x-{name.replace('_', '-')}", text) for name, text in props.items())
    return tmx.Unit((tmx.Variant.of("ar", arabic), tmx.Variant.of("en", english)), props=kept, creationdate=date)


WORDS = (
    "مؤتمر الأطراف اتفاقية الأمم المتحدة لمكافحة الجريمة المنظمة",
    "عبر الوطنية بروتوكول منع الاتجار بالأشخاص تقرير",
)


def many(count: int, document: str = "D/1") -> Iterable[tmx.Unit]:
    """``count`` different units."""
    known = " ".join(WORDS).split()
    for number in range(count):
        words = [known[(number * step + step) % len(known)] for step in range(3, 11)]
        text = f"{' '.join(words)} كلمة{number:05}"
        yield unit(text, f"Text number {number} of {document}", document=document)
