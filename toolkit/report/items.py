"""A report: the findings of a check, each with its texts, its place, and whether the baseline accepts it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import tmx
from toolkit.model import Finding, Severity
from toolkit.report.baseline import Baseline, Entry, Key, key_of
from toolkit.report.usage import Usage

#: Units that are shown of a finding about the whole memory.
_EXAMPLES = 6


@dataclass(frozen=True, slots=True)
class Example:
    """A unit that shows a finding about the whole memory."""

    place: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Item:
    """A finding with what a reader needs beside it.

    ``block`` is the unit's paragraph (``x-block``), ``line`` its line in the file, 0 where unknown.  ``accepted`` is
    the baseline's entry that excuses it; an entry that has run out does not.  ``examples`` are the first units that
    show a finding about the whole memory.
    """

    finding: Finding
    key: Key
    source: str = ""
    target: str = ""
    block: str = ""
    line: int = 0
    accepted: Entry | None = None
    examples: tuple[Example, ...] = ()

    @property
    def place(self) -> str:
        """``unit 3``, ``unit 3 (para. 12)`` or ``memory``, for people."""
        return _place(self.finding.position, self.block)


def _place(position: int, block: str) -> str:
    if position < 0:
        return "memory"
    return f"unit {position + 1}" + (f" (para. {block})" if block.isdigit() else f" ({block})" if block else "")


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked and what was found, in the order of the memory.

    ``path`` is the checked file; ``fails`` the rank from which a finding counts as a failure (3: none does);
    ``notes`` are sentences for the reader, such as what is wrong with the baseline; ``usage`` is how the memory
    uses a termbase, where one was checked with.
    """

    path: str
    source_lang: str
    target_lang: str
    items: tuple[Item, ...]
    signature: str = ""
    fails: int = Severity.ERROR.rank
    notes: tuple[str, ...] = ()
    usage: Usage | None = None

    @property
    def open(self) -> tuple[Item, ...]:
        """The findings that no entry of the baseline accepts."""
        return tuple(item for item in self.items if item.accepted is None)

    @property
    def failures(self) -> tuple[Item, ...]:
        """The findings that make the check fail."""
        return tuple(item for item in self.items if self.failing(item))

    def failing(self, item: Item) -> bool:
        """Whether a finding makes the check fail."""
        return item.accepted is None and item.finding.severity.rank >= self.fails


def failing_rank(fail_on: str) -> int:
    """The rank for ``--fail-on``: a severity's, or one above all for ``never``.

    >>> failing_rank("warning"), failing_rank("never")
    (1, 3)
    """
    return Severity.ERROR.rank + 1 if fail_on == "never" else Severity(fail_on).rank


def items_of(
    findings: Iterable[Finding], memory: tmx.Memory | None, langs: tuple[str, str], baseline: Baseline, today: date
) -> tuple[Item, ...]:
    """Findings with the texts of their units, and what the baseline says of each on the day ``today``."""
    accepted = {entry.key: entry for entry in baseline.entries if not entry.expired(today)}
    items = []
    for finding in findings:
        unit = memory[finding.position] if memory is not None and finding.position >= 0 else None
        texts = [variant.text if unit and (variant := unit.variant(lang)) else "" for lang in langs]
        key = key_of(finding, texts[0], texts[1])
        block, line = (unit.prop("x-block") or "", unit.line or 0) if unit else ("", 0)
        examples = _examples(finding, memory, langs) if memory is not None and finding.position < 0 else ()
        items.append(Item(finding, key, texts[0], texts[1], block, line, accepted.get(key), examples))
    return tuple(items)


def _examples(finding: Finding, memory: tmx.Memory, langs: tuple[str, str]) -> tuple[Example, ...]:
    found = []
    for position in [int(number) - 1 for number in finding.said("units").split()][:_EXAMPLES]:
        unit = memory[position]
        texts = [variant.text if (variant := unit.variant(lang)) else "" for lang in langs]
        found.append(Example(_place(position, unit.prop("x-block") or ""), texts[0], texts[1]))
    return tuple(found)


def remarks(baseline: Baseline, items: Sequence[Item], today: date) -> tuple[str, ...]:
    """What the reader should know of the baseline: entries that have run out, and entries that fit nothing."""
    found = {item.key for item in items}
    said = []
    for entry in baseline.entries:
        where = f"{baseline.path}:{entry.line}: {entry.key.rule}" + (f" ({entry.about})" if entry.about else "")
        if entry.key not in found:
            said.append(f"{where}: no finding fits this entry any more; drop it")
        elif entry.expired(today):
            said.append(f"{where}: accepted until {entry.expires}, counts again; mend the text or set a new date")
    return tuple(said)
