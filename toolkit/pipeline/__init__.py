"""The whole way: two files become a memory, its findings and its review page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import tmx
from toolkit.align import align
from toolkit.align.settings import AlignSettings
from toolkit.checks import check
from toolkit.languages.tags import base
from toolkit.memory.units import build_memory
from toolkit.model import Alignment, Document, Finding, Segment, Word
from toolkit.pipeline.inputs import check_pair
from toolkit.pipeline.second_opinion import second_opinion
from toolkit.read import read
from toolkit.repair import Repaired, repair
from toolkit.segment import segment
from toolkit.signature import signature
from toolkit.terms import Termbase, concepts_in, load_termbase

__all__ = ["Build", "BuildSettings", "build"]

#: The stages of a build, as a progress bar names them.
STAGES = ("read", "repair", "segment", "align", "memory", "checks")

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """What a user may choose for a build.

    ``termbase`` is a file in place of the built-in Protocol termbase; ``encoder`` is ``auto``, ``none`` or a
    model's name; ``srx`` a file with segmentation rules; ``symbol`` the document's symbol where its file name and
    text do not say it; ``original`` reads documents with tracked changes as they stood before them; ``model`` is a
    language model of ``bitext repair --train-model`` in place of the built-in one.
    """

    source_lang: str = "ar"
    target_lang: str = "en"
    encoder: str = "auto"
    termbase: str | None = None
    srx: str | None = None
    symbol: str = ""
    min_confidence: float = 0.5
    original: bool = False
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Build:
    """All that a build produced, from the documents to the findings."""

    source: Document
    target: Document
    repaired: Repaired
    alignment: Alignment
    memory: tmx.Memory
    findings: tuple[Finding, ...]
    termbase: Termbase
    signature: str
    settings: BuildSettings = field(default_factory=BuildSettings)

    @property
    def name(self) -> str:
        """The document's symbol, or the source file's name."""
        return document_name(self.settings, self.source, self.target)


def build(
    source: str | Path,
    target: str | Path,
    settings: BuildSettings | None = None,
    *,
    progress: Progress = lambda stage: None,
) -> Build:
    """Read, repair, segment, align and check two language versions of a document.

    ``progress`` is called with the name of each stage as it begins.  Raises BitextError for what a user can mend.
    """
    settings = settings or BuildSettings()
    progress("read")
    source_document = read(source, settings.source_lang, original=settings.original)
    target_document = read(target, settings.target_lang, original=settings.original)
    check_pair(source_document, target_document)
    termbase = load_termbase(settings.termbase)
    progress("repair")
    repaired = _repaired(source_document, target_document, termbase, settings)
    source_document = repaired.document
    progress("segment")
    sides = [segment(document, srx=settings.srx) for document in (source_document, target_document)]
    progress("align")
    align_settings = AlignSettings(
        settings.source_lang,
        settings.target_lang,
        encoder=settings.encoder,
        min_confidence=settings.min_confidence,
    )
    alignment = _align(sides[0], sides[1], align_settings, termbase)
    progress("memory")
    recipe = _recipe(align_settings, repaired, settings)
    name = document_name(settings, source_document, target_document)
    memory = build_memory(
        alignment,
        source_lang=settings.source_lang,
        target_lang=settings.target_lang,
        document=name,
        signature=recipe,
        words=words_by_segment(source_document, alignment.source, repaired.words),
    )
    progress("checks")
    findings = check(memory, source_lang=settings.source_lang, target_lang=settings.target_lang, termbase=termbase)
    return Build(source_document, target_document, repaired, alignment, memory, findings, termbase, recipe, settings)


def _repaired(source: Document, target: Document, termbase: Termbase, settings: BuildSettings) -> Repaired:
    """The source mended, with the termbase's terms and the translation as witnesses."""
    lang = base(settings.source_lang)
    terms = [term.text for concept in termbase.concepts for term in concept.terms if base(term.lang) == lang]
    opinion = second_opinion(target, settings.source_lang, settings.target_lang)
    return repair(source, phrases=terms, opinion=opinion, model=settings.model)


def document_name(settings: BuildSettings, source: Document, target: Document) -> str:
    """The symbol that the user gave or either document says, else the source file's name."""
    return settings.symbol or source.symbol or target.symbol or Path(source.path).stem


def _align(
    source: tuple[Segment, ...], target: tuple[Segment, ...], settings: AlignSettings, termbase: Termbase
) -> Alignment:
    concepts = [
        concepts_in([found.text for found in side], termbase, lang)
        for side, lang in ((source, settings.source_lang), (target, settings.target_lang))
    ]
    return align(source, target, settings=settings, source_concepts=concepts[0], target_concepts=concepts[1])


def _recipe(align_settings: AlignSettings, repaired: Repaired, settings: BuildSettings) -> str:
    fixes = "+".join(sorted({step.fix for step in repaired.steps})) or "none"
    rules = Path(settings.srx).name if settings.srx else "un"
    terms = Path(settings.termbase).name if settings.termbase else "protocol"
    model = {"model": Path(settings.model).name} if settings.model else {}
    return f"{signature(repair=fixes, srx=rules, termbase=terms, **model)}|{align_settings.signature()}"


def words_by_segment(
    document: Document, segments: tuple[Segment, ...], words: tuple[Word, ...]
) -> dict[str, list[Word]]:
    """The words of a repair by the id of the segment they stand in; offsets then count in the segment's text."""
    by_line: dict[int, list[Word]] = {}
    for word in words:
        by_line.setdefault(word.line, []).append(word)
    by_block: dict[str, list[Segment]] = {}
    for found in segments:
        by_block.setdefault(found.block, []).append(found)
    placed: dict[str, list[Word]] = {}
    for block in document.blocks:
        offset = 0
        for line in block.lines:
            for word in by_line.get(line.number, ()):
                _place(word, offset, by_block.get(block.key, []), placed)
            offset += len(line.text) + 1
    return placed


def _place(word: Word, offset: int, segments: list[Segment], placed: dict[str, list[Word]]) -> None:
    start, end = offset + word.start, offset + word.end
    for found in segments:
        if found.start <= start and end <= found.start + len(found.text):
            moved = Word(
                word.line,
                start - found.start,
                end - found.start,
                word.text,
                word.probability,
                word.raw,
                word.alternatives,
            )
            placed.setdefault(found.id, []).append(moved)
            return
