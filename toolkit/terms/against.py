"""A document's wording against an authority's (a treaty): where they depart, concept by concept, with both places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.model import Cause
from toolkit.terms.drift import short_form, skeleton
from toolkit.terms.match import Hit, Matcher
from toolkit.terms.nearest import nearest
from toolkit.terms.termbase import Concept, Status, Termbase
from toolkit.terms.zones import EXEMPT, outside

#: What no wording runs across.
_STOP_RE = re.compile("[.,;:،؛:()]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A pair of texts and the place where it stands (a block, an article, a line)."""

    place: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Used:
    """A wording, how often, and where; ``listed`` says that the termbase has it."""

    wording: str
    count: int
    places: tuple[str, ...]
    listed: bool = True

    @property
    def shown(self) -> str:
        """``«السخرة» 2× (9, 27)``."""
        aside = "" if self.listed else "; not in the termbase"
        return f"«{self.wording}» {self.count}× ({', '.join(self.places)}{aside})"


@dataclass(frozen=True, slots=True)
class Departure:
    """A concept that both texts name, and the wordings of each in one language where they differ."""

    concept: str
    lang: str
    document: tuple[Used, ...]
    authority: tuple[Used, ...]


def departures(
    document: Sequence[Passage], authority: Sequence[Passage], termbase: Termbase, langs: tuple[str, str]
) -> tuple[Departure, ...]:
    """Where a document words a concept otherwise than an authority does, in the order of the termbase.

    A concept's wording is looked for in one language where the other language names it; if no listed term stands
    there, the likest words are taken.  Inflection and short forms are no departure; neither is a wording in a
    treaty's title, nor a preferred short name beside the preferred full one.  ``langs`` are the languages of
    ``source`` and ``target`` of both.

    >>> from toolkit.terms import load_termbase
    >>> report = [Passage("22", "الثني عن الطلب", "to discourage the demand")]
    >>> treaty = [Passage("art. 9(5)", "ردع الطلب", "to discourage the demand")]
    >>> [(found.document[0].wording, found.authority[0].wording)
    ...  for found in departures(report, treaty, load_termbase(), ("ar", "en")) if found.lang == "ar"]
    [('الثني عن الطلب', 'ردع الطلب')]
    """
    table = _Table.of(termbase, langs)
    sides = [table.read(passages) for passages in (document, authority)]
    found = []
    for concept in termbase.concepts:
        for lang in table.langs:
            ours, theirs = (side.get((concept.id, lang), {}) for side in sides)
            there = tuple(map(_used, theirs.values()))
            other = tuple(use for use in map(_used, ours.values()) if not table.agree(concept.id, lang, use, there))
            if there and other:
                found.append(Departure(concept.id, lang, other, there))
    return tuple(found)


_Uses = dict[tuple[str, ...], list[tuple[str, str, bool]]]


def _used(uses: list[tuple[str, str, bool]]) -> Used:
    return Used(uses[0][0], len(uses), tuple(dict.fromkeys(place for _, place, _ in uses)), uses[0][2])


def _alike(one: str, other: str, lang: str) -> bool:
    return short_form(one, other, lang) or short_form(other, one, lang)


@dataclass(frozen=True, slots=True)
class _Table:
    """The termbase indexed in both languages."""

    langs: tuple[str, str]
    matchers: tuple[Matcher, Matcher]
    concepts: dict[str, Concept]
    families: dict[str, str]

    @classmethod
    def of(cls, termbase: Termbase, langs: tuple[str, str]) -> _Table:
        matchers = (Matcher(termbase, langs[0]), Matcher(termbase, langs[1]))
        concepts = {concept.id: concept for concept in termbase.concepts}
        return cls((matchers[0].lang, matchers[1].lang), matchers, concepts, termbase.families)

    def read(self, passages: Sequence[Passage]) -> dict[tuple[str, str], _Uses]:
        """(concept, language) -> the wordings that stand for it there."""
        found: dict[tuple[str, str], _Uses] = {}
        for passage in passages:
            texts = (passage.source, passage.target)
            for own, other in ((0, 1), (1, 0)):
                named = self._named(other, texts[other])
                for concept, (wording, listed) in self._wordings(own, texts[own], named).items():
                    lang = self.langs[own]
                    uses = found.setdefault((concept, lang), {})
                    uses.setdefault(skeleton(wording, lang), []).append((wording, passage.place, listed))
        return found

    def agree(self, concept: str, lang: str, use: Used, there: Sequence[Used]) -> bool:
        """Whether a wording is one of the authority's but for inflection, or both are names to be preferred."""
        if any(_alike(use.wording, other.wording, lang) for other in there):
            return True
        family = [self.concepts[key] for key, head in self.families.items() if head == concept]
        names = {term.text for one in family for term in one.terms if term.status is Status.PREFERRED}
        return use.wording in names and all(other.wording in names for other in there)

    def _named(self, side: int, text: str) -> set[str]:
        hits = outside(self.matchers[side].find(text), text, self.langs[side], EXEMPT)
        return {self.families[hit.concept] for hit in hits}

    def _wordings(self, side: int, text: str, named: set[str]) -> dict[str, tuple[str, bool]]:
        """For each concept that the other side names, its longest wording here, and whether it is a listed one."""
        hits = outside(self.matchers[side].find(text, inside=True, anywhere=True), text, self.langs[side], EXEMPT)
        by_family: dict[str, list[Hit]] = {}
        for hit in hits:
            by_family.setdefault(self.families[hit.concept], []).append(hit)
        found = {}
        for concept in named:
            own = by_family.get(concept, [])
            if own:
                found[concept] = (max(own, key=lambda hit: hit.end - hit.start).term, True)
                continue
            terms = [term.text for term in self.concepts[concept].terms if term.lang == self.langs[side]]
            near = nearest(terms, text, self.langs[side])
            if near.cause is Cause.VARIANT and not _STOP_RE.search(near.text):
                found[concept] = (near.text, False)
        return found
