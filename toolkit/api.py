"""The verbs of the toolkit in one place, in the order in which the data flows.

>>> from toolkit.api import read_bytes, segment
>>> [found.text for found in segment(read_bytes(b"1. One. Two."))]
['1. One.', 'Two.']
"""

from toolkit.align import align
from toolkit.checks import check
from toolkit.exchange.analyse import analyse
from toolkit.exchange.finder import finder
from toolkit.exchange.pretranslate import pretranslate
from toolkit.exchange.translatable import read_translatable
from toolkit.memory.concordance import concordance
from toolkit.memory.lookup import lookup
from toolkit.memory.store import open_store
from toolkit.memory.units import build_memory
from toolkit.pipeline import Build, BuildSettings, build
from toolkit.pipeline.page import page_of
from toolkit.read import read, read_bytes
from toolkit.repair import repair
from toolkit.review.page import render
from toolkit.segment import segment
from toolkit.terms import load_termbase

__all__ = [
    "Build",
    "BuildSettings",
    "align",
    "analyse",
    "build",
    "build_memory",
    "check",
    "concordance",
    "finder",
    "load_termbase",
    "lookup",
    "open_store",
    "page_of",
    "pretranslate",
    "read",
    "read_bytes",
    "read_translatable",
    "render",
    "repair",
    "segment",
]
