"""A new XLIFF file from segments: what a CAT tool opens to edit, and what comes back from it.

Source: XLIFF 1.2, OASIS Standard, 1 February 2008; XLIFF 2.1, OASIS Standard, 13 February 2018.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from toolkit.model import BitextError
from toolkit.xliff.content import ILLEGAL, Content
from toolkit.xliff.names import METADATA, NS_12, NS_20, TOOL, State
from toolkit.xliff.segments import XliffSegment

WRITTEN = ("1.2", "2.1")
_NMTOKEN = re.compile(r"[\w.:·-]+")
_STATES_12 = {State.DRAFT: "needs-review-translation", State.TRANSLATED: "translated", State.CONFIRMED: "final"}
_STATES_2 = {State.DRAFT: "initial", State.TRANSLATED: "translated", State.CONFIRMED: "final"}


def write_xliff(
    segments: Iterable[XliffSegment], version: str, source_lang: str, target_lang: str, original: str = "memory"
) -> Iterator[str]:
    """The text of a file, piece by piece; ids must be unique.

    Notes, props and states go along; ``version`` is 1.2 or 2.1.  Raises BitextError for another version, for an id
    that the version cannot hold, and for a character that XML cannot hold.

    >>> made = "".join(write_xliff([XliffSegment("1", ("نعم",), ("Yes",))], "1.2", "ar", "en"))
    >>> "<source>نعم</source><target" in made.replace("\\n", "")
    True
    """
    if version not in WRITTEN:
        raise BitextError(f"XLIFF {version} is not written", remedy=f"ask for {' or '.join(WRITTEN)}")
    old = version == "1.2"
    yield (_head_12 if old else _head_2)(source_lang, target_lang, original)
    seen: set[str] = set()
    for segment in segments:
        if segment.id in seen or not (old or _NMTOKEN.fullmatch(segment.id)):
            raise BitextError(f"{segment.id!r} cannot be an id here", remedy="give each unit an id of its own")
        seen.add(segment.id)
        text = (_unit_12 if old else _unit_2)(segment)
        bad = ILLEGAL.search(text)
        if bad:
            raise BitextError(f"unit {segment.id!r}: U+{ord(bad[0]):04X} cannot stand in XML", remedy="remove it")
        yield text
    yield "</body>\n</file>\n</xliff>\n" if old else "</file>\n</xliff>\n"


def _head_12(source_lang: str, target_lang: str, original: str) -> str:
    langs = f"source-language={quoteattr(source_lang)} target-language={quoteattr(target_lang)}"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff xmlns="{NS_12}" version="1.2">\n'
        f'<file original={quoteattr(original)} {langs} datatype="plaintext">\n<body>\n'
    )


def _head_2(source_lang: str, target_lang: str, original: str) -> str:
    langs = f"srcLang={quoteattr(source_lang)} trgLang={quoteattr(target_lang)}"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<xliff xmlns="{NS_20}" xmlns:mda="{METADATA}" version="2.1" {langs}>\n'
        f'<file id="f1" original={quoteattr(original)}>\n'
    )


def _unit_12(segment: XliffSegment) -> str:
    approved = ' approved="yes"' if segment.state is State.CONFIRMED else ""
    parts = [f'<trans-unit id={quoteattr(segment.id)}{approved} xml:space="preserve">\n']
    parts.append(f"<source>{markup(segment.source)}</source>\n")
    if segment.target is not None:
        state = _STATES_12.get(segment.state, "needs-translation")
        parts.append(f'<target state="{state}">{markup(segment.target)}</target>\n')
    if segment.props:
        parts.append('<context-group purpose="information">\n')
        parts += [
            f"<context context-type={quoteattr(name)}>{_text(text)}</context>\n" for name, text in segment.props
        ]
        parts.append("</context-group>\n")
    parts += [f"<note>{_text(note)}</note>\n" for note in segment.notes]
    return "".join([*parts, "</trans-unit>\n"])


def _unit_2(segment: XliffSegment) -> str:
    parts = [f"<unit id={quoteattr(segment.id)}>\n"]
    if segment.props:
        parts.append(f'<mda:metadata><mda:metaGroup category="{TOOL}">\n')
        parts += [f"<mda:meta type={quoteattr(name)}>{_text(text)}</mda:meta>\n" for name, text in segment.props]
        parts.append("</mda:metaGroup></mda:metadata>\n")
    if segment.notes:
        parts.append("".join(["<notes>", *(f"<note>{_text(note)}</note>" for note in segment.notes), "</notes>\n"]))
    if segment.data:
        data = "".join(f"<data id={quoteattr(name)}>{_text(text)}</data>" for name, text in segment.data)
        parts.append(f"<originalData>{data}</originalData>\n")
    parts.append(f'<segment state="{_STATES_2.get(segment.state, "initial")}">\n')
    parts.append(f'<source xml:space="preserve">{markup(segment.source)}</source>\n')
    if segment.target is not None:
        parts.append(f'<target xml:space="preserve">{markup(segment.target)}</target>\n')
    return "".join([*parts, "</segment>\n</unit>\n"])


def markup(content: Content) -> str:
    """A content as it stands in a file.

    >>> from toolkit.xliff import Code
    >>> markup(("a & ", Code("x", (("id", "1"),))))
    'a &amp; <x id="1"/>'
    """
    parts = []
    for part in content:
        if isinstance(part, str):
            parts.append(_text(part))
        else:
            attributes = "".join(f" {name}={quoteattr(value)}" for name, value in part.attributes)
            inner = markup(part.content)
            parts.append(
                f"<{part.name}{attributes}>{inner}</{part.name}>" if inner else f"<{part.name}{attributes}/>"
            )
    return "".join(parts)


def _text(text: str) -> str:
    return escape(text, {"\r": "&#13;"})
