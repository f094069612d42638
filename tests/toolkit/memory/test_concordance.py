import json
import random
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.toolkit.memory.conftest import Places
from tests.toolkit.memory.samples import unit
from toolkit.cli import run
from toolkit.languages.arabic import fold
from toolkit.memory import kwic, phrases, reading, sql_store
from toolkit.memory.concordance import concordance, forms
from toolkit.memory.lookup import lookup
from toolkit.memory.records import Filters
from toolkit.memory.sql_store import SqlStore
from toolkit.memory.sqlite import Sqlite
from toolkit.memory.store import Store, open_store
from toolkit.model import BitextError

UNITS = [
    unit("مكافحة الجريمة المنظمة", "Combating organized crime", "20100101T000000Z", document="A/1"),
    unit("وبالجريمةِ المنظّمة عبر الوطنية", "And by crime", "20110101T000000Z", document="A/1"),
    unit("منع جريمتهم المنظمة", "Preventing their crime", "20120101T000000Z", document="B/1"),
    unit("الجرائم والمنظمة الدولية", "Crimes and the Organization", "20130101T000000Z", document="B/1"),
    unit("تقرير المنظمة", "Report of the Parties", "20140101T000000Z", document="B/2"),
]

#: words, language, exact, translations found
SEARCHES = [
    ("جريمة", "ar", False, ["Combating organized crime", "And by crime", "Preventing their crime"]),
    ("الجريمة", "ar", False, ["Combating organized crime", "And by crime", "Preventing their crime"]),
    ("الجريمه", "ar", True, ["Combating organized crime"]),
    ("الجريمة المنظمة", "ar", False, ["Combating organized crime", "And by crime", "Preventing their crime"]),
    ("المنظمة الجريمة", "ar", False, []),
    ("المُنظَّمـة", "ar", True, ["Combating organized crime", "And by crime", "Preventing their crime",
                            "Report of the Parties"]),
    ("CRIME", "en", False, ["مكافحة الجريمة المنظمة", "وبالجريمةِ المنظّمة عبر الوطنية", "منع جريمتهم المنظمة",
                            "الجرائم والمنظمة الدولية"]),
    ("party", "en", False, ["تقرير المنظمة"]),
    ("party", "en", True, []),
]  # fmt: skip


@pytest.fixture
def store(places: Places) -> Store:
    opened = open_store(places(), create=True)
    opened.add(UNITS)
    return opened


@pytest.mark.parametrize(("words", "lang", "exact", "expected"), SEARCHES)
def test_words_and_phrases_are_found_in_their_forms(
    words: str, lang: str, exact: bool, expected: list[str], store: Store
) -> None:
    found = concordance(store, words, lang, "en" if lang == "ar" else "ar", exact=exact)
    assert [hit.other for hit in found.hits] == expected
    assert not found.more
    store.close()


def test_a_hit_is_the_text_in_three_parts() -> None:
    with open_store(":memory:", create=True) as store:
        store.add(UNITS)
        hit = concordance(store, "الجريمة", "ar", "en").hits[1]
    assert (hit.left, hit.found, hit.right) == ("", "وبالجريمةِ", " المنظّمة عبر الوطنية")


@pytest.mark.parametrize("most", [1, 2, 5, 2000])
def test_texts_of_very_many_units_and_documents_are_found_the_same(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where several are not asked for at once since there are too many (``most``)."""
    for module, name in ((reading, "_MOST_ROWS"), (sql_store, "MOST_UNITS"), (sql_store, "MOST_OF_DOCUMENT")):
        if most != 1 or name != "MOST_UNITS":
            monkeypatch.setattr(module, name, most)
    with open_store(":memory:", create=True) as store:
        store.add(
            unit(f"نعم {number // 4}", f"Yes {number}", document=f"{place}/{number % 2}")
            for number in range(12)
            for place in "AB"
        )
        found = concordance(store, "نعم", "ar", "en", filters=Filters(document="A/1"), limit=20).hits
        expected = [f"Yes {number}" for number in range(12) if number % 2]
        if most < 5:  # of one text only so many units are looked at
            assert {hit.other for hit in found} <= set(expected)
        else:
            assert [hit.other for hit in found] == expected
            assert [hit.other for hit in concordance(store, "نعم", "ar", "en").hits] == [
                f"Yes {n}" for n in range(12)
            ]


def test_documents_and_dates_restrict() -> None:
    with open_store(":memory:", create=True) as store:
        store.add(UNITS)
        in_b = concordance(store, "جريمة", "ar", "en", filters=Filters(document="B/*"))
        late = concordance(store, "المنظمة", "ar", "en", filters=Filters(since="20120101"))
        one = concordance(store, "المنظمة", "ar", "en", limit=1)
    assert [hit.other for hit in in_b.hits] == ["Preventing their crime"]
    assert len(late.hits) == 3
    assert (len(one.hits), one.more) == (1, True)


def test_marks_alone_are_no_query() -> None:
    with open_store(":memory:", create=True) as store, pytest.raises(BitextError, match="nothing to look for"):
        concordance(store, '"*(؟', "ar", "en")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("query", ["لأشخاص", "\ufef7\ufeb7\ufea8\ufe8e\ufeb9", "اشخاص"])
def test_letters_that_are_shaped_already_are_the_letters(query: str) -> None:
    """Lam-alef is one character there, two letters here; what is found is what stands in the text."""
    shaped = "\ufe97\ufed8\ufeae\ufef3\ufeae \ufef7\ufeb7\ufea8\ufe8e\ufeb9 \ufdf2"
    with open_store(":memory:", create=True) as store:
        store.add([unit(shaped, "Shaped"), unit("تقرير لأشخاص الله", "Plain")])
        hits = concordance(store, query, "ar", "en").hits
        assert [(hit.found, hit.other) for hit in hits] == [
            ("\ufef7\ufeb7\ufea8\ufe8e\ufeb9", "Shaped"),
            ("لأشخاص", "Plain"),
        ]
        assert hits[0].right == " \ufdf2"
        assert {match.target for match in lookup(store, shaped, "ar", "en")} == {"Shaped", "Plain"}


def test_the_forms() -> None:
    with open_store(":memory:", create=True) as store:
        store.add([unit("جريمة <script>alert(1)</script>", "crime & <b>", document="<i>")])
        found = concordance(store, "جريمة", "ar", "en")
    record = json.loads(kwic.json_lines(found))
    assert (record["found"], record["translation"], record["documents"]) == ("جريمة", "crime & <b>", ["<i>"])
    assert "[جريمة] <script>" in kwic.table(found)
    page = _Tags()
    page.feed(kwic.page(found, "جريمة", "ar", "en"))
    assert not {"script", "b", "i"} & set(page.tags)
    assert "alert(1)" in page.text
    assert page.tags.count("mark") == 1


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = str(tmp_path / "m.db")
    with open_store(db, create=True) as store:
        store.add(UNITS)
    for form, sign in (("text", "[الجريمة]"), ("jsonl", '"found": "الجريمة"'), ("html", "<mark>الجريمة</mark>")):
        assert run(["memory", "concordance", db, "الجريمة", "--format", form]) == 0
        assert sign in capsys.readouterr().out


def _scanned(texts: list[str], query: str) -> list[tuple[str, str]]:
    """(left, found) of every place by reading all texts from first to last."""
    groups = [{fold(form) for form in forms(word)} for word in query.split()]
    found = []
    for text in texts:
        words = text.split()
        for at in range(len(words) - len(groups) + 1):
            some = words[at : at + len(groups)]
            if all(fold(word) in group for word, group in zip(some, groups, strict=True)):
                found.append((" ".join(words[:at]), " ".join(some)))
    return found


@pytest.mark.parametrize("cost", [0, 0.05, 2, 1000])
def test_a_plain_scan_finds_the_same(cost: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the index is asked for no further word (0), for all (1000), or in some blocks; there are three."""
    monkeypatch.setattr(phrases, "TEXT_COST", cost)
    rnd = random.Random(5)
    stems = ("جريمة", "منظمة", "دولة", "طرف", "قانون", "تقرير", "اتفاقية")
    words = [rnd.choice(forms(stem)) for stem in stems for _ in range(4)] + list(stems) * 3
    texts = list(dict.fromkeys(" ".join(rnd.choices(words, k=rnd.randrange(2, 9))) for _ in range(360)))
    database = Sqlite(":memory:", create=True)
    with SqlStore(database) as store:
        for start, end in ((0, 20), (20, 200), (200, len(texts))):
            store.add([unit(text, f"n{text}") for text in texts[start:end]])
            database.run("UPDATE language SET next = next + 65536")
        several = 0
        for query in (" ".join(rnd.choices(stems, k=1 + number % 3)) for number in range(40)):
            expected = _scanned(texts, query)
            hits = concordance(store, query, "ar", "en", limit=10_000).hits
            assert [(hit.left.strip(), hit.found) for hit in hits] == expected
            few = concordance(store, query, "ar", "en", limit=3)
            assert [(hit.left.strip(), hit.found) for hit in few.hits] == expected[:3]
            assert few.more == (len(expected) > 3)
            several += len(expected) > 1 and " " in query
    assert several > 10
