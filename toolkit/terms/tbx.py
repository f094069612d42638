"""Termbases as TBX: version 3 in both styles, and version 2 (martif), which most tools import.

What TBX-Basic has no category for (further forms of a term, contexts in which it does or does not count) stands in
notes of the term that begin with ``form:``, ``not in:`` or ``only in:``, so that any tool shows it and keeps it.

Source: ISO 30042:2019 (TBX-Basic; DCA names a category by an attribute, DCT by an element); ISO 30042:2008 for
version 2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from toolkit.model import BitextError
from toolkit.safe_xml import local_name, parse_xml
from toolkit.terms.termbase import Concept, Status, Term, Termbase, check_references

#: What ``--to`` takes -> (root element, style).
TBX_FORMS: dict[str, tuple[str, str]] = {
    "tbx": ("tbx", "dca"),
    "tbx-dct": ("tbx", "dct"),
    "tbx2": ("martif", "dca"),
}
_CORE = "urn:iso:std:iso:30042:ed-2"
_MIN = "http://www.tbxinfo.net/ns/min"
_BASIC = "http://www.tbxinfo.net/ns/basic"
_XML = "{http://www.w3.org/XML/1998/namespace}"
#: Root -> names of the concept, language and term levels.
_LEVELS = {"tbx": ("conceptEntry", "langSec", "termSec"), "martif": ("termEntry", "langSet", "tig")}
_TERM_LEVELS = ("termSec", "tig", "ntig")
#: Elements that only hold others together.
_GROUPS = ("descripGrp", "adminGrp", "termNoteGrp", "termGrp", "transacGrp")
#: Category -> (DCA element, DCT namespace).
_CATEGORIES = {
    "administrativeStatus": ("termNote", _MIN),
    "partOfSpeech": ("termNote", _MIN),
    "subjectField": ("descrip", _MIN),
    "definition": ("descrip", _BASIC),
    "projectSubset": ("admin", _BASIC),
    "source": ("admin", _BASIC),
    "crossReference": ("ref", _BASIC),
}
#: What a note of a term begins with -> the field of ``Term`` that it belongs to.
_LISTS = {"form:": "forms", "not in:": "not_in", "only in:": "only_in"}
#: What a reference says that ties a wording to the concept it varies; any other reference is a mere "see also".
_VARIANT = "variant of"
_STATUS = {status: f"{status.value}Term-admn-sts" for status in Status}
_READ_STATUS = {
    **{name: status for status, name in _STATUS.items()},
    **{status.value: status for status in Status},
    "supersededTerm-admn-sts": Status.DEPRECATED,
    "standardizedTerm-admn-sts": Status.PREFERRED,
    "legalTerm-admn-sts": Status.PREFERRED,
    "regulatedTerm-admn-sts": Status.PREFERRED,
}


@dataclass(frozen=True, slots=True)
class _Form:
    """How one form of TBX names its elements."""

    root: str
    style: str

    def tag(self, name: str) -> str:
        return f"{{{_CORE}}}{name}" if self.root == "tbx" else name

    def category(self, parent: Any, category: str, value: str) -> Any:
        """Add a category with a value to an element; nothing for an empty value."""
        from lxml import etree

        if not value:
            return None
        element, namespace = _CATEGORIES[category]
        if self.style == "dct":
            node = etree.SubElement(parent, f"{{{namespace}}}{category}")
        else:
            node = etree.SubElement(parent, self.tag(element), {"type": category})
        node.text = value
        return node

    def note(self, parent: Any, text: str) -> None:
        from lxml import etree

        if text:
            etree.SubElement(parent, self.tag("note")).text = text


def to_tbx(termbase: Termbase, form: str = "tbx") -> bytes:
    """A termbase as TBX: ``tbx`` (version 3, DCA), ``tbx-dct`` (version 3, DCT) or ``tbx2`` (version 2).

    Raises BitextError for another form.

    >>> from toolkit.terms import load_termbase
    >>> parse_tbx(to_tbx(load_termbase(), "tbx-dct")).concepts == load_termbase().concepts
    True
    """
    from lxml import etree

    if form not in TBX_FORMS:
        raise BitextError(f"no TBX form is called {form!r}", remedy=f"choose from {', '.join(TBX_FORMS)}")
    own = _Form(*TBX_FORMS[form])
    root = _root(own)
    header = etree.SubElement(root, own.tag("tbxHeader" if own.root == "tbx" else "martifHeader"))
    description = etree.SubElement(header, own.tag("fileDesc"))
    title = etree.SubElement(description, own.tag("titleStmt"))
    etree.SubElement(title, own.tag("title")).text = termbase.name or "termbase"
    origin = etree.SubElement(description, own.tag("sourceDesc"))
    etree.SubElement(origin, own.tag("p")).text = "written by bitext-toolkit"
    body = etree.SubElement(etree.SubElement(root, own.tag("text")), own.tag("body"))
    for concept in termbase.concepts:
        _write_concept(body, concept, own)
    etree.indent(root, space=" ")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _root(form: _Form) -> Any:
    from lxml import etree

    if form.root == "martif":
        return etree.Element("martif", {"type": "TBX-Basic", f"{_XML}lang": "en"})
    extra: dict[str | None, str] = {"min": _MIN, "basic": _BASIC} if form.style == "dct" else {}
    namespaces: dict[str | None, str] = {None: _CORE, **extra}
    attributes = {"type": "TBX-Basic", "style": form.style, f"{_XML}lang": "en"}
    return etree.Element(form.tag("tbx"), attributes, nsmap=namespaces)


def _write_concept(body: Any, concept: Concept, form: _Form) -> None:
    from lxml import etree

    entry_tag, lang_tag, term_tag = (form.tag(tag) for tag in _LEVELS[form.root])
    entry = etree.SubElement(body, entry_tag, {"id": concept.id})
    form.category(entry, "subjectField", concept.subject)
    form.category(entry, "definition", concept.definition)
    form.category(entry, "source", concept.source)
    form.category(entry, "projectSubset", "" if concept.confirmed else "unconfirmed")
    if concept.family not in ("", concept.id):
        form.category(entry, "crossReference", f"{_VARIANT} {concept.family}").set("target", concept.family)
    form.note(entry, concept.note)
    for lang in dict.fromkeys(term.lang for term in concept.terms):
        section = etree.SubElement(entry, lang_tag, {f"{_XML}lang": lang})
        for term in concept.terms:
            if term.lang == lang:
                _write_term(etree.SubElement(section, term_tag), term, form)


def _write_term(group: Any, term: Term, form: _Form) -> None:
    from lxml import etree

    etree.SubElement(group, form.tag("term")).text = term.text
    form.category(group, "partOfSpeech", term.part_of_speech)
    form.category(group, "administrativeStatus", _STATUS[term.status])
    form.category(group, "source", term.source)
    form.note(group, term.note)
    for prefix, field in _LISTS.items():
        for value in getattr(term, field):
            form.note(group, f"{prefix} {value}")


def parse_tbx(data: bytes, path: str = "", name: str = "") -> Termbase:
    """The termbase of a TBX file of either version and style; nothing is fetched and no entity is expanded.

    Categories that the toolkit has no use for are passed over, and ``notes`` of the result count them.  Raises
    BitextError, with the line, for XML that is not well formed, another root or dialect, an id that stands twice
    or is missing, a concept without a term, an unknown status, and references that lead nowhere or in a circle.
    """
    root = parse_xml(data, path, remedy="export the termbase again")
    kind = local_name(root)
    if kind not in _LEVELS:
        remedy = "TBX begins with <tbx> (version 3) or <martif> (version 2)"
        raise BitextError(f"<{kind}> is not TBX", path=path, line=root.sourceline, remedy=remedy)
    found: dict[str, tuple[Concept, int]] = {}
    passed: Counter[str] = Counter()
    for entry in _below(root, _LEVELS[kind][0]):
        concept = _read_concept(entry, kind, path, passed)
        if concept.id in found:
            raise BitextError(
                f"id {concept.id!r} stands twice", path=path, line=entry.sourceline, remedy="change one"
            )
        found[concept.id] = (concept, entry.sourceline)
    if not found:
        said = f"dialect {root.get('type') or 'without a name'!r}: no <{_LEVELS[kind][0]}> in it"
        remedy = f"export as TBX-Basic, with <{_LEVELS[kind][0]}> entries"
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
    own_id = entry.get("id") or entry.get(f"{_XML}id") or ""
    if not own_id:
        raise BitextError("an entry has no id", path=path, line=line, remedy="give every entry an id of its own")
    values: dict[str, list[str]] = {}
    targets = []
    sections = [child for child in entry if local_name(child) == _LEVELS[kind][1]]
    levels = [*_own(entry, (_LEVELS[kind][1],)), *(pair for part in sections for pair in _own(part, _TERM_LEVELS))]
    for category, node in levels:
        if category == "crossReference" and _text(node).startswith(_VARIANT):
            targets.append(node.get("target") or "")
        elif category in (*_CATEGORIES, "note") and category != "crossReference":
            values.setdefault(category, []).append(_text(node))
        else:
            passed[category] += 1
    terms = tuple(
        _read_term(group, section.get(f"{_XML}lang") or "", path, passed)
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
    lists: dict[str, list[str]] = {field: [] for field in _LISTS.values()}
    for category, node in _own(group, ()):
        text = _text(node)
        field = next(
            (field for prefix, field in _LISTS.items() if category == "note" and text.startswith(prefix)), ""
        )
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
        remedy = f"use one of {', '.join(_STATUS.values())}"
        raise BitextError(f"status {given!r}", path=path, line=line, remedy=remedy)
    return _READ_STATUS[given] if given else Status.ADMITTED
