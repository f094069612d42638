"""From two lists of segments to an alignment: blocks first, then the segments within them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from toolkit.align.blocks import block_frames, blocks_of
from toolkit.align.encoders import load_encoder
from toolkit.align.features import features_of
from toolkit.align.lexicon import Lexicon, joined, load_lexicon
from toolkit.align.meaning import Meaning
from toolkit.align.moved import with_moved
from toolkit.align.order import mirrored, ordered
from toolkit.align.pair import Frame, Pair, Texts, single_pairs
from toolkit.align.punctuation import Punctuation
from toolkit.align.related import relatedness
from toolkit.align.settings import AlignSettings
from toolkit.align.shapes import bead_shapes
from toolkit.align.sureness import comes_true
from toolkit.align.vocabulary import Words
from toolkit.align.weights import trusted
from toolkit.languages.stems import stems
from toolkit.model import Alignment, Bead, BitextError, Segment

__all__ = ["AlignSettings", "align"]

#: How much a word that is written the same in both languages is worth, as a count, where they share a script.
_SAME_WORD = 1.0
#: Single pairs from which on embeddings show whether two texts are related.
_ENOUGH = 10
#: Characters of a segment beyond which its words are not looked at: no sentence is so long.
_LONGEST = 20_000


def align(
    source: Sequence[Segment],
    target: Sequence[Segment],
    *,
    settings: AlignSettings | None = None,
    source_concepts: Sequence[frozenset[str]] | None = None,
    target_concepts: Sequence[frozenset[str]] | None = None,
    lexicon: Lexicon | None = None,
) -> Alignment:
    """Align two lists of segments; every one stands in exactly one bead, omissions with an empty side.

    Where segments carry block keys, blocks are aligned first (the same number is strong evidence, and a side may
    lack blocks or be divided otherwise), then the segments inside each group.  ``source_concepts`` and
    ``target_concepts`` are, for each segment, the termbase concepts that it names; ``lexicon`` is added to the one
    that comes with the toolkit for these languages.  A bead's confidence is its probability among all paths,
    as such ones came true elsewhere (``sureness``), lowered where the two texts share no more than chance would.
    Raises BitextError when both sides are empty.
    """
    settings = settings or AlignSettings()
    if not source and not target:
        raise BitextError("both sides are empty", remedy="give two texts")
    if _turned(source, target, settings):  # one direction only, so that swapped sides give the mirrored alignment
        turned = replace(settings, source_lang=settings.target_lang, target_lang=settings.source_lang)
        back = align(
            target,
            source,
            settings=turned,
            source_concepts=target_concepts,
            target_concepts=source_concepts,
            lexicon=lexicon,
        )
        return mirrored(back)
    concepts = source_concepts, target_concepts
    pair = make_pair(source, target, settings=settings, concepts=concepts, lexicon=lexicon)
    frames = _frames(source, target, pair, settings)
    beads: list[Bead] = []
    every = pair.align(settings.max_bead, [frame for frame, _ in frames])
    for found, (_, sureness) in zip(every, frames, strict=True):
        beads += [Bead(own, other, sureness * probability) for own, other, probability in found]
    beads = with_moved(beads, pair, settings.max_bead)
    related = max(relatedness(beads, (pair.source, pair.target)), _told_apart(beads, pair))
    chances = [related * comes_true(bead.confidence, pair.evidence.trust) for bead in beads]
    beads = [Bead(b.source, b.target, round(chance, 4), b.moved) for b, chance in zip(beads, chances, strict=True)]
    return Alignment(tuple(source), tuple(target), tuple(ordered(beads)))


def _told_apart(beads: Sequence[Bead], pair: Pair) -> float:
    """Whether embeddings tell the beads from their neighbours, 0 to 1: of unrelated texts they cannot."""
    singles = single_pairs([(bead.source, bead.target, bead.confidence) for bead in beads])
    if pair.evidence.meaning is None or len(singles) < _ENOUGH:
        return 0.0
    return trusted(pair.evidence.meaning.standing(singles))


def _turned(source: Sequence[Segment], target: Sequence[Segment], settings: AlignSettings) -> bool:
    """Whether the sides stand against the order of their languages (of their texts, where it is one language)."""
    langs = settings.source_lang, settings.target_lang
    if langs[0] != langs[1]:
        return langs[0] > langs[1]
    return [segment.text for segment in source] > [segment.text for segment in target]


def make_pair(
    source: Sequence[Segment],
    target: Sequence[Segment],
    *,
    settings: AlignSettings,
    concepts: tuple[Sequence[frozenset[str]] | None, Sequence[frozenset[str]] | None] = (None, None),
    lexicon: Lexicon | None = None,
) -> Pair:
    """Two lists of segments with all the signals that the settings ask for."""
    return Pair(
        _texts(source, settings.source_lang, concepts[0], settings),
        _texts(target, settings.target_lang, concepts[1], settings),
        lexicon=_lexicon(settings, lexicon),
        same=_SAME_WORD,
        meaning=_meaning(source, target, settings),
        punctuation=_punctuation(source, target) if "punctuation" in settings.signals else None,
        learn="lexicon" in settings.signals,
    )


def _texts(
    segments: Sequence[Segment], lang: str, concepts: Sequence[frozenset[str]] | None, settings: AlignSettings
) -> Texts:
    """The words, facts and lengths of one side, by the signals that are switched on."""
    texts = [segment.text[:_LONGEST] for segment in segments]
    facts = (
        features_of(text, lang, concepts[place] if concepts else frozenset(), settings.signals)
        for place, text in enumerate(texts)
    )
    words = (stems(text, lang) for text in texts) if "lexicon" in settings.signals else ([] for _ in texts)
    lengths = np.array([float(len(segment.text.strip())) for segment in segments])
    return Texts(Words.of(words), Words.of(facts), lengths)


def _lexicon(settings: AlignSettings, own: Lexicon | None) -> Lexicon | None:
    """The lexicon to begin with: the toolkit's and the user's."""
    if "lexicon" not in settings.signals:
        return None
    shipped = load_lexicon(settings.source_lang, settings.target_lang)
    if own is None or shipped is None:
        return own or shipped
    return joined(shipped, own)


def _meaning(source: Sequence[Segment], target: Sequence[Segment], settings: AlignSettings) -> Meaning | None:
    """Embeddings of both sides where the signal is on and an encoder is there."""
    encoder = load_encoder(settings.encoder) if "embeddings" in settings.signals else None
    if encoder is None or not source or not target:
        return None
    pools = [encoder([segment.text for segment in side]) for side in (source, target)]
    return Meaning(pools[0], pools[1], bead_shapes(settings.max_bead))


def _punctuation(source: Sequence[Segment], target: Sequence[Segment]) -> Punctuation:
    return Punctuation.of([segment.text for segment in source], [segment.text for segment in target])


def _frames(
    source: Sequence[Segment], target: Sequence[Segment], pair: Pair, settings: AlignSettings
) -> list[tuple[Frame, float]]:
    """The stretches of both sides that belong to the same blocks, and how sure that is."""
    blocks = blocks_of(source), blocks_of(target)
    if any(len(side) <= 1 for side in blocks):
        return [(((0, 0), (len(source), len(target))), 1.0)]
    return block_frames(blocks, pair, settings.max_bead)
