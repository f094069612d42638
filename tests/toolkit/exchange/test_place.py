import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import tmx
from tests.xliff_contents import contents, segments_of_tmx
from toolkit.exchange.place import place, same_tags
from toolkit.xliff import Code, codes_of, text_of
from toolkit.xliff.content import read_content
from toolkit.xliff.tmx_codes import Numbers, to_tmx

CASES = json.loads((Path(__file__).parents[2] / "data" / "exchange" / "place.json").read_text(encoding="utf-8"))


def of_file(markup: str) -> tuple[str | Code, ...]:
    return read_content(etree.fromstring(f"<source>{markup}</source>"), "")


def of_memory(markup: str) -> tmx.Segment:
    head = '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>'
    return tmx.loads(f"{head}{markup}</seg></tuv></tu></body></tmx>")[0].variants[0].content


@pytest.mark.filterwarnings("ignore::tmx.TmxWarning")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_tags_go_where_they_belong_or_to_the_end(case: dict[str, str]) -> None:
    placed = place(of_file(case["source"]), of_memory(case["memory_source"]), of_memory(case["memory_target"]))
    assert placed.content == of_file(case["target"])
    assert placed.safe is case["safe"]


@settings(deadline=None, max_examples=60)
@given(contents(("g", "x", "mrk")), segments_of_tmx(), segments_of_tmx())
def test_every_tag_stands_once_and_no_text_is_lost(
    source: tuple[str | Code, ...], match_source: tmx.Segment, match_target: tmx.Segment
) -> None:
    placed = place(source, match_source, match_target)
    ids = Counter(code.get("id") for code in codes_of(source) if code.name != "mrk")
    assert Counter(code.get("id") for code in codes_of(placed.content)) == ids
    assert text_of(placed.content).split() == tmx.text_of(match_target).split()


@settings(deadline=None, max_examples=60)
@given(contents(("g", "x")), st.text(alphabet="ab ", max_size=8))
def test_a_memory_with_the_files_own_tags_gives_them_back(source: tuple[str | Code, ...], text: str) -> None:
    own = to_tmx(source, Numbers(), {})
    if len({code.get("id") for code in codes_of(source)}) < len(list(codes_of(source))):
        return  # tags that share an id cannot be told apart
    assert same_tags(source, own)
    assert place(source, own, own).safe
    assert text_of(place(source, own, own).content).strip() == text_of(source).strip()
