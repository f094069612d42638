"""``bitext repair``: Arabic text that extraction broke, mended."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from toolkit.cli.output import check_writable, output_option, write
from toolkit.model import BitextError

if TYPE_CHECKING:
    from toolkit.repair import Repaired


@click.command("repair")
@click.argument("file", metavar="FILE", nargs=-1, required=True)
@output_option
@click.option("--explain", metavar="STEPS.jsonl", help="Also write what was done, one JSON object a source line.")
@click.option("--model", metavar="MODEL", help="A language model of --train-model in place of the built-in one.")
@click.option("--train-model", is_flag=True, help="Make a language model of FILE.. (.txt, .xz, .tmx) instead.")
@click.option(
    "--weights", metavar="W,W..", help="With --train-model: how much each FILE counts (default: by its words)."
)
@click.option(
    "--leave-out", metavar="TEXT", multiple=True, help="With --train-model: skip paragraphs that TEXT holds."
)
@click.option("--network", is_flag=True, help="With --train-model: teach a new network too (an hour for 20 M words).")
@click.option("--hold-out", is_flag=True, help="With --train-model: keep 4 lines in 100 unread, to measure on.")
def command(
    file: tuple[str, ...],
    output: str,
    explain: str | None,
    model: str | None,
    train_model: bool,
    weights: str | None,
    leave_out: tuple[str, ...],
    network: bool,
    hold_out: bool,
) -> None:
    """Mend FILE and write it one block a line, in reading order.

    A sound text comes out as it went in.  No letter is lost: what cannot be mended is left as it came.

    To repair by a language model of your own texts, train it on them and on a large text of the kind:
    bitext repair --train-model laws.txt mine.tmx -o mine.model; then bitext repair FILE --model mine.model.
    The built-in network, which looks back further than three words, goes into such a model unless --network
    teaches a new one.
    """
    check_writable(output, *file)
    check_writable(explain, *file)
    if train_model:
        _train(file, output, _shares(weights, len(file)), leave_out, network, hold_out)
        return
    if weights or leave_out or network or hold_out:
        wrong = "--weights, --leave-out, --network and --hold-out are for training"
        raise BitextError(wrong, remedy="give --train-model too")
    if len(file) > 1:
        raise BitextError("one file at a time", path=file[1], remedy="give one FILE, or --train-model")
    from toolkit.read import read
    from toolkit.repair import repair

    repaired = repair(read(file[0]), model=model)
    write("".join(" ".join(block.text.split()) + "\n" for block in repaired.document.blocks), output)
    if explain:
        write(_explanation(repaired), explain)
    for line in repaired.undecided:
        click.echo(f"{file[0]}:{line}: too long to be restored; left as it came", err=True)


def _train(
    files: tuple[str, ...],
    output: str,
    weights: list[float] | None,
    leave_out: tuple[str, ...],
    network: bool,
    hold_out: bool,
) -> None:
    from toolkit.repair.language_model import LanguageModel
    from toolkit.repair.network.training import Plan
    from toolkit.repair.train import train_model

    if output == "-":
        raise BitextError("a model is a binary file", remedy="name it with -o FILE")
    taught = Plan() if network else LanguageModel.load().network
    train_model(list(files), output, weights=weights, leave_out=leave_out, hold_out=hold_out, network=taught)


def _shares(weights: str | None, count: int) -> list[float] | None:
    """The numbers of --weights, one a file."""
    if weights is None:
        return None
    try:
        found = [float(weight) for weight in weights.split(",")]
    except ValueError:
        found = []
    if len(found) != count or not all(0 < weight < float("inf") for weight in found):
        raise BitextError(f"--weights {weights}: not a number above 0 for each file", remedy="give W,W.. for FILE..")
    return found


def _explanation(repaired: Repaired) -> str:
    """One JSON object a source line: line, block, before, after, steps, and the words with their doubt."""
    rows = []
    for block in repaired.document.blocks:
        for line in block.lines:
            record = {
                "line": line.number,
                "block": block.key,
                "before": line.raw,
                "after": line.text,
                "steps": [asdict(step) for step in repaired.steps if step.line == line.number],
                "words": [asdict(word) for word in repaired.words if word.line == line.number],
            }
            rows.append(json.dumps(record, ensure_ascii=False) + "\n")
    return "".join(rows)
