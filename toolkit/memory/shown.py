"""A match as lines for people and as a record for programs."""

from __future__ import annotations

from typing import Any

from toolkit.memory.match import Difference, Match


def record(match: Match) -> dict[str, Any]:
    """Everything that a match says, as JSON has it."""
    return {
        "score": match.score,
        "kind": match.kind.value,
        "base": match.base,
        "source": match.source,
        "target": match.target,
        "suggestion": match.suggestion,
        "parts": {
            "words": round(match.parts.words, 4),
            "characters": round(match.parts.characters, 4),
            "context": match.parts.context,
            "deductions": dict(match.parts.deductions),
        },
        "penalties": [{"name": p.name, "points": p.points, "reason": p.reason} for p in match.penalties],
        "differences": [{"kind": d.kind, "query": d.query, "source": d.source} for d in match.differences],
        "adaptations": [{"old": a.old, "new": a.new, "done": a.done, "note": a.note} for a in match.adaptations],
        "documents": list(dict.fromkeys(origin.document for origin in match.unit.origins)),
        "tuids": [origin.tuid for origin in match.unit.origins if origin.tuid],
        "confirmed": match.unit.confirmed,
        "changed": max((origin.changed for origin in match.unit.origins), default=""),
        "unit": match.unit.id,
    }


def as_text(match: Match) -> str:
    """A match in a few lines: score and why, source with the differences marked, suggestion, origin."""
    lines = [f"{match.score:3}  {_reckoning(match)}", f"     {marked(match.differences)}", f"     {match.suggestion}"]
    for change in match.adaptations:
        what = f"number {change.old} set to {change.new}" if change.done else f"number {change.old} left"
        lines.append(f"     {what}{': ' + change.note if change.note else ''}")
    documents = [origin.document for origin in match.unit.origins if origin.document]
    if documents:
        lines.append(f"     from {', '.join(dict.fromkeys(documents[:3]))}{' ...' if len(documents) > 3 else ''}")
    return "\n".join(lines) + "\n"


def _reckoning(match: Match) -> str:
    """What a score is made of, in a line."""
    parts = match.parts
    if match.kind == "context":
        told = f"{match.base}: the same text, {parts.context} of 2 neighbours the same"
    elif match.kind == "exact":
        told = "100: the same text"
    elif match.kind == "near":
        told = f"{match.base}: the same words; other {', '.join(name for name, _ in parts.deductions)}"
    else:
        told = f"{match.base}: words {parts.words:.0%}, characters {parts.characters:.0%}"
    return told + "".join(f"; -{penalty.points} {penalty.name} ({penalty.reason})" for penalty in match.penalties)


def marked(differences: tuple[Difference, ...]) -> str:
    """The memory's source with what differs marked: ``[-only in the memory-]`` and ``{+only in the text+}``.

    >>> from toolkit.memory.scoring import differences
    >>> marked(differences("the sixth session", "the fifth session"))
    'the [-fifth-] {+sixth+} session'
    """
    parts = []
    for difference in differences:
        if difference.kind == "equal":
            parts.append(difference.source)
            continue
        parts += [f"[-{difference.source}-]"] if difference.source else []
        parts += [f"{{+{difference.query}+}}"] if difference.query else []
    return " ".join(parts)
