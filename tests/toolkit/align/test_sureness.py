"""How posteriors become confidences: surer beads stay surer, and nothing leaves 0 to 1."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.align.sureness import PLAIN, WITH_MEANING, comes_true, corrected

CHANCES = st.floats(0, 1)


@given(CHANCES, CHANCES, CHANCES)
def test_the_order_of_beads_stays(first: float, second: float, belief: float) -> None:
    low, high = sorted((first, second))
    assert 0 <= comes_true(low, belief) <= comes_true(high, belief) <= 1


@given(CHANCES)
def test_without_belief_in_embeddings_the_plain_line_holds(chance: float) -> None:
    assert comes_true(chance, 0.0) == corrected(chance, PLAIN)
    assert comes_true(chance, 1.0) == pytest.approx(corrected(chance, WITH_MEANING))


def test_what_the_search_is_sure_of_is_said_with_caution() -> None:
    """Of beads with a posterior of .97, fewer than that came true, and fewer still with embeddings."""
    assert 0.8 < comes_true(0.97, 1.0) < comes_true(0.97, 0.0) < 0.97


def test_more_belief_in_embeddings_moves_evenly() -> None:
    row = [comes_true(0.999, belief / 10) for belief in range(11)]
    assert all(left > right for left, right in pairwise(row))
