"""Look up a text: the units that help most, each with its score, what the score is made of, and a suggestion."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import tmx
from tmx.tags import same_language
from toolkit.memory.adapt import adapt
from toolkit.memory.keys import plain
from toolkit.memory.match import Kind, Match, Parts
from toolkit.memory.penalties import Penalties, least
from toolkit.memory.records import Origin, StoredUnit
from toolkit.memory.scoring import BEST_FUZZY, Subject, differences, score, subjects
from toolkit.memory.store import Store
from toolkit.model import BitextError

DEFAULT = Penalties()
LONGEST = 10_000  # characters; a longer text is no segment, and is found only where its letters are the same
MOST_TRANSLATED = 5  # places of a unit whose neighbours are looked for in the other language


def lookup(
    store: Store,
    text: str | tmx.Segment,
    source_lang: str,
    target_lang: str,
    before: str | None = None,
    after: str | None = None,
    threshold: int = 50,
    limit: int = 5,
    *,
    document: str = "",
    penalties: Penalties = DEFAULT,
) -> tuple[Match, ...]:
    """The best matches for a text, the best first; none below ``threshold``, at most ``limit``.

    ``before`` and ``after`` are the neighbours of the text (None: not known; ``""``: there is none), ``document`` the
    symbol of the document being translated.  Raises BitextError where the memory has no text in a language.
    A text of more than 10,000 characters is found only where its letters are the same.

    >>> from toolkit.memory.store import open_store
    >>> unit = tmx.Unit((tmx.Variant.of("ar", "تقرير عام ٢٠١٢"), tmx.Variant.of("en", "Report for 2012")))
    >>> with open_store(":memory:", create=True) as store:
    ...     _ = store.add([unit])
    ...     match = lookup(store, "تقرير عام ٢٠١٣", "ar", "en")[0]
    >>> match.score, str(match.kind), match.suggestion
    (99, 'near', 'Report for 2013')
    """
    (query,) = subjects([text])
    _check_languages(store, source_lang, target_lang)
    lang = (source_lang, target_lang)
    found: list[Match] = []
    for fuzzy in (False, True) if len(query.text) <= LONGEST else (False,):
        near = store.candidates(query.text, source_lang, fuzzy=fuzzy)
        scored = [
            (score(query, other)[0], ident)
            for other, (ident, _) in zip(subjects([text for _, text in near]), near, strict=True)
        ]
        for base, ident in sorted(scored, key=lambda pair: (-pair[0], pair[1])):
            if base + 2 < max(threshold, found[-1].score if len(found) >= limit else 0):
                break
            units = store.units_with(ident, target_lang, before=before, after=after)
            matches = [_match(store, query, unit, lang, (before, after), document, penalties) for unit in units]
            found = _best(found + matches, threshold, limit)
        if len(found) >= limit and found[-1].score > BEST_FUZZY:
            break
    return tuple(found)


def _best(found: list[Match], threshold: int, limit: int) -> list[Match]:
    """The best of different texts; of equal ones the confirmed, then the newest."""

    def rank(match: Match) -> tuple[int, int, bool, int, int]:
        newest = max((origin.changed for origin in match.unit.origins), default="")
        date = int("".join(filter(str.isdecimal, newest))[:14].ljust(14, "0") or 0)
        return -match.score, -match.base, not match.unit.confirmed, -date, match.unit.id

    kept: dict[object, Match] = {}
    for match in sorted((match for match in found if match.score >= threshold), key=rank):
        kept.setdefault((match.source_content, match.target_content), match)
    return list(kept.values())[:limit]


def _check_languages(store: Store, *languages: str) -> None:
    known = store.languages()
    for lang in languages:
        if known and lang.replace("_", "-").split("-")[0].lower() not in known:
            raise BitextError(
                f"the memory has no text in {lang!r}", remedy=f"ask for one of its languages: {', '.join(known)}"
            )


def _match(
    store: Store,
    query: Subject,
    stored: StoredUnit,
    languages: tuple[str, str],
    neighbours: tuple[str | None, str | None],
    document: str,
    settings: Penalties,
) -> Match:
    target = stored.unit.variant(languages[1])
    sources = [variant for variant in stored.unit.variants if same_language(variant.lang, languages[0])]
    assert target is not None and sources  # the store was asked for both
    scored = [
        (score(query, other), other, place) for place, other in enumerate(subjects([v.content for v in sources]))
    ]
    (base, kind, parts), subject, place = max(scored, key=lambda found: (found[0][0], -found[2]))
    source = sources[place]
    if kind is Kind.EXACT:
        context = _context(store, stored.origins, *neighbours)
        base, parts = 100 + context, Parts(1.0, 1.0, context)
        kind = Kind.CONTEXT if context else kind
    taken = least(stored.origins, document, settings)
    suggestion, adaptations = adapt(query.text, source.text, target.content, languages)
    return Match(
        score=max(0, base - sum(penalty.points for penalty in taken)),
        kind=kind,
        base=base,
        source=source.text,
        target=target.text,
        source_content=source.content,
        target_content=target.content,
        unit=stored,
        parts=parts,
        penalties=taken,
        differences=differences(query.text, subject.text),
        adaptations=adaptations,
        suggestion_content=suggestion,
    )


def _context(store: Store, origins: Sequence[Origin], before: str | None, after: str | None) -> int:
    """The most neighbours that are the same in one place (0 to 2); in the other direction, that translate them."""
    if not before and not after:
        return 0
    direct = max((_neighbours(origin, before, after, _equal) for origin in origins), default=0)
    if direct:
        return direct
    some = origins[:MOST_TRANSLATED]
    return max((_neighbours(origin, before, after, store.together) for origin in some), default=0)


def _neighbours(origin: Origin, before: str | None, after: str | None, same: Callable[[str, str], bool]) -> int:
    """How many neighbours are the same; the edge of a document counts only beside a neighbour that is there."""
    pairs = [(ours, theirs) for ours, theirs in ((before, origin.before), (after, origin.after)) if ours is not None]
    there = sum(bool(ours and theirs and same(ours, theirs)) for ours, theirs in pairs)
    return there + sum(not ours and not theirs for ours, theirs in pairs) if there else 0


def _equal(ours: str, theirs: str) -> bool:
    return plain(ours) == plain(theirs)
