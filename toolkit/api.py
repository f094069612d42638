"""The verbs of the toolkit in one place, in the order in which the data flows.

>>> from toolkit.api import read_bytes, segment
>>> [found.text for found in segment(read_bytes(b"1. One. Two."))]
['1. One.', 'Two.']
"""

from toolkit.align import align
from toolkit.checks import check
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
    "build",
    "build_memory",
    "check",
    "load_termbase",
    "page_of",
    "read",
    "read_bytes",
    "render",
    "repair",
    "segment",
]
