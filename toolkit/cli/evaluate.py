"""``bitext evaluate``: an alignment against a gold alignment."""

from __future__ import annotations

import json

import click

from toolkit.cli.output import output_option, write


@click.command("evaluate")
@click.argument("gold", metavar="GOLD")
@click.argument("test", metavar="TEST")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
def command(gold: str, test: str, form: str, output: str) -> None:
    """Score the alignment TEST against GOLD, both in vecalign form.

    Strict: the bead is a gold bead exactly.  Lax: it overlaps one on both sides.  An omission that the gold does not
    have lowers precision.
    """
    from toolkit.align.evaluate import evaluate
    from toolkit.align.forms import read_vecalign

    result = evaluate(read_vecalign(gold), read_vecalign(test))
    scores = {"strict": result.strict, "lax": result.lax}
    if form == "json":
        record: dict[str, object] = {
            name: {"precision": score.precision, "recall": score.recall, "f1": score.f1}
            for name, score in scores.items()
        }
        record["by_kind"] = {kind: {"found": found, "gold": total} for kind, found, total in result.by_kind}
        write(json.dumps(record, indent=1) + "\n", output)
        return
    lines = ["         precision  recall      F1\n"]
    lines += [f"{name:<7} {s.precision:10.4f} {s.recall:7.4f} {s.f1:7.4f}\n" for name, s in scores.items()]
    lines += [f"{kind}: {found} of {total} gold beads found\n" for kind, found, total in result.by_kind]
    write("".join(lines), output)
