"""Attributes of elements: kept as pairs in the order of the specification, read by name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Self, TypeAlias, overload

from tmx.errors import TmxError

#: Attributes as ``(name, value)`` pairs, named as in the file.
Attributes: TypeAlias = tuple[tuple[str, str], ...]


class Attribute:
    """An optional attribute, found by name in its owner's ``attributes``; ``o_tmf`` stands for ``o-tmf``."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name.replace("_", "-")

    @overload
    def __get__(self, holder: None, owner: type) -> Self: ...
    @overload
    def __get__(self, holder: object, owner: type) -> str | None: ...
    def __get__(self, holder: Any, owner: type) -> Self | str | None:
        if holder is None:
            return self
        for name, value in holder.attributes:
            if name == self.name:
                return str(value)
        return None

    def __set__(self, holder: object, value: object) -> None:
        raise AttributeError(f"{self.name} belongs to a frozen value; make another one with dataclasses.replace")


_NAME = re.compile(r"""[^\s<>&"'=/\d.-][^\s<>&"'=/]*""").fullmatch


def check_names(tag: str, attributes: Attributes, reserved: Collection[str] = ()) -> None:
    """Raises TmxError for names that XML cannot hold, that stand twice, or that have a field of their own.

    >>> check_names("prop", (("my attribute", "1"),))
    Traceback (most recent call last):
    tmx.errors.TmxError: <prop> cannot have an attribute 'my attribute'; give each attribute a name of its own
    """
    names = [name for name, _ in attributes]
    for place, name in enumerate(names):
        if not _NAME(name) or name in reserved or name in names[:place]:
            raise TmxError(
                f"<{tag}> cannot have an attribute {name!r}", remedy="give each attribute a name of its own"
            )


def arranged(attributes: Iterable[tuple[str, str]], order: Mapping[str, int]) -> Attributes:
    """Pairs in the order of the specification, those it does not know after them as they came; the last value counts.

    >>> arranged([("x-own", "1"), ("changeid", "b"), ("creationid", "a")], {"creationid": 0, "changeid": 1})
    (('creationid', 'a'), ('changeid', 'b'), ('x-own', '1'))
    """
    values = dict(attributes)
    known = sorted((name for name in values if name in order), key=order.__getitem__)
    return tuple((name, values[name]) for name in [*known, *(name for name in values if name not in order)])


def with_details(attributes: Attributes, details: Mapping[str, str | None], order: Mapping[str, int]) -> Attributes:
    """``attributes`` with Python keywords such as ``o_tmf="x"`` put in; None takes one out.

    Raises TypeError for a keyword that is no attribute of the element.
    """
    if not attributes and not details:
        return ()
    values = dict(attributes)
    for keyword, value in details.items():
        name = keyword.replace("_", "-")
        if name not in order:
            raise TypeError(f"unexpected keyword argument {keyword!r}")
        values.pop(name, None)
        if value is not None:
            values[name] = value
    return arranged(values.items(), order)


def thawed(frozen: type) -> Any:
    """A class with the slots of a frozen dataclass and without its guard.

    The reader fills one of these and then sets its ``__class__`` to the frozen class: a fifth of the time of the
    constructor, which goes through ``object.__setattr__`` for every slot.  Both classes have the same layout, which
    Python checks at the assignment.
    """
    return type(f"_{frozen.__name__}", frozen.__bases__, {"__slots__": frozen.__slots__})  # type: ignore[attr-defined]
