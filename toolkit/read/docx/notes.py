"""Footnotes and endnotes of a DOCX: their texts, and the marks that Word computes in the order of the calls."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from toolkit.read.counting import written
from toolkit.read.docx.parts import Package, child, value, whole
from toolkit.safe_xml import local_name

_DEFAULT_FORMAT = {"footnote": "decimal", "endnote": "lowerRoman"}
_SIGNS = frozenset({"chicago"})  # *, †: marks that stand without brackets


@dataclass(slots=True)
class Notes:
    """The notes of a document; ``texts`` by kind and id, ``marks`` as they are called."""

    texts: dict[str, Any] = field(default_factory=dict)
    formats: dict[str, tuple[str, int]] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> Notes:
        """The notes of a package."""
        notes = cls()
        settings = package.part("settings")
        for kind in ("footnote", "endnote"):
            part = package.part(f"{kind}s")
            for note in part if part is not None else ():
                if local_name(note) == kind and value(note, "type") in (None, "normal"):
                    notes.texts[f"{kind} {value(note, 'id')}"] = note
            properties = child(settings, f"{kind}Pr")
            form = value(child(properties, "numFmt")) or _DEFAULT_FORMAT[kind]
            notes.formats[kind] = (form, whole(value(child(properties, "numStart")), 1))
        return notes

    def mark(self, kind: str, note: str) -> str:
        """The mark with which a note is called here, counted on: ``(1)``, or ``*`` where notes have signs."""
        form, start = self.formats[kind]
        number = self.counts.get(kind, start - 1) + 1
        self.counts[kind] = number
        mark = written(number, form)
        mark = mark if form in _SIGNS else f"({mark})"
        self.marks.setdefault(f"{kind} {note}", mark)
        return mark
