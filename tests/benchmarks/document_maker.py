"""Test documents made with LibreOffice from our own texts: the same content as text, ODT, DOCX and PDF.

    python tests/benchmarks/document_maker.py     makes the files in tests/data/read/documents again

A document is a list of items; ``[[...]]`` in a text is a footnote, ``[[*|...]]`` one with a mark of its own.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "tests" / "data" / "read" / "documents"
LINES = ROOT / "tests" / "data" / "repair" / "ctoc-cop-2012-4.lines.tsv"
ENGLISH = ROOT / "examples" / "ctoc-cop-2012-4" / "ctoc-cop-2012-4.en.txt"
_NOTE_RE = re.compile(r"\[\[(?:(\*+)\|)?(.*?)\]\]")
_RULE = "─" * 17


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a document: a heading, a paragraph, a numbered list, a table, or text in two columns."""

    kind: str
    texts: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document is set."""

    rtl: bool = True
    font: str = "Amiri"
    align: str = "justify"
    header: str = "CTOC/COP/2012/4"

    @property
    def suffix(self) -> str:
        """What follows a list's number."""
        return "-" if self.rtl else "."


_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'{font}'"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties style:writing-mode="{mode}"/>
<style:text-properties style:font-name="F" style:font-name-complex="F" fo:font-size="12pt"
 style:font-size-complex="13pt" fo:language="en" fo:country="US" style:language-complex="ar"
 style:country-complex="EG"/></style:default-style>
<style:style style:name="Body" style:family="paragraph"><style:paragraph-properties fo:text-align="{align}"
 fo:margin-bottom="0.2cm" style:writing-mode="{mode}"/></style:style>
<style:style style:name="Head" style:family="paragraph" style:default-outline-level="1">
<style:paragraph-properties fo:text-align="{side}" fo:margin-top="0.4cm" fo:margin-bottom="0.3cm"
 style:writing-mode="{mode}"/>
<style:text-properties fo:font-weight="bold" style:font-weight-complex="bold"/></style:style>
<style:style style:name="Foot" style:family="paragraph"><style:paragraph-properties style:writing-mode="{mode}"/>
<style:text-properties fo:font-size="9pt" style:font-size-complex="10pt"/></style:style>
<style:style style:name="Cell" style:family="paragraph"><style:paragraph-properties style:writing-mode="{mode}"/>
</style:style>
<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1"
 style:num-suffix="{suffix}"><style:list-level-properties
 text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment
 text:label-followed-by="listtab" text:list-tab-stop-position="1.2cm" fo:text-indent="0cm" fo:margin-left="0cm"/>
</style:list-level-properties></text:list-level-style-number></text:list-style>
<text:notes-configuration text:note-class="footnote" style:num-format="1" text:footnotes-position="page"
 text:start-numbering-at="document"/>
</office:styles>
<office:automatic-styles>
<style:style style:name="Two" style:family="section"><style:section-properties style:writing-mode="{mode}">
<style:columns fo:column-count="2" fo:column-gap="0.8cm"/></style:section-properties></style:style>
<style:style style:name="Tab" style:family="table"><style:table-properties style:writing-mode="{mode}"
 style:width="16cm" table:align="margins"/></style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm"
 fo:border="0.5pt solid #000000"/></style:style>
<style:page-layout style:name="pm"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
 fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="2.5cm" fo:margin-right="2.5cm"
 style:writing-mode="{mode}"><style:footnote-sep style:width="0.018cm" style:rel-width="25%" style:color="#000000"
 style:line-style="solid"/></style:page-layout-properties>
<style:header-style><style:header-footer-properties fo:min-height="0.6cm" fo:margin-bottom="0.4cm"/>
</style:header-style><style:footer-style><style:header-footer-properties fo:min-height="0.6cm"
 fo:margin-top="0.4cm"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm">
<style:header><text:p text:style-name="Foot">{header}</text:p></style:header>
<style:footer><text:p text:style-name="Foot"><text:page-number text:select-page="current">1</text:page-number>
</text:p></style:footer></style:master-page></office:master-styles>
<office:body><office:text>"""


def flat_odt(items: Sequence[Item], setting: Setting) -> str:
    """A document as flat ODF."""
    count = [0]

    def inline(text: str) -> str:
        return _NOTE_RE.sub(lambda match: _note(match, count), html.escape(text, quote=False))

    parts = [
        _HEAD.format(
            font=setting.font,
            mode="rl-tb" if setting.rtl else "lr-tb",
            side="right" if setting.rtl else "left",
            align=setting.align,
            suffix=setting.suffix,
            header=setting.header,
        ).replace(">\n<", "><")
    ]
    for item in items:
        body = [f'<text:p text:style-name="Body">{inline(text)}</text:p>' for text in item.texts]
        if item.kind == "heading":
            parts += [
                f'<text:h text:outline-level="1" text:style-name="Head">{inline(t)}</text:h>' for t in item.texts
            ]
        elif item.kind == "list":
            inside = "".join(f"<text:list-item>{text}</text:list-item>" for text in body)
            parts.append(f'<text:list text:style-name="L" text:continue-numbering="true">{inside}</text:list>')
        elif item.kind == "columns":
            parts.append(f'<text:section text:style-name="Two" text:name="s">{"".join(body)}</text:section>')
        elif item.kind == "table":
            parts.append(_table([[inline(cell) for cell in row] for row in item.rows]))
        else:
            parts += body
    return "".join([*parts, "</office:text></office:body></office:document>"])


def _note(match: re.Match[str], count: list[int]) -> str:
    label = match[1] or ""
    count[0] += not label
    citation = f'<text:note-citation text:label="{label}">{label}' if label else f"<text:note-citation>{count[0]}"
    return (
        f'<text:note text:id="n{match.start()}-{count[0]}" text:note-class="footnote">{citation}</text:note-citation>'
        f'<text:note-body><text:p text:style-name="Foot">{match[2]}</text:p></text:note-body></text:note>'
    )


def _table(rows: Sequence[Sequence[str]]) -> str:
    cell = '<table:table-cell table:style-name="C"><text:p text:style-name="Cell">{}</text:p></table:table-cell>'
    inside = "".join(f"<table:table-row>{''.join(cell.format(c) for c in row)}</table:table-row>" for row in rows)
    columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
    return f'<table:table table:style-name="Tab">{columns}{inside}</table:table>'


def truth(items: Sequence[Item], setting: Setting) -> list[str]:
    """The blocks of a document as they must be read: numbers written out, each note behind the block of its call."""
    blocks: list[str] = []
    cover: list[str] = []  # notes called before the first heading: they stand behind the cover
    first = next((place for place, item in enumerate(items) if item.kind == "heading"), 0)
    notes, number = 0, 0
    for place, item in enumerate(items):
        if place == first:
            blocks += cover
        texts = [cell for row in item.rows for cell in row] or item.texts
        for text in texts:
            called: list[str] = []

            def mark(match: re.Match[str], called: list[str] = called) -> str:
                nonlocal notes
                notes += not match[1]
                sign = match[1] or f"({notes})"
                called.append(f"{sign} {match[2]}")
                return sign

            shown = _NOTE_RE.sub(mark, text)
            if item.kind == "list":
                number += 1
                shown = f"{number}{setting.suffix} {shown}"
            blocks.append(shown)
            (cover if place < first else blocks).extend(called)
    return blocks


def convert(files: Sequence[Path], form: str) -> None:
    """Convert files with LibreOffice, into their own folder."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        sys.exit("LibreOffice (writer) is not installed: apt-get install libreoffice-writer")
    with tempfile.TemporaryDirectory() as profile:
        command = [office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", form, "--outdir"]
        subprocess.run([*command, str(files[0].parent), *map(str, files)], check=True, capture_output=True)


def units() -> dict[str, str]:
    """The restored units of the report: cover to paragraph 12."""
    found: dict[str, list[str]] = {}
    for row in LINES.read_text(encoding="utf-8").splitlines()[1:]:
        unit, _, text = row.split("\t")
        found.setdefault(unit, []).append(text)
    return {unit: " ".join(texts) for unit, texts in found.items()}


def report(lang: str) -> tuple[list[Item], Setting]:
    """The report's restored part in Arabic, or the same part in English."""
    if lang == "ar":
        own = units()
        own["cover-3"] = own["cover-3"].replace("*", f"[[*|{own.pop('cover-7').removeprefix('* ')}]]")
        note = own.pop("fn1").removeprefix("(1) ")
        own["p6"] = own["p6"].replace("(١)", f"[[{note}]]")
        return [Item("heading" if key.startswith("h-") else "text", (text,)) for key, text in own.items()], Setting()
    text = ENGLISH.read_text(encoding="utf-8")
    blocks = [block.strip() for block in text.split("\n\n") if block.strip()]
    notes = [block for block in blocks if block.startswith("(1)")]
    star = next(block for block in blocks if block.startswith("* "))
    kept = blocks[: next(n for n, block in enumerate(blocks) if block.startswith("B. "))]
    items = []
    for block in kept:
        if block != star:
            block = re.sub(r"agenda\*$", f"agenda[[*|{star[2:]}]]", block)
            block = block.replace("(1)", f"[[{notes[0].removeprefix('(1) ')}]]")
            items.append(Item("heading" if re.match(r"(?:[IV]+|A)\. ", block) else "text", (block,)))
    return items, Setting(rtl=False, font="Liberation Serif")


def mixed() -> tuple[list[Item], Setting]:
    """All that is hard in one document: lists, a table, two columns, mixed digits and Latin, kashida."""
    own = units()
    bare = [re.sub(r"^[٠-٩]+- ", "", own[f"p{n}"]) for n in range(1, 13)]
    rows = (
        ("البند", "السنة", "Symbol"),
        ("الاتجار بالأشخاص (المادة ٣)", "٢٠١٢", "CTOC/COP/2012/4"),
        (own["p4"][3:120].strip(), "15-19", "A/RES/64/293"),
        ("ISO 9001 للجودة", "٣٫٥٪", "PDF/A-1b (draft)"),
    )
    last = (
        "يحتوي الملف report_2012.pdf على 25 صفحة (انظر http://www.un.org/ar/index.html) وعلى جداول Excel بقيمة 3.5% "
        "و 1,200 دولار في 15-19 أكتوبر 2012[[انظر الوثيقة A/RES/55/25، المرفق الأول، الفقرة 12 (ب).]] وكذلك "
        '«نص بين علامتين» و"نص آخر" [معقوفان].'
    )
    items = [
        Item("heading", ("أولاً- مقدّمة",)),
        Item("list", tuple(bare[:4])),
        Item("table", rows=rows),
        Item("list", tuple(bare[4:6])),
        Item("columns", tuple(bare[6:12])),
        Item("text", (last,)),
    ]
    return items, Setting(font="DejaVu Sans")


def plain_text(items: Sequence[Item], setting: Setting) -> str:
    """A report as text: blocks parted by blank lines, the notes behind a rule at the end, as our example has them."""
    blocks = truth(items, setting)
    notes = [block for block in blocks if block.startswith(("(1) ", "* "))]
    return "\n\n".join([*(block for block in blocks if block not in notes), _RULE, *notes]) + "\n"


def main() -> None:
    """Make the files that the tests keep."""
    KEPT.mkdir(parents=True, exist_ok=True)
    documents = {"report.ar": report("ar"), "report.en": report("en"), "mixed.ar": mixed()}
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, (items, setting) in documents.items():
            files.append(Path(folder) / f"{name}.fodt")
            files[-1].write_text(flat_odt(items, setting), encoding="utf-8")
        for form in ("docx", "pdf", "odt", "rtf"):
            convert(files, form)
        for form in ("docx", "pdf"):
            for file in files:
                shutil.copy(file.with_suffix(f".{form}"), KEPT)
        for form in ("odt", "rtf"):
            shutil.copy(files[2].with_suffix(f".{form}"), KEPT)
    for name, (items, setting) in documents.items():
        text = plain_text(items, setting) if name.startswith("report") else "\n".join(truth(items, setting)) + "\n"
        (KEPT / f"{name}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
