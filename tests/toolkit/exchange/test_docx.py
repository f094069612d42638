import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.outside import require_program
from tests.word import docx, run
from toolkit.cli import run as bitext
from toolkit.exchange.docx_file import read_docx
from toolkit.exchange.finder import finder, opened
from toolkit.exchange.pretranslate import Pretranslation, pretranslate
from toolkit.model import BitextError
from toolkit.xliff import Filling, State, text_of

DATA = Path(__file__).parents[2] / "data" / "exchange"
MEMORY = str(DATA / "memory.tmx")
BOLD = "<w:b/>"
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)


def filled(data: bytes) -> Pretranslation:
    with opened(MEMORY) as store:
        job = read_docx("a.docx", data, lang="en")
        return pretranslate(job, finder(store, "en", "ar", threshold=75), target_lang="ar")


def texts(data: bytes) -> list[str]:
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    return ["".join(paragraph.itertext("{*}t")) for paragraph in root.iter("{*}p")]


def document(data: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode("utf-8")


def test_sentences_are_filled_and_the_rest_stays() -> None:
    data = docx(
        run("Yes"), run("Sixth session. Nobody knows. ") + run("Yes", "<w:lang w:val='en-GB'/>"), run("New"), ""
    )
    done = filled(data)
    assert texts(done.data) == ["نعم", "الدورة السادسة Nobody knows. نعم", "New", ""]
    assert [outcome.id for outcome in done.outcomes] == ["1.1", "2.1", "2.3", "2.5", "3.1"]


def test_a_filled_paragraph_runs_from_right_to_left_and_a_mixed_one_stays() -> None:
    text = document(filled(docx(run("Yes"), run("Sixth session. Nobody knows."))).data)
    assert text.count("<w:bidi/>") == 1
    assert text.count("<w:rtl/>") == 1


def test_a_paragraph_that_turns_round_begins_at_its_own_side() -> None:
    sides = ("<w:pPr><w:jc w:val='left'/></w:pPr>", "<w:pPr><w:bidi/><w:jc w:val='left'/></w:pPr>")
    text = document(filled(docx(*(side + run("Yes") for side in sides), sides[0] + run("New"))).data)
    assert text.count("<w:bidi/>") == 2
    assert text.count("<w:jc ") == 2  # the second was from right to left before, the third stays in English


def test_formatting_links_and_notes_go_where_the_memory_has_them() -> None:
    data = docx(run("See ") + run("Article 5", BOLD) + run(" of the Convention.") + NOTE, NOTE + run("Yes") + FIELD)
    root = etree.fromstring(document(filled(data).data).encode("utf-8"))
    first, second = root.iter("{*}p")
    assert [(one.findtext("{*}t"), one.find("{*}rPr/{*}b") is not None) for one in first.iter("{*}r")] != []
    assert "".join(first.itertext("{*}t")) == "انظر المادة ٥ من الاتفاقية."
    assert len(list(first.iter("{*}footnoteReference"))) == 1
    assert "".join(second.itertext("{*}t")) == "نعم7"
    assert [one.text for one in second.iter("{*}instrText")] == ["PAGE"]


def test_drafts_are_highlighted() -> None:
    text = document(filled(docx(run("Report for 2013"), run("Yes"))).data)
    assert "تقرير عام ٢٠١٣" in text
    assert text.count('<w:highlight w:val="yellow"/>') == 1


def test_paragraphs_with_tracked_changes_wait() -> None:
    data = docx(f"<w:ins w:id='1' w:author='a'>{run('Yes')}</w:ins>", run("Yes"))
    assert texts(filled(data).data) == ["Yes", "نعم"]


def test_a_document_that_nothing_is_put_into_keeps_its_words_and_parts() -> None:
    data = docx(run("Yes") + "<w:bookmarkStart w:id='1' w:name='a'/><w:r><w:tab/></w:r>" + run("no", BOLD) + FIELD)
    job = read_docx("a.docx", data, lang="en")
    assert text_of(job.segments[0].source) == "Yes\tno"
    again = job.filled({})
    assert document(again).count("<w:") == document(data).count("<w:")
    assert again == read_docx("a.docx", again, lang="en").filled({})
    assert zipfile.ZipFile(io.BytesIO(again)).namelist() == zipfile.ZipFile(io.BytesIO(data)).namelist()


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["One. ", "two", " ", NOTE, FIELD, "bold", "link", "\t"]), min_size=1, max_size=7))
def test_what_is_put_back_is_what_was_read(parts: list[str]) -> None:
    link = f'<w:hyperlink r:id="r9">{run("link", BOLD)}</w:hyperlink>'
    made = {"bold": run("bold", BOLD), "link": link, "\t": "<w:r><w:tab/></w:r>"}
    inside = "".join(made.get(part, part if part.startswith("<") else run(part)) for part in [*parts, "End."])
    job = read_docx("a.docx", docx(inside), lang="en")
    again = read_docx("a.docx", job.filled({one.id: Filling(one.source, State.TRANSLATED) for one in job.segments}))
    assert [one.source for one in again.segments] == [one.source for one in job.segments]
    assert texts(again.data) == texts(job.data)
    assert document(again.data).count("footnoteReference") == parts.count(NOTE)


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"", "zip"), (b"PK\x03\x04 cut", "zip"), (docx(""), "no text"), (docx("<w:r>"), "not well-formed")],
)
def test_bad_documents_are_refused(data: bytes, says: str) -> None:
    with pytest.raises(BitextError, match=says):
        read_docx("a.docx", data)


def test_the_command_fills_a_document(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx(run("Yes")))
    argv = ["pretranslate", str(tmp_path / "a.docx"), "--memory", MEMORY, "-o", str(tmp_path / "b.docx")]
    assert bitext([*argv, "--source-lang", "en", "--target-lang", "ar"]) == 0
    assert texts((tmp_path / "b.docx").read_bytes()) == ["نعم"]


@pytest.mark.client
def test_libreoffice_opens_a_filled_document(tmp_path: Path) -> None:
    office = require_program("soffice", "libreoffice")
    done = filled(docx(run("See ") + run("Article 5", BOLD) + run(" of the Convention."), run("Report for 2013")))
    (tmp_path / "a.docx").write_bytes(done.data)
    home = f"-env:UserInstallation=file://{tmp_path / 'home'}"
    command = [office, home, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=200)
    written = (tmp_path / "a.txt").read_text(encoding="utf-8-sig").split("\n")
    assert written[:2] == ["انظر المادة ٥ من الاتفاقية.", "تقرير عام ٢٠١٣"]
    shutil.rmtree(tmp_path / "home", ignore_errors=True)
