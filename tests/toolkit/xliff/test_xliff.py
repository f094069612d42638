import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import tmx
from tests.xliff_contents import contents, segments_of_tmx
from toolkit.model import BitextError
from toolkit.xliff import Code, Filling, Proposal, State, codes_of, read, read_bytes, text_of
from toolkit.xliff.content import read_content, write_content
from toolkit.xliff.names import NS_12, NS_20
from toolkit.xliff.tmx_codes import Numbers, from_tmx_2, from_tmx_12, to_tmx

DATA = Path(__file__).parents[2] / "data" / "exchange"
JOBS = ("job-1.2.xlf", "job-2.1.xlf")


@pytest.mark.parametrize("name", JOBS)
def test_a_file_that_nothing_is_put_into_stays_as_it_is(name: str) -> None:
    data = (DATA / name).read_bytes()
    again = read(DATA / name).filled({})
    assert read_bytes(again).segments == read_bytes(data).segments
    assert read_bytes(again).written() == again
    assert again.count(b"<!--") == data.count(b"<!--")
    assert again.split(b"<xliff")[0] == data.split(b"<xliff")[0]


@pytest.mark.parametrize(
    "case", json.loads((DATA / "bad_xliff.json").read_text(encoding="utf-8")), ids=lambda c: c["name"]
)
def test_bad_files_are_refused_with_a_reason(case: dict[str, str]) -> None:
    with pytest.raises(BitextError, match=case["says"]) as error:
        read_bytes(case["data"].encode("utf-8"), "job.xlf")
    assert str(error.value).startswith("job.xlf:")
    assert "\n" not in str(error.value)


def test_segments_carry_ids_states_notes_and_where_they_stand() -> None:
    found = {segment.id: segment for segment in read(DATA / "job-1.2.xlf").segments}
    assert {name: one.state for name, one in found.items() if one.target} == {
        "done": State.CONFIRMED,
        "copied": State.NEW,
    }
    assert found["number"].target == ()
    assert found["number"].notes == ("for the cover",)
    assert found["locked"].locked
    assert found["parts/2"].source == ("Report for 2012",)
    assert found["tags"].source[1] == Code("g", (("id", "7"),), ("Article 5",))
    assert text_of(found["new"].source) == "Nothing of this is known & <b>"
    assert [name for name, one in found.items() if not one.open] == ["locked", "done"]


@pytest.mark.parametrize("name", JOBS)
def test_what_is_put_in_is_read_back(name: str) -> None:
    file = read(DATA / name)
    fillings = {
        one.id: Filling((f"نص {one.id}", *codes_of(one.source)), State.TRANSLATED, "exact")
        for one in file.segments
        if one.open
    }
    for segment in read_bytes(file.filled(fillings)).segments:
        if segment.id in fillings:
            assert segment.target == fillings[segment.id].target
            assert segment.state is State.TRANSLATED
    assert len(fillings) >= 5


def test_a_unit_is_as_sure_as_its_least_sure_segment() -> None:
    file = read(DATA / "job-1.2.xlf")
    done = Filling(("نعم",), State.TRANSLATED, "exact")
    data = file.filled({"parts/1": done, "parts/2": Filling(("تقرير",), State.DRAFT)})
    unit = etree.fromstring(data).find(".//{*}trans-unit[@id='parts']")
    assert unit.find("{*}target").get("state") == "needs-translation"  # the third segment has nothing yet
    again = read_bytes(data)
    data = again.filled({"parts/3": done})
    assert etree.fromstring(data).find(".//{*}trans-unit[@id='parts']/{*}target").get("state") == "needs-translation"


@pytest.mark.parametrize("name", JOBS)
def test_matches_stand_beside_the_segment(name: str) -> None:
    file = read(DATA / name)
    proposal = Proposal(("Yes!",), ("نعم!",), 87.5, "CTOC/COP/2012/4")
    segment = next(one for one in file.segments if one.open)
    root = etree.fromstring(file.filled({segment.id: Filling(None, proposals=(proposal,), note="look")}))
    if name == "job-1.2.xlf":
        match = root.find(".//{*}alt-trans")
        assert match.get("match-quality") == "88%"
    else:
        match = root.find(".//{urn:oasis:names:tc:xliff:matches:2.0}match")
        assert (match.get("similarity"), match.get("ref")) == ("87.50", "#exact")
    assert match.get("origin") == "CTOC/COP/2012/4"
    assert match.find("{*}target").text == "نعم!"
    assert any(note.text == "look" for note in root.iter("{*}note"))


def test_a_language_is_written_where_the_file_names_none() -> None:
    data = (DATA / "job-1.2.xlf").read_bytes().replace(b' target-language="ar"', b"")
    assert read_bytes(data).target_lang == ""
    assert read_bytes(read_bytes(data).filled({}, target_lang="fr")).target_lang == "fr"


def test_ids_that_come_twice_are_told_apart() -> None:
    data = (DATA / "job-1.2.xlf").read_bytes().replace(b'id="two"', b'id="exact"')
    file = read_bytes(data)
    assert {"exact", "exact~2"} <= {segment.id for segment in file.segments}
    assert "كرسي".encode() in file.filled({"exact~2": Filling(("كرسي",))})


@settings(deadline=None, max_examples=60)
@given(contents())
def test_contents_come_back_from_xml(content: tuple[str | Code, ...]) -> None:
    for namespace in (NS_12, NS_20, ""):
        element = etree.Element("source")
        write_content(element, content, namespace)
        assert read_content(etree.fromstring(etree.tostring(element)), namespace) == content


@settings(deadline=None, max_examples=60)
@given(segments_of_tmx())
def test_codes_of_tmx_come_back_from_xliff(segment: tmx.Segment) -> None:
    data: dict[str, str] = {}
    assert to_tmx(from_tmx_12(segment), Numbers(), {}) == segment
    modern = from_tmx_2(segment, data)
    assert to_tmx(modern, Numbers(), {name: text for text, name in data.items()}) == segment


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc", "Cn"))))
def test_any_text_can_be_a_target(text: str) -> None:
    file = read(DATA / "job-2.1.xlf")
    data = file.filled({"new": Filling((text,) if text else ())})
    assert text_of(next(one for one in read_bytes(data).segments if one.id == "new").target or ()) == text


def test_utf_16_stays_utf_16() -> None:
    text = (DATA / "job-2.1.xlf").read_text(encoding="utf-8").replace("UTF-8", "UTF-16")
    data = read_bytes(text.encode("utf-16")).filled({"new": Filling(("نعم",))})
    assert data.startswith(b"\xff\xfe")
    assert read_bytes(data).segments[-1].target == ("نعم",)


def test_a_file_of_windows_keeps_its_mark_and_line_ends() -> None:
    data = b"\xef\xbb\xbf" + (DATA / "job-1.2.xlf").read_bytes().replace(b"\n", b"\r\n")
    again = read_bytes(data).filled({"new": Filling(("نعم",))})
    assert again.startswith(b"\xef\xbb\xbf<?xml")
    assert again.count(b"\n") == again.count(b"\r\n") > 20
    assert read_bytes(again).written() == again


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    data = read(DATA / "job-1.2.xlf").filled({"new": Filling(("ن\x00ع\x0bم",))})
    assert next(one for one in read_bytes(data).segments if one.id == "new").target == ("نعم",)
