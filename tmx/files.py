"""Writing files so that nothing is ever half-written."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO


@contextlib.contextmanager
def atomic_writer(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a binary file that takes the place of ``path`` only when the block ends without an error.

    The bytes go to a temporary file in the same folder, are flushed to the disk, and then renamed, so that a
    reader sees the old file or the new one, never a part.  Raises OSError where the folder cannot be written.
    """
    target = Path(path)
    if target.is_dir():
        raise IsADirectoryError(21, "is a folder, not a file", str(target))
    if target.exists() and not target.is_file():  # /dev/null, a pipe: cannot be renamed over
        with target.open("wb") as stream:
            yield stream
        return
    if not target.parent.is_dir():
        raise FileNotFoundError(2, "its folder does not exist", str(target))
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


@contextlib.contextmanager
def atomic_files(folder: str | os.PathLike[str]) -> Iterator[Path]:
    """A folder for new files, which are moved into ``folder`` together when the block ends without an error.

    Where the block fails ``folder`` is as it was.  Raises OSError where it cannot be written, and for a file whose
    name a folder has already.
    """
    target = Path(folder)
    if not target.is_dir():
        raise FileNotFoundError(2, "its folder does not exist", str(target))
    with tempfile.TemporaryDirectory(prefix=".", suffix=".part", dir=target) as made:
        yield Path(made)
        files = sorted(Path(made).iterdir())
        for file in files:
            if (target / file.name).is_dir():
                raise IsADirectoryError(21, "is a folder, not a file", str(target / file.name))
        for file in files:
            file.replace(target / file.name)
    _sync_folder(target)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder for syncing; the rename itself is durable there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
