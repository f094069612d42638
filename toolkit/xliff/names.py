"""Namespaces, versions and states of XLIFF."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

NS_12 = "urn:oasis:names:tc:xliff:document:1.2"
NS_20 = "urn:oasis:names:tc:xliff:document:2.0"  # 2.0 and 2.1
NS_22 = "urn:oasis:names:tc:xliff:document:2.2"
MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
XML = "http://www.w3.org/XML/1998/namespace"

#: Namespace -> the versions that may stand with it.
VERSIONS = {NS_12: ("1.2",), NS_20: ("2.0", "2.1"), NS_22: ("2.2",), "": ("1.0", "1.1", "1.2")}
TOOL = "bitext-toolkit"


class State(StrEnum):
    """How far a segment's translation is, the same for every version of the format."""

    NEW = "new"  # no translation yet
    DRAFT = "draft"  # a text that a translator must look at
    TRANSLATED = "translated"  # done, not yet seen by a second person
    CONFIRMED = "confirmed"  # signed off


#: XLIFF 1.2 section 2.2.3, ``state`` of ``<target>``.
_STATES_12 = {
    **dict.fromkeys(("new", "needs-translation"), State.NEW),
    **dict.fromkeys(("translated",), State.TRANSLATED),
    **dict.fromkeys(("final", "signed-off"), State.CONFIRMED),
}


def state_12(state: str | None, approved: str | None, has_text: bool) -> State:
    """What the attributes of a unit of XLIFF 1.2 say together; a text without a state counts as translated.

    >>> state_12("needs-review-translation", "no", True), state_12(None, "yes", True)
    (<State.DRAFT: 'draft'>, <State.CONFIRMED: 'confirmed'>)
    """
    if not has_text:
        return State.NEW
    if approved == "yes":
        return State.CONFIRMED
    if state is None:
        return State.TRANSLATED
    return _STATES_12.get(state, State.DRAFT)


def state_2(state: str | None, sub_state: str | None, has_text: bool) -> State:
    """The same for a segment of XLIFF 2: a text that is still ``initial`` is a draft.

    >>> state_2("initial", "bitext:fuzzy", True), state_2("reviewed", None, True)
    (<State.DRAFT: 'draft'>, <State.CONFIRMED: 'confirmed'>)
    """
    if not has_text:
        return State.NEW
    return {"translated": State.TRANSLATED, "reviewed": State.CONFIRMED, "final": State.CONFIRMED}.get(
        state or "", State.DRAFT
    )


def qualified(name: str, namespace: str) -> str:
    """A name as lxml wants it; one that brings its own namespace stays.

    >>> qualified("source", NS_12), qualified("g", "")
    ('{urn:oasis:names:tc:xliff:document:1.2}source', 'g')
    """
    return f"{{{namespace}}}{name}" if namespace and not name.startswith("{") else name


def least(states: Iterable[State]) -> State:
    """The least sure of some states: it decides for the unit that they are parts of.

    >>> least([State.CONFIRMED, State.DRAFT])
    <State.DRAFT: 'draft'>
    """
    return min(states, key=list(State).index)
