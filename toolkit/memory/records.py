"""What a store holds and answers, as plain values: units with their origins, filters, counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import tmx


@dataclass(frozen=True, slots=True)
class Origin:
    """One place that a unit came from.  A unit met again keeps the origins of all its places.

    ``document`` is the unit's ``x-document`` (else the name the import was given),
    ``status`` its ``x-status`` (``auto``, ``confirmed`` ... or empty), ``confidence`` 0 to 1 or None,
    ``changed`` the change date or else the creation date (``YYYYMMDDThhmmssZ`` or empty), ``before`` and ``after``
    the source text of its neighbours (``x-context-pre`` and ``x-context-post``).
    """

    document: str = ""
    tuid: str = ""
    status: str = ""
    confidence: float | None = None
    changed: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class StoredUnit:
    """A unit of the store: ``unit`` as TMX holds it (properties and notes of all its places, the fields of the
    first), and where it came from.  ``id`` is the store's own and never given to another unit.
    """

    id: int
    unit: tmx.Unit
    origins: tuple[Origin, ...]

    @property
    def confirmed(self) -> bool:
        """Whether one of its places was confirmed by a person, or none says that it was made by a machine."""
        return any(origin.status != "auto" for origin in self.origins)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which units are meant; what is empty or None does not restrict.

    ``document`` names documents exactly, or with ``*`` at its end all that begin so; ``since`` and ``until`` are
    dates ``YYYYMMDD`` or ``YYYYMMDDThhmmssZ``, both included; ``languages`` must all be there.
    """

    document: str = ""
    status: str = ""
    since: str = ""
    until: str = ""
    min_confidence: float | None = None
    languages: tuple[str, ...] = ()

    def takes(self, origin: Origin) -> bool:
        """Whether an origin passes (languages are asked of the unit).

        >>> Filters(document="CTOC/*", since="20120101").takes(Origin("CTOC/COP/2012/4", changed="20120801T000000Z"))
        True
        """
        name = self.document
        if name and not (origin.document.startswith(name[:-1]) if name.endswith("*") else origin.document == name):
            return False
        if self.status and origin.status != self.status:
            return False
        if self.since and origin.changed < self.since:
            return False
        if self.until and (not origin.changed or origin.changed[: len(self.until)] > self.until):
            return False
        return self.min_confidence is None or (origin.confidence or 0.0) >= self.min_confidence


@dataclass(frozen=True, slots=True)
class Added:
    """What an import did: units ``read``, ``new`` ones, ``merged`` ones (known, met in a new place), ``repeated``
    ones (known, place and all), and those ``skipped`` since they have no text in two languages.
    """

    read: int = 0
    new: int = 0
    merged: int = 0
    repeated: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Stats:
    """What a store holds: units, origins, documents, distinct texts by language tag, bytes on disk."""

    units: int
    origins: int
    documents: int
    texts: Mapping[str, int] = field(default_factory=dict)
    size: int = 0
