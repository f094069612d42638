"""The index of a store made anew from its texts, where a newer version of the tables wants another one."""

from __future__ import annotations

import numpy as np

from toolkit.memory.analysis import analyse
from toolkit.memory.database import SHIFT, Database
from toolkit.memory.indexing import Indexing

_CHUNK = 1024  # texts at once


def index_missing(database: Database) -> bool:
    """Whether there are texts but no index of them: the step to another index has been made, or was cut short."""
    first = "SELECT 1 FROM {} LIMIT 1"
    return (
        next(database.rows(first.format("block")), None) is None
        and next(database.rows(first.format("text")), None) is not None
    )


def reindex(database: Database) -> None:
    """Index all texts, in one transaction; about half a minute for a million units."""
    with database.writing():
        if not index_missing(database):  # somebody was quicker
            return
        indexing = Indexing(database)
        for language, _ in list(database.rows("SELECT id, base FROM language ORDER BY id")):
            last, end = (int(language) << SHIFT) - 1, (int(language) + 1) << SHIFT
            sql = "SELECT id, text FROM text WHERE id > ? AND id < ? ORDER BY id LIMIT ?"
            while rows := list(database.rows(sql, (last, end, _CHUNK))):
                last = int(rows[-1][0])
                indexing.add(analyse([text for _, text in rows]), np.array([ident for ident, _ in rows], np.int64))
        indexing.finish()
