"""How a memory uses a termbase's concepts: wordings with counts and spread, paragraphs, and a concordance.

Source for the spread: Gries 2008, "Dispersions and adjusted frequencies in corpora" (deviation of proportions, DP),
normalised as in Lijffijt & Gries 2012.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

import tmx
from toolkit.terms.match import Hit, Matcher
from toolkit.terms.termbase import Concept, Status, Termbase

#: Characters of context on either side of a term in the concordance.
CONTEXT = 70


@dataclass(frozen=True, slots=True)
class Context:
    """A term in its text: what stands before it, the term as written, what stands after it."""

    before: str
    term: str
    after: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a bilingual concordance: a unit's 0-based place, its block, and the term on either side, if it is
    there; ``other`` is the text of a side that does not have it."""

    position: int
    block: str
    source: Context | None
    target: Context | None
    other: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a concept: language, status in the termbase, how often, where, and how evenly.

    ``spread`` is 0 for a wording that every paragraph has its share of, near 1 for one that stands in a single short
    one; ``places`` are its occurrences as shares of the whole text, 0 to 1.
    """

    lang: str
    text: str
    status: Status
    count: int
    share: float
    blocks: tuple[str, ...]
    spread: float
    places: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ConceptUse:
    """A concept of the termbase as the memory uses it; ``blocks`` says for each block how often on either side."""

    concept: Concept
    source: str
    target: str
    wordings: tuple[Wording, ...]
    lines: tuple[Line, ...]
    blocks: tuple[tuple[str, int, int, bool], ...]

    @property
    def wavers(self) -> bool:
        """Whether one language has several wordings, or one that is not the preferred."""
        return any(used.status is not Status.PREFERRED for used in self.wordings)


@dataclass(frozen=True, slots=True)
class Usage:
    """Every concept that the memory names, the most frequent first, and the blocks in the order of the memory."""

    blocks: tuple[str, ...]
    concepts: tuple[ConceptUse, ...]


@dataclass(slots=True)
class _Found:
    """What is gathered of one concept while the memory is read."""

    lines: list[Line] = field(default_factory=list)
    uses: dict[tuple[str, str], list[tuple[str, float]]] = field(default_factory=dict)
    status: dict[tuple[str, str], Status] = field(default_factory=dict)
    blocks: dict[str, list[int]] = field(default_factory=dict)
    varied: set[str] = field(default_factory=set)


def usage(memory: tmx.Memory, termbase: Termbase, langs: tuple[str, str]) -> Usage:
    """How a memory uses a termbase in a pair of languages; concepts of one family count as one."""
    families = {concept.id: concept.family or concept.id for concept in termbase.concepts}
    matchers = [Matcher(termbase, lang) for lang in langs]
    sizes: Counter[str] = Counter()
    found: dict[str, _Found] = {}
    lengths = [0, 0]
    for position, unit in enumerate(memory):
        block = unit.prop("x-block") or ""
        texts = [variant.text if (variant := unit.variant(lang)) else "" for lang in langs]
        sizes[block] += sum(len(text.split()) for text in texts)
        hits = [_by_family(matcher.find(text), families) for matcher, text in zip(matchers, texts, strict=True)]
        for family in dict.fromkeys((*hits[0], *hits[1])):
            own = found.setdefault(family, _Found())
            sides = (hits[0].get(family, []), hits[1].get(family, []))
            _note_uses(own, sides, langs, block, (lengths[0], lengths[1]))
            own.lines += _lines(position, block, texts, sides)
        for side in (0, 1):
            lengths[side] += len(texts[side])
    blocks = tuple(sizes)
    concepts = {concept.id: concept for concept in termbase.concepts}
    made = [_use(concepts[family], own, langs, lengths, sizes) for family, own in found.items()]
    return Usage(blocks, tuple(sorted(made, key=lambda use: (-len(use.lines), use.concept.id))))


def _by_family(hits: Sequence[Hit], families: dict[str, str]) -> dict[str, list[Hit]]:
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        own = found.setdefault(families[hit.concept], [])
        if not any(known.start < hit.end and hit.start < known.end for known in own):
            own.append(hit)
    return found


def _note_uses(
    own: _Found, sides: tuple[list[Hit], list[Hit]], langs: tuple[str, str], block: str, before: tuple[int, int]
) -> None:
    for side, hits in enumerate(sides):
        for hit in hits:
            key = (langs[side], hit.term)
            own.uses.setdefault(key, []).append((block, before[side] + hit.start))
            own.status[key] = hit.status
            own.blocks.setdefault(block, [0, 0])[side] += 1
            if hit.status is not Status.PREFERRED:
                own.varied.add(block)


def _lines(position: int, block: str, texts: Sequence[str], sides: tuple[list[Hit], list[Hit]]) -> list[Line]:
    lines = []
    for source, target in zip_longest(*sides):
        other = texts[0] if source is None else texts[1] if target is None else ""
        contexts = [_context(text, hit) if hit else None for text, hit in zip(texts, (source, target), strict=True)]
        lines.append(Line(position, block, contexts[0], contexts[1], _shortened(other)))
    return lines


def _context(text: str, hit: Hit) -> Context:
    """A term with what stands around it, cut at words."""
    before, after = text[max(0, hit.start - CONTEXT) : hit.start], text[hit.end : hit.end + CONTEXT]
    if hit.start > CONTEXT:
        before = "…" + before.partition(" ")[2]
    if hit.end + CONTEXT < len(text):
        after = after.rpartition(" ")[0] + "…"
    return Context(before, text[hit.start : hit.end], after)


def _shortened(text: str) -> str:
    return text if len(text) <= 2 * CONTEXT else text[: 2 * CONTEXT].rpartition(" ")[0] + "…"


def _use(
    concept: Concept, own: _Found, langs: tuple[str, str], lengths: Sequence[int], sizes: Counter[str]
) -> ConceptUse:
    wordings = []
    for (lang, text), uses in own.uses.items():
        side = langs.index(lang)
        total = sum(len(others) for (other, _), others in own.uses.items() if other == lang)
        blocks = Counter(block for block, _ in uses)
        places = tuple(place / max(lengths[side], 1) for _, place in uses)
        share, status = len(uses) / total, own.status[lang, text]
        wordings.append(
            Wording(lang, text, status, len(uses), share, tuple(blocks), dispersion(blocks, sizes), places)
        )
    wordings.sort(key=lambda used: (langs.index(used.lang), -used.count, used.text))
    cells = tuple((block, counts[0], counts[1], block in own.varied) for block, counts in own.blocks.items())
    source, target = (concept.preferred(lang) for lang in langs)
    return ConceptUse(concept, source, target, tuple(wordings), tuple(own.lines), cells)


def dispersion(counts: Counter[str], sizes: Counter[str]) -> float:
    """Deviation of proportions, normalised to 0 (even) to 1: ``counts`` uses by part, ``sizes`` words by part.

    >>> from collections import Counter
    >>> dispersion(Counter(a=1, b=1), Counter(a=50, b=50)), dispersion(Counter(a=2), Counter(a=50, b=50))
    (0.0, 1.0)
    """
    words, uses = sum(sizes.values()), sum(counts.values())
    if not words or not uses:
        return 0.0
    shares = {part: size / words for part, size in sizes.items() if size}
    most = 1 - min(shares.values())
    deviation = sum(abs(share - counts[part] / uses) for part, share in shares.items()) / 2
    return min(deviation / most, 1.0) if most else 0.0
