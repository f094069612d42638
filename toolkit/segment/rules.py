"""SRX 2.0 rules: load a file, check it, and cut a text by it.

The engine is choppa-srx, a port of the reference implementation; the rules are ours or the user's.
Source: SRX 2.0 specification, LISA OSCAR 2008.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import choppa
import regex
from choppa.iterators import SrxTextIterator
from choppa.srx_parser import SrxDocument
from lxml import etree

from toolkit.model import BitextError

#: Our own rules for UN texts in Arabic and English.
UN_RULES = Path(__file__).with_name("un.srx")

_PATIENCE = 5.0  # seconds that one pattern may take over one text: a runaway pattern is the file's fault


class _BoundedPattern:
    """A compiled pattern whose searches give up in time, for rules that we did not write."""

    def __init__(self, pattern: Any) -> None:
        self._pattern = pattern

    def search(self, text: str, position: int) -> Any:
        return self._pattern.search(text, position, timeout=_PATIENCE)

    def match(self, text: str, position: int) -> Any:
        return self._pattern.match(text, position, timeout=_PATIENCE)


class _BoundedRules(SrxDocument):
    """choppa's rules with every pattern bounded in time."""

    def compile(self, pattern: str) -> Any:
        return _BoundedPattern(super().compile(pattern))


class Rules:
    """Segmentation rules of one SRX file."""

    def __init__(self, path: Path = UN_RULES) -> None:
        """Load and check a file.  Raises BitextError with its line where it is no valid SRX 2.0."""
        self.path = path
        _validate(path)
        try:
            self._document = _BoundedRules(ruleset=str(path))
        except regex.error as error:
            raise self._bad_pattern(error) from error

    def cut(self, text: str, lang: str) -> list[tuple[int, int]]:
        """The spans of a text's segments, blanks around them left out.

        Raises BitextError for a pattern that cannot be compiled or that runs away.

        >>> Rules().cut("See para. 5. It applies.", "en")
        [(0, 12), (13, 24)]
        """
        try:
            parts = list(SrxTextIterator(self._document, lang, text))
        except regex.error as error:
            raise self._bad_pattern(error) from error
        except TimeoutError as error:
            remedy = "simplify its nested repetitions"
            raise BitextError("a rule takes too long on this text", path=self.path, remedy=remedy) from error
        spans, start = [], 0
        for part in parts:
            left = start + len(part) - len(part.lstrip())
            if part.strip():
                spans.append((left, left + len(part.strip())))
            start += len(part)
        return spans

    def _bad_pattern(self, error: Exception) -> BitextError:
        return BitextError(f"a rule's pattern cannot be used: {error}", path=self.path, remedy="mend the rule")


def _validate(path: Path) -> None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        tree = etree.parse(str(path), parser)
    except etree.XMLSyntaxError as error:
        raise BitextError(f"not XML: {error.msg}", path=path, line=error.lineno, remedy="give an SRX file") from error
    if tree.docinfo.internalDTD is not None and any(True for _ in tree.docinfo.internalDTD.iterentities()):
        raise BitextError("declares entities, which are refused", path=path, remedy="write the text itself")
    schema = etree.XMLSchema(etree.parse(str(choppa.SRX_2_XSD)))
    if not schema.validate(tree):
        fault = schema.error_log[0]
        raise BitextError(f"not SRX 2.0: {fault.message}", path=path, line=fault.line, remedy="mend the file")


@lru_cache(maxsize=4)
def load_rules(path: Path = UN_RULES) -> Rules:
    """The rules of a file, loaded once."""
    return Rules(path)
