"""An OmegaT project: a folder that OmegaT opens, with the memory, the terms and our segmentation in their places.

``tm/auto/`` is what OmegaT fills in by itself, ``tm/`` what it only suggests.  The project cuts sentences by our own
SRX rules, written for OmegaT up to 5 (``segmentation.conf``, Java beans) and from 6 on (``segmentation.srx``).
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import tmx
from tmx.files import atomic_writer
from tmx.tags import same_language
from toolkit.model import BitextError
from toolkit.safe_xml import parse_xml
from toolkit.segment.rules import UN_RULES, load_rules
from toolkit.terms import Status, load_termbase

FOLDERS = ("source", "target", "tm/auto", "glossary", "dictionary", "omegat")
#: How many places a project keeps whole, and how much of the text around each names it.
_MOST_JOINS = 1000
_AROUND = 40
_STOP_INSIDE = re.compile(r"[.?!؟۔…。！？][^\w]*\s*\S")
_BEANS = "org.omegat.core.segmentation"
_SRX = "{http://www.lisa.org/srx20}"


def write_project(
    folder: str | Path,
    units: Iterable[tmx.Unit],
    source: str,
    target: str,
    *,
    sources: Sequence[str | Path] = (),
    glossary: Sequence[tuple[str, str, str]] = (),
    suggest_unconfirmed: bool = False,
    sentences: bool = True,
) -> int:
    """Make a project in a new or empty folder; returns the number of units in its memories.

    ``sources`` are copied to ``source/``; ``glossary`` rows are (term, translation, remark).  Everything goes to
    ``tm/auto`` unless ``suggest_unconfirmed``, which puts units with ``x-status`` ``auto`` into ``tm`` instead.
    Raises BitextError for a folder with something in it, a missing source file, or a memory without the languages.
    """
    place = Path(folder)
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise BitextError("is there already and not empty", path=folder, remedy="name a new folder")
    for name in sources:
        if not Path(name).is_file():
            raise BitextError("no such file", path=name, remedy="name the text to translate")
    sure, unsure = _split(units, source, target, suggest_unconfirmed)
    if not sure and not unsure:
        raise BitextError(f"no unit has both {source} and {target}", remedy="give --source-lang and --target-lang")
    for name in FOLDERS:
        (place / name).mkdir(parents=True, exist_ok=True)
    header = tmx.Header(srclang=source)
    for units_, name in ((sure, "tm/auto/memory.tmx"), (unsure, "tm/unconfirmed.tmx")):
        if units_:
            tmx.dump(tmx.Memory(header, units_), place / name, profile="omegat")
    for name in sources:
        _write(place / "source" / Path(name).name, Path(name).read_bytes())
    rows = "".join("\t".join(" ".join(cell.split()) for cell in row) + "\n" for row in glossary)
    _write(place / "glossary" / "glossary.utf8", rows.encode("utf-8"))
    _write(place / "omegat" / "segmentation.conf", _rules([*sure, *unsure], source).encode("utf-8"))
    _write(place / "omegat" / "segmentation.srx", UN_RULES.read_bytes())
    _write(place / "omegat.project", _project(source, target, sentences).encode("utf-8"))  # last: now it is whole
    return len(sure) + len(unsure)


def glossary_rows(path: str | Path, source: str, target: str) -> list[tuple[str, str, str]]:
    """The terms of a termbase as rows of a glossary: every allowed term with the preferred one of the target."""
    rows = []
    for concept in load_termbase(path).concepts:
        best = concept.preferred(target)
        for term in concept.terms:
            if best and same_language(term.lang, source) and term.status is not Status.DEPRECATED:
                rows.append((term.text, best, concept.source or concept.note))
    return rows


def _split(units: Iterable[tmx.Unit], source: str, target: str, apart: bool) -> tuple[list[tmx.Unit], list[tmx.Unit]]:
    sure: list[tmx.Unit] = []
    unsure: list[tmx.Unit] = []
    for unit in units:
        one, other = unit.variant(source), unit.variant(target)
        if one is None or other is None or not one.text.strip() or not other.text.strip():
            continue
        made = replace(unit, variants=(one, other), tuid=None)
        (unsure if apart and unit.prop("x-status") == "auto" else sure).append(made)
    return sure, unsure


def _rules(units: Sequence[tmx.Unit], source: str) -> str:
    return segmentation_conf(UN_RULES.read_bytes(), joins((unit.variants[0].text for unit in units), source))


def _write(path: Path, data: bytes) -> None:
    with atomic_writer(path) as stream:
        stream.write(data)


def _project(source: str, target: str, sentences: bool) -> str:
    """``omegat.project``; ``__DEFAULT__`` is OmegaT's own word for its usual folders."""
    folders = ("source_dir", "target_dir", "tm_dir", "glossary_dir", "glossary_file", "dictionary_dir")
    places = "".join(f"    <{name}>__DEFAULT__</{name}>\n" for name in folders)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<omegat>\n  <project version="1.0">\n'
        f"{places}    <source_lang>{escape(source)}</source_lang>\n    <target_lang>{escape(target)}</target_lang>\n"
        "    <source_tok>org.omegat.tokenizer.DefaultTokenizer</source_tok>\n"
        "    <target_tok>org.omegat.tokenizer.DefaultTokenizer</target_tok>\n"
        f"    <sentence_seg>{str(sentences).lower()}</sentence_seg>\n"
        "    <support_default_translations>true</support_default_translations>\n"
        "    <remove_tags>false</remove_tags>\n  </project>\n</omegat>\n"
    )


def joins(texts: Iterable[str], lang: str) -> list[tuple[str, str]]:
    """Where texts of a memory go on across an end of sentence: what stands before and after it.

    There the project must not cut, or the unit would never be found.

    >>> joins(["It is so. It stays so."], "en")
    [('It is so.', 'It stays so.')]
    """
    rules = load_rules(UN_RULES)
    found: dict[tuple[str, str], None] = {}
    for text in (unicodedata.normalize("NFC", one) for one in texts):  # as OmegaT sees them
        if len(found) >= _MOST_JOINS:
            break
        if _STOP_INSIDE.search(text):
            spans = rules.cut(text, lang)
            for (_, end), (start, _) in itertools.pairwise(spans):
                found[text[max(0, end - _AROUND) : end], text[start : start + _AROUND]] = None
    return list(found)


def segmentation_conf(srx: bytes, keep: Iterable[tuple[str, str]] = ()) -> str:
    """SRX rules as the Java beans that OmegaT keeps them in, in their order; first the places to ``keep`` whole."""
    root = parse_xml(srx)
    rules = {
        one.get("languagerulename"): [
            (
                rule.get("break") != "no",
                *(rule.findtext(f"{_SRX}{side}") or "" for side in ("beforebreak", "afterbreak")),
            )
            for rule in one.iter(f"{_SRX}rule")
        ]
        for one in root.iter(f"{_SRX}languagerule")
    }
    maps = [(one.get("languagepattern"), one.get("languagerulename")) for one in root.iter(f"{_SRX}languagemap")]
    own = [(False, _quoted(before), rf"\s+{_quoted(after)}") for before, after in keep]
    named = [(name, pattern, rules[name]) for pattern, name in maps]
    return "".join(_beans([("Units of the memory", ".*", own), *named] if own else named))


def _quoted(text: str) -> str:
    """A text as a pattern; a blank of any length where it has one."""
    return r"\s+".join(re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", word) for word in text.split())


def _beans(maps: Iterable[tuple[str, str, Sequence[tuple[bool, str, str]]]]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<java version="1.8.0" class="java.beans.XMLDecoder">\n'
    yield f'<object class="{_BEANS}.SRX">\n<void property="mappingRules"><object class="java.util.ArrayList">\n'
    for name, pattern, rules in maps:
        yield f' <void method="add"><object class="{_BEANS}.MapRule">\n'
        yield f" {_property('language', name)}\n {_property('pattern', pattern)}\n"
        yield ' <void property="rules"><object class="java.util.ArrayList">\n'
        for breaks, before, after in rules:
            yield f'  <void method="add"><object class="{_BEANS}.Rule">\n'
            yield f"   {_property('beforebreak', before)}\n   {_property('afterbreak', after)}\n"
            yield f'   <void property="breakRule"><boolean>{str(breaks).lower()}</boolean></void>\n'
            yield "  </object></void>\n"
        yield " </object></void>\n </object></void>\n"
    yield f"</object></void>\n{_property('version', '0.2.2')}\n</object>\n</java>\n"


def _property(name: str, value: str) -> str:
    return f'<void property="{name}"><string>{escape(value)}</string></void>'
