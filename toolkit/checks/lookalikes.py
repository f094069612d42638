"""Renderings that word links miss: a phrase's usual rendering is absent, but one with some of its words is there.

A rendering that occurs once or twice beside a frequent word is hard to link by counting; that it takes the place of
the usual one, and shares words with it, tells more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from toolkit.terms.phrases import Bitext, Side, Span, Stems, Use, ngrams, offsets

Pairs = Mapping[tuple[Stems, Stems], Sequence[Use]]

#: Uses of the usual rendering, and its share of all the phrase's linked uses, before its absence means anything.
_LEAST_USES, _LEAST_SHARE = 3, 0.5
#: The share of a look-alike's uses that must stand where the usual rendering is missed.
_LEAST_OWN = 0.6


def lookalikes(bitext: Bitext, pairs: Pairs) -> dict[tuple[Stems, Stems], list[Use]]:
    """Further phrase pairs of a bitext, beside those of its word links (``pairs``)."""
    usual = _usual(pairs)
    found: dict[tuple[Stems, Stems], list[Use]] = {}
    partners = _partners(bitext)
    linked = {(stable, use.unit): use.target for (stable, _), uses in pairs.items() for use in uses}
    totals: Counter[Stems] = Counter()
    for unit, (source, target) in enumerate(zip(*bitext.sides, strict=True)):
        phrases = [(stems, offsets(target, first, last)) for first, last, stems in ngrams(target) if last > first]
        totals.update(stems for stems, _ in phrases)
        there = {stems for stems, _ in phrases}
        for stable, span in _missed(source, usual, there):
            best = _likest(usual[stable], phrases)
            if best is None or not _widens(best[1], linked.get((stable, unit))):
                continue
            new = set(best[0]) - set(usual[stable])
            if not any(_stands_outside(partners.get(word, ""), source, span) for word in new):
                found.setdefault((stable, best[0]), []).append(Use(unit, span, best[1]))
    whole = {pair: len(uses) + len(pairs.get(pair, ())) for pair, uses in found.items()}  # the links' own uses, too
    return {pair: uses for pair, uses in found.items() if whole[pair] >= _LEAST_OWN * totals[pair[1]]}


def _usual(pairs: Pairs) -> dict[Stems, Stems]:
    """For each phrase its usual rendering, where that has several words and is usual enough."""
    counts: dict[Stems, Counter[Stems]] = {}
    for (stable, wavering), uses in pairs.items():
        counts.setdefault(stable, Counter())[wavering] += len(uses)
    usual = {}
    for stable, renderings in counts.items():
        best, most = max(renderings.items(), key=lambda one: (one[1], one[0]))
        if len(best) > 1 and most >= _LEAST_USES and most >= _LEAST_SHARE * renderings.total():
            usual[stable] = best
    return usual


def _missed(source: Side, usual: Mapping[Stems, Stems], there: set[Stems]) -> list[tuple[Stems, Span]]:
    """The phrases of a source text, each once, whose usual rendering is not in the target."""
    found: dict[Stems, Span] = {}
    for first, last, stems in ngrams(source):
        rendering = usual.get(stems)
        if rendering is not None and rendering not in there:
            found.setdefault(stems, offsets(source, first, last))
    return list(found.items())


def _partners(bitext: Bitext) -> dict[str, str]:
    """For each word of the target the source word that it is mostly linked to, where it is, and often enough."""
    counts: dict[str, Counter[str]] = {}
    for source, target, links in zip(*bitext.sides, bitext.links, strict=True):
        left, right = source.stems, target.stems
        for i, j in links:
            counts.setdefault(right[j], Counter())[left[i]] += 1
    found = {}
    for word, others in counts.items():
        best, most = max(others.items(), key=lambda one: (one[1], one[0]))
        if most >= _LEAST_USES and most >= _LEAST_SHARE * others.total():
            found[word] = best
    return found


def _stands_outside(word: str, source: Side, span: Span) -> bool:
    """Whether a source word stands in a text beside a phrase: then its counterpart is no rendering of the phrase."""
    tokens = (source.tokens[place] for place in source.content) if word else ()
    return any(token.stem == word and not span[0] <= token.start < span[1] for token in tokens)


def _widens(span: Span, linked: Span | None) -> bool:
    """Whether a look-alike is more than what the phrase is linked to: a word that is new there may have no link."""
    return linked is None or (span != linked and span[0] <= linked[0] and linked[1] <= span[1])


def _likest(rendering: Stems, phrases: Sequence[tuple[Stems, Span]]) -> tuple[Stems, Span] | None:
    """The phrase of as many words that has most of a rendering's words in their places, at least half of them."""
    least = (len(rendering) + 1) // 2
    best, most = None, least - 1
    for stems, span in phrases:
        if len(stems) == len(rendering):
            same = sum(one == other for one, other in zip(stems, rendering, strict=True))
            if same > most:
                best, most = (stems, span), same
    return best
