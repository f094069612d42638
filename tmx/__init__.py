"""TMX in, TMX out: translation memories as plain values, read without loss and written byte for byte.

>>> memory = Memory(Header(srclang="ar"), [Unit((Variant.of("ar", "نعم"), Variant.of("en", "Yes")))])
>>> loads(dumps(memory)) == memory
True
"""

from tmx.build import read_segment
from tmx.errors import Problem, TmxError, TmxWarning
from tmx.inline import Bpt, Ept, Foreign, Hi, Inline, It, Ph, Segment, Sub, Ut, segment, text_of
from tmx.markup import segment_markup
from tmx.model import Header, Map, Memory, Note, Property, Ude, Unit, Variant
from tmx.reader import Reader, iter_units, load, loads
from tmx.writer import Writer, dump, dumps

__all__ = [
    "Bpt",
    "Ept",
    "Foreign",
    "Header",
    "Hi",
    "Inline",
    "It",
    "Map",
    "Memory",
    "Note",
    "Ph",
    "Problem",
    "Property",
    "Reader",
    "Segment",
    "Sub",
    "TmxError",
    "TmxWarning",
    "Ude",
    "Unit",
    "Ut",
    "Variant",
    "Writer",
    "dump",
    "dumps",
    "iter_units",
    "load",
    "loads",
    "read_segment",
    "segment",
    "segment_markup",
    "text_of",
]
