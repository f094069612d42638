"""The ``bitext`` command: a table of subcommands, each a thin layer over one public function.

A subcommand's module is imported only when it is called, so that ``bitext --help`` answers at once.
"""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import click

import toolkit

#: Subcommand -> (module with its ``command``, what it does in a line).  The order is the order in --help.
COMMANDS: dict[str, tuple[str, str]] = {
    "build": ("toolkit.cli.build", "Two language versions of a document become a translation memory."),
    "fetch": ("toolkit.cli.fetch", "Get a UN document's language versions by its symbol."),
    "repair": ("toolkit.cli.repair", "Mend Arabic text that PDF extraction broke."),
    "segment": ("toolkit.cli.segment", "Split a text into segments, one a line."),
    "align": ("toolkit.cli.align", "Align two lists of segments."),
    "lexicon": ("toolkit.cli.lexicon", "Learn a bilingual lexicon for the aligner from memories."),
    "evaluate": ("toolkit.cli.evaluations", "Score an alignment, a translation, or what a memory is worth."),
    "tmx": ("toolkit.cli.tmx", "Look into, validate, mend, convert, merge and compare TMX files."),
    "terms": ("toolkit.cli.terms", "Check terminology; read and convert termbases."),
    "check": ("toolkit.cli.check", "Check a memory: numbers, dates, symbols, punctuation, omissions."),
    "memory": ("toolkit.cli.memory", "A store of translation memories: fill it, look up, search, export."),
    "pretranslate": ("toolkit.cli.pretranslate", "Fill a TXT, DOCX, PO or XLIFF file from a memory."),
    "export": ("toolkit.cli.export", "A memory as XLIFF, PO, table, text, page or OmegaT project."),
    "take-back": ("toolkit.cli.take_back", "Edits of an exported file, back into the memory."),
    "analyse": ("toolkit.cli.analyse", "Count the words of files by band of match."),
}


class _CommandTable(click.Group):
    """A click group that imports a subcommand only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])


@click.command(cls=_CommandTable, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(toolkit.__version__, prog_name="bitext")
def bitext() -> None:
    """From two language versions of a document to a translation memory you can trust.

    '-' as a file name is standard input or output.  Exit code 0: done; 1: findings at or above --fail-on;
    2: an input or usage error, told in one line.
    """


def run(argv: Sequence[str]) -> int:
    """Run one command line and return its exit code; errors become one line on standard error."""
    from toolkit.cli.errors import describe

    try:
        result = bitext.main(args=list(argv), prog_name="bitext", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("bitext: stopped; nothing was written", err=True)
        return 130
    except BrokenPipeError:  # the reader (head, less) has seen enough
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - so that the interpreter's last flush is silent
        return 0
    except Exception as error:
        line = describe(error)
        if line is None:
            raise
        click.echo(line, err=True)
        return 2
    return result if isinstance(result, int) else 0


def entry_point() -> None:
    """What the installed ``bitext`` script calls.

    numpy multiplies with one thread unless the user says otherwise: its threads wait for each other by spinning,
    which on a busy machine took three times the time of the work itself, and sums are the same on any machine.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    sys.exit(run(sys.argv[1:]))
