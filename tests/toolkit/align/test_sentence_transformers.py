"""A real model of sentence-transformers, tiny and made here, loaded by its folder; skipped without the package."""

from pathlib import Path

import numpy as np
import pytest

from toolkit.align import AlignSettings, align
from toolkit.align.encoders import load_encoder
from toolkit.model import BitextError, Segment

WORDS = ["alpha", "beta", "gamma", "delta", "[UNK]", "[PAD]"]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of one layer with a vocabulary of six words, saved as sentence-transformers saves models."""
    whole = pytest.importorskip("sentence_transformers", reason="sentence-transformers is not installed")
    import tokenizers
    import transformers

    folder = tmp_path_factory.mktemp("model")
    words = tokenizers.Tokenizer(
        tokenizers.models.WordLevel({word: place for place, word in enumerate(WORDS)}, unk_token="[UNK]")
    )
    words.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    transformers.set_seed(5)
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=words, unk_token="[UNK]", pad_token="[PAD]", model_max_length=32
    ).save_pretrained(folder / "layers")
    shape = transformers.BertConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    transformers.BertModel(shape).save_pretrained(folder / "layers")
    whole.SentenceTransformer(str(folder / "layers"), device="cpu").save(str(folder / "saved"))  # the mean of tokens
    return folder / "saved"


def test_a_real_model_is_loaded_by_its_folder(model: Path) -> None:
    encoder = load_encoder(str(model))
    assert encoder is not None
    pools, places = encoder(["alpha beta", "gamma", "", "alpha beta"]), np.arange(4)
    vectors = pools.windows(places, places + 1)
    assert pools.count == 4
    assert vectors.shape == (4, 16)
    assert np.allclose(np.linalg.norm(vectors[[0, 1, 3]], axis=1), 1.0, atol=1e-4)
    assert not vectors[2].any()  # the model makes no tokens of an empty segment: zeros, no NaN
    assert vectors[0] @ vectors[3] == pytest.approx(1.0, abs=1e-4)
    assert vectors[0] @ vectors[1] < 0.999


def test_a_real_model_aligns(model: Path) -> None:
    source = [Segment(str(place), text) for place, text in enumerate(["alpha", "beta", "gamma delta"])]
    alignment = align(source, source, settings=AlignSettings("en", "en", encoder=str(model)))
    assert [(bead.source, bead.target) for bead in alignment.beads] == [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]


def test_a_folder_that_is_no_model_is_refused(model: Path) -> None:
    (model.parent / "nothing").mkdir()
    with pytest.raises(BitextError, match="cannot be loaded"):
        load_encoder(str(model.parent / "nothing"))
