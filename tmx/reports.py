"""Where faults go while a file is read: the first is an error in strict reading, else each is a Problem."""

from __future__ import annotations

from collections.abc import Callable

from tmx.errors import Problem, TmxError


class Reporter:
    """Takes note of faults and of the place in the file that is being read."""

    def __init__(self, name: str | None, strict: bool, on_problem: Callable[[Problem], None] | None) -> None:
        self.name = name
        self.strict = strict
        self.problems: list[Problem] = []
        self._tell = on_problem or self.problems.append
        self._line: int | None = None
        self._unit: int | None = None

    def at(self, line: int | None, unit: int | None = None) -> None:
        """The next faults belong to this line and unit."""
        self._line, self._unit = line, unit

    def __call__(
        self, code: str, message: str, *, outcome: str = "repaired", raw: bytes = b"", remedy: str = ""
    ) -> None:
        """Take note of a fault; raises TmxError in strict reading."""
        if self.strict:
            where = f"unit {self._unit}: " if self._unit else ""
            what = f"{where}{message} ({code})"
            raise TmxError(what, path=self.name, line=self._line, remedy="mend it: bitext tmx repair")
        self._tell(Problem(code, message, self._line, self._unit, outcome, remedy, raw=raw))
