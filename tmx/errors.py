"""What can go wrong with a TMX file, said with its place and what to do."""

from __future__ import annotations

from dataclasses import dataclass


class TmxError(ValueError):
    """A file that cannot be read or a memory that cannot be written as TMX.

    ``str(error)`` is one line, ``path:line: message; remedy``, with the parts that are known.

    >>> print(TmxError("no <tmx> in this file", path="a.tmx", remedy="give a TMX file"))
    a.tmx: no <tmx> in this file; give a TMX file
    """

    def __init__(self, message: str, *, path: object = None, line: int | None = None, remedy: str = "") -> None:
        self.message = message
        self.path = None if path is None else str(path)
        self.line = line
        self.remedy = remedy
        where = "" if self.path is None else f"{self.path}:{line}: " if line else f"{self.path}: "
        super().__init__(f"{where}{message}{'; ' + remedy if remedy else ''}")


class TmxWarning(UserWarning):
    """A fault that was repaired, or a unit that was dropped, while nobody listened for problems."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a TMX file and what was done about it.

    ``code`` is stable (see docs/tmx.md); ``line`` counts from 1; ``unit`` is the unit's place among the file's
    units, from 1; ``outcome`` is ``"repaired"`` or ``"dropped"`` (reading) or ``"found"`` (validating);
    ``raw`` holds the bytes of a dropped unit, so that nothing is lost for good.

    >>> print(Problem("bare-ampersand", "'&' stands alone", line=7, unit=2, outcome="repaired"))
    line 7, unit 2: bare-ampersand: '&' stands alone (repaired)
    """

    code: str
    message: str
    line: int | None = None
    unit: int | None = None
    outcome: str = "found"
    remedy: str = ""
    severity: str = "error"
    raw: bytes = b""

    def __str__(self) -> str:
        places = [f"line {self.line}"] if self.line else []
        places += [f"unit {self.unit}"] if self.unit else []
        where = f"{', '.join(places)}: " if places else ""
        done = f" ({self.outcome})" if self.outcome != "found" else f"; {self.remedy}" if self.remedy else ""
        return f"{where}{self.code}: {self.message}{done}"
