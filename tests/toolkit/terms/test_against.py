"""A document's wording against a treaty's, with both places."""

from pathlib import Path

import pytest

import tmx
from toolkit.cli import run
from toolkit.terms import load_termbase
from toolkit.terms.against import Departure, Passage, Used, departures
from toolkit.terms.places import places_of_rows

LANGS = ("ar", "en")
TREATY = [
    Passage("art. 9(5)", "من أجل ردع الطلب", "to discourage the demand"),
    Passage("art. 5", "التجريم", "Criminalization"),
]


def found(arabic: str, english: str) -> list[Departure]:
    return list(departures([Passage("22", arabic, english)], TREATY, load_termbase(), LANGS))


def test_a_departure_has_both_places() -> None:
    assert found("الثني عن الطلب", "to discourage the demand") == [
        Departure("TIP-047", "ar", (Used("الثني عن الطلب", 1, ("22",)),), (Used("ردع الطلب", 1, ("art. 9(5)",)),))
    ]


def test_an_unlisted_wording_is_shown_as_such() -> None:
    departure = found("خفض مستوى الطلب", "to discourage the demand")
    assert departure == [] or not departure[0].document[0].listed


def test_the_same_wording_inflected_is_none() -> None:
    assert found("لتجريم الأفعال", "criminalization of acts") == []
    assert found("وردع الطلب", "discouraging the demand") == []


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    unit = tmx.Unit(
        (tmx.Variant.of("ar", "الثني عن الطلب"), tmx.Variant.of("en", "to discourage the demand")),
        props=(tmx.Property("x-block", "22"),),
    )
    memory, treaty = tmp_path / "m.tmx", tmp_path / "treaty.tsv"
    tmx.dump(tmx.Memory(tmx.Header(srclang="ar"), [unit]), memory)
    treaty.write_text("to discourage the demand of others\tردع الطلب الذي يحفز\n", encoding="utf-8")
    return str(memory), str(treaty)


def test_the_command_prints_lines_and_writes_tables(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["terms", "compare", *files]) == 0
    expected = "TIP-047 (ar): «الثني عن الطلب» 1× (22); there: «ردع الطلب» 1× (line 1)\n1 departures\n"
    assert capsys.readouterr().out == expected
    table = tmp_path / "t.tsv"
    assert run(["terms", "compare", *files, "-o", str(table)]) == 0
    assert "TIP-047\tar\tالثني عن الطلب (1×)\t22\tردع الطلب (1×)\tline 1" in table.read_text(encoding="utf-8-sig")


def test_a_table_in_other_languages_is_one_line(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "o.tsv"
    other.write_text("le droit des enfants est dans la loi\tles enfants de la ville sont dans les rues\n", "utf-8")
    assert run(["terms", "compare", files[0], str(other)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_table_with_labels_or_a_column_of_places_names_the_articles(
    files: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labelled, named = tmp_path / "labelled.tsv", tmp_path / "named.tsv"
    text = ("to discourage the demand of others", "ردع الطلب الذي يحفز")
    labelled.write_text(f"Article 9\tالمادة ٩\n5. {text[0]}\t٥- {text[1]}\n", encoding="utf-8")
    named.write_text(f"{text[0]}\t{text[1]}\tart. 9, para. 5\n", encoding="utf-8")
    for table, place in ((labelled, "art. 9(5)"), (named, "art. 9, para. 5")):
        assert run(["terms", "compare", files[0], str(table)]) == 0
        assert f"«ردع الطلب» 1× ({place})" in capsys.readouterr().out


def test_a_memory_of_the_treaty_gives_its_articles(
    files: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    memory = tmx.load(files[0])
    unit = tmx.Unit(
        (tmx.Variant.of("ar", "ردع الطلب الذي يحفز"), tmx.Variant.of("en", "to discourage the demand")),
        props=(tmx.Property("x-block", "art-9-5"),),
    )
    treaty = Path(files[0]).with_name("treaty.tmx")
    tmx.dump(tmx.Memory(memory.header, [unit]), treaty)
    assert run(["terms", "compare", files[0], str(treaty)]) == 0
    assert "«ردع الطلب» 1× (art. 9(5))" in capsys.readouterr().out


def test_a_preferred_short_name_is_no_departure_from_the_full_one() -> None:
    full = "Protocol to Prevent, Suppress and Punish Trafficking in Persons, Especially Women and Children"
    arabic = "بروتوكول منع وقمع ومعاقبة الاتجار بالأشخاص، وبخاصة النساء والأطفال"
    ours = [Passage("3", "بروتوكول الاتجار بالأشخاص", "the Trafficking in Persons Protocol")]
    assert departures(ours, [Passage("title", arabic, full)], load_termbase(), LANGS) == ()


def test_a_table_without_labels_tells_the_heading_that_a_row_stands_under() -> None:
    rows = [
        ["Use of terms For the purposes of this Protocol, words have their sense.", "استخدام المصطلحات لأغراض هذا"],
        ["Each Party shall adopt measures.", "تعتمد الأطراف تدابير."],
        ["Border measures", "التدابير الحدودية"],
        ["Each Party shall adopt measures.", "تعتمد الأطراف تدابير."],
        ["it shall, for this purpose, cooperate.", "ويتعاونون لهذا الغرض."],
    ]
    found = places_of_rows(enumerate(rows, 1))
    assert found[:2] == ["line 1: «Use of terms»", "line 2: «Use of terms» 1"]
    assert found[2:] == ["line 3: «Border measures»", "line 4: «Border measures» 1", "line 5: «Border measures» 2"]


def test_a_list_of_terms_has_no_headings() -> None:
    assert places_of_rows([(1, ["Slavery", "الرق"]), (2, ["Servitude", "الاستعباد"])]) == ["line 1", "line 2"]
