"""What a terminologist objects to in a termbase."""

import pytest

from toolkit.model import Severity
from toolkit.terms import Concept, Status, Term, Termbase, load_termbase, parse_table, validate

GOOD = Term("slavery", "en", Status.PREFERRED)


@pytest.mark.parametrize(
    ("concepts", "code"),
    [
        ((Concept("A", (GOOD,), family="A"), Concept("A", (Term("b", "en", Status.PREFERRED),), family="A")), "id"),
        ((Concept("A", (GOOD, Term("bondage", "en", Status.PREFERRED))),), "preferred"),
        ((Concept("A", (Term("bondage", "en", Status.DEPRECATED),)),), "deprecated"),
        ((Concept("A", (Term("slavery", "ar", Status.PREFERRED),)),), "script"),
        ((Concept("A", (Term("re\u0301gime", "fr", Status.PREFERRED),)),), "nfc"),
        ((Concept("A", (Term("الرق\u200f", "ar", Status.PREFERRED),)),), "bidi"),
        ((Concept("A", (Term("الرق", "ar", Status.PREFERRED, forms=("رق\u200f",)),)),), "bidi"),
        ((Concept("A", (Term("الرق", "ar", Status.PREFERRED, only_in=("نظام",)),)),), "context"),
        ((Concept("A", (GOOD,)),), "source"),
        ((Concept("A", (GOOD,)), Concept("B", (GOOD,))), "shared"),
    ],
)
def test_a_fault_is_named(concepts: tuple[Concept, ...], code: str) -> None:
    assert f"termbase-{code}" in [finding.code for finding in validate(Termbase(concepts))]


def test_a_fault_says_its_line() -> None:
    data = b"id\tlang\tterm\tstatus\nA\ten\tslavery\tpreferred\nB\tar\tslavery\tpreferred\n"
    faults = {finding.code: finding.message for finding in validate(parse_table(data, "tsv"))}
    assert faults["termbase-script"].startswith("line 3: B: ")


def test_the_builtin_termbase_has_no_error() -> None:
    assert [finding.message for finding in validate(load_termbase()) if finding.severity is Severity.ERROR] == []
