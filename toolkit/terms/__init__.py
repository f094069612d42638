"""Terminology: a termbase, its terms found in text, and what one side of a unit owes the other."""

from toolkit.terms.check import TermChecker
from toolkit.terms.match import Hit, Matcher, concepts_in
from toolkit.terms.termbase import Concept, Status, Term, Termbase, load_termbase

__all__ = [
    "Concept",
    "Hit",
    "Matcher",
    "Status",
    "Term",
    "TermChecker",
    "Termbase",
    "concepts_in",
    "load_termbase",
]
