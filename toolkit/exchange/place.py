"""The tags of a file put into a translation from the memory.

A text of the memory has tags of its own, or none; the file wants its own ones back, each once.  Where the source in
the memory carries the same tags at the same places, each of the file's tags goes where its fellow stands in the
memory's target.  Else tags at the very beginning or end of the source keep that place.  Any other tag cannot be
placed safely: it is put at the end, so that none is lost, and the caller is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import tmx
from toolkit.xliff import Code, Content, Kind, joined, text_of
from toolkit.xliff.content import ANNOTATIONS


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of a text: what it does, what ties it to its other half and its fellow, and the file's own code."""

    kind: Kind
    key: str
    code: Code | None = None


Token: TypeAlias = "str | Tag"


@dataclass(frozen=True, slots=True)
class Placed:
    """A target with the file's tags; ``safe`` says whether each is sure to stand where it belongs."""

    content: Content
    safe: bool


def place(source: Content, match_source: tmx.Segment, match_target: tmx.Segment) -> Placed:
    """The memory's target with the tags of the file's source.

    >>> bold = Code("g", (("id", "1"),), ("Article 5",))
    >>> place((bold,), ("Article 5",), ("المادة ٥",)).content[0].content
    ('المادة ٥',)
    >>> place(("see ", bold), ("see Article 5",), ("انظر المادة ٥",)).safe
    False
    """
    ours = list(_of_file(source))
    if not any(isinstance(token, Tag) for token in ours):
        return Placed(_edged(source, (tmx.text_of(match_target),)), True)
    fellows = _by_fellows(ours, list(_of_tmx(match_source)), list(_of_tmx(match_target)))
    content = None if fellows is None else _nested(fellows)
    if content is not None:
        return Placed(_edged(source, content), True)
    tokens, safe = _by_edges(ours, tmx.text_of(match_target))
    content = _nested(tokens)
    return Placed(_edged(source, content), safe) if content is not None else Placed(tuple(_flat_text(tokens)), False)


def same_tags(source: Content, match_source: tmx.Segment) -> bool:
    """Whether two sources carry the same kinds of tags at the same places of their texts.

    >>> same_tags(("a", Code("x", (("id", "9"),))), ("a", tmx.Ph(x="1")))
    True
    """
    return _shape(list(_of_file(source))) == _shape(list(_of_tmx(match_source)))


def shape(source: Content) -> tuple[str, ...]:
    """The text with blanks folded, cut where tags stand, and the kinds of tags: the same for the same work.

    >>> shape(("see ", Code("g", (("id", "9"),), ("Article 5",))))
    ('see', 'open', 'Article 5', 'close', '')
    """
    return tuple(_shape(list(_of_file(source))))


def _shape(tokens: Sequence[Token]) -> list[str]:
    """The kinds of tags, and the text between them with blanks folded."""
    shape, text = [], ""
    for token in tokens:
        if isinstance(token, str):
            text += token
        else:
            shape += [" ".join(text.split()), token.kind.value]
            text = ""
    return [*shape, " ".join(text.split())]


def _of_file(content: Content, path: str = "") -> Iterator[Token]:
    """Text and tags in order; annotations of people and tools are no tags."""
    for number, part in enumerate(content):
        if isinstance(part, str):
            yield part
        elif part.kind is Kind.PAIR:
            inner = _of_file(part.content, f"{path}{number}.")
            if part.name in ANNOTATIONS:
                yield from inner
            else:
                yield Tag(Kind.OPEN, f"{path}{number}", part)
                yield from inner
                yield Tag(Kind.CLOSE, f"{path}{number}", part)
        elif part.name not in ANNOTATIONS:
            key = f"{path}{number}" if part.kind is Kind.ALONE else f"={part.pair}"
            yield Tag(part.kind, key, part)


def _of_tmx(content: tmx.Segment) -> Iterator[Token]:
    begun: dict[str | None, str] = {}
    alone = 0
    for part in content:
        if isinstance(part, str):
            yield part
        elif isinstance(part, tmx.Bpt):
            begun[part.i] = f"x{part.x}" if part.x else f"i{part.i}"
            yield Tag(Kind.OPEN, begun[part.i])
        elif isinstance(part, tmx.Ept):
            yield Tag(Kind.CLOSE, begun.get(part.i, f"i{part.i}"))
        elif isinstance(part, tmx.It):
            yield Tag(Kind.CLOSE if part.pos == "end" else Kind.OPEN, f"x{part.x}")
        elif isinstance(part, tmx.Ph | tmx.Ut):
            alone += 1
            yield Tag(Kind.ALONE, f"x{part.x}" if part.x else f"n{alone}")
        else:
            yield from _of_tmx(part.content)


def _by_fellows(ours: Sequence[Token], theirs: Sequence[Token], target: Sequence[Token]) -> list[Token] | None:
    """The target's tokens with our tags instead of theirs; None where they do not agree one by one."""
    our_tags = [token for token in ours if isinstance(token, Tag)]
    their_tags = [token for token in theirs if isinstance(token, Tag)]
    target_tags = [token for token in target if isinstance(token, Tag)]
    if [tag.kind for tag in our_tags] != [tag.kind for tag in their_tags]:
        return None
    if _text(ours) == _text(theirs) and _shape(ours) != _shape(theirs):
        return None
    fellows = {(tag.kind, tag.key): ours_ for tag, ours_ in zip(their_tags, our_tags, strict=True)}
    keys = [(tag.kind, tag.key) for tag in target_tags]
    if len(fellows) == len(our_tags) and Counter(keys) != Counter(fellows.keys()):
        kinds = Counter(tag.kind for tag in our_tags)
        if max(kinds.values()) > 1 or Counter(kind for kind, _ in keys) != kinds:
            return None
        single = {kind: tag for (kind, _), tag in fellows.items()}  # one of each kind: no doubt which is which
        return [token if isinstance(token, str) else single[token.kind] for token in target]
    if Counter(keys) != Counter(fellows.keys()) or len(fellows) != len(our_tags):
        return None
    return [token if isinstance(token, str) else fellows[token.kind, token.key] for token in target]


def _text(tokens: Sequence[Token]) -> str:
    return " ".join("".join(token for token in tokens if isinstance(token, str)).split())


def _by_edges(ours: Sequence[Token], text: str) -> tuple[list[Token], bool]:
    """The text between the tags of the edges; what stands between words goes to the end, and is not safe there."""
    worded = [i for i, token in enumerate(ours) if isinstance(token, str) and token.strip()]
    first, last = (worded[0], worded[-1]) if worded else (len(ours), len(ours))
    head, middle, tail = ours[:first], ours[first : last + 1], ours[last + 1 :]
    loose = {tag.key for tag in middle if isinstance(tag, Tag) and tag.kind is not Kind.ALONE}
    stuck = [tag for tag in ours if isinstance(tag, Tag) and (tag in middle or tag.key in loose)]
    before = [token for token in head if token not in stuck]
    after = [token for token in tail if token not in stuck]
    return [*before, text.strip(), *stuck, *after], not stuck


def _nested(tokens: Sequence[Token]) -> Content | None:
    """Tokens as a content again; None where the halves of a pair do not enclose each other properly."""
    open_: list[tuple[str, Code, list[str | Code]]] = []
    parts: list[str | Code] = []
    for token in tokens:
        if isinstance(token, str):
            parts.append(token)
        elif token.code is None or token.code.kind is not Kind.PAIR:
            parts.append(token.code or "")
        elif token.kind is Kind.OPEN:
            open_.append((token.key, token.code, parts))
            parts = []
        else:
            if not open_ or open_[-1][0] != token.key:
                return None
            _, code, outer = open_.pop()
            parts = [*outer, Code(code.name, code.attributes, joined(*parts))]
    return None if open_ else joined(*parts)


def _flat_text(tokens: Sequence[Token]) -> Iterator[str]:
    yield "".join(token for token in tokens if isinstance(token, str))


def _edged(source: Content, target: Content) -> Content:
    """The target with the blanks that the source has at its ends: a line break there belongs to the file."""
    text, made = text_of(source), text_of(target)
    before = text[: len(text) - len(text.lstrip())]
    after = text[len(text.rstrip()) :]
    if not made.strip() or (made[: len(made) - len(made.lstrip())], made[len(made.rstrip()) :]) == (before, after):
        return target
    plain = [part for part in target if isinstance(part, str)]
    if len(plain) == len(target):
        return joined(before, made.strip(), after)
    lead = "" if made[:1].isspace() else before
    trail = "" if made[-1:].isspace() else after
    return joined(lead, *target, trail)
