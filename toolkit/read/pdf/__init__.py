"""PDF: characters by their places, lines, columns, tables, notes, paragraphs.

The text of a PDF is a picture of a text; what it says is read off where each sign stands.  Uses pypdfium2 (extra
``pdf``).  Page headers, footers and page numbers are left out; pages that are pictures are an error, never silence.
"""

from __future__ import annotations

from typing import Any

from toolkit.model import BitextError
from toolkit.read.passages import Reading
from toolkit.read.pdf.assemble import passages_of
from toolkit.read.pdf.bounds import check_streams
from toolkit.read.pdf.furniture import remove_furniture
from toolkit.read.pdf.glyphs import CrowdedError, PageText
from toolkit.read.pdf.notes import take_notes
from toolkit.read.pdf.page import Page, level_edges, read_page

__all__ = ["read_pdf"]

#: More pages are not read at once; the longest UN reports have some 1,500.
MAX_PAGES = 3000
_TAIL = 2048  # bytes in which a whole file has its end mark


def read_pdf(data: bytes, path: str = "") -> Reading:
    """Read a PDF.

    Raises BitextError where it is encrypted, cut off, damaged, too long, or where pages are pictures of text.
    """
    document = _opened(data, path)
    try:
        pages = _pages(document, path)
    finally:
        document.close()
    heads = remove_furniture(pages)
    level_edges(pages)
    notes = take_notes(pages)
    passages, unsettled = passages_of(pages, notes)
    remarks = [f"{unsettled} lines whose places and text disagree; left to the repair"] if unsettled else []
    return Reading(tuple(passages), heads=tuple(heads), notes=tuple(remarks))


def _opened(data: bytes, path: str) -> Any:
    try:
        import pypdfium2
    except ImportError:
        raise BitextError(
            "reading PDF needs the package pypdfium2",
            path=path,
            remedy="pip install 'bitext-toolkit[pdf]'",
        ) from None
    if b"%%EOF" not in data[-_TAIL:]:
        raise BitextError("the PDF is cut off: its end is missing", path=path, remedy="get the file again")
    check_streams(data, path)
    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise BitextError(
                "the PDF is locked with a password", path=path, remedy="save a copy without a password"
            ) from error
        raise BitextError(
            "the PDF is damaged and cannot be opened",
            path=path,
            remedy="get the file again, or print it to a new PDF",
        ) from error
    if count == 0:
        raise BitextError("the PDF has no pages", path=path, remedy="get the file again")
    if count > MAX_PAGES:
        raise BitextError(
            f"the PDF has {count} pages; at most {MAX_PAGES} are read at once", path=path, remedy="split it"
        )
    return document


def _pages(document: Any, path: str) -> list[Page]:
    import pypdfium2

    text = PageText()
    pages: list[Page] = []
    pictures: list[int] = []
    rtl = False
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise BitextError(
                f"page {number} of the PDF is damaged", path=path, remedy="get the file again"
            ) from error
        try:
            made = read_page(page, number, text, rtl)
        except CrowdedError as error:
            message = f"page {number} of the PDF has {error} characters, more than a page can hold"
            raise BitextError(message, path=path, remedy="get a sound copy of the file") from None
        rtl = made.rtl
        if not made.items and _is_picture(page):
            pictures.append(number)
        pages.append(made)
        page.close()
    if pictures:
        raise BitextError(
            f"{_named(pictures)} without text: {'a picture' if len(pictures) == 1 else 'pictures'} of a page",
            path=path,
            remedy="run OCR on the file first (for example ocrmypdf), or take such pages out",
        )
    return pages


def _is_picture(page: Any) -> bool:
    """Whether pictures cover most of a page."""
    import pypdfium2.raw as raw

    width, height = page.get_size()
    area = 0.0
    for found in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = found.get_bounds()
        area += max(0.0, right - left) * max(0.0, top - bottom)
    return bool(area > 0.3 * width * height)


def _named(pages: list[int]) -> str:
    """Page numbers as ``page 3`` or ``pages 1-4, 9``."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    shown = [str(first) if first == last else f"{first}-{last}" for first, last in runs]
    more = f" and {len(shown) - 8} more" if len(shown) > 8 else ""
    return f"page{'s' if len(pages) > 1 else ''} {', '.join(shown[:8])}{more}"
