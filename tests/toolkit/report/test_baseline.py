from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tmx.model import Header, Memory, Unit, Variant
from toolkit.model import BitextError, Finding, Severity
from toolkit.report import (
    Baseline,
    Entry,
    Key,
    baseline_text,
    items_of,
    key_of,
    load_baseline,
    remarks,
    renewed,
)

TODAY = date(2026, 11, 24)
HEADER = "rule\tconcept\tsource\ttarget\treason\texpires\n"
MEMORY = Memory(Header(srclang="ar"), [Unit((Variant.of("ar", "نص"), Variant.of("en", "text")), "u1")])
FOUND = Finding("term-missing", Severity.ERROR, "a message", "u1", 0, (("concept", "T1"),))


def write(folder: Path, text: str | bytes) -> str:
    path = folder / "b.tsv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def entry(expires: date | None = None) -> Entry:
    return Entry(key_of(FOUND, "نص", "text"), "the treaty says so", expires, "", 2)


def judged(found: Finding, known: Entry, memory: Memory = MEMORY) -> bool:
    return items_of([found], memory, ("ar", "en"), Baseline((known,)), TODAY)[0].accepted is not None


def test_an_entry_accepts_its_finding_until_its_last_day() -> None:
    assert judged(FOUND, entry())
    assert judged(FOUND, entry(TODAY))
    assert not judged(FOUND, entry(date(2026, 11, 23)))


def test_a_changed_text_a_changed_concept_and_another_rule_are_new() -> None:
    changed = Memory(Header(), [Unit((Variant.of("ar", "نص"), Variant.of("en", "texts")))])
    assert not judged(FOUND, entry(), changed)
    assert not judged(Finding("term-missing", Severity.ERROR, "", "u1", 0, (("concept", "T2"),)), entry())
    assert not judged(Finding("term-variant", Severity.ERROR, "", "u1", 0, (("concept", "T1"),)), entry())


def test_blanks_and_the_wording_of_the_message_do_not_matter() -> None:
    spaced = Memory(Header(), [Unit((Variant.of("ar", " نص "), Variant.of("en", "text\n")))])
    other = Finding("term-missing", Severity.WARNING, "said otherwise", "u9", 0, (("concept", "T1"),))
    assert judged(other, entry(), spaced)


def test_a_drift_is_new_when_a_wording_joins_it_not_when_it_is_used_once_more() -> None:
    def drift(message: str) -> Key:
        return key_of(Finding("term-drift", Severity.WARNING, message, evidence=(("concept", "T1"),)), "", "")

    known = drift("several wordings (ar): «a» 3× (1, 2); «b» 1× (3)")
    assert known == drift("several wordings (ar): «b» 4× (3, 9); «a» 3× (1, 2)")
    assert known != drift("several wordings (ar): «a» 3× (1, 2); «b» 1× (3); «c» 1× (4)")


def test_expired_and_unknown_entries_are_told_with_their_line(tmp_path: Path) -> None:
    gone = Entry(Key("empty", "-", "0" * 16, "-"), "gone", None, "unit 7", 3)
    known = Baseline((entry(date(2026, 1, 1)), gone), "b.tsv")
    items = items_of([FOUND], MEMORY, ("ar", "en"), known, TODAY)
    assert remarks(known, items, TODAY) == (
        "b.tsv:2: term-missing: accepted until 2026-01-01, counts again; mend the text or set a new date",
        "b.tsv:3: empty (unit 7): no finding fits this entry any more; drop it",
    )


def test_renewing_keeps_reasons_and_dates_and_drops_what_is_gone() -> None:
    old = Baseline((entry(TODAY), Entry(Key("empty", "-", "0" * 16, "-"), "gone")))
    new = Key("bracket", "-", "1" * 16, "2" * 16)
    kept = renewed(old, [(entry().key, "unit 1"), (new, "unit 2"), (new, "unit 2")], "accepted", date(2027, 1, 1))
    assert [(one.key.rule, one.reason, one.expires) for one in kept] == [
        ("term-missing", "the treaty says so", TODAY),
        ("bracket", "accepted", date(2027, 1, 1)),
    ]


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=12)
KEYS = st.builds(
    Key,
    st.sampled_from(["term-missing", "empty"]),
    st.sampled_from(["-", "T1", "TIP-002"]),
    *[st.one_of(st.just("-"), st.text("0123456789abcdef", min_size=16, max_size=16))] * 2,
)
ENTRIES = st.lists(
    st.builds(
        Entry,
        KEYS,
        WORDS.map(lambda text: " ".join(text.split())).filter(bool),
        st.one_of(st.none(), st.dates(min_value=date(2000, 1, 1))),
    ),
    max_size=5,
    unique_by=lambda one: one.key,
)


@given(entries=ENTRIES)
def test_what_is_written_is_read_back(entries: list[Entry], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = write(tmp_path_factory.mktemp("b"), baseline_text(entries))
    assert sorted(load_baseline(path).entries, key=lambda one: one.key) == sorted(entries, key=lambda one: one.key)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "b.tsv:1: an empty baseline"),
        ("rule\tconcept\tsource\n", "b.tsv:1: not a baseline: no column 'target'"),
        ('{"rule": "empty"}\n', "b.tsv:1: not a baseline: no column 'rule'"),
        (HEADER + "empty\t-\txyz\t-\tfine\t\n", "b.tsv:2: source hash 'xyz' is not 16"),
        (HEADER + "\n# a remark\nempty\t-\t-\t-\t\t\n", "b.tsv:4: no reason"),
        (HEADER + "empty\t-\t-\t-\tfine\t31.12.2027\n", "b.tsv:2: expiry date '31.12.2027'"),
        (HEADER + "empty\t-\t-\t-\tfine\t2027-02-30\n", "b.tsv:2: expiry date '2027-02-30'"),
        (HEADER + "Not A Rule\t-\t-\t-\tfine\t\n", "b.tsv:2: rule 'Not A Rule'"),
        (HEADER + "empty\t-\t-\t-\tfine\t\t\t\t\n", "b.tsv:2: 9 cells for 6 columns"),
        (HEADER + "empty\t-\t-\t-\tfine\t\nempty\t-\t-\t-\tagain\t\n", "b.tsv:3: the same finding as in line 2"),
        (HEADER.encode() + "empty\t-\t-\t-\tسبب\t\n".encode("cp1256"), "b.tsv: not UTF-8"),
    ],
)
def test_a_bad_baseline_is_one_clear_error(text: str | bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(BitextError) as error:
        load_baseline(write(tmp_path, text))
    assert said in str(error.value)
    assert error.value.remedy
