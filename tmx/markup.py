"""Text and inline codes as XML."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from typing import Any

from tmx.inline import Inline, Segment


def text_markup(text: str) -> str:
    """Text as the content of an element.

    >>> text_markup("a < b & c")
    'a &lt; b &amp; c'
    """
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    return text.replace("\r", "&#13;") if "\r" in text else text


def value_markup(text: str) -> str:
    """Text as the value of an attribute, between double quotes."""
    text = text_markup(text)
    if '"' in text:
        text = text.replace('"', "&quot;")
    return text.replace("\t", "&#9;").replace("\n", "&#10;") if "\t" in text or "\n" in text else text


def attributes_markup(pairs: Sequence[tuple[str, str]]) -> str:
    """Attributes as they stand in a start tag, with a blank before each.

    >>> attributes_markup([("i", "1"), ("x", "2")])
    ' i="1" x="2"'
    """
    text = "".join([f' {name}="{value}"' for name, value in pairs])
    # One look at all of them together; nearly always there is nothing to escape.
    plain = "&" not in text and "<" not in text and ">" not in text
    if plain and "\t" not in text and "\n" not in text and "\r" not in text and text.count('"') == 2 * len(pairs):
        return text
    return "".join([f' {name}="{value_markup(value)}"' for name, value in pairs])


def named_markup(names: Iterable[str], values: Iterable[Any]) -> str:
    """The attributes that have a value, in the order of their names."""
    return attributes_markup([(name, value) for name, value in zip(names, values, strict=True) if value is not None])


def segment_markup(content: Segment) -> str:
    """What stands between ``<seg>`` and ``</seg>``; :func:`tmx.read_segment` is the way back.

    >>> from tmx import Ph
    >>> segment_markup(("a & b", Ph(x="1", content=("[1]",))))
    'a &amp; b<ph x="1">[1]</ph>'
    """
    if len(content) == 1 and isinstance(content[0], str):
        return text_markup(content[0])
    return "".join([text_markup(part) if isinstance(part, str) else _code_markup(part) for part in content])


def _code_markup(code: Inline) -> str:
    inner = segment_markup(code.content)
    return f"<{code.tag}{_code_attributes(code)}>{inner}</{code.tag}>" if inner else _empty_markup(code)


@functools.lru_cache(maxsize=4096)
def _empty_markup(code: Inline) -> str:
    """A code without content, of which a memory has few kinds and many pieces."""
    return f"<{code.tag}{_code_attributes(code)}/>"


def _code_attributes(code: Inline) -> str:
    return named_markup(code.FIELDS, [getattr(code, name) for name in code.FIELDS]) + attributes_markup(
        code.attributes
    )
