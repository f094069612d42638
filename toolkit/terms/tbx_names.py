"""The names that TBX has for what a termbase holds, in both versions and both styles."""

from __future__ import annotations

from toolkit.terms.termbase import Status

#: What ``--to`` takes -> (root element, style).
TBX_FORMS: dict[str, tuple[str, str]] = {
    "tbx": ("tbx", "dca"),
    "tbx-dct": ("tbx", "dct"),
    "tbx2": ("martif", "dca"),
}
CORE = "urn:iso:std:iso:30042:ed-2"
MIN = "http://www.tbxinfo.net/ns/min"
BASIC = "http://www.tbxinfo.net/ns/basic"
XML = "{http://www.w3.org/XML/1998/namespace}"
#: Root -> names of the concept, language and term levels.
LEVELS = {"tbx": ("conceptEntry", "langSec", "termSec"), "martif": ("termEntry", "langSet", "tig")}
#: Category -> (DCA element, DCT namespace).
CATEGORIES = {
    "administrativeStatus": ("termNote", MIN),
    "partOfSpeech": ("termNote", MIN),
    "subjectField": ("descrip", MIN),
    "definition": ("descrip", BASIC),
    "projectSubset": ("admin", BASIC),
    "source": ("admin", BASIC),
    "crossReference": ("ref", BASIC),
}
#: What a note of a term begins with -> the field of ``Term`` that it belongs to.
LISTS = {"form:": "forms", "not in:": "not_in", "only in:": "only_in"}
#: What a reference says that ties a wording to the concept it varies; any other reference is a mere "see also".
VARIANT = "variant of"
STATUS = {status: f"{status.value}Term-admn-sts" for status in Status}
