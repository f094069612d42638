"""``bitext evaluate``: an alignment against a gold alignment, or a translation against a reference."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from toolkit.cli.output import output_option, write

if TYPE_CHECKING:
    from toolkit.align.evaluate import Evaluation
    from toolkit.align.significance import Comparison, Interval


@click.command("evaluate")
@click.argument("gold", metavar="GOLD")
@click.argument("test", metavar="TEST")
@click.option("--compare", "other", metavar="OTHER", help="A second TEST: is its strict F1 different?")
@click.option("--text", is_flag=True, help="GOLD is a reference translation, TEST a translation: chrF and BLEU.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@output_option
def command(gold: str, test: str, other: str | None, text: bool, form: str, output: str) -> None:
    """Score the alignment TEST against GOLD, in any form that 'bitext align' writes.

    Strict: the bead is a gold bead exactly.  Lax: it overlaps one on both sides.  An omission that the gold does not
    have lowers precision.  The intervals are of the 95 % bootstrap.
    """
    record = _text_scores(gold, test, other) if text else _bead_scores(gold, test, other)
    write(json.dumps(record, indent=1) + "\n" if form == "json" else _lines(record), output)


def _bead_scores(gold: str, test: str, other: str | None) -> dict[str, object]:
    from toolkit.align.evaluate import evaluate
    from toolkit.align.read_forms import read_beads
    from toolkit.align.significance import compare, interval

    wanted, given = read_beads(gold), read_beads(test)
    record = _record(evaluate(wanted, given), interval(wanted, given))
    if other is not None:
        second = read_beads(other)
        record["other"] = _record(evaluate(wanted, second), interval(wanted, second))
        record["comparison"] = _comparison(compare(wanted, given, second))
    return record


def _record(result: Evaluation, intervals: dict[str, Interval]) -> dict[str, object]:
    record: dict[str, object] = {
        name: {
            "precision": score.precision,
            "recall": score.recall,
            "f1": score.f1,
            "f1_interval": [intervals[name].low, intervals[name].high],
        }
        for name, score in (("strict", result.strict), ("lax", result.lax))
    }
    record["by_kind"] = {kind: {"found": found, "gold": total} for kind, found, total in result.by_kind}
    return record


def _comparison(found: Comparison) -> dict[str, object]:
    interval = [found.interval.low, found.interval.high]
    return {"strict_f1_difference": found.difference, "interval": interval, "p_value": found.p_value}


def _text_scores(gold: str, test: str, other: str | None) -> dict[str, object]:
    from toolkit.align.text_scores import text_scores

    record: dict[str, object] = {"scores": text_scores(gold, test)}
    if other is not None:
        record["other"] = {"scores": text_scores(gold, other)}
    return record


def _lines(record: dict[str, object], indent: str = "") -> str:
    """A record for people."""
    lines = []
    for name, value in record.items():
        if name == "scores" and isinstance(value, dict):
            lines += [
                f"{indent}{metric:<5} {score['score']:7.2f}   {score['signature']}\n"
                for metric, score in value.items()
            ]
        elif name in ("strict", "lax") and isinstance(value, dict):
            low, high = value["f1_interval"]
            lines += [f"{indent}         precision  recall      F1   95 % interval\n"] if name == "strict" else []
            figures = f"{value['precision']:10.4f} {value['recall']:7.4f} {value['f1']:7.4f}   {low:.4f}-{high:.4f}"
            lines.append(f"{indent}{name:<7} {figures}\n")
        elif name == "by_kind" and isinstance(value, dict):
            lines += [
                f"{indent}{kind}: {row['found']} of {row['gold']} gold beads found\n" for kind, row in value.items()
            ]
        elif name == "other" and isinstance(value, dict):
            lines += [f"{indent}the other:\n", _lines(value, indent + "  ")]
        elif name == "comparison" and isinstance(value, dict):
            low, high = value["interval"]
            lines.append(
                f"{indent}the other's strict F1 less this one's: {value['strict_f1_difference']:+.4f} "
                f"(95 % interval {low:+.4f} to {high:+.4f}), p = {value['p_value']:.4f}\n"
            )
    return "".join(lines)
