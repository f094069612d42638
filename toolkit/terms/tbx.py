"""Termbases as TBX: version 3 in both styles, and version 2 (martif), which most tools import.

Source: ISO 30042:2019 (TBX-Basic; DCA names a category by an attribute, DCT by an element); ISO 30042:2008 for
version 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolkit.model import BitextError
from toolkit.safe_xml import local_name as _local
from toolkit.safe_xml import parse_xml
from toolkit.terms.termbase import Concept, Status, Term, Termbase

#: What ``--to`` takes -> (root element, style).
TBX_FORMS: dict[str, tuple[str, str]] = {
    "tbx": ("tbx", "dca"),
    "tbx-dct": ("tbx", "dct"),
    "tbx2": ("martif", "dca"),
}
_CORE = "urn:iso:std:iso:30042:ed-2"
_MIN = "http://www.tbxinfo.net/ns/min"
_BASIC = "http://www.tbxinfo.net/ns/basic"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
#: Root -> names of the concept, language and term levels.
_LEVELS = {"tbx": ("conceptEntry", "langSec", "termSec"), "martif": ("termEntry", "langSet", "tig")}
#: Category -> (DCA element, DCT namespace).
_CATEGORIES = {
    "source": ("admin", _BASIC),
    "projectSubset": ("admin", _BASIC),
    "crossReference": ("ref", _BASIC),
    "administrativeStatus": ("termNote", _MIN),
}
_STATUS = {status: f"{status.value}Term-admn-sts" for status in Status}
_READ_STATUS = {
    **{name: status for status, name in _STATUS.items()},
    **{status.value: status for status in Status},
    "supersededTerm-admn-sts": Status.DEPRECATED,
    "standardizedTerm-admn-sts": Status.PREFERRED,
    "legalTerm-admn-sts": Status.PREFERRED,
    "regulatedTerm-admn-sts": Status.PREFERRED,
}


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
    name, style = TBX_FORMS[form]
    root = _root(name, style)
    header = etree.SubElement(root, _core(name, "tbxHeader" if name == "tbx" else "martifHeader"))
    description = etree.SubElement(header, _core(name, "fileDesc"))
    title = etree.SubElement(description, _core(name, "titleStmt"))
    etree.SubElement(title, _core(name, "title")).text = termbase.name or "termbase"
    origin = etree.SubElement(description, _core(name, "sourceDesc"))
    etree.SubElement(origin, _core(name, "p")).text = "written by bitext-toolkit"
    body = etree.SubElement(etree.SubElement(root, _core(name, "text")), _core(name, "body"))
    for concept in termbase.concepts:
        _write_concept(body, concept, name, style)
    etree.indent(root, space=" ")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def _root(name: str, style: str) -> Any:
    from lxml import etree

    if name == "martif":
        return etree.Element("martif", {"type": "TBX", _XML_LANG: "en"})
    extra: dict[str | None, str] = {"min": _MIN, "basic": _BASIC} if style == "dct" else {}
    namespaces: dict[str | None, str] = {None: _CORE, **extra}
    attributes = {"type": "TBX-Basic", "style": style, _XML_LANG: "en"}
    return etree.Element(_core(name, "tbx"), attributes, nsmap=namespaces)


def _core(root: str, tag: str) -> str:
    return f"{{{_CORE}}}{tag}" if root == "tbx" else tag


def _write_concept(body: Any, concept: Concept, root: str, style: str) -> None:
    from lxml import etree

    entry_tag, lang_tag, term_tag = (_core(root, tag) for tag in _LEVELS[root])
    entry = etree.SubElement(body, entry_tag, {"id": concept.id})
    if concept.source:
        _category(entry, "source", concept.source, root, style)
    if not concept.confirmed:
        _category(entry, "projectSubset", "unconfirmed", root, style)
    if concept.family not in ("", concept.id):
        _category(entry, "crossReference", concept.family, root, style).set("target", concept.family)
    if concept.note:
        etree.SubElement(entry, _core(root, "note")).text = concept.note
    for lang in dict.fromkeys(term.lang for term in concept.terms):
        section = etree.SubElement(entry, lang_tag, {_XML_LANG: lang})
        for term in concept.terms:
            if term.lang == lang:
                group = etree.SubElement(section, term_tag)
                etree.SubElement(group, _core(root, "term")).text = term.text
                _category(group, "administrativeStatus", _STATUS[term.status], root, style)


def _category(parent: Any, category: str, value: str, root: str, style: str) -> Any:
    from lxml import etree

    element, namespace = _CATEGORIES[category]
    if style == "dct":
        node = etree.SubElement(parent, f"{{{namespace}}}{category}")
    else:
        node = etree.SubElement(parent, _core(root, element), {"type": category})
    node.text = value
    return node


def parse_tbx(data: bytes, path: str = "", name: str = "") -> Termbase:
    """The termbase of a TBX file of either version and style; nothing is fetched and no entity is expanded.

    Categories that the toolkit has no use for are passed over.  Raises BitextError, with the line, for XML that
    is not well formed, another root, an id that stands twice or is missing, a concept without a term, an unknown
    status, and references that lead nowhere or in a circle.
    """
    root = parse_xml(data, path, remedy="give a TBX file, or mend it in the program that wrote it")
    kind = _local(root)
    if kind not in _LEVELS:
        remedy = "TBX begins with <tbx> (version 3) or <martif> (version 2)"
        raise BitextError(f"<{kind}> is not TBX", path=path, line=root.sourceline, remedy=remedy)
    found: dict[str, tuple[Concept, int]] = {}
    for entry in _below(root, _LEVELS[kind][0]):
        concept = _read_concept(entry, kind, path)
        if concept.id in found:
            raise BitextError(
                f"id {concept.id!r} stands twice", path=path, line=entry.sourceline, remedy="change one"
            )
        found[concept.id] = (concept, entry.sourceline)
    if not found:
        raise BitextError("the termbase has no concepts", path=path, remedy=f"add <{_LEVELS[kind][0]}> entries")
    _check_references(found, path)
    titles = [node.text for node in _below(root, "title") if node.text]
    return Termbase(tuple(concept for concept, _ in found.values()), name or (titles[0] if titles else ""))


def _below(node: Any, name: str) -> Iterator[Any]:
    return (child for child in node.iter() if _local(child) == name)


def _text(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def _values(node: Any, category: str) -> list[Any]:
    """The children of a node (or of a group below it) that hold a category, in either style."""
    return [
        child
        for child in node.iter()
        if _local(child) == category or (_local(child) == _CATEGORIES[category][0] and child.get("type") == category)
    ]


def _read_concept(entry: Any, kind: str, path: str) -> Concept:
    line = entry.sourceline
    own_id = entry.get("id") or entry.get(_XML_ID) or ""
    if not own_id:
        raise BitextError("an entry has no id", path=path, line=line, remedy="give every entry an id of its own")
    terms = tuple(
        _read_term(group, section.get(_XML_LANG) or "", path)
        for section in _below(entry, _LEVELS[kind][1])
        for group in (child for child in section if _local(child) in ("termSec", "tig", "ntig"))
    )
    if not terms:
        raise BitextError(f"concept {own_id!r} has no term", path=path, line=line, remedy="add a term or drop it")
    outer = [child for child in entry if _local(child) != _LEVELS[kind][1]]
    notes = [_text(child) for child in outer if _local(child) == "note"]
    sources = [_text(node) for child in outer for node in _values(child, "source")]
    subsets = [_text(node) for child in outer for node in _values(child, "projectSubset")]
    targets = [node.get("target") or "" for child in outer for node in _values(child, "crossReference")]
    confirmed = "unconfirmed" not in subsets
    return Concept(own_id, terms, "; ".join(sources), " ".join(notes), confirmed, (*targets, own_id)[0])


def _read_term(group: Any, lang: str, path: str) -> Term:
    texts = [_text(node) for node in _below(group, "term")]
    if not texts or not texts[0] or not lang:
        missing = "language" if texts and texts[0] else "text"
        raise BitextError(f"a term has no {missing}", path=path, line=group.sourceline, remedy="add it")
    given = [_text(node) for node in _values(group, "administrativeStatus")]
    if given and given[0] not in _READ_STATUS:
        remedy = f"use one of {', '.join(_STATUS.values())}"
        raise BitextError(f"status {given[0]!r}", path=path, line=group.sourceline, remedy=remedy)
    return Term(texts[0], lang.lower(), _READ_STATUS[given[0]] if given else Status.ADMITTED)


def _check_references(found: dict[str, tuple[Concept, int]], path: str) -> None:
    for concept, line in found.values():
        seen = {concept.id}
        while concept.family != concept.id:
            if concept.family not in found:
                fault = f"reference to {concept.family!r}, which is no concept here"
                raise BitextError(fault, path=path, line=line, remedy="mend or drop the reference")
            concept = found[concept.family][0]
            if concept.id in seen:
                fault = f"references lead in a circle through {concept.id!r}"
                raise BitextError(fault, path=path, line=line, remedy="let one of them refer to none")
            seen.add(concept.id)
