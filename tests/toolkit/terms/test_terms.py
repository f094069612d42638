"""Termbase, matching and the bilingual check.  Add occurrences to tests/data/terms/occurrences.tsv."""

from pathlib import Path

import pytest

from toolkit.languages.arabic_forms import readings, term_reading
from toolkit.languages.english_forms import singular
from toolkit.model import BitextError, Severity
from toolkit.terms import Matcher, Status, TermChecker, concepts_in, load_termbase

DATA = Path(__file__).parents[2] / "data" / "terms"
CASES = [
    line.split("\t")
    for line in (DATA / "occurrences.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
HEADER = "id\ten\tar\tstatus\n"


@pytest.mark.parametrize(("lang", "text", "concepts"), CASES, ids=[case[1] for case in CASES])
def test_occurrences(lang: str, text: str, concepts: str) -> None:
    hits = Matcher(load_termbase(), lang).find(text)
    assert " ".join(hit.concept for hit in hits) == concepts
    assert all(text[hit.start : hit.end].strip() == text[hit.start : hit.end] for hit in hits)


def test_the_built_in_termbase_is_whole() -> None:
    concepts = load_termbase().concepts
    assert len(concepts) == 119
    assert sum(term.status is Status.DEPRECATED for c in concepts for term in c.terms[:1]) == 3
    assert sum(not concept.confirmed for concept in concepts) == 10
    assert {c.id: c.family for c in concepts}["TIP-003"] == "TIP-001"


def test_inside_finds_terms_within_longer_ones() -> None:
    matcher = Matcher(load_termbase(), "ar")
    text = "ضحايا الاتجار بالأشخاص"
    assert {hit.concept for hit in matcher.find(text, inside=True)} >= {"TIP-050", "TIP-001"}
    assert [hit.concept for hit in matcher.find(text)] == ["TIP-050"]


def test_concepts_in_names_families() -> None:
    termbase = load_termbase()
    arabic = concepts_in(["الاتجار بالبشر"], termbase, "ar")
    english = concepts_in(["trafficking in persons"], termbase, "en")
    assert arabic == english == [frozenset({"TIP-001"})]


def test_arabic_forms_keep_the_particle_apart() -> None:
    assert term_reading("بالأشخاص") == ("ب", "اشخاص")
    assert ("ب", "اشخاص") in readings("وبالأشخاص")
    assert ("ب", "اشخاص") not in readings("الأشخاص")
    assert ("", "جريمه") in readings("جريمتهم")


def test_singular_keeps_derivations_apart() -> None:
    assert singular("organizations") == singular("organization") != singular("organized")


CHECKER = TermChecker.of(load_termbase(), "ar", "en")


@pytest.mark.parametrize(
    ("source", "target", "code", "severity"),
    [
        ("مكافحة الاتجار بالأشخاص", "prevention of smuggling", "term-dropped", Severity.ERROR),
        ("بروتوكول الاتجار في الأشخاص", "Trafficking in Persons Protocol", "term-deprecated", Severity.ERROR),
        ("مسؤولية أصحاب العمل", "the responsibility of employers", "term-variant", Severity.NOTE),
    ],
)
def test_findings(source: str, target: str, code: str, severity: Severity) -> None:
    findings = CHECKER.check(source, target)
    assert (code, severity) in {(finding.code, finding.severity) for finding in findings}
    assert all(finding.evidence for finding in findings)


def test_a_right_pair_has_no_findings() -> None:
    assert CHECKER.check("مكافحة الاتجار بالأشخاص", "combating trafficking in persons") == ()


def test_a_doubtful_bead_lowers_the_severity() -> None:
    findings = CHECKER.check("مكافحة الاتجار بالأشخاص", "prevention", confidence=0.2)
    assert findings
    assert all(finding.severity is Severity.NOTE for finding in findings)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("en\tar\n", ":1: no column 'id'"),
        (HEADER, "no concepts"),
        (HEADER + "1\tterm\tمصطلح\tgood\n", ":2: status 'good'"),
        (HEADER + "1\ta\tب\tpreferred\n1\tc\tد\tpreferred\n", ":3: id '1' stands twice"),
    ],
)
def test_a_bad_termbase_is_one_clear_error(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BitextError, match=fault):
        load_termbase(str(path))


def test_a_csv_termbase_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("id,en,ar,status,variants_en\nX1,ship,سفينة,preferred,vessel;boat\n", encoding="utf-8")
    hits = Matcher(load_termbase(str(path)), "en").find("Two vessels")
    assert [(hit.concept, hit.term, hit.status) for hit in hits] == [("X1", "vessel", Status.ADMITTED)]
