"""A file filled from a memory: what is exact is translated, what is near is a draft that says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import tmx
from toolkit.exchange.place import place, same_tags
from toolkit.exchange.translatable import Translatable
from toolkit.exchange.words import count_words
from toolkit.memory.match import Kind, Match
from toolkit.xliff import Content, Filling, Proposal, State, XliffSegment, text_of
from toolkit.xliff.content import ANNOTATIONS, codes_of
from toolkit.xliff.tmx_codes import Numbers, to_tmx

#: Asks a memory: (text with its codes, the text before, the text after) -> matches, best first.
Finder = Callable[[tmx.Segment, str, str], Sequence[Match]]
#: How many matches are shown beside a draft.
PROPOSALS = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one segment: ``score`` of its best match (0: none at the threshold), its state and why."""

    id: str
    words: int
    score: int = 0
    kind: str = "none"
    state: State = State.NEW
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pretranslation:
    """A filled file: its bytes, and the outcome of every segment that was open."""

    data: bytes
    outcomes: tuple[Outcome, ...]

    @property
    def filled(self) -> int:
        """How many segments have got a text."""
        return sum(outcome.state is not State.NEW for outcome in self.outcomes)


def pretranslate(
    file: Translatable, find: Finder, *, target_lang: str = "", overwrite: bool = False, approve: int = 100
) -> Pretranslation:
    """Fill the open segments of a file with the best match that ``find`` has for each.

    A target is ``translated`` where its source is exactly that of the memory (100 and more), every tag has its
    place, no number was adapted, and the memory knows one translation of it.  Anything else is a draft for a
    translator.  Targets that are there already stay, unless ``overwrite``; what the file locks always stays.
    ``approve`` is the least score at which a translated target is approved as well, if no machine made its unit.
    """
    fillings: dict[str, Filling] = {}
    outcomes: list[Outcome] = []
    known: dict[tuple[tmx.Segment, str, str], Sequence[Match]] = {}
    for segment, text, before, after in with_neighbours(file.segments):
        if not (segment.open or (overwrite and not segment.locked and text)):
            continue
        key = (as_looked_up(segment), before, after)
        if key not in known:
            known[key] = find(*key)
        filling, outcome = _filling(segment, text, known[key], approve)
        outcomes.append(outcome)
        if filling:
            fillings[segment.id] = filling
    data = file.filled(fillings, target_lang=target_lang)
    states = file.states()
    return Pretranslation(data, tuple(_as_kept(outcome, states.get(outcome.id)) for outcome in outcomes))


def _as_kept(outcome: Outcome, state: State | None) -> Outcome:
    """An outcome with the state that the form could hold: a unit that is partly a draft is one as a whole."""
    kept = outcome.state is State.TRANSLATED and state in (State.NEW, State.DRAFT)
    return replace(outcome, state=State.DRAFT) if kept else outcome


def with_neighbours(segments: Sequence[XliffSegment]) -> Iterator[tuple[XliffSegment, str, str, str]]:
    """Every segment with its text as a memory holds it (blanks folded), and the texts before and after it."""
    texts = [" ".join(text_of(segment.source).split()) for segment in segments]
    for place_, segment in enumerate(segments):
        before = texts[place_ - 1] if place_ and segments[place_ - 1].original == segment.original else ""
        follows = place_ + 1 < len(segments) and segments[place_ + 1].original == segment.original
        yield segment, texts[place_], before, texts[place_ + 1] if follows else ""


def _filling(
    segment: XliffSegment, text: str, matches: Sequence[Match], approve: int
) -> tuple[Filling | None, Outcome]:
    words = count_words(text)
    if not matches:
        return None, Outcome(segment.id, words)
    best = matches[0]
    placed = place(segment.source, best.source_content, best.suggestion_content)
    score = score_with_tags(segment.source, best)
    doubts = list(_doubts(matches, placed.safe))
    reasons = [penalty.reason for penalty in best.penalties]
    sure = score >= 100 and not doubts
    state = State.TRANSLATED if sure else State.DRAFT
    origin = "context" if score > 100 else "exact" if score == 100 else "fuzzy"
    note = f"bitext-toolkit, {score} %: {'; '.join(doubts)}" if doubts else ""
    filling = Filling(
        placed.content,
        state,
        origin if sure else "fuzzy",
        sure and score >= approve and best.unit.confirmed,
        tuple(_proposals(segment.source, matches[: 1 if sure else PROPOSALS])),
        note,
    )
    return filling, Outcome(segment.id, words, score, best.kind.value, state, "; ".join([*doubts, *reasons]))


def score_with_tags(source: Content, match: Match) -> int:
    """The score of a match once the tags of the file are looked at too, which a lookup by text cannot see.

    The same words with other tags are 99 at most; the same words with the same tags are exact.
    """
    if match.kind is Kind.FUZZY:
        return match.score
    ours, theirs = _has_tags(source), any(not isinstance(part, str) for part in match.source_content)
    same = same_tags(source, match.source_content)
    if (ours or theirs) and not same:
        return min(match.score, 99)
    tag_points = sum(points for name, points in match.parts.deductions if name == "tags")
    return min(match.score + tag_points, 100) if same and tag_points else match.score


def _has_tags(content: Content) -> bool:
    return any(code.name not in ANNOTATIONS for code in codes_of(content))


def _doubts(matches: Sequence[Match], safe: bool) -> Iterator[str]:
    """Why a translator must look, beside the score."""
    best = matches[0]
    for adaptation in best.adaptations:
        done = f"number adapted: {adaptation.old} → {adaptation.new}"
        yield done if adaptation.done else f"number not adapted: {adaptation.old} ({adaptation.note or 'not safe'})"
    rivals = {match.target for match in matches if match.score == best.score and match.source == best.source}
    if len(rivals) > 1:
        yield f"the memory has {len(rivals)} translations of it"
    if not safe:
        yield "tags could not be placed and stand at the end"


def _proposals(source: Content, matches: Sequence[Match]) -> Iterator[Proposal]:
    """The matches as they stand in the memory, in the file's own tags where these fit."""
    for match in matches:
        own = place(source, match.source_content, match.target_content)
        target: Content = own.content if own.safe else (match.target,)
        yield Proposal(_source_of(source, match), target, match.score, origin_of(match))


def _source_of(source: Content, match: Match) -> Content:
    if same_tags(source, match.source_content):
        return source
    return (match.source,)


def origin_of(match: Match) -> str:
    """The document that a match comes from, for the one attribute that the formats have for it; else empty."""
    return match.unit.origins[0].document if match.unit.origins else ""


def as_looked_up(segment: XliffSegment) -> tmx.Segment:
    """The source of a segment as a memory is asked for it: with its codes, without the blanks around it."""
    content = to_tmx(segment.source, Numbers(), dict(segment.data))
    if len(content) == 1 and isinstance(content[0], str):
        text = content[0].strip()
        return (text,) if text else ()
    return content
