"""The baseline: findings that a person has accepted, so that a check fails only on what is new.

A baseline is a TSV file that people may read and edit: rule, concept, hash of the source text, hash of the target
text, reason, expiry date.  A finding is accepted where all four of its keys are those of an entry; a text that was
changed has another hash, so its findings are new again.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from toolkit.model import BitextError, Finding

#: The columns of a baseline file, in order; ``about`` is for people and is not compared.
COLUMNS = ("rule", "concept", "source", "target", "reason", "expires", "about")
_NEEDED = COLUMNS[:6]
_NONE = "-"
_HASH_RE = re.compile(r"[0-9a-f]{16}|-")
_RULE_RE = re.compile(r"[a-z][a-z0-9-]*")
_QUOTED_RE = re.compile(r"«([^»]*)»")


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What makes two findings the same one: rule, concept, and the hashes of both texts (``-`` for none)."""

    rule: str
    concept: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One accepted finding: why, until when (None: for good), and what it was about, for people."""

    key: Key
    reason: str
    expires: date | None = None
    about: str = ""
    line: int = field(default=0, compare=False)

    def expired(self, today: date) -> bool:
        """Whether the last day on which it counts lies before ``today``."""
        return self.expires is not None and self.expires < today


@dataclass(frozen=True, slots=True)
class Baseline:
    """The entries of a file, by key."""

    entries: tuple[Entry, ...] = ()
    path: str = ""

    def find(self, key: Key) -> Entry | None:
        """The entry for a key, expired or not."""
        return next((entry for entry in self.entries if entry.key == key), None)


def text_hash(text: str) -> str:
    """16 hexadecimal digits of a text; blanks and Unicode composition do not matter.

    >>> text_hash("one  two") == text_hash(" one two"), text_hash("")
    (True, '-')
    """
    plain = unicodedata.normalize("NFC", " ".join(text.split()))
    return hashlib.blake2b(plain.encode("utf-8"), digest_size=8).hexdigest() if plain else _NONE


def key_of(finding: Finding, source: str, target: str) -> Key:
    """The key of a finding about the texts ``source`` and ``target``.

    A finding about a whole memory (``position`` -1) has no texts of its own; what its message quotes stands for
    them, in any order, so that a wording which joins a drift makes it new, while another count does not.
    """
    concept = dict(finding.evidence).get("concept") or _NONE
    if finding.position < 0:
        return Key(finding.code, concept, text_hash("\n".join(sorted(_QUOTED_RE.findall(finding.message)))), _NONE)
    return Key(finding.code, concept, text_hash(source), text_hash(target))


def load_baseline(path: str) -> Baseline:
    """Read a baseline file.  Raises BitextError, with the line, for anything that is not one; OSError."""
    try:
        text = Path(path).read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BitextError("not UTF-8", path=path, remedy="save the baseline as UTF-8 text") from error
    rows = csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    entries: dict[Key, Entry] = {}
    header: list[str] | None = None
    try:
        for cells in rows:
            if not any(cell.strip() for cell in cells) or cells[0].startswith("#"):
                continue
            if header is None:
                header = _header(cells, path, rows.line_num)
                continue
            entry = _entry(header, cells, path, rows.line_num)
            if entry.key in entries:
                first = entries[entry.key].line
                raise _error(path, entry.line, f"the same finding as in line {first}", "drop one of the two")
            entries[entry.key] = entry
    except csv.Error as error:
        raise _error(path, rows.line_num, f"no line of a TSV file: {error}", "mend or drop it") from error
    if header is None:
        raise _error(path, 1, "an empty baseline", "write one with --write-baseline")
    return Baseline(tuple(entries.values()), path)


def _header(cells: Sequence[str], path: str, line: int) -> list[str]:
    names = [cell.strip() for cell in cells]
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        remedy = f"the first line names the columns, TAB between: {' '.join(_NEEDED)}"
        raise _error(path, line, f"not a baseline: no column {missing[0]!r}", remedy)
    return names


def _entry(header: Sequence[str], cells: Sequence[str], path: str, line: int) -> Entry:
    if len(cells) > len(header):
        raise _error(path, line, f"{len(cells)} cells for {len(header)} columns", "take out the surplus TAB")
    found = dict(zip(header, (cell.strip() for cell in cells), strict=False))
    rule, reason = found.get("rule", ""), found.get("reason", "")
    if not _RULE_RE.fullmatch(rule):
        raise _error(path, line, f"rule {rule!r}", "give the name of a rule, such as term-missing")
    for side in ("source", "target"):
        if not _HASH_RE.fullmatch(found.get(side) or _NONE):
            remedy = "copy it from a file that --write-baseline wrote"
            raise _error(path, line, f"{side} hash {found[side]!r} is not 16 hexadecimal digits", remedy)
    if not reason:
        raise _error(path, line, "no reason", "say why this finding is accepted")
    key = Key(rule, *((found.get(name) or _NONE) for name in ("concept", "source", "target")))
    return Entry(key, reason, _date(found.get("expires", ""), path, line), found.get("about", ""), line)


def _date(text: str, path: str, line: int) -> date | None:
    if text in ("", _NONE):
        return None
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as error:
        raise _error(path, line, f"expiry date {text!r}", "write it as 2027-12-31, or leave it empty") from error


def _error(path: str, line: int, message: str, remedy: str) -> BitextError:
    return BitextError(message, path=path, line=line, remedy=remedy)


def baseline_text(entries: Iterable[Entry]) -> str:
    """A baseline as text, sorted by key; the same entries give the same text.

    >>> "a title" in baseline_text([Entry(Key("empty", "-", "-", "00" * 8), "a title")])
    True
    """
    lines = ["\t".join(COLUMNS)]
    for entry in sorted(entries, key=lambda entry: entry.key):
        key = entry.key
        expires = entry.expires.isoformat() if entry.expires else ""
        cells = (key.rule, key.concept, key.source, key.target, entry.reason, expires, entry.about)
        lines.append("\t".join(" ".join(cell.split()) for cell in cells))
    return "".join(line + "\n" for line in lines)


def renewed(
    old: Baseline, found: Iterable[tuple[Key, str]], reason: str, expires: date | None = None
) -> tuple[Entry, ...]:
    """The entries for the findings of today: those of ``old`` that are still found, as they stand, and new ones.

    ``found`` are keys with what to write in ``about``.  Entries that no finding matches any more are left out.
    """
    known = {entry.key: entry for entry in old.entries}
    entries: dict[Key, Entry] = {}
    for key, about in found:
        fresh = Entry(key, reason, expires, about)
        entries.setdefault(key, replace(known[key], about=about) if key in known else fresh)
    return tuple(entries.values())
