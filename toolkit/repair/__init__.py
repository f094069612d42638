"""Mend Arabic that extraction broke: evidence first, then named fixes, each recorded as a step.

A document without evidence of damage passes through byte for byte, and so does one that was repaired already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from toolkit.languages.arabic import has_arabic
from toolkit.languages.tags import base
from toolkit.model import BitextError, Block, Document, Line, Step, Word
from toolkit.repair.evidence import KASHIDA_PIECES, REVERSED_BLOCKS, Evidence, find_evidence
from toolkit.repair.promise import check_promise

__all__ = ["Evidence", "Repaired", "repair", "replay"]


@dataclass(frozen=True, slots=True)
class Repaired:
    """A mended document, what was done to it, and how sure each restored word is.

    ``words`` are the words of lines whose order was restored; those of other lines are not in doubt.  ``undecided``
    are lines that the search gave up, left as they came.
    """

    document: Document
    steps: tuple[Step, ...] = ()
    words: tuple[Word, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    undecided: tuple[int, ...] = ()


def repair(document: Document, *, phrases: Sequence[str] = ()) -> Repaired:
    """Mend a document.  Line numbers and blocks stay; ``Line.text`` is mended, ``Line.raw`` stays as it came.

    Letters and digits are conserved line by line; InternalError is raised where they are not.  A document in
    another language than Arabic is returned as it is.  ``phrases`` are wordings that it is likely to hold, such as
    the terms of a termbase.
    """
    if base(document.lang) != "ar":
        return Repaired(document)
    evidence = find_evidence(document.lines)
    kinds = {found.kind for found in evidence}
    if not kinds:
        return Repaired(document)
    steps: list[Step] = []
    words: list[Word] = []
    undecided: list[int] = []
    texts = {line.number: line.text for line in document.lines}
    if REVERSED_BLOCKS in kinds:
        _restore_order(document.blocks, phrases, texts, steps, words, undecided)
    restored = {word.line for word in words}
    for name in (found.kind for found in evidence if found.kind not in (REVERSED_BLOCKS, KASHIDA_PIECES)):
        fix = _fix(name)
        for number in sorted(texts):
            if number not in restored and has_arabic(texts[number]):
                _apply(number, name, fix, texts, steps)
    blocks = tuple(_with_texts(block, texts) for block in document.blocks)
    ordered = tuple(sorted(steps, key=lambda step: step.line))
    return Repaired(replace(document, blocks=blocks), ordered, tuple(words), evidence, tuple(undecided))


def _fix(name: str) -> Callable[[str], str]:
    from toolkit.repair.fixes import FIXES

    fix = FIXES[name]
    return fix.apply_everywhere if fix.whole_text else fix.apply


def _apply(number: int, name: str, fix: Callable[[str], str], texts: dict[int, str], steps: list[Step]) -> None:
    before = texts[number]
    after = fix(before)
    if after == before:
        return
    if name != "mojibake":  # its bytes are read anew: other characters are the point of it
        check_promise(number, before, after)
    texts[number] = after
    steps.append(Step(number, name, before, after))


def _restore_order(
    blocks: Sequence[Block],
    phrases: Sequence[str],
    texts: dict[int, str],
    steps: list[Step],
    words: list[Word],
    undecided: list[int],
) -> None:
    """Every Arabic line of the document through the decoder."""
    from toolkit.repair.decode import decode_blocks
    from toolkit.repair.doubt import words_of

    arabic = [block for block in blocks if any(has_arabic(line.text) for line in block.lines)]
    results = decode_blocks(arabic, phrases)
    for block in arabic:
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
            words.extend(words_of(line.number, candidates, line.raw))


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
