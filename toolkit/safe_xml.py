"""The one way in which the toolkit parses XML that somebody else wrote: nothing fetched, nothing expanded.

``tmx`` has its own streaming reader; everything else (termbases, XLIFF, the parts of a DOCX) comes through here.
"""

from __future__ import annotations

from typing import Any

from toolkit.model import BitextError

#: No document of a translator's comes near it; a part of a zip that unpacks to more is an attack.
MAX_BYTES = 256 * 1024 * 1024


def parse_xml(
    data: bytes,
    path: object = None,
    *,
    remedy: str = "mend it in the program that wrote it",
    keep_all: bool = False,
) -> Any:
    """The root element (lxml) of an XML document; comments and processing instructions are left out.

    ``keep_all`` keeps these and CDATA sections, for a file that is changed here and there and written again.

    A document that declares entities is refused, since expanding them is how entity bombs and file thefts work;
    a bare ``<!DOCTYPE>`` is allowed and never read.  Depth and lengths keep libxml2's own limits.  Raises
    BitextError with path and line for what is not well formed, declares entities or is larger than ``MAX_BYTES``.

    >>> parse_xml(b"<tbx type='TBX-Basic'><text/></tbx>").get("type")
    'TBX-Basic'
    >>> parse_xml(b"<tbx>")
    Traceback (most recent call last):
    toolkit.model.BitextError: not well-formed XML: ...
    """
    from lxml import etree

    if len(data) > MAX_BYTES:
        raise BitextError(f"larger than {MAX_BYTES >> 20} MB", path=path, remedy="split it")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=not keep_all,
        remove_pis=not keep_all,
        strip_cdata=not keep_all,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        said = " ".join((error.msg or "the file is empty").split())  # libxml2 breaks some messages over lines
        message = f"not well-formed XML: {said}"
        raise BitextError(message, path=path, line=error.lineno or None, remedy=remedy) from error
    _refuse_entities(root, path)
    return root


def _refuse_entities(root: Any, path: object) -> None:
    """Raise for an internal subset that declares anything; lxml keeps it although it was not applied."""
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise BitextError("declares entities, which are never expanded here", path=path, remedy="remove the DOCTYPE")


def local_name(element: Any) -> str:
    """The name of an element without its namespace; empty for what is no element.

    >>> local_name(parse_xml(b"<a:b xmlns:a='urn:x'/>"))
    'b'
    """
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
