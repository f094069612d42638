"""What each rule says, in one sentence: for the rule lists of SARIF and the pages."""

from __future__ import annotations

#: Rule -> what it finds.  A rule that is not listed speaks by its name.
RULES: dict[str, str] = {
    "term-missing": "A term of one side stands on the other in no wording of the termbase.",
    "term-dropped": "A term of one side has nothing like it on the other.",
    "term-fewer": "A concept is named less often on the other side.",
    "term-other": "Another concept's term stands where a term is expected.",
    "term-deprecated": "A deprecated term is used.",
    "term-variant": "A variant is used in place of the preferred term.",
    "term-drift": "A concept is worded in several ways.",
    "term-title": "A treaty's title words a concept otherwise than the document does.",
    "segment-drift": "The same segment is translated in several ways.",
    "phrase-drift": "A recurring phrase is translated in several ways.",
    "number-mismatch": "Numbers differ between source and target.",
    "date-mismatch": "Dates differ between source and target.",
    "symbol-mismatch": "Document symbols differ between source and target.",
    "empty": "One side has no text.",
    "untranslated": "The target is not translated.",
    "doubled-word": "A word stands twice in a row.",
    "bracket": "A bracket has no partner.",
}


def describe(rule: str) -> str:
    """What a rule finds.

    >>> describe("empty"), describe("a-new-rule")
    ('One side has no text.', 'A new rule.')
    """
    return RULES.get(rule) or rule.replace("-", " ").capitalize() + "."
