"""What a file is filled from, a store or a TMX file read into one for the time being, and how it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import tmx
from toolkit.exchange.pretranslate import Finder
from toolkit.memory.lookup import lookup
from toolkit.memory.match import Match
from toolkit.memory.penalties import Penalties
from toolkit.memory.store import Store, open_store


@contextmanager
def opened(path: str, on_problem: Callable[[tmx.Problem], None] | None = None) -> Iterator[Store]:
    """The store in a file (or at an address); ``on_problem`` is told the faults of a TMX file.

    Raises BitextError and TmxError for what is no memory.
    """
    if not path.lower().endswith((".tmx", ".tmx.gz")):
        with open_store(path) as store:
            yield store
        return
    with open_store(":memory:", create=True) as store:
        store.add(tmx.Reader(path, on_problem=on_problem))
        yield store


def finder(
    store: Store,
    source: str,
    target: str,
    *,
    threshold: int = 75,
    limit: int = 5,
    penalties: bool = True,
    tick: Callable[[], None] = lambda: None,
) -> Finder:
    """What asks a store for the matches of one pair of languages; ``tick`` is called at each question.

    >>> with open_store(":memory:", create=True) as store:
    ...     _ = store.add([tmx.Unit((tmx.Variant.of("en", "Yes"), tmx.Variant.of("ar", "نعم")))])
    ...     [match.target for match in finder(store, "en", "ar")(("Yes",), "", "")]
    ['نعم']
    """
    settings = Penalties() if penalties else Penalties(0, 0, 0.0, 0)

    def find(text: tmx.Segment, before: str, after: str) -> Sequence[Match]:
        tick()
        return lookup(store, text, source, target, before, after, threshold, limit, penalties=settings)

    return find
