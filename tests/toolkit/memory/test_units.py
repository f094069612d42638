"""From an alignment to a memory."""

import unicodedata

import tmx
from toolkit.memory.units import build_memory, doubt_note, plain, unit_id
from toolkit.model import Alignment, Bead, Segment, Word

SOURCE = (
    Segment("ar:1.1", "١- طلب المؤتمر  تقريراً.", "1", 0, (3, 4)),
    Segment("ar:1.2", "ودعا الدول.", "1", 25, (4, 4)),
    Segment("ar:2.1", "٢- لم يترجم.", "2", 0, (5, 5)),
)
TARGET = (
    Segment("en:1.1", "1.   The Conference requested a report and invited States.", "1", 0, (2, 2)),
    Segment("en:3.1", "3. Added.", "3", 0, (6, 6)),
    Segment("en:4.1", "4. Last.", "4", 0, (7, 7)),
)
BEADS = (Bead((0, 1), (0,), 0.914), Bead((), (1,), 0.8), Bead((2,), (2,), 0.3))
ALIGNMENT = Alignment(SOURCE, TARGET, BEADS)


def memory() -> tmx.Memory:
    words = {"ar:1.2": [Word(4, 5, 10, "الدول", 0.5, "لودلا"), Word(4, 0, 4, "ودعا", 0.99)]}
    return build_memory(
        ALIGNMENT, source_lang="ar", target_lang="en", document="X/1", signature="bitext|v", words=words
    )


def test_one_unit_for_each_bead_with_two_sides() -> None:
    built = memory()
    assert [unit.prop("x-bead") for unit in built] == ["2-1", "1-1"]
    assert built[0].variant("ar").text == "١- طلب المؤتمر تقريراً. ودعا الدول."
    assert built[0].variant("en").text == "1. The Conference requested a report and invited States."


def test_a_unit_says_where_it_came_from_and_how_sure_we_are() -> None:
    unit = memory()[0]
    props = {prop.type: prop.text for prop in unit.props}
    assert props == {
        "x-document": "X/1",
        "x-block": "1",
        "x-bead": "2-1",
        "x-confidence": "0.91",
        "x-status": "auto",
        "x-segments": "ar:1.1 ar:1.2 en:1.1",
        "x-context-post": "٢- لم يترجم.",
    }
    assert memory()[1].prop("x-context-pre") == "١- طلب المؤتمر تقريراً. ودعا الدول."
    assert memory().header.prop("x-signature") == "bitext|v"
    assert memory().header.srclang == "ar"


def test_doubtful_words_become_notes() -> None:
    assert [note.text for note in memory()[0].notes] == ["doubtful: «الدول» (50 %; line 4 had «لودلا»)"]
    assert doubt_note(Word(1, 0, 1, "و", 0.1)) == "doubtful: «و» (10 %; line 1)"


def test_text_is_nfc_with_single_blanks() -> None:
    decomposed = unicodedata.normalize("NFD", "أُشير  إلى\u00a0ذلك")
    assert plain(decomposed) == unicodedata.normalize("NFC", "أُشير إلى ذلك")


def test_ids_are_stable_and_differ() -> None:
    ids = [unit_id(ALIGNMENT, bead, "X/1") for bead in BEADS]
    assert len(set(ids)) == 3
    assert ids == [unit_id(ALIGNMENT, bead, "X/1") for bead in BEADS]
    assert unit_id(ALIGNMENT, BEADS[0], "X/2") != ids[0]


def test_the_same_input_gives_the_same_bytes() -> None:
    assert tmx.dumps(memory()) == tmx.dumps(memory())
