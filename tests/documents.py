"""Documents made by hand, part by part, for tests: what a word processor never writes, an attacker does."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_ROOT = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
PARTS = ("numbering", "styles", "footnotes", "endnotes", "settings", "header")


def zipped(members: Mapping[str, str | bytes] | Iterable[tuple[str, str | bytes]]) -> bytes:
    """A zip of some members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items() if isinstance(members, Mapping) else members:
            archive.writestr(name, content)
    return stream.getvalue()


def part(name: str, content: str) -> str:
    """A part of a DOCX: its root element with the usual namespaces."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><w:{name} xmlns:w="{W}" xmlns:r="{R}" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        f'xmlns:v="urn:schemas-microsoft-com:vml">{content}</w:{name}>'
    )


def docx(body: str, relationships: str = "", **parts: str) -> bytes:
    """A DOCX with this body and these parts (``numbering``, ``styles``, ``footnotes`` ...)."""
    links = "".join(
        f'<Relationship Id="p{n}" Type="{_OFFICE}/{name}" Target="{name}.xml"/>' for n, name in enumerate(parts)
    )
    members = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": "<Relationships "
        f'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}{relationships}</Relationships>',
    }
    roots = {"header": "hdr"}
    members |= {f"word/{name}.xml": part(roots.get(name, name), content) for name, content in parts.items()}
    return zipped(members)


def p(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def numbered(text: str, number: int, level: int = 0) -> str:
    """A paragraph in a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def pdf(pages: Iterable[str], *, fonts: Iterable[bytes] = (), packed: bool = False) -> bytes:
    """A PDF of content streams, one a page, with Helvetica as /F1; cross-references are right.

    ``fonts`` are further objects, the first of them the font /F2; ``packed`` streams are deflated.
    """
    contents = list(pages)
    objects: list[bytes] = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>"
        % (len(contents), b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(contents)))),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    second = 4 + 2 * len(contents)
    for content in contents:
        stream = content.encode("latin-1")
        stream = zlib.compress(stream, 9) if packed else stream
        filters = b"/Filter/FlateDecode" if packed else b""
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F1 3 0 R/F2 %d 0 R>>>>>>" % (len(objects) + 2, second)
        )
        objects.append(b"<</Length %d%s>>stream\n%s\nendstream" % (len(stream), filters, stream))
    objects += fonts
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content_bytes in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content_bytes)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n" % (len(objects) + 1, start)
    return bytes(out) + b"%%EOF\n"


def shown(*lines: str, top: int = 780, leading: int = 16, left: int = 72, size: int = 12) -> str:
    """A content stream that shows lines of Latin text one under the other."""
    moves = " ".join(f"({_escaped(line)}) Tj 0 -{leading} Td" for line in lines)
    return f"BT /F1 {size} Tf {left} {top} Td {moves} ET\n"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


#: A font /F2 whose codes are Unicode: what a PDF says of its text, without any glyphs of its own.
UNICODE_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/Any/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
    b"/BaseFont/Any/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/Any/Flags 4/FontBBox[0 -200 500 800]/Ascent 800/Descent -200"
    b"/ItalicAngle 0/CapHeight 700/StemV 80>>>>]/ToUnicode %d 0 R>>",
    b"/CIDInit/ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> "
    b"endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end",
)


def unicode_pdf(pages: list[list[tuple[float, float, str]]]) -> bytes:
    """A PDF of runs: each is drawn from (x, y) to the right, every sign 6 points wide, in the order of the text."""
    streams = []
    for runs in pages:
        shown_runs = (
            f"BT /F2 12 Tf 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n" for x, y, text in runs
        )
        streams.append("".join(shown_runs))
    number = 5 + 2 * len(pages)
    font, table = UNICODE_FONT
    return pdf(streams, fonts=(font % number, b"<</Length %d>>stream\n%s\nendstream" % (len(table), table)))
