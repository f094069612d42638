"""Concept by block, with the words used."""

from tmx.model import Header, Memory, Property, Unit, Variant
from toolkit.terms import load_termbase
from toolkit.terms.matrix import Cell, term_matrix


def test_counts_by_block_and_wording() -> None:
    texts = (("5", "أرباب العمل وأرباب العمل", "employers"), ("10", "أصحاب العمل", "the employer"))
    units = [
        Unit((Variant.of("ar", ar), Variant.of("en", en)), props=(Property("x-block", block),))
        for block, ar, en in texts
    ]
    matrix = term_matrix(Memory(Header(srclang="ar"), units), load_termbase(), source_lang="ar", target_lang="en")
    assert matrix.blocks == ("5", "10")
    row = next(row for row in matrix.rows if row.concept == "TIP-105")
    assert row.cells[0] == Cell("5", (("أرباب العمل", 2),), (("employers", 1),))
    assert row.cells[1].source == (("أصحاب العمل", 1),)
