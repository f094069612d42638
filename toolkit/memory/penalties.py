"""Points that a match loses for where it comes from, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.memory.match import Penalty
from toolkit.memory.records import Origin


@dataclass(frozen=True, slots=True)
class Penalties:
    """How many points: a unit made by a machine and not confirmed; one less sure than ``confidence``; one from
    another family of documents than the one being translated.
    """

    unconfirmed: int = 1
    low_confidence: int = 5
    confidence: float = 0.75
    other_family: int = 1


def family(document: str) -> str:
    """The series a document belongs to: its symbol up to the first part with a digit.

    >>> family("CTOC/COP/2012/4"), family("A/RES/64/293"), family("contract")
    ('CTOC/COP', 'A/RES', 'contract')
    """
    parts = document.split("/")
    leading = [part for number, part in enumerate(parts) if not any(re.search(r"\d", p) for p in parts[: number + 1])]
    return "/".join(leading) or document


def penalties_of(origin: Origin, document: str, settings: Penalties) -> tuple[Penalty, ...]:
    """What one origin costs."""
    found = []
    if origin.status == "auto":
        found.append(Penalty("unconfirmed", settings.unconfirmed, "made by a machine, confirmed by nobody"))
    if origin.confidence is not None and origin.confidence < settings.confidence:
        reason = f"its confidence is {origin.confidence:.2f}, less than {settings.confidence:.2f}"
        found.append(Penalty("low confidence", settings.low_confidence, reason))
    if document and origin.document and family(origin.document) != family(document):
        reason = f"it is from {origin.document}, another family than {document}"
        found.append(Penalty("other document family", settings.other_family, reason))
    return tuple(penalty for penalty in found if penalty.points)


def least(origins: Iterable[Origin], document: str, settings: Penalties) -> tuple[Penalty, ...]:
    """The penalties of the origin that costs least."""
    every = [penalties_of(origin, document, settings) for origin in origins]
    return min(every, key=lambda found: sum(penalty.points for penalty in found), default=())
