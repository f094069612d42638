"""Which n-grams of several texts a model keeps, and what each text says of them.

Source: Seymore & Rosenfeld 1996, "Scalable backoff language models": an n-gram is worth how often it was seen times
how much likelier it is than its shorter history would make it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from toolkit.repair.codes import SHARES, count_codes, discounted, share_codes, total_codes
from toolkit.repair.kneser_ney import Estimate, Floats, Ids, Keys, Width, chunks, find
from toolkit.repair.ngrams import Level, Part, Rows

_LEAST = 0.3  # the least count of an n-gram, times how much its text weighs more than its size


def level_of(streams: Sequence[Ids], shares: Sequence[float], size: int, most: Sequence[int]) -> Level:
    """The level of texts given as rows of ids below ``size``: about so many pairs, triples and so on, and each text's
    part.  With every n-gram stand the one without its first word and the one without its last."""
    width = Width(len(most) + 1)
    estimates = [Estimate.of(stream, size, width.order) for stream in streams]
    kept = _kept(estimates, np.array(shares, float) / sum(shares), width, most)
    rows = _rows(kept, width, size)
    return Level(size, rows, tuple(_part(estimate, kept, rows) for estimate in estimates))


def _kept(estimates: Sequence[Estimate], weights: Floats, width: Width, most: Sequence[int]) -> list[Keys]:
    """The keys of each order, from pairs on."""
    found: list[Keys] = []
    needed = np.zeros(0, np.uint64)
    for words in range(width.order, 1, -1):
        best = _best(estimates, weights, words, most[words - 2] - len(needed), needed)
        found.append(np.union1d(best, needed))
        needed = np.union1d(width.history(found[-1]), width.last(found[-1], words - 1))
    return found[::-1]


def _best(estimates: Sequence[Estimate], weights: Floats, words: int, most: int, left_out: Keys) -> Keys:
    """The n-grams of so many words that are worth most to the mixture."""
    orders = [estimate.orders[words - 2] for estimate in estimates]
    sizes = np.array([max(int(order.seen.sum()), 1) for order in orders], float)
    boost = weights / (sizes / sizes.sum())
    chosen = [order.keys[order.seen * much >= _LEAST] for order, much in zip(orders, boost, strict=True)]
    everything = np.unique(np.concatenate(chosen))
    total = np.zeros(len(everything))
    for estimate, order, weight, amount in zip(estimates, orders, weights, sizes, strict=True):
        at, has = find(order.keys, everything)
        worth = _worth(estimate, words)
        total += weight / amount * np.where(has, worth[at], 0.0) if len(worth) else 0.0
    if len(left_out):
        total[find(left_out, everything)[1]] = -np.inf
    best = np.argsort(-total, kind="stable")[: max(most, 0)]
    return np.sort(everything[best[total[best] > 0]])


def _worth(estimate: Estimate, words: int) -> Floats:
    """What each n-gram of one text is worth to it."""
    order, width = estimate.orders[words - 2], estimate.width
    found = np.empty(len(order.keys))
    for part in chunks(order.keys):
        keys = order.keys[part]
        shorter = estimate.probabilities(width.last(keys, words - 1), words - 1)
        place, _ = find(order.histories, width.history(keys))
        own = order.refine(keys, width.history(keys), shorter)
        taken = order.discounts[np.minimum(order.counts[part], 3)]
        found[part] = (order.seen[part] - taken) * np.sqrt(np.log(own / (order.shares[place] * shorter)))
    return found


def _rows(kept: Sequence[Keys], width: Width, size: int) -> tuple[Rows, ...]:
    """Sorted keys as rows: where each history begins, and its words."""
    found = []
    shorter = np.arange(size, dtype=np.uint64)
    for words, keys in enumerate(kept, 2):
        history, _ = find(shorter, width.history(keys))
        starts = np.searchsorted(history, np.arange(len(shorter) + 1)).astype(np.int32)
        suffix, _ = find(shorter, width.last(keys, words - 1))
        found.append(Rows(starts, width.last(keys, 1).astype(np.int32), suffix.astype(np.int32)))
        shorter = keys
    return tuple(found)


def _part(estimate: Estimate, kept: Sequence[Keys], rows: Sequence[Rows]) -> Part:
    """One text's numbers beside the n-grams of the level."""
    counts, totals, shares = [count_codes(estimate.words)], [], []
    histories = np.arange(len(estimate.words), dtype=np.uint64)
    for order, keys, row in zip(estimate.orders, kept, rows, strict=True):
        counts.append(count_codes(_beside(keys, order.keys, order.counts, 0)))
        leads = np.diff(row.starts) > 0
        share = share_codes(np.where(leads, _beside(histories, order.histories, order.shares, 1), 1))
        own = discounted(order.discounts[1:])[counts[-1]]
        least = np.bincount(np.repeat(np.arange(len(leads)), np.diff(row.starts)), own, len(leads))
        total = np.where(leads, _beside(histories, order.histories, order.totals, 0), 0)
        totals.append(total_codes(total, least / np.maximum(1 - SHARES[share], 1e-9)))
        shares.append(share)
        histories = keys
    discounts = tuple(tuple(order.discounts[1:].tolist()) for order in estimate.orders)
    return Part(tuple(counts), tuple(totals), tuple(shares), discounts)


def _beside(wanted: Keys, keys: Keys, values: npt.NDArray[Any], otherwise: float) -> npt.NDArray[Any]:
    """The values that stand beside the wanted keys."""
    if not len(keys):
        return np.full(len(wanted), otherwise)
    place, has = find(keys, wanted)
    return np.where(has, values[place], otherwise)
