"""Look up a text: the units that help most, each with its score, what the score is made of, and a suggestion."""

from __future__ import annotations

import unicodedata

import tmx
from toolkit.memory.adapt import adapt
from toolkit.memory.match import Kind, Match, Parts
from toolkit.memory.penalties import Penalties, least
from toolkit.memory.records import Origin, StoredUnit
from toolkit.memory.scoring import Subject, differences, score
from toolkit.memory.store import Store
from toolkit.model import BitextError

DEFAULT = Penalties()


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

    >>> from toolkit.memory.store import open_store
    >>> unit = tmx.Unit((tmx.Variant.of("ar", "تقرير عام ٢٠١٢"), tmx.Variant.of("en", "Report for 2012")))
    >>> with open_store(":memory:", create=True) as store:
    ...     _ = store.add([unit])
    ...     match = lookup(store, "تقرير عام ٢٠١٣", "ar", "en")[0]
    >>> match.score, str(match.kind), match.suggestion
    (99, 'near', 'Report for 2013')
    """
    query = Subject((text,) if isinstance(text, str) else text)
    _check_languages(store, source_lang, target_lang)
    found: list[Match] = []
    scored = [
        (score(query, Subject((other,)))[0], ident) for ident, other in store.candidates(query.text, source_lang)
    ]
    worst = 0
    for base, ident in sorted(scored, key=lambda pair: (-pair[0], pair[1])):
        if base < threshold - 5 or (len(found) >= limit and base + 2 < worst):
            break
        for unit in store.units_with(ident, target_lang):
            found.append(_match(query, unit, (source_lang, target_lang), (before, after), document, penalties))
        found = _best(found, threshold, limit)
        worst = found[-1].score if found else 0
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
    query: Subject,
    stored: StoredUnit,
    languages: tuple[str, str],
    neighbours: tuple[str | None, str | None],
    document: str,
    settings: Penalties,
) -> Match:
    source, target = stored.unit.variant(languages[0]), stored.unit.variant(languages[1])
    assert source is not None and target is not None  # the store was asked for both
    subject = Subject(source.content)
    base, kind, parts = score(query, subject)
    if kind is Kind.EXACT:
        context = max((_context(origin, *neighbours) for origin in stored.origins), default=0)
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


def _context(origin: Origin, before: str | None, after: str | None) -> int:
    """How many neighbours are the same; the edge of a document counts only beside a neighbour that is there."""
    pairs = [(_plain(before), _plain(origin.before)), (_plain(after), _plain(origin.after))]
    same = [ours == theirs for ours, theirs in pairs]
    if not any(equal and ours for equal, (ours, _) in zip(same, pairs, strict=True)):
        return 0
    return sum(same)


def _plain(text: str | None) -> str | None:
    return None if text is None else unicodedata.normalize("NFC", " ".join(text.split()))
