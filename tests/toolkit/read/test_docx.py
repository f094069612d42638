"""What Word keeps apart from the text: numbers, notes, changes, hidden text, boxes, tables."""

import pytest

from tests.documents import docx, numbered, p
from toolkit.model import Document
from toolkit.read import read_bytes
from toolkit.read.counting import written


def texts(data: bytes, *, original: bool = False) -> list[str]:
    return [block.text for block in read_bytes(data, original=original).blocks]


def level(depth: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/>{more}</w:lvl>'
    )


def lists(levels: str, *nums: str) -> str:
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>' + "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{inside}</w:num>' for n, inside in enumerate(nums, 1)
    )


def test_numbers_count_on_and_restart_below() -> None:
    numbering = lists(level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)"), "")
    one = [numbered("One", 1), numbered("a", 1, 1), numbered("b", 1, 1), p("Between")]
    body = "".join([*one, numbered("Two", 1), numbered("a again", 1, 1)])
    assert texts(docx(body, numbering=numbering)) == [
        "1. One",
        "(a) a",
        "(b) b",
        "Between",
        "2. Two",
        "(a) a again",
    ]


def test_two_lists_of_one_kind_count_on_unless_one_starts_anew() -> None:
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = lists(level(0, "decimal", "%1)"), "", "", start)
    body = numbered("a", 1) + numbered("b", 2) + numbered("c", 3) + numbered("d", 3)
    assert texts(docx(body, numbering=numbering)) == ["1) a", "2) b", "5) c", "6) d"]


def test_levels_that_show_those_above_and_never_restart() -> None:
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", 3, '<w:lvlRestart w:val="0"/><w:isLgl/>')
    body = numbered("Part", 1) + numbered("x", 1, 1) + numbered("Part", 1) + numbered("y", 1, 1)
    assert texts(docx(body, numbering=lists(levels, ""))) == ["I. Part", "1.3 x", "II. Part", "2.4 y"]


@pytest.mark.parametrize(
    ("form", "value", "arabic", "label"),
    [
        ("decimalZero", 7, False, "07"),
        ("upperLetter", 28, False, "BB"),
        ("lowerRoman", 9, False, "ix"),
        ("arabicAbjad", 3, True, "ج"),
        ("arabicAlpha", 3, True, "ت"),
        ("hindiNumbers", 12, True, "١٢"),
        ("hindiNumbers", 12, False, "१२"),
        ("ordinal", 22, False, "22nd"),
        ("none", 3, False, ""),
        ("chicago", 5, False, "**"),
        ("someNewFormat", 3, False, "3"),
    ],
)
def test_how_numbers_are_written(form: str, value: int, arabic: bool, label: str) -> None:
    assert written(value, form, arabic=arabic) == label


def test_a_list_named_by_a_style_and_its_level() -> None:
    numbering = lists(level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)", 1, '<w:pStyle w:val="Sub"/>'), "")
    num = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        f'<w:style w:type="paragraph" w:styleId="Para">{num}</w:style>'
        f'<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Para"/>{num}</w:style>'
    )
    off = '<w:pStyle w:val="Para"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("One", '<w:pStyle w:val="Para"/>') + p("sub", '<w:pStyle w:val="Sub"/>') + p("none", off)
    assert texts(docx(body, numbering=numbering, styles=styles)) == ["1. One", "a) sub", "none"]


def test_bullets_of_symbol_fonts() -> None:
    numbering = lists(level(0, "bullet", "\uf0b7"), "")
    assert texts(docx(numbered("Item", 1), numbering=numbering)) == ["• Item"]


CHANGED = (
    '<w:p><w:r><w:t xml:space="preserve">The Conference </w:t></w:r><w:ins><w:r><w:t>requested</w:t></w:r></w:ins>'
    "<w:del><w:r><w:delText>asked</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r></w:p>"
)


def test_tracked_changes_in_both_views() -> None:
    moved = "<w:moveFrom><w:r><w:t>A</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>B</w:t></w:r></w:moveTo>"
    data = docx(f"{CHANGED}<w:p>{moved}</w:p>")
    assert texts(data) == ["The Conference requested.", "B"]
    assert texts(data, original=True) == ["The Conference asked.", "A"]


def test_a_deleted_paragraph_end_joins_two_paragraphs() -> None:
    mark = "<w:rPr><w:del/></w:rPr>"
    data = docx(p("One ", mark) + p("two.") + p("Last", mark))
    assert texts(data) == ["One two.", "Last"]
    assert texts(data, original=True) == ["One", "two.", "Last"]


def test_deleted_rows_and_cells() -> None:
    row = "<w:tr><w:trPr>{}</w:trPr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = f"<w:tbl>{row.format('', p('a'), p('b'))}{row.format('<w:del/>', p('c'), p('d'))}</w:tbl>"
    assert texts(docx(table)) == ["a", "b"]
    assert texts(docx(table), original=True) == ["a", "b", "c", "d"]


def test_hidden_text_is_left_out() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = (
        p("seen")
        + p("hidden", run="<w:vanish/>")
        + p("hidden", run='<w:rStyle w:val="H"/>')
        + p("hidden", '<w:pStyle w:val="P"/>')
        + p("seen again", '<w:pStyle w:val="P"/>', '<w:vanish w:val="0"/>')
    )
    assert texts(docx(body, styles=styles)) == ["seen", "seen again"]


def note(number: int, text: str, kind: str = "footnote") -> str:
    return f'<w:{kind} w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> {text}</w:t></w:r></w:p></w:{kind}>'


def call(number: int, sign: str = "") -> str:
    own = ' w:customMarkFollows="1"' if sign else ""
    return f'<w:r><w:footnoteReference w:id="{number}"{own}/>{f"<w:t>{sign}</w:t>" if sign else ""}</w:r>'


def read_notes() -> Document:
    body = (
        f"<w:p><w:r><w:t>1. First</w:t></w:r>{call(7)}<w:r><w:t>.</w:t></w:r></w:p>"
        f"<w:p><w:r><w:t>2. Second</w:t></w:r>{call(9, '*')}{call(8)}</w:p>"
        '<w:p><w:r><w:t>3. Third</w:t></w:r><w:r><w:endnoteReference w:id="2"/></w:r></w:p>'
    )
    separator = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    own = '<w:footnote w:id="9"><w:p><w:r><w:t>*</w:t></w:r><w:r><w:t>A/1.</w:t></w:r></w:p></w:footnote>'
    return read_bytes(
        docx(
            body,
            footnotes=separator + note(8, "Note two.") + own + note(7, "Note one."),
            endnotes=note(2, "End.", "endnote"),
        )
    )


def test_notes_are_tied_to_their_marks() -> None:
    assert [(block.key, block.anchor, block.text) for block in read_notes().blocks] == [
        ("1", "", "1. First(1)."),
        ("fn-1", "1", "(1) Note one."),
        ("2", "", "2. Second*(2)"),
        ("fn-*", "2", "* A/1."),
        ("fn-2", "2", "(2) Note two."),
        ("3", "", "3. Third(i)"),
        ("fn-", "3", "(i) End."),
    ]


def test_text_boxes_once() -> None:
    box = f"<w:txbxContent>{p('In the box')}</w:txbxContent>"
    drawing = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(docx(f"<w:p><w:r><w:t>Before</w:t></w:r>{drawing}</w:p>{p('After')}")) == [
        "Before",
        "In the box",
        "After",
    ]


def test_fields_give_their_results() -> None:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:t>code</w:t></w:r>"
    field = f"{char('begin')}{code}{char('separate')}<w:r><w:t>shown</w:t></w:r>{char('end')}"
    assert texts(docx(f"<w:p>{field}<w:r><w:t> and after</w:t></w:r></w:p>")) == ["shown and after"]


def test_tables_cell_by_cell() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"

    wide = cell("a", '<w:gridSpan w:val="2"/>')
    rows = f"<w:tr>{wide}{cell('b')}</w:tr><w:tr>{cell('c')}{cell('d')}{cell('')}</w:tr>"
    frame = f"<w:tbl><w:tr><w:tc>{p('1. In a frame.')}</w:tc></w:tr></w:tbl>"
    blocks = read_bytes(docx(f"<w:tbl>{rows}</w:tbl>{frame}")).blocks
    assert [(block.key, block.text) for block in blocks] == [
        ("t-1-1-1", "a"),
        ("t-1-1-3", "b"),
        ("t-1-2-1", "c"),
        ("t-1-2-2", "d"),
        ("1", "1. In a frame."),
    ]


def test_headers_give_the_symbol_and_no_text() -> None:
    document = read_bytes(docx(p("1. Text."), header=p("A/RES/64/293")))
    assert document.symbol == "A/RES/64/293"
    assert [block.text for block in document.blocks] == ["1. Text."]


def test_signs_of_runs() -> None:
    runs = '<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:br/><w:sym w:font="Symbol" '
    assert texts(docx(f'<w:p>{runs}w:char="F02A"/></w:r></w:p>')) == ["a b\u2011c \uf02a"]


def test_headings_by_style() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="heading 2"/></w:style>'
    document = read_bytes(docx(p("Background", '<w:pStyle w:val="X"/>') + p("1. Text."), styles=styles))
    assert [block.kind.value for block in document.blocks] == ["heading", "paragraph"]
