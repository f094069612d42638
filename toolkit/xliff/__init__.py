"""XLIFF in, XLIFF out: versions 1.2, 2.0, 2.1 and 2.2, with everything that is not ours kept as it stood.

A file is read into a tree and a list of segments; fillings go back into the tree, and the tree is written.

>>> file = read_bytes(b'<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="ar">'
...     b'<file id="f"><unit id="u"><segment><source>Yes</source></segment></unit></file></xliff>')
>>> file.segments[0].source
('Yes',)
>>> filled = file.filled({"u": Filling(("نعم",), State.TRANSLATED, "exact")})
>>> read_bytes(filled).segments[0].target
('نعم',)
"""

from toolkit.xliff.content import Code, Content, Kind, codes_of, joined, text_of
from toolkit.xliff.file import XliffFile, read, read_bytes
from toolkit.xliff.names import State
from toolkit.xliff.segments import Filling, Proposal, XliffSegment

__all__ = [
    "Code",
    "Content",
    "Filling",
    "Kind",
    "Proposal",
    "State",
    "XliffFile",
    "XliffSegment",
    "codes_of",
    "joined",
    "read",
    "read_bytes",
    "text_of",
]
