"""``bitext take-back``: edits of an exported file, back into the memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.output import check_writable
from toolkit.model import BitextError

if TYPE_CHECKING:
    import tmx
    from toolkit.exchange.edits import Edits


@click.command("take-back")
@click.argument("memory", metavar="MEMORY")
@click.argument("edited", metavar="EDITED")
@click.option("-o", "--output", default="", metavar="FILE", help="The memory with the edits, as TMX.")
@click.option("--source-lang", default="", metavar="TAG", help="As it was exported; the header's if not given.")
@click.option("--target-lang", default="", metavar="TAG", help="As it was exported; the other one if not given.")
def command(memory: str, edited: str, output: str, source_lang: str, target_lang: str) -> None:
    """Take the edits made in an exported XLSX, CSV, TSV, XLIFF, PO or JSON lines file back into a memory.

    MEMORY is the TMX file or the store that was exported. A store is changed itself: all edits go in or none. Of
    a TMX file, and of a store where -o is given, a copy with the edits is written and MEMORY stays as it is.

    Units are told by their ids, in PO by their source text. A text that was changed replaces the old one, and its
    unit counts as confirmed. What the file left out stays.

    Example: bitext take-back memory.tmx memory.xlsx -o memory.edited.tmx
    """
    from toolkit.exchange.edits import take_back_into
    from toolkit.exchange.source import is_tmx, units_of
    from toolkit.memory.store import open_store

    if is_tmx(memory) and not output:
        raise BitextError("a TMX file is not changed itself", path=memory, remedy="name the new file: -o FILE")
    check_writable(output, memory, edited)
    with units_of(memory, source_lang, target_lang) as found:
        source, target = found.source_lang, found.target_lang
    units = _read(edited, source, target)
    if output:
        edits = _write_copy(memory, units, source, target, output)
    else:
        with open_store(memory) as store:
            edits = take_back_into(store, units, source, target)
    _tell(edits, edited)


def _write_copy(memory: str, edited: list[tmx.Unit], source: str, target: str, output: str) -> Edits:
    import dataclasses

    import tmx
    from toolkit.exchange.edits import take_back
    from toolkit.exchange.source import every

    with every(memory) as (header, named):
        units, edits = take_back(named, edited, source, target)
    tmx.dump(tmx.Memory(dataclasses.replace(header, srclang=source), units), output)
    return edits


def _tell(edits: Edits, edited: str) -> None:
    click.echo(
        f"{edits.changed} units changed, {edits.confirmed} more confirmed; {edits.missing} not in the file stay; "
        f"{len(edits.unknown)} of the file are not in the memory",
        err=True,
    )
    if edits.flattened:
        click.echo(f"{edits.flattened} changed texts lost their inline codes, which {edited} cannot hold", err=True)
    if edits.unknown:
        click.echo(f"not in the memory: {', '.join(edits.unknown[:5])}", err=True)


def _read(edited: str, source: str, target: str) -> list[tmx.Unit]:
    from toolkit.exchange import forms
    from toolkit.exchange.translatable import ENDINGS
    from toolkit.exchange.xliff_memory import units_from_xliff

    if ENDINGS.get(Path(edited).suffix.lower().lstrip(".")) == "xliff":
        return list(units_from_xliff(edited, named=True))
    return list(forms.FORMS[forms.form_of(edited)].read(Path(edited).read_bytes(), source, target, edited))
