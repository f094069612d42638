"""What speaks for one reading of a damaged line against another: words, vowels, lists, numbers, the translation."""

import math
from pathlib import Path

import numpy as np
import pytest

from toolkit.model import Block, BlockKind, Document, InternalError, Line
from toolkit.pipeline.second_opinion import WEIGHT, second_opinion
from toolkit.repair.cells import Cells
from toolkit.repair.choice import CONTEXT_TRAITS, Choice, Reading
from toolkit.repair.decode import known_words, reading_of, search_line
from toolkit.repair.doubt import PAIRS, WORD_TRAITS
from toolkit.repair.edges import edge_scores, head_score, is_list
from toolkit.repair.layout import tidy, unpaired
from toolkit.repair.phrases import Phrases
from toolkit.repair.pieces import joined
from toolkit.repair.ranking import Ranking, shipped, table
from toolkit.repair.remembered import Remembered
from toolkit.repair.traits import LINE_TRAITS
from toolkit.repair.vowels import ends_word, opening_price

CASES = [
    row.split("\t")
    for row in (Path(__file__).parents[2] / "data" / "repair" / "choices.tsv").read_text("utf-8").splitlines()[1:]
]
BEGIN = ("<s>", "<s>")


@pytest.mark.parametrize(("damaged", "restored", "why"), CASES, ids=[row[2] for row in CASES])
def test_the_best_reading_of_a_line(damaged: str, restored: str, why: str) -> None:
    found = [reading_of(way, known_words()) for way in search_line("", damaged, known_words(), BEGIN)]
    assert Choice([[tuple(found)]], known_words()).run(shipped())[0][0][0].text == restored, why


def test_the_table_has_the_traits_of_the_code() -> None:
    assert table()["traits"] == [*LINE_TRAITS, *CONTEXT_TRAITS]
    doubt = table()["doubt"]
    assert doubt["traits"] == list(WORD_TRAITS)
    assert len(doubt["terms"]) == len(doubt["weights"]) == 1 + len(WORD_TRAITS) + len(PAIRS)
    with pytest.raises(InternalError, match="traits"):
        Ranking(("a",), (1.0,)).log_probabilities(np.zeros((2, 3)))


def test_probabilities_of_readings_sum_to_one() -> None:
    found = Ranking(("a", "b"), (1.0, -2.0)).log_probabilities(np.array([[0.0, 1.0], [3.0, 0.0], [0.5, 0.5]]))
    assert np.exp(found).sum() == pytest.approx(1.0)
    assert int(found.argmax()) == 1


def test_the_lines_of_a_document_settle_each_other() -> None:
    traits = (0.0,) * len(LINE_TRAITS)
    open_ = (Reading("مذكرة زرقاء شفوية", 0.0, traits), Reading("مذكرة شفوية زرقاء", 0.0, traits))
    told = (Reading("مذكرة شفوية زرقاء", 0.0, traits),)
    weights = tuple(1.0 if name == "phrases" else 0.0 for name in (*LINE_TRAITS, *CONTEXT_TRAITS))
    ranking = Ranking((*LINE_TRAITS, *CONTEXT_TRAITS), weights)
    chosen = Choice([[open_], [told]], known_words()).run(ranking)
    assert chosen[0][0][0].text == "مذكرة شفوية زرقاء"
    by_terms = Choice([[open_]], known_words(), ["شفوية زرقاء"]).run(ranking)
    assert by_terms[0][0][0].text == "مذكرة شفوية زرقاء"


def test_phrases_taken_out_leave_nothing() -> None:
    own = Phrases()
    before = own.gain(["أ", "ب"], [-3.0, -4.0], 0.25)
    own.count([(["أ", "ب"], 0.3)])
    assert own.gain(["أ", "ب"], [-3.0, -4.0], 0.25) > before
    own.count([(["أ", "ب"], 0.3)], -1)
    assert own.gain(["أ", "ب"], [-3.0, -4.0], 0.25) == pytest.approx(before)


def test_vowel_marks_bound_words() -> None:
    assert opening_price(Cells.of("مِّن"), 0) < opening_price(Cells.of("من"), 0) == 0.0
    assert ends_word("دٌ")
    assert not ends_word("دّ")


def test_lists_and_numbers_change_the_odds_of_edges() -> None:
    names, prose = Cells.of("، عمان، قطر، كندا، لاتفيا"), Cells.of("، عمان، قطر في كندا ومنها إلى لاتفيا،")
    assert is_list(names)
    assert not is_list(prose)
    assert edge_scores(names)[5] > edge_scores(prose)[5]
    tight, loose = Cells.of("قرار ٥/٢"), Cells.of("قرار ٥ / ٢")
    assert max(edge_scores(tight)[5:]) < max(edge_scores(loose)[5:])
    assert head_score("ال", marked=False) > head_score("سياس", marked=False)


def test_brackets_turned_by_extraction_are_turned_back() -> None:
    assert tidy("البند ٢ )ب( من") == "البند ٢ (ب) من"
    assert unpaired("(أ) ب)") == 1
    assert tidy("في ١٩.٧ جيجا") == "في ١٩.٧ جيجا"


def test_pieces_know_where_they_stood() -> None:
    raw = "ــة في الأمان"
    for way in joined(raw):
        assert "".join(raw[place] for place in way.origin) == way.text


def test_a_remembered_model_answers_the_same() -> None:
    lm = known_words().lm
    model = Remembered(lm)
    words = lm.ids(["الأمم", "المتحدة", "الدول", "الأطراف"]).astype(np.int64)
    asked = words, np.roll(words, 1), np.full(4, -1)
    for _ in range(2):
        assert model.log_prob(*asked).tolist() == lm.log_prob(*asked).tolist()


def test_unknown_words_cost_less_when_a_list_has_them() -> None:
    words = known_words()
    assert words["وسلطت"][2] > words["توسلط"][2]
    assert words.joined("وسل", "طت") == words["وسلطت"]
    assert words.hope("وسل", {"طت": ["طت"], "زز": ["زز"]}) > -math.inf == words.hope("وسل", {"زز": ["ززز"]})
    assert words.hope("الأشخا", {"ص": ["ص"]}) == words["الأشخاص"][2]  # an end may be the whole of what is missing


def test_the_translation_prefers_its_own_order() -> None:
    target = Document(
        "en", (Block(BlockKind.PARAGRAPH, "1", (Line(1, "children and women in the report", ""),), "1"),)
    )
    judge = second_opinion(target, "ar", "en")
    assert judge is not None
    block = Block(BlockKind.PARAGRAPH, "1", (), "1")
    judged = judge(block)
    assert judged is not None
    same, other = judged([["الأطفال", "والنساء", "في", "التقرير"], ["التقرير", "في", "والنساء", "الأطفال"]])
    assert same > other
    assert abs(same - other) < 100 * WEIGHT
    assert judge(Block(BlockKind.PARAGRAPH, "2", (), "2")) is None
    assert second_opinion(target, "de", "fr") is None
