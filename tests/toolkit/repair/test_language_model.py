"""The shipped model, its file, and training."""

from pathlib import Path

import numpy as np
import pytest

from toolkit.cli import run
from toolkit.model import BitextError
from toolkit.repair.adapt import fitted
from toolkit.repair.language_model import NO_HISTORY, LanguageModel
from toolkit.repair.model_file import load, save
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
    places = rng.integers(3, len(ids), 300)
    word, *before = (ids[places - back] for back in range(4))
    before = [np.where(rng.random(300) < 0.2, rng.choice(np.append(ids, NO_HISTORY), 300), own) for own in before]
    for length in range(4):
        found = shipped.log_prob(word, *before[:length])
        one = [shipped.log_prob_one(*map(int, row)) for row in zip(word, *before[:length], strict=True)]
        assert np.allclose(found, one, atol=1e-4)


def test_a_third_word_before_bears_on_the_price(shipped: LanguageModel) -> None:
    row = shipped.ids(tokens("وعلى الدول الأطراف أن تعتمد ما قد يلزم من تدابير في إطار قوانينها الداخلية"))
    words, before = row[3:], [row[2:-1], row[1:-2], row[:-3]]
    known, unknown = shipped.log_prob(words, *before), shipped.log_prob(words, *before[:2], NO_HISTORY)
    assert np.abs(known - unknown).max() > 0.1
    assert known.sum() > unknown.sum()


def test_histories_sum_to_one(small: LanguageModel) -> None:
    everything = np.arange(len(small.words))
    for history in (["الدول", "قررت"], ["تعتمد", "أن"], ["تدابير", "الدول"]):
        first, second = small.ids(history)
        total = float(np.exp(small.log_prob(everything, first, second)).sum())
        assert 0.85 < total < 1.15  # logs are rounded to an eighth


def test_unknown_words_fall_into_classes(shipped: LanguageModel) -> None:
    assert not shipped.knows("والزقنبليات")
    assert shipped.words[shipped.id("والزقنبليات")] == "<wal+at>"
    assert shipped.spelling("والزقنبليات") < shipped.spelling("الدول") == 0.0
    assert shipped.id("2011") == shipped.index["<year>"]


def test_training_gives_the_same_bytes(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("\n" * 400 + "\n".join(TEXT), encoding="utf-8")
    outs = [tmp_path / "1.model", tmp_path / "2.model"]
    for out in outs:
        train_model([text], out, size=Size(least=1))
    everything, held_out = tmp_path / "3.model", tmp_path / "4.model"
    text.write_text("\n".join(["أول سطر في النص", *[""] * 399, *TEXT]), encoding="utf-8")
    assert "سطر" in train_model([text], everything, size=Size(least=1)).words
    assert "سطر" not in train_model([text], held_out, hold_out=True, size=Size(least=1)).words
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_left_out_paragraphs_are_not_learnt(tmp_path: Path) -> None:
    secret = "هذه فقرة سرية طويلة لا يجوز أن يتعلمها النموذج أبدا"
    (tmp_path / "a.txt").write_text("\n" * 400 + "\n".join([*TEXT, secret, secret]), encoding="utf-8")
    (tmp_path / "b.txt").write_text(secret, encoding="utf-8")
    stored = train_model([tmp_path / "a.txt"], tmp_path / "m", leave_out=[tmp_path / "b.txt"], size=Size(least=1))
    assert "سرية" not in stored.words
    assert "الدول" in stored.words


def test_tmx_is_read(tmp_path: Path) -> None:
    units = "".join(
        f'<tu><tuv xml:lang="ar"><seg>{line}</seg></tuv><tuv xml:lang="en"><seg>no</seg></tuv></tu>'
        for line in TEXT * 40
    )
    (tmp_path / "a.tmx").write_text(f"<tmx><body>{units}</body></tmx>", encoding="utf-8")
    stored = train_model([tmp_path / "a.tmx"], tmp_path / "m", size=Size(least=1))
    assert "الدول" in stored.words
    assert stored.level.parts[0].counts[0][stored.words.index("<latin>")] == 0


@pytest.mark.parametrize("content", [b"", b"not a model", None])
def test_a_file_that_is_no_model_says_so(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "m"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BitextError, match="m: "):
        load(path)


def test_a_cut_or_changed_model_says_so(tmp_path: Path, small: LanguageModel) -> None:
    whole = (tmp_path / "a.model").read_bytes()
    changed = whole[:-99] + bytes([whole[-99] ^ 1]) + whole[-98:]
    for content in (whole[:-40], changed, whole[:30]):
        (tmp_path / "cut").write_bytes(content)
        with pytest.raises(BitextError, match="damaged"):
            load(tmp_path / "cut")


def test_a_model_of_another_version_says_so(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"bitext language model 3\n{}\n")
    with pytest.raises(BitextError, match="old: a language model of another version; make one"):
        load(tmp_path / "old")


#: Two texts of one vocabulary: in each of them one order of the same words is the rule.
LAW = [f"{verb} المحكمة في الدعوى حكما نهائيا." for verb in ("تصدر", "تلغي", "تؤيد", "تنقض", "تراجع")] * 8
NEWS = [f"حكما نهائيا في الدعوى {verb} المحكمة أمس." for verb in ("تصدر", "تلغي", "تؤيد", "تنقض", "تراجع")] * 8


@pytest.fixture
def two_texts(tmp_path: Path) -> LanguageModel:
    for name, text in (("law", LAW), ("news", NEWS)):
        (tmp_path / f"{name}.txt").write_text("\n" * 400 + "\n".join(text), encoding="utf-8")
    train_model([tmp_path / "law.txt", tmp_path / "news.txt"], tmp_path / "two.model", size=Size(least=1))
    return LanguageModel.load(tmp_path / "two.model")


def test_a_document_tells_which_text_it_is_like(two_texts: LanguageModel) -> None:
    law, news = fitted(two_texts, LAW * 8), fitted(two_texts, NEWS * 8)
    assert law[0] > 0.8 > 0.2 > law[1]
    assert news[1] > 0.8
    row = tokens("تصدر المحكمة في الدعوى حكما")
    assert two_texts.adapted(law).score(row) > two_texts.score(row) > two_texts.adapted(news).score(row)
    assert fitted(two_texts, []) == pytest.approx((0.5, 0.5), abs=0.1)


def test_words_that_stand_in_like_places_are_of_one_class(two_texts: LanguageModel) -> None:
    of = dict(zip(two_texts.words, two_texts._shared.stored.class_of.tolist(), strict=True))
    assert of["."] == two_texts.index["."]
    everything = np.arange(len(two_texts.words))
    for history in (["تلغي", "المحكمة"], ["الدعوى", "حكما"]):
        second, first = two_texts.ids(history)
        assert 0.85 < float(np.exp(two_texts.log_prob(everything, first, second)).sum()) < 1.15


def test_a_model_is_read_as_it_was_written(tmp_path: Path, two_texts: LanguageModel) -> None:
    before = load(tmp_path / "two.model")
    save(before, tmp_path / "again.model")
    assert (tmp_path / "again.model").read_bytes() == (tmp_path / "two.model").read_bytes()
    assert len(before.level.parts) == len(before.rest.classes.parts) == 2


def test_training_from_the_command_line_makes_the_same_model_again(tmp_path: Path, two_texts: LanguageModel) -> None:
    files = [str(tmp_path / "law.txt"), str(tmp_path / "news.txt")]
    (tmp_path / "secret.txt").write_text(NEWS[0], encoding="utf-8")
    more = ["--weights", "3,1", "--leave-out", str(tmp_path / "secret.txt"), "--train-model"]
    for out in ("1.model", "2.model"):
        assert run(["repair", *files, *more, "-o", str(tmp_path / out)]) == 0
    assert (tmp_path / "1.model").read_bytes() == (tmp_path / "2.model").read_bytes()
    assert load(tmp_path / "1.model").recipe["weights"] == [3.0, 1.0]


@pytest.mark.parametrize(
    "options", [["--weights", "1", "--train-model"], ["--weights", "1,x", "--train-model"], ["--leave-out", "a"]]
)
def test_options_of_training_that_cannot_be_used_say_so(
    tmp_path: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "a.txt"
    text.write_text("قررت الدول", encoding="utf-8")
    files = [str(text)] * (2 if "--train-model" in options else 1)
    assert run(["repair", *files, *options, "-o", str(tmp_path / "m")]) == 2
    assert "--weights" in capsys.readouterr().err
    assert not (tmp_path / "m").exists()


REPORT = Path(__file__).parents[3] / "examples" / "ctoc-cop-2012-4" / "ctoc-cop-2012-4.ar.txt"


def test_a_model_of_ones_own_decides_the_order(tmp_path: Path, two_texts: LanguageModel) -> None:
    lines = REPORT.read_text("utf-8-sig").splitlines()[19:29]
    (tmp_path / "raw.txt").write_text("\n".join(lines), encoding="utf-8")
    raw, own, built_in = str(tmp_path / "raw.txt"), str(tmp_path / "own.txt"), str(tmp_path / "built-in.txt")
    assert run(["repair", raw, "--model", str(tmp_path / "two.model"), "-o", own]) == 0
    assert run(["repair", raw, "-o", built_in]) == 0
    first, second = Path(own).read_text("utf-8"), Path(built_in).read_text("utf-8")
    assert first != second  # a model of ten sentences knows no better
    assert sorted("".join(first.split())) == sorted("".join(second.split()))


def test_a_file_that_is_no_model_is_told_even_where_nothing_is_damaged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sound.txt").write_text("قررت الدول الأطراف ما يلي.", encoding="utf-8")
    assert run(["repair", str(tmp_path / "sound.txt"), "--model", str(tmp_path / "sound.txt"), "-o", "-"]) == 2
    assert "not a language model" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "hello, world", "٢٠١٢"])
def test_a_text_without_arabic_words_makes_no_model(
    tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert run(["repair", "--train-model", str(tmp_path / "a.txt"), "-o", str(tmp_path / "m")]) == 2
    assert "a.txt: no text to train on" in capsys.readouterr().err
    assert not (tmp_path / "m").exists()
