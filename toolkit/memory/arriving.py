"""Units as they go into a database: their variants in an order of their own, and all else as text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import tmx
from tmx.tags import canonical
from toolkit.memory.codec import extra_json, segment_json
from toolkit.memory.keys import context_key, number

Text: TypeAlias = tuple[str, str, str | None]  #: language without region, text, content (codec.segment_json)


@dataclass(slots=True)
class Arriving:
    """A unit on its way in: the language tags of its variants and, beside them, their texts; and what else it has.

    ``unit`` and ``number`` are the ids that it had, where it was there before (else 0).  (Not frozen: that would
    double the time that making one takes, and there are millions.)
    """

    tags: list[str]
    texts: list[Text]
    document: str
    changed: str
    before: int
    after: int
    extra: str
    unit: int = 0
    number: int = 0

    def mark(self) -> int:
        """The number by which this place of the unit is told from its others."""
        return number(f"{self.document}\x1f{self.extra}")


def arriving(unit: tmx.Unit, document: str) -> Arriving | None:
    """A unit as it goes in; None where fewer than two languages have text."""
    tags, texts = [], []
    useful = set()
    for variant in unit.variants:
        tag, content = canonical(variant.lang), variant.content
        base = tag.partition("-")[0] if "-" in tag else tag
        if len(content) == 1 and isinstance(content[0], str):
            text: Text = base, content[0], None
        else:
            text = base, variant.text, segment_json(content)
        tags.append(tag)
        texts.append(text)
        if text[2] or (text[1] and not text[1].isspace()):
            useful.add(base)
    if len(useful) < 2:
        return None
    order: Sequence[int] = range(len(tags))
    if len(tags) != 2 or (tags[0], texts[0][1]) >= (tags[1], texts[1][1]):
        order = sorted(order, key=lambda place: (tags[place], texts[place][1], texts[place][2] or ""))
        tags, texts = [tags[place] for place in order], [texts[place] for place in order]
    named = {prop.type: prop.text for prop in unit.props[::-1]} if unit.props else {}
    return Arriving(
        tags,
        texts,
        named.get("x-document") or document,
        unit.changedate or unit.creationdate or "",
        context_key(named.get("x-context-pre", "")),
        context_key(named.get("x-context-post", "")),
        extra_json(unit, order),
    )
