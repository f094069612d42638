"""Documents by their symbol and language, from the places in ``sources.toml``, kept with where they came from."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tmx.files import atomic_writer
from toolkit.fetch.client import Answer, Client, FetchSettings, MissingError, NoAnswerError
from toolkit.fetch.sources import Source, file_stem, is_symbol, load_sources
from toolkit.model import BitextError

__all__ = ["Client", "FetchSettings", "Fetched", "cache_folder", "fetch", "is_symbol", "load_sources"]

_ENDINGS = ("docx", "doc", "rtf", "pdf")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document on disk, and what is kept beside it: where it came from and its checksum.

    ``cached`` says that it was there already.
    """

    path: str
    symbol: str
    lang: str
    url: str
    sha256: str
    cached: bool = False


def cache_folder() -> Path:
    """Where documents are kept that no folder was named for."""
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home) / "bitext" / "documents"


def fetch(
    symbol: str,
    lang: str,
    folder: str | Path,
    *,
    form: str = "auto",
    sources: Sequence[Source] | None = None,
    client: Client | None = None,
    refresh: bool = False,
) -> Fetched:
    """Get a document in a language: from the folder where it is there already, else from the first source to have it.

    ``form`` is ``auto``, ``docx``, ``doc`` or ``pdf``.  Beside ``NAME`` stands ``NAME.json`` with the address that it
    came from in the end and its SHA-256.  Raises BitextError where no source has it, or none answers.
    """
    if not is_symbol(symbol):
        raise BitextError(f"{symbol!r} is no document symbol", remedy="write it like CTOC/COP/2012/4")
    kept = None if refresh else _kept(symbol, lang, Path(folder), form)
    if kept:
        return kept
    client = client or Client()
    places = sources if sources is not None else load_sources()
    faults: list[BitextError] = []
    for source in places:
        for url in source.addresses(symbol, lang, form):
            try:
                return _stored(client.get(url), symbol, lang, Path(folder))
            except MissingError:
                continue
            except NoAnswerError as fault:
                faults.append(fault)
                break  # nor will this host answer for another form
            except BitextError as fault:
                faults.append(fault)
    if faults:
        raise faults[0]
    names = ", ".join(source.name for source in places)
    raise BitextError(
        f"{symbol} is not there in language {lang!r} (asked: {names})", remedy="check symbol and language"
    )


def _kept(symbol: str, lang: str, folder: Path, form: str) -> Fetched | None:
    """The document in a folder, if it is whole: its checksum is the one beside it."""
    for ending in _ENDINGS if form == "auto" else (form,):
        path = folder / f"{file_stem(symbol, lang)}.{ending}"
        note = path.with_name(f"{path.name}.json")
        if not (path.is_file() and note.is_file()):
            continue
        try:
            record = json.loads(note.read_text(encoding="utf-8"))
            sound = record["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
            if sound:
                return Fetched(str(path), symbol, lang, record["url"], record["sha256"], cached=True)
        except (ValueError, KeyError, TypeError):
            continue
    return None


def _stored(answer: Answer, symbol: str, lang: str, folder: Path) -> Fetched:
    """Write the document and what is known of it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{file_stem(symbol, lang)}.{answer.kind}"
    made = Fetched(str(path), symbol, lang, answer.url, hashlib.sha256(answer.data).hexdigest())
    record = {key: value for key, value in asdict(made).items() if key not in ("path", "cached")}
    record |= {"bytes": len(answer.data), "content_type": answer.content_type}
    with atomic_writer(str(path)) as stream:
        stream.write(answer.data)
    with atomic_writer(f"{path}.json") as stream:
        stream.write((json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8"))
    return made
