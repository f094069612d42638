"""What a build came to, in a few lines: for the terminal and for the top of the review page."""

from __future__ import annotations

from collections import Counter

from toolkit.memory.units import DOUBTFUL_WORD
from toolkit.pipeline import Build


def summary(build: Build) -> list[tuple[str, str]]:
    """Label and value: blocks, segments, beads by type, what is doubtful, findings."""
    beads = build.alignment.beads
    kinds = Counter(bead.kind for bead in beads)
    omitted = [bead for bead in beads if not bead.source or not bead.target]
    doubtful = [bead for bead in beads if bead.confidence < build.settings.min_confidence]
    words = [word for word in build.repaired.words if word.probability < DOUBTFUL_WORD]
    terms = [finding for finding in build.findings if finding.code.startswith("term")]
    lines = {step.line for step in build.repaired.steps}
    rows = [
        ("Blocks", f"{len(build.source.blocks)} / {len(build.target.blocks)}"),
        ("Segments", f"{len(build.alignment.source)} / {len(build.alignment.target)}"),
        ("Units in the memory", str(len(build.memory))),
        ("Beads by type", ", ".join(f"{kind} × {count}" for kind, count in kinds.most_common())),
        ("Omissions", str(len(omitted))),
        ("Doubtful beads", _share(len(doubtful), len(beads))),
        ("Repaired lines", _share(len(lines), len(build.source.lines))),
        ("Doubtful words", str(len(words))),
        ("Term findings", str(len(terms))),
        ("Other findings", str(len(build.findings) - len(terms))),
    ]
    notes = [("Note", f"{doc.path}: {note}") for doc in (build.source, build.target) for note in doc.notes]
    if beads and len(doubtful) > 0.8 * len(beads):
        notes.append(("Warning", "nearly every bead is doubtful: are these two versions of one document?"))
    return rows + notes


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}"
