"""Mend Arabic that extraction broke: evidence first, then named fixes, each recorded as a step.

A document without evidence of damage passes through byte for byte, and so does one that was repaired already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.languages.arabic import has_arabic
from toolkit.languages.tags import base
from toolkit.model import BitextError, Block, Document, Line, Step, Word
from toolkit.repair.evidence import (
    LONGEST_LINE,
    REVERSED_BLOCKS,
    Evidence,
    as_they_came,
    find_evidence,
    mend_lines,
    order_evidence,
)
from toolkit.repair.fixes import LETTER_FIXES, LINE_FIXES
from toolkit.repair.mojibake import mojibake
from toolkit.repair.promise import check_promise

if TYPE_CHECKING:
    from toolkit.repair.decode import Judge, LineResult

__all__ = ["Evidence", "Repaired", "find_evidence", "repair", "replay"]


_FIRST = 200  # lines by which mojibake is recognised


@dataclass(frozen=True, slots=True)
class Repaired:
    """A mended document, what was done to it, and how sure each restored word is.

    ``words`` are the words of lines whose order was restored; those of other lines are not in doubt.  ``undecided``
    are lines that were too long, or that the search gave up, left as they came.
    """

    document: Document
    steps: tuple[Step, ...] = ()
    words: tuple[Word, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    undecided: tuple[int, ...] = ()


def repair(
    document: Document,
    *,
    phrases: Sequence[str] = (),
    opinion: Callable[[Block], Judge | None] | None = None,
    model: str | None = None,
) -> Repaired:
    """Mend a document.  Line numbers and blocks stay; ``Line.text`` is mended, ``Line.raw`` stays as it came.

    Letters and digits are conserved line by line; InternalError is raised where they are not.  A document in
    another language than Arabic is returned as it is.  Lines that the reader left ``unsettled`` are restored also in
    a document without other damage.  ``phrases`` are wordings that it is likely to hold, such as the terms of a
    termbase; ``opinion`` gives, for a block, a second judge of the readings of its lines (rows of words; log odds
    come back), such as its translation (``toolkit.pipeline.second_opinion``), or None; ``model`` is a file of
    ``bitext repair --train-model`` by which order is restored in place of the shipped language model (BitextError
    where it is none).
    """
    if base(document.lang) != "ar" and not _was_arabic(document):
        return Repaired(document)
    if model is not None:
        _check_model(model)
    texts = {line.number: line.text for line in document.lines}
    undecided = [number for number, text in texts.items() if len(text) > LONGEST_LINE]
    in_reach = sorted(texts.keys() - set(undecided))
    evidence, letter_steps = mend_lines(LETTER_FIXES, texts, in_reach)
    order = order_evidence(as_they_came(document.lines, texts))
    steps = list(letter_steps)
    words: list[Word] = []
    blocks, order = _to_restore(document, order, texts)
    if blocks:
        _restore_order(blocks, _decoded(blocks, phrases, opinion, model), texts, steps, words, undecided)
    restored = {word.line for word in words}
    others, other_steps = mend_lines(LINE_FIXES, texts, [number for number in in_reach if number not in restored])
    mended = replace(document, blocks=tuple(_with_texts(block, texts) for block in document.blocks), unsettled=())
    ordered = tuple(sorted((*steps, *other_steps), key=lambda step: step.line))
    unique = tuple(sorted(set(undecided)))
    return Repaired(mended, ordered, tuple(words), (*evidence, *order, *others), unique)


def _to_restore(
    document: Document, order: tuple[Evidence, ...], texts: dict[int, str]
) -> tuple[list[Block], tuple[Evidence, ...]]:
    """The blocks whose lines the decoder shall read, and the evidence that says so; ``texts`` are the lines after
    the fixes of letters."""
    legible = [_legible(block, texts) for block in document.blocks]
    if any(found.kind == REVERSED_BLOCKS for found in order):
        return legible, order
    if not document.unsettled:
        return [], order
    found = Evidence(REVERSED_BLOCKS, "the places of signs in the PDF say nothing", document.unsettled)
    return _lines_alone(legible, frozenset(document.unsettled)), (*order, found)


def _lines_alone(blocks: Sequence[Block], numbers: frozenset[int]) -> list[Block]:
    """Blocks of some lines only: the others are sound, and the decoder shall not touch them."""
    kept = [replace(block, lines=tuple(line for line in block.lines if line.number in numbers)) for block in blocks]
    return [block for block in kept if block.lines]


def _was_arabic(document: Document) -> bool:
    """Whether most lines of a text that seems to be in another language are Arabic read in the wrong code page."""
    lines = document.lines[:_FIRST]
    return sum(bool(mojibake(line.text)) for line in lines) > len(lines) / 2


def _legible(block: Block, texts: dict[int, str]) -> Block:
    """A block whose lines, as they came, are already those that the fixes of letters left."""
    came = as_they_came(block.lines, texts)
    lines = (replace(line, text=texts[line.number], raw=came[line.number]) for line in block.lines)
    return replace(block, lines=tuple(lines))


def _check_model(path: str) -> None:
    """Read the model also where nothing will ask it: a wrong file must not pass for a used one."""
    from toolkit.repair.decode import known_model

    known_model(path)


def _arabic(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if any(has_arabic(line.text) for line in block.lines)]


def _decoded(
    blocks: Sequence[Block],
    phrases: Sequence[str],
    opinion: Callable[[Block], Judge | None] | None,
    model: str | None,
) -> dict[int, LineResult]:
    """Every line of the blocks that hold Arabic through the decoder, by line number."""
    from toolkit.repair.decode import decode_blocks

    return decode_blocks(_arabic(blocks), phrases, opinion, model)


def _restore_order(
    blocks: Sequence[Block],
    results: dict[int, LineResult],
    texts: dict[int, str],
    steps: list[Step],
    words: list[Word],
    undecided: list[int],
) -> None:
    """Every Arabic line of the document as the decoder reads it."""
    from toolkit.repair.doubt import words_of

    for block in _arabic(blocks):
        for line in block.lines:
            candidates = results[line.number].candidates
            if not candidates:
                undecided.append(line.number)
                continue
            after = candidates[0].text
            check_promise(line.number, line.raw, after)
            if after != line.text:
                steps.append(Step(line.number, REVERSED_BLOCKS, line.text, after))
            texts[line.number] = after
            words.extend(words_of(results[line.number], line.raw))


def _with_texts(block: Block, texts: dict[int, str]) -> Block:
    return replace(block, lines=tuple(_mended(line, texts[line.number]) for line in block.lines))


def _mended(line: Line, text: str) -> Line:
    return line if text == line.text else replace(line, text=text)


def replay(document: Document, steps: Sequence[Step]) -> Document:
    """The document as some steps leave it: each takes its line from ``before`` to ``after``.

    Raises BitextError where a line is not as the step found it.
    """
    texts = {line.number: line.text for line in document.lines}
    for step in steps:
        if texts.get(step.line) != step.before:
            raise BitextError(
                f"the line is not as step {step.fix!r} found it",
                path=document.path or None,
                line=step.line,
                remedy="repair the file anew",
            )
        texts[step.line] = step.after
    return replace(document, blocks=tuple(_with_texts(block, texts) for block in document.blocks))
