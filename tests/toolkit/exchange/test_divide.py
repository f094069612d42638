"""Units too long for a CAT tool are divided where all their languages divide alike, or left whole."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tmx
from tests.tmx.memories import segments
from tmx.content_rules import check_content
from tmx.profiles import profile_of
from toolkit.cli import run
from toolkit.exchange.clauses import Side
from toolkit.exchange.divide import divided, divided_for

ROOT = Path(__file__).parents[3]
CASES = json.loads((ROOT / "tests/data/exchange/divide.json").read_text("utf-8"))
EXAMPLE = ROOT / "examples" / "ctoc-cop-2012-4" / "memory.tmx"


def unit_of(variants: dict[str, str], *props: tmx.Property) -> tmx.Unit:
    made = (tmx.Variant(lang, tmx.read_segment(markup)) for lang, markup in variants.items())
    return tmx.Unit(tuple(made), "u", props=props)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_each_unit_is_divided_so(case: dict[str, Any]) -> None:
    langs = list(case["variants"])
    unit = unit_of(case["variants"])
    measured = [langs.index(case["measured"])] if "measured" in case else None
    wanted = [[tmx.read_segment(markup) for markup in part] for part in case["parts"]]
    for source in langs:  # whichever is the source, the division is the same
        parts = divided(unit, source, case["longest"], measured)
        assert [[variant.content for variant in part.variants] for part in parts] == wanted
    if len(wanted) == 1:
        assert parts == (unit,)


def test_a_part_says_where_it_is_from_and_what_stands_beside_it() -> None:
    props = [tmx.Property("x-status", "confirmed"), tmx.Property("context_prev", "قبل")]
    unit = unit_of(CASES[0]["variants"], *props)
    one, two = divided(unit, "ar", 60)
    assert (one.tuid, two.tuid) == ("u.1", "u.2")
    assert [(prop.type, prop.text) for prop in one.props] == [
        ("x-status", "auto"),  # nobody confirmed that these two parts are each other's translation
        ("x-divided-from", "u"),
        ("x-part", "1/2"),
        ("x-context-pre", "قبل"),
        ("x-context-post", "وتقدم الأمانة تقريرا عن الاتجار بالأشخاص."),
    ]
    assert (two.prop("x-part"), two.prop("x-context-pre")) == ("2/2", "تعتمد الدول الأطراف القرار ٥/٢.")
    assert two.prop("context_prev") is None


SENTENCES = st.lists(
    st.sampled_from(
        [
            ("اعتمد المؤتمر القرار ٥/٢.", "The Conference adopted resolution 5/2."),
            ("وتقدم الأمانة تقريرا عن الاتجار بالأشخاص؛", "the Secretariat reports on trafficking in persons;"),
            ("في عام ٢٠١٢،", "in 2012,"),
            ("(انظر المادة ٩، الفقرة ٥)", "(see article 9, paragraph 5)"),
            ("بوسائل منها التعاون الثنائي،", "including through bilateral cooperation,"),
            ("", "however,"),
        ]
    ),
    min_size=1,
    max_size=8,
)


@settings(deadline=None, max_examples=60)
@given(SENTENCES, st.integers(5, 120), segments(), segments(), st.integers(0, 60), st.sampled_from(["ar", "en"]))
def test_the_parts_in_a_row_are_the_unit_and_none_is_too_long(
    sentences: list[tuple[str, str]], longest: int, own: tmx.Segment, other: tmx.Segment, at: int, source: str
) -> None:
    """Codes of any kind are put into both sides, between or inside words."""
    texts = [" ".join(filter(None, (pair[side] for pair in sentences))) for side in (0, 1)]
    contents = [(text[:at], *codes, text[at:]) for text, codes in zip(texts, (own, other), strict=True)]
    variants = [tmx.Variant.of(lang, *content) for lang, content in zip(("ar", "en"), contents, strict=True)]
    unit = tmx.Unit(tuple(variants), "u")
    parts = divided(unit, source, longest)
    assert parts == (unit,) or all(len(v.text) <= longest for part in parts for v in part.variants)
    for number, variant in enumerate(unit.variants):
        views = ["".join(Side(part.variants[number].content, "ar").view.split()) for part in parts]
        assert "".join(views) == "".join(Side(variant.content, "ar").view.split())
        codes = [code for part in parts for code in part.variants[number].content if not isinstance(code, str)]
        assert codes == [code for code in variant.content if not isinstance(code, str)]
        sound = not any(problem.code == "unpaired" for problem in check_content(variant.content, None, None))
        for part in parts:
            found = {problem.code for problem in check_content(part.variants[number].content, None, None)}
            assert not (sound and "unpaired" in found)


@pytest.mark.parametrize("source", ["ar", "en"])
def test_of_the_example_nothing_is_too_long_for_translate_toolkit(
    source: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = "en" if source == "ar" else "ar"
    out = tmp_path / "a.tmx"
    argv = ["export", "tmx", str(EXAMPLE), "--profile", "translate-toolkit", "-o", str(out)]
    assert run([*argv, "--source-lang", source, "--target-lang", target]) == 0
    said = capsys.readouterr().err
    assert max(len(unit.variants[0].text) for unit in tmx.load(out)) <= 1000
    assert ("were divided, into 2" in said) == (source == "en")
    assert run([*argv, "--source-lang", source, "--target-lang", target, "--whole"]) == 0
    assert len(tmx.load(out)) == len(tmx.load(EXAMPLE))
    assert ("never finds" in capsys.readouterr().err) == (source == "en")


def test_convert_divides_too_and_what_cannot_be_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = {lang: f"{text} " * 60 for lang, text in CASES[0]["variants"].items()}
    memory = tmp_path / "m.tmx"
    tmx.dump(tmx.Memory(tmx.Header(srclang="ar"), [unit_of(first), unit_of({"ar": "ا" * 2001, "en": "a"})]), memory)
    out = tmp_path / "o.tmx"
    argv = ["tmx", "convert", str(memory), "--profile", "trados", "-o", str(out)]
    assert run(argv) == 0
    units = tmx.load(out).units
    assert len(units) > 2
    assert max(len(variant.text) for unit in units for variant in unit.variants) <= 2000
    said = capsys.readouterr().err
    assert "1 units longer than the 2000 characters that trados takes were divided" in said
    assert "profile-length" in said
    assert run([*argv, "--whole"]) == 0
    assert len(tmx.load(out)) == 0


def test_a_client_without_limit_gets_units_whole() -> None:
    unit = unit_of({lang: text * 100 for lang, text in CASES[0]["variants"].items()})
    assert divided_for(unit, profile_of("omegat"), "ar") == (unit,)
