"""Why a term was not found, how grave that is, and what is exempt.  Add cases to tests/data/terms/causes.tsv."""

from pathlib import Path

import pytest

from toolkit.model import Severity
from toolkit.terms import Concept, Status, Term, Termbase, TermChecker, load_termbase

DATA = Path(__file__).parents[2] / "data" / "terms"
CASES = [
    line.split("\t")
    for line in (DATA / "causes.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
CHECKER = TermChecker.of(load_termbase(), "ar", "en")


@pytest.mark.parametrize(("arabic", "english", "wanted"), CASES, ids=[str(i) for i in range(len(CASES))])
def test_cause(arabic: str, english: str, wanted: str) -> None:
    findings = CHECKER.check(arabic, english)
    found = [" ".join((f.code, f.said("concept"), f.said("class"), f.severity.value)) for f in findings]
    assert "; ".join(sorted(found)) == wanted


def test_a_finding_says_what_was_sought_and_what_is_nearest() -> None:
    finding = CHECKER.check("سلاسل التوريد", "the supply of goods")[0]
    assert finding.said("sought") == "supply chains"
    assert finding.said("nearest") == "supply"
    assert finding.said("side") == "source"
    assert finding.said("span") == "0-13"
    assert finding.said("why")


def test_a_doubtful_word_takes_a_degree_off_and_is_named() -> None:
    finding = CHECKER.check("الاتجار في الأشخاص", "trafficking in persons", doubts=["الأشخاص"])[0]
    assert (finding.code, finding.severity) == ("term-deprecated", Severity.WARNING)
    assert finding.said("lowered") == "doubtful word «الأشخاص»"


def test_a_doubtful_bead_is_its_own_cause() -> None:
    finding = CHECKER.check("ضحايا الاتجار بالأشخاص", "nothing", confidence=0.3)[0]
    assert (finding.said("class"), finding.severity) == ("doubtful alignment", Severity.NOTE)
    assert finding.said("lowered") == "doubtful alignment (confidence 0.30)"


def test_an_unconfirmed_concept_only_warns() -> None:
    terms = (Term("red tape", "en", Status.PREFERRED), Term("بيروقراطية", "ar", Status.PREFERRED))
    for confirmed, severity in ((True, Severity.ERROR), (False, Severity.WARNING)):
        base = Termbase((Concept("A", terms, confirmed=confirmed),))
        found = TermChecker.of(base, "en", "ar").check("red tape", "شيء آخر")
        assert [finding.severity for finding in found] == [severity]


def test_titles_and_quotations_are_exempt_where_asked() -> None:
    quoted = "«الاتجار في الأشخاص»"
    strict = TermChecker.of(load_termbase(), "ar", "en", ())
    lax = TermChecker.of(load_termbase(), "ar", "en", ("titles", "quotations"))
    assert [finding.code for finding in strict.check(quoted, "trafficking in persons")] == ["term-deprecated"]
    assert lax.check(quoted, "trafficking in persons") == ()
    title = "اتفاقية مجلس أوروبا لمكافحة الاتجار بالبشر"
    assert [finding.code for finding in strict.check(title, "trafficking in human beings")] == ["term-variant"] * 2
    assert not [f for f in lax.check(title, "trafficking in human beings") if f.said("side") == "source"]
