"""From an Alignment to a TMX memory: one unit a bead, with where it came from and how sure we are."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

import toolkit
from tmx import Header, Memory, Note, Property, Unit, Variant
from toolkit.model import Alignment, Bead, Word

#: A word less sure than this is named in a note of its unit.
DOUBTFUL_WORD = 0.8
#: Raw text up to this length is quoted in a note; a whole line is not.
_SHORT_RAW = 40


def build_memory(
    alignment: Alignment,
    *,
    source_lang: str,
    target_lang: str,
    document: str = "",
    signature: str = "",
    words: Mapping[str, Sequence[Word]] | None = None,
) -> Memory:
    """The memory of an alignment: one unit for every bead that has text on both sides, in order.

    Text is NFC with single blanks.  Each unit has the properties ``x-document``, ``x-block``, ``x-bead``,
    ``x-confidence`` (0.00 to 1.00), ``x-status`` (``auto``: no person has confirmed it), ``x-segments`` and
    ``x-context-pre`` / ``x-context-post``, the source text before and after.  ``words`` are the doubtful words by
    segment id; each becomes a note.  ``signature`` goes to the header.
    """
    header = Header(
        srclang=source_lang,
        creationtoolversion=toolkit.__version__,
        props=(Property("x-signature", signature),) if signature else (),
    )
    complete = _complete(alignment)
    sources = [source for _, source, _ in complete]
    units = []
    for place, (bead, source, target) in enumerate(complete):
        before = sources[place - 1] if place else ""
        after = sources[place + 1] if place + 1 < len(sources) else ""
        props = _properties(alignment, bead, document, before, after)
        variants = (Variant.of(source_lang, source), Variant.of(target_lang, target))
        tuid = unit_id(alignment, bead, document)
        units.append(Unit(variants, tuid, props, tuple(_notes(alignment, bead, words or {}))))
    return Memory(header, units)


def _complete(alignment: Alignment) -> list[tuple[Bead, str, str]]:
    """The beads with text on both sides, and that text as a memory holds it."""
    found = []
    for bead in alignment.beads:
        source, target = map(plain, alignment.texts(bead))
        if source and target:
            found.append((bead, source, target))
    return found


def plain(text: str) -> str:
    """Text as a memory holds it: NFC, blanks folded to one.

    >>> plain("1.   This  Protocol")
    '1. This Protocol'
    """
    return unicodedata.normalize("NFC", " ".join(text.split()))


def unit_id(alignment: Alignment, bead: Bead, document: str) -> str:
    """A unit's tuid: the same for the same text at the same place, whatever else changes."""
    ids = [alignment.source[i].id for i in bead.source] + [alignment.target[j].id for j in bead.target]
    content = "\x1f".join((document, *ids, *alignment.texts(bead)))
    return hashlib.blake2b(content.encode("utf-8"), digest_size=8).hexdigest()


def _properties(alignment: Alignment, bead: Bead, document: str, before: str, after: str) -> tuple[Property, ...]:
    ids = [alignment.source[i].id for i in bead.source] + [alignment.target[j].id for j in bead.target]
    values = {
        "x-document": document,
        "x-block": alignment.source[bead.source[0]].block,
        "x-bead": bead.kind,
        "x-confidence": f"{bead.confidence:.2f}",
        "x-status": "auto",
        "x-segments": " ".join(ids),
        "x-context-pre": before,
        "x-context-post": after,
    }
    return tuple(Property(name, value) for name, value in values.items() if value)


def _notes(alignment: Alignment, bead: Bead, words: Mapping[str, Sequence[Word]]) -> Iterable[Note]:
    for position in bead.source:
        for word in words.get(alignment.source[position].id, ()):
            if word.probability < DOUBTFUL_WORD:
                yield Note(doubt_note(word))


def doubt_note(word: Word) -> str:
    """What a translator reads about a doubtful word.

    >>> doubt_note(Word(12, 0, 4, "تعزز", 0.62, "ز ــ تعز", ("زتعز",)))
    'doubtful: «تعزز» (62 %; line 12 had «ز ــ تعز»; or: زتعز)'
    """
    raw = " ".join(word.raw.split())
    where = f"; line {word.line} had «{raw}»" if 0 < len(raw) <= _SHORT_RAW else f"; line {word.line}"
    other = f"; or: {', '.join(word.alternatives[:3])}" if word.alternatives else ""
    return f"doubtful: «{word.text}» ({word.probability * 100:.0f} %{where}{other})"
