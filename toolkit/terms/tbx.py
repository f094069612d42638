"""Termbases as TBX: version 3 in both styles, and version 2 (martif), which most tools import.

What TBX-Basic has no category for (further forms of a term, contexts in which it does or does not count) stands in
notes of the term that begin with ``form:``, ``not in:`` or ``only in:``, so that any tool shows it and keeps it.

Source: ISO 30042:2019 (TBX-Basic; DCA names a category by an attribute, DCT by an element); ISO 30042:2008 for
version 2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from toolkit.model import BitextError
from toolkit.safe_xml import local_name, parse_xml
from toolkit.terms.tbx_names import CATEGORIES, LEVELS, LISTS, STATUS, VARIANT, XML
from toolkit.terms.termbase import Concept, Status, Term, Termbase, check_references

_TERM_LEVELS = ("termSec", "tig", "ntig")
#: Elements that only hold others together.
_GROUPS = ("descripGrp", "adminGrp", "termNoteGrp", "termGrp", "transacGrp")
_READ_STATUS = {
    **{name: status for status, name in STATUS.items()},
    **{status.value: status for status in Status},
    "supersededTerm-admn-sts": Status.DEPRECATED,
    "standardizedTerm-admn-sts": Status.PREFERRED,
    "legalTerm-admn-sts": Status.PREFERRED,
    "regulatedTerm-admn-sts": Status.PREFERRED,
}


def parse_tbx(data: bytes, path: str = "", name: str = "") -> Termbase:
    """The termbase of a TBX file of either version and style; nothing is fetched and no entity is expanded.

    Categories that the toolkit has no use for are passed over, and ``notes`` of the result count them.  Raises
    BitextError, with the line, for XML that is not well formed, another root or dialect, an id that stands twice
    or is missing, a concept without a term, an unknown status, and references that lead nowhere or in a circle.
    """
    root = parse_xml(data, path, remedy="export the termbase again")
    kind = local_name(root)
    if kind not in LEVELS:
        remedy = "TBX begins with <tbx> (version 3) or <martif> (version 2)"
        raise BitextError(f"<{kind}> is not TBX", path=path, line=root.sourceline, remedy=remedy)
    found: dict[str, tuple[Concept, int]] = {}
    passed: Counter[str] = Counter()
    for entry in _below(root, LEVELS[kind][0]):
        concept = _read_concept(entry, kind, path, passed)
        if concept.id in found:
            raise BitextError(
                f"id {concept.id!r} stands twice", path=path, line=entry.sourceline, remedy="change one"
            )
        found[concept.id] = (concept, entry.sourceline)
    if not found:
        said = f"dialect {root.get('type') or 'without a name'!r}: no <{LEVELS[kind][0]}> in it"
        remedy = f"export as TBX-Basic, with <{LEVELS[kind][0]}> entries"
        raise BitextError(f"the termbase has no concepts ({said})", path=path, line=root.sourceline, remedy=remedy)
    check_references(found, path)
    titles = [node.text for node in _below(root, "title") if node.text]
    notes = tuple(f"{category} passed over in {count} places" for category, count in sorted(passed.items()))
    return Termbase(tuple(concept for concept, _ in found.values()), name or (titles[0] if titles else ""), notes)


def _below(node: Any, name: str) -> Iterator[Any]:
    return (child for child in node.iter() if local_name(child) == name)


def _text(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def _own(node: Any, inner: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    """The categories of a level, either style and grouped or not, without those of the levels below it."""
    for child in node:
        tag = local_name(child)
        if tag in inner or tag == "term":
            continue
        if tag in _GROUPS:
            yield from _own(child, inner)
        else:
            yield child.get("type") or tag, child


def _read_concept(entry: Any, kind: str, path: str, passed: Counter[str]) -> Concept:
    line = entry.sourceline
    own_id = entry.get("id") or entry.get(f"{XML}id") or ""
    if not own_id:
        raise BitextError("an entry has no id", path=path, line=line, remedy="give every entry an id of its own")
    values: dict[str, list[str]] = {}
    targets = []
    sections = [child for child in entry if local_name(child) == LEVELS[kind][1]]
    levels = [*_own(entry, (LEVELS[kind][1],)), *(pair for part in sections for pair in _own(part, _TERM_LEVELS))]
    for category, node in levels:
        if category == "crossReference" and _text(node).startswith(VARIANT):
            targets.append(node.get("target") or "")
        elif category in (*CATEGORIES, "note") and category != "crossReference":
            values.setdefault(category, []).append(_text(node))
        else:
            passed[category] += 1
    terms = tuple(
        _read_term(group, section.get(f"{XML}lang") or "", path, passed)
        for section in sections
        for group in section
        if local_name(group) in _TERM_LEVELS
    )
    if not terms:
        raise BitextError(f"concept {own_id!r} has no term", path=path, line=line, remedy="add a term or drop it")
    joined = _joiner(values)
    confirmed = "unconfirmed" not in values.get("projectSubset", [])
    family = (*filter(None, targets), own_id)[0]
    told = (
        joined("source", "; "),
        joined("note"),
        confirmed,
        family,
        joined("subjectField", "; "),
        joined("definition"),
    )
    return Concept(own_id, terms, *told, line=int(line or 0))


def _joiner(values: dict[str, list[str]]) -> Callable[..., str]:
    return lambda category, sign=" ": sign.join(values.get(category, []))


def _read_term(group: Any, lang: str, path: str, passed: Counter[str]) -> Term:
    texts = [_text(node) for node in _below(group, "term")]
    if not texts or not texts[0] or not lang:
        missing = "language" if texts and texts[0] else "text"
        raise BitextError(f"a term has no {missing}", path=path, line=group.sourceline, remedy="add it")
    values: dict[str, list[str]] = {}
    lists: dict[str, list[str]] = {field: [] for field in LISTS.values()}
    for category, node in _own(group, ()):
        text = _text(node)
        field = next((field for prefix, field in LISTS.items() if category == "note" and text.startswith(prefix)), "")
        if field:
            lists[field].append(text.partition(":")[2].strip())
        elif category in ("administrativeStatus", "partOfSpeech", "source", "note"):
            values.setdefault(category, []).append(text)
        else:
            passed[category] += 1
    status = _status(values.get("administrativeStatus", [""])[0], path, group.sourceline)
    joined = _joiner(values)
    held = (tuple(lists["forms"]), tuple(lists["not_in"]), tuple(lists["only_in"]))
    return Term(texts[0], lang.lower(), status, joined("partOfSpeech"), *held, joined("source", "; "), joined("note"))


def _status(given: str, path: str, line: int) -> Status:
    if given and given not in _READ_STATUS:
        remedy = f"use one of {', '.join(STATUS.values())}"
        raise BitextError(f"status {given!r}", path=path, line=line, remedy=remedy)
    return _READ_STATUS[given] if given else Status.ADMITTED
