"""Terminology: a termbase, its terms found in text, and what one side of a unit owes the other."""

from toolkit.terms.check import TermChecker
from toolkit.terms.drift import drifts
from toolkit.terms.losses import losses
from toolkit.terms.match import Hit, Matcher, concepts_in
from toolkit.terms.tables import parse_glossary, parse_table, to_glossary, to_table
from toolkit.terms.tbx import parse_tbx
from toolkit.terms.tbx_names import TBX_FORMS
from toolkit.terms.tbx_write import to_tbx
from toolkit.terms.termbase import Concept, Status, Term, Termbase, load_termbase
from toolkit.terms.validate import validate

__all__ = [
    "TBX_FORMS",
    "Concept",
    "Hit",
    "Matcher",
    "Status",
    "Term",
    "TermChecker",
    "Termbase",
    "concepts_in",
    "drifts",
    "load_termbase",
    "losses",
    "parse_glossary",
    "parse_table",
    "parse_tbx",
    "to_glossary",
    "to_table",
    "to_tbx",
    "validate",
]
