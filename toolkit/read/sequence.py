"""Which labels to believe: a label counts when it goes on, or starts, the numbering around it."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.languages.labels import roman_value
from toolkit.read.labels import Label, LabelKind

_LARGEST_LEAP = 4  # numbers that may be missing between two neighbours before we stop believing


@dataclass(slots=True)
class Numbering:
    """Where the numbering of an outline stands while its lines are read in order."""

    part: str = ""
    section: str = ""
    article: int = 0
    paragraph: int = 0
    item: str = ""
    seen: set[LabelKind] = field(default_factory=set)

    def accept(self, candidates: list[Label]) -> Label | None:
        """The first candidate that fits the numbering so far, which it then moves on; else None."""
        for label in candidates:
            if self._fits(label):
                self._move(label)
                return label
        return None

    def _fits(self, label: Label) -> bool:
        match label.kind:
            case LabelKind.PART:
                value, last = roman_value(label.number) or 0, roman_value(self.part) or 0
                return last < value <= last + _LARGEST_LEAP and label.number != _after(self.section)
            case LabelKind.SECTION:
                return label.number == (_after(self.section) if self.section else "A") or self._leaps(label)
            case LabelKind.ARTICLE:
                return self.article < int(label.number) <= (self.article or 999) + _LARGEST_LEAP
            case LabelKind.PARAGRAPH:
                return self._paragraph_fits(int(label.number), 1 if label.weak else _LARGEST_LEAP)
            case LabelKind.ITEM:
                return label.number == (_after(self.item) if self.item else "a")
        return False

    def _leaps(self, label: Label) -> bool:
        """A section letter out of turn is believed where sections are known and a new part has begun at A."""
        distance = ord(label.number) - ord(self.section or "A")
        return LabelKind.SECTION in self.seen and 0 < distance <= 2

    def _paragraph_fits(self, number: int, leap: int) -> bool:
        if not self.paragraph:
            return number >= 1
        return self.paragraph < number <= self.paragraph + leap

    def _move(self, label: Label) -> None:
        self.seen.add(label.kind)
        match label.kind:
            case LabelKind.PART:
                self.part, self.section, self.item = label.number, "", ""
            case LabelKind.SECTION:
                self.section, self.item = label.number, ""
            case LabelKind.ARTICLE:
                self.article, self.paragraph, self.item = int(label.number), 0, ""
            case LabelKind.PARAGRAPH:
                self.paragraph, self.item = int(label.number), ""
            case LabelKind.ITEM:
                self.item = label.number

    def key(self, label: Label) -> str:
        """The block key of an accepted label: ``h-II-A``, ``art-5-2``, ``art-5-2-a``, ``12``."""
        match label.kind:
            case LabelKind.PART:
                return f"h-{self.part}"
            case LabelKind.SECTION:
                return "-".join(part for part in ("h", self.part, self.section) if part)
            case LabelKind.ARTICLE:
                return f"art-{self.article}"
        parts = [f"art-{self.article}"] if self.article else []
        parts += [str(self.paragraph)] if self.paragraph else []
        parts += [self.item] if label.kind is LabelKind.ITEM else []
        return "-".join(parts) or "u"

    def unlabelled_key(self) -> str:
        """The key of a block without a label: ``art-4-0`` where an article opens unnumbered, else ``u``."""
        return f"art-{self.article}-0" if self.article and not self.paragraph and not self.item else "u"


def _after(letter: str) -> str:
    """The next letter: A -> B."""
    return chr(ord(letter[0]) + 1) if len(letter) == 1 else ""
