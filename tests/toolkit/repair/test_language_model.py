"""The shipped model, its file, and training."""

from pathlib import Path

import numpy as np
import pytest

from toolkit.model import BitextError
from toolkit.repair.language_model import NO_HISTORY, LanguageModel
from toolkit.repair.model_file import load
from toolkit.repair.tokens import tokens
from toolkit.repair.train import Size, train_model

TEXT = [
    "قررت الدول الأطراف أن تعتمد تدابير.",
    "قررت الدول الأعضاء أن تعتمد قانونا.",
    "تعتمد الدول تدابير أخرى، وتدابير.",
] * 5


@pytest.fixture(scope="module")
def shipped() -> LanguageModel:
    return LanguageModel.load()


@pytest.fixture
def small(tmp_path: Path) -> LanguageModel:
    (tmp_path / "a.txt").write_text("\n" * 400 + "\n".join(TEXT), encoding="utf-8")  # 0-399 are held out
    train_model([tmp_path / "a.txt"], tmp_path / "a.model", size=Size(least=2))
    return LanguageModel.load(tmp_path / "a.model")


def test_right_order_beats_swapped(shipped: LanguageModel) -> None:
    right = shipped.score(tokens("الجريمة المنظمة عبر الوطنية"))
    assert right > shipped.score(tokens("الجريمة عبر المنظمة الوطنية"))


def test_arrays_and_scalars_agree(shipped: LanguageModel) -> None:
    rng = np.random.default_rng(1)
    ids = shipped.ids(tokens("وعلى الدول الأطراف أن تعتمد ما قد يلزم من تدابير، في ١٠ تشرين الأول/أكتوبر ٢٠١١"))
    word, first, second = (rng.choice(np.append(ids, NO_HISTORY), 300) for _ in range(3))
    word = np.maximum(word, 0)
    one = [shipped.log_prob_one(int(w), int(a), int(b)) for w, a, b in zip(word, first, second, strict=True)]
    assert np.allclose(shipped.log_prob(word, first, second), one, atol=1e-4)


def test_histories_sum_to_one(small: LanguageModel) -> None:
    everything = np.arange(len(small.tables.words))
    for history in (["الدول", "قررت"], ["تعتمد", "أن"], ["تدابير", "الدول"]):
        first, second = small.ids(history)
        total = float(np.exp(small.log_prob(everything, first, second)).sum())
        assert 0.85 < total < 1.15  # logs are rounded to an eighth


def test_unknown_words_fall_into_classes(shipped: LanguageModel) -> None:
    assert not shipped.knows("والزقنبليات")
    assert shipped.tables.words[shipped.id("والزقنبليات")] == "<wal+at>"
    assert shipped.spelling("والزقنبليات") < shipped.spelling("الدول") == 0.0
    assert shipped.id("2011") == shipped.index["<year>"]


def test_training_gives_the_same_bytes(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("\n" * 400 + "\n".join(TEXT), encoding="utf-8")
    outs = [tmp_path / "1.model", tmp_path / "2.model"]
    for out in outs:
        train_model([text], out, size=Size(least=1))
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_left_out_paragraphs_are_not_learnt(tmp_path: Path) -> None:
    secret = "هذه فقرة سرية طويلة لا يجوز أن يتعلمها النموذج أبدا"
    (tmp_path / "a.txt").write_text("\n" * 400 + "\n".join([*TEXT, secret, secret]), encoding="utf-8")
    (tmp_path / "b.txt").write_text(secret, encoding="utf-8")
    tables = train_model([tmp_path / "a.txt"], tmp_path / "m", leave_out=[tmp_path / "b.txt"], size=Size(least=1))
    assert "سرية" not in tables.words
    assert "الدول" in tables.words


def test_tmx_is_read(tmp_path: Path) -> None:
    units = "".join(
        f'<tu><tuv xml:lang="ar"><seg>{line}</seg></tuv><tuv xml:lang="en"><seg>no</seg></tuv></tu>'
        for line in TEXT * 40
    )
    (tmp_path / "a.tmx").write_text(f"<tmx><body>{units}</body></tmx>", encoding="utf-8")
    tables = train_model([tmp_path / "a.tmx"], tmp_path / "m", size=Size(least=1))
    assert "الدول" in tables.words
    assert tables.word_log[tables.words.index("<latin>")] < -5


@pytest.mark.parametrize("content", [b"", b"not a model", None])
def test_a_file_that_is_no_model_says_so(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "m"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BitextError, match="m: "):
        load(path)


def test_a_cut_model_says_so(tmp_path: Path, small: LanguageModel) -> None:
    whole = (tmp_path / "a.model").read_bytes()
    (tmp_path / "cut").write_bytes(whole[: len(whole) - 40])
    with pytest.raises(BitextError, match="damaged"):
        load(tmp_path / "cut")
