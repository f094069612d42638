"""Termbases written as TBX; ``tbx`` reads it, and says how the two are laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from toolkit.model import BitextError
from toolkit.terms.tbx_names import BASIC, CATEGORIES, CORE, LEVELS, LISTS, MIN, STATUS, TBX_FORMS, VARIANT, XML
from toolkit.terms.termbase import Concept, Term, Termbase


@dataclass(frozen=True, slots=True)
class _Form:
    """How one form of TBX names its elements."""

    root: str
    style: str

    def tag(self, name: str) -> str:
        return f"{{{CORE}}}{name}" if self.root == "tbx" else name

    def category(self, parent: Any, category: str, value: str) -> Any:
        """Add a category with a value to an element; nothing for an empty value."""
        from lxml import etree

        if not value:
            return None
        element, namespace = CATEGORIES[category]
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

    >>> from toolkit.terms import load_termbase, parse_tbx
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
        return etree.Element("martif", {"type": "TBX-Basic", f"{XML}lang": "en"})
    extra: dict[str | None, str] = {"min": MIN, "basic": BASIC} if form.style == "dct" else {}
    namespaces: dict[str | None, str] = {None: CORE, **extra}
    attributes = {"type": "TBX-Basic", "style": form.style, f"{XML}lang": "en"}
    return etree.Element(form.tag("tbx"), attributes, nsmap=namespaces)


def _write_concept(body: Any, concept: Concept, form: _Form) -> None:
    from lxml import etree

    entry_tag, lang_tag, term_tag = (form.tag(tag) for tag in LEVELS[form.root])
    entry = etree.SubElement(body, entry_tag, {"id": concept.id})
    form.category(entry, "subjectField", concept.subject)
    form.category(entry, "definition", concept.definition)
    form.category(entry, "source", concept.source)
    form.category(entry, "projectSubset", "" if concept.confirmed else "unconfirmed")
    if concept.family not in ("", concept.id):
        form.category(entry, "crossReference", f"{VARIANT} {concept.family}").set("target", concept.family)
    form.note(entry, concept.note)
    for lang in dict.fromkeys(term.lang for term in concept.terms):
        section = etree.SubElement(entry, lang_tag, {f"{XML}lang": lang})
        for term in concept.terms:
            if term.lang == lang:
                _write_term(etree.SubElement(section, term_tag), term, form)


def _write_term(group: Any, term: Term, form: _Form) -> None:
    from lxml import etree

    etree.SubElement(group, form.tag("term")).text = term.text
    form.category(group, "partOfSpeech", term.part_of_speech)
    form.category(group, "administrativeStatus", STATUS[term.status])
    form.category(group, "source", term.source)
    form.note(group, term.note)
    for prefix, field in LISTS.items():
        for value in getattr(term, field):
            form.note(group, f"{prefix} {value}")
