"""Where a command's output goes: a file that is written whole or not at all, or standard output."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from toolkit.model import BitextError

#: ``-o FILE``; without it, or with ``-``, standard output.
output_option = click.option(
    "-o", "--output", default="-", metavar="FILE", help="Where to write; '-' or nothing is standard output."
)

#: ``--original``: of a document with tracked changes, the text before them.
original_option = click.option(
    "--original", is_flag=True, help="Tracked changes: the text as it stood before them, not as accepted."
)


def write(text: str, output: str) -> None:
    """Write UTF-8 text to a file, whole or not at all, or to standard output."""
    write_bytes(text.encode("utf-8"), output)


def write_bytes(data: bytes, output: str) -> None:
    """Write bytes to a file, whole or not at all, or to standard output."""
    if output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from tmx.files import atomic_writer

    with atomic_writer(output) as stream:
        stream.write(data)


def check_writable(output: str | None, *inputs: str) -> None:
    """Refuse an output that cannot be written, before any work is done.

    Raises BitextError for a missing or read-only folder, a folder, or one of the inputs.
    """
    if not output or output == "-":
        return
    path = Path(output)
    if path.is_dir():
        raise BitextError("is a folder", path=output, remedy="name a file to write")
    if not path.parent.is_dir():
        raise BitextError("its folder does not exist", path=output, remedy="make the folder or name another")
    if any(path.exists() and Path(name).exists() and path.samefile(name) for name in inputs if name != "-"):
        raise BitextError("is one of the inputs", path=output, remedy="name another file to write")

    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise BitextError("cannot be written", path=output, remedy="choose a place where you may write")
