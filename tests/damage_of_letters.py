"""Breaks sound Arabic as code pages, fonts and extractors break its letters; tests mend what these broke."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_MIRROR = str.maketrans("()[]", ")(][")
_LEFT_TO_RIGHT_RE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 .,/]*[A-Za-z0-9])?")


def utf8_as_latin1(line: str) -> str:
    return line.encode().decode("latin-1")


def utf8_as_cp1252(line: str) -> str:
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in line.encode())


def cp1256_as_latin1(line: str) -> str:
    return line.encode("cp1256").decode("latin-1")


def lam_alef_turned(line: str) -> str:
    return re.sub("ل([اأإآ])", r"\1ل", line)


def ends_turned(line: str) -> str:
    return re.sub(r"\b(و?)(في|على|إلى|حتى)\b", lambda word: word[1] + word[2][:-2] + word[2][-1] + word[2][-2], line)


def wrapped_in_controls(line: str) -> str:
    return f"\u202b{line}\u202c"


def stretched(line: str) -> str:
    return line.replace("ج", "جــ").replace("ت", "تـ")


def visual(line: str) -> str:
    return _LEFT_TO_RIGHT_RE.sub(lambda run: run[0][::-1], line[::-1].translate(_MIRROR))


def noon_zay_misread(line: str) -> str:
    return line.replace("نز", "تر")


@cache
def _forms() -> dict[str, dict[str, str]]:
    """Letter or lam-alef -> name of the place in the word -> presentation form."""
    found: dict[str, dict[str, str]] = {}
    for code in range(0xFE80, 0xFEFD):
        place = unicodedata.name(chr(code)).split()[-2]
        found.setdefault(unicodedata.normalize("NFKC", chr(code)), {})[place] = chr(code)
    return found


def shaped(line: str) -> str:
    forms = _forms()
    units = re.findall("ل[اأإآ]|.", line)
    out = []
    for i, unit in enumerate(units):
        own = forms.get(unit, {})
        before = i > 0 and "INITIAL" in forms.get(units[i - 1], {})
        after = "INITIAL" in own and i + 1 < len(units) and units[i + 1] in forms
        place = ("MEDIAL" if after else "FINAL") if before else ("INITIAL" if after else "ISOLATED")
        out.append(own.get(place, own.get("ISOLATED", unit)))
    return "".join(out)
