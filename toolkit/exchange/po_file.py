"""PO files to be translated, through polib: fuzzy flags, the text that a translation was made for, plural forms.

Source: GNU gettext manual, "The Format of PO Files"; ``msgfmt --check`` is the judge.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from toolkit.model import BitextError
from toolkit.xliff import Filling, State, XliffSegment, text_of

#: What ``msgfmt --check`` wants in a header, and what is written where a file lacks it.
_HEADER = {
    "Project-Id-Version": "unknown",
    "PO-Revision-Date": "2000-01-01 00:00+0000",
    "Last-Translator": "bitext-toolkit",
    "Language-Team": "none",
    "Language": "",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}
#: Plural forms by language (GNU gettext manual, "Plural forms"); others are left to the file.
_PLURALS = {
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;",
    "fr": "nplurals=2; plural=(n > 1);",
    "ru": "nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2;",
    "zh": "nplurals=1; plural=0;",
    **dict.fromkeys(("en", "es", "de", "it", "pt", "nl"), "nplurals=2; plural=(n != 1);"),
}
#: Placeholders of c-format, python-format and brace formats.
_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[#0\- +]*\d*(?:\.\d+)?[a-zA-Z%]|\{[\w.\[\]!:]*\}")


@dataclass(frozen=True, slots=True)
class PoFile:
    """A catalogue: a segment for every ``msgid`` and ``msgid_plural`` (its id ends in ``/plural``)."""

    segments: tuple[XliffSegment, ...]
    source_lang: str
    target_lang: str
    path: str = ""
    catalogue: Any = field(default=None, compare=False, repr=False)

    def states(self) -> dict[str, State]:
        """How far each segment is now."""
        found = _segments(self.catalogue, self.source_lang, self.target_lang)
        return {segment.id: segment.state for segment in found}

    def filled(self, fillings: Mapping[str, Filling], *, target_lang: str = "") -> bytes:
        """The catalogue with fillings put in; a draft becomes ``fuzzy`` with the text that it was made for."""
        complete_header(self.catalogue, self.target_lang or target_lang)
        for number, entry in enumerate(self.catalogue, 1):
            one, many = fillings.get(str(number)), fillings.get(f"{number}/plural")
            if entry.msgid_plural and (one or many):
                _fill_plural(entry, one, many, self.catalogue.metadata.get("Plural-Forms", ""))
            elif one and one.target is not None:
                entry.msgstr = text_of(one.target)
                _mark(entry, one, (entry.msgid, entry.msgstr))
        text = str(self.catalogue).rstrip("\n") + "\n"
        return (text if self.catalogue.header else text.removeprefix("#\n")).encode("utf-8")


def _fill_plural(entry: Any, one: Filling | None, many: Filling | None, forms: str) -> None:
    """Singular and plural from two matches; where the language has more forms than two, a translator must look."""
    count, singular = _forms(forms)
    entry.msgstr_plural = {form: text for form, text in entry.msgstr_plural.items() if text or form < count}
    for form in range(count):
        filling = one if form == singular else many
        if filling and filling.target is not None:
            entry.msgstr_plural[form] = text_of(filling.target)
        else:
            entry.msgstr_plural.setdefault(form, "")
    chosen = many or one
    if chosen is None:
        return
    whole = one and many and count <= 2 and one.state is not State.DRAFT
    if not whole:
        chosen = Filling(chosen.target, State.DRAFT, chosen.origin, False, chosen.proposals, chosen.note)
    _mark(entry, chosen, (entry.msgid_plural, text_of(chosen.target or ())))


def _forms(header: str) -> tuple[int, int]:
    """How many plural forms a header names, and which of them is for one thing; two where it names none."""
    try:
        return _rule(header)
    except (ValueError, ArithmeticError):
        return 2, 0


def _rule(header: str) -> tuple[int, int]:
    """The same; raises ValueError or ArithmeticError where the header has no such rule."""
    import gettext

    found = re.search(r"nplurals\s*=\s*(\d{1,2})\s*;\s*plural\s*=\s*([^;]+)", header)
    if not found:
        raise ValueError
    count, form_of = int(found[1]), gettext.c2py(found[2])
    forms = [int(form_of(number)) for number in range(201)]  # ``msgfmt`` tries a thousand
    if count > 10 or not 0 <= min(forms) <= max(forms) < count:
        raise ValueError
    return count, forms[1]


def _mark(entry: Any, filling: Filling, texts: tuple[str, str]) -> None:
    """The fuzzy flag where it belongs: drafts, and texts whose placeholders differ (msgfmt would refuse these)."""
    formatted = any(flag.endswith("-format") and not flag.startswith("no-") for flag in entry.flags)
    differ = formatted and sorted(_PLACEHOLDER.findall(texts[0])) != sorted(_PLACEHOLDER.findall(texts[1]))
    draft = filling.state is State.DRAFT or differ
    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
    entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
    if draft:
        entry.flags.insert(0, "fuzzy")
        if filling.proposals:
            entry.previous_msgid = text_of(filling.proposals[0].source)
    notes = [filling.note] if filling.note else []
    notes += ["bitext-toolkit: the placeholders differ"] if differ else []
    if notes:
        entry.tcomment = "\n".join(filter(None, (entry.tcomment, *notes)))


def read_po(path: str, data: bytes, *, source_lang: str = "") -> PoFile:
    """Read a catalogue; ``source_lang`` is English where nothing else is said, as gettext has it.

    Raises BitextError for bytes that are no PO file, for one without entries, and for what ``msgfmt`` refuses in
    whatever is filled in: two entries of one text and context, plural forms by a rule that is none.
    """
    import polib

    text = _decoded(data, path)
    try:
        catalogue = polib.pofile(text + "\n" if "\n" not in text else text, wrapwidth=78)
    except (OSError, ValueError, IndexError) as error:
        line = re.search(r"line (\d+)", str(error))
        message = re.sub(r"^.*?\(line \d+\):?\s*", "", str(error).splitlines()[0] if str(error) else "")
        raise BitextError(
            f"no PO file: {message or 'cannot be read'}",
            path=path,
            line=int(line[1]) if line else None,
            remedy="mend it; msgfmt --check names each fault",
        ) from error
    _refuse_unterminated(text, path)
    if not [entry for entry in catalogue if not entry.obsolete]:
        raise BitextError("has no entry", path=path, remedy="give a PO file with text")
    _refuse_twins(catalogue, path)
    _refuse_plurals(catalogue, path)
    target = str(catalogue.metadata.get("Language", "")).replace("_", "-")
    source = source_lang or str(catalogue.metadata.get("X-Source-Language", "")) or "en"
    return PoFile(tuple(_segments(catalogue, source, target)), source, target, path, catalogue)


def _decoded(data: bytes, path: str) -> str:
    declared = re.search(rb"charset=([\w-]+)", data[:4000])
    charset = declared[1].decode("ascii", "ignore") if declared else "utf-8"
    if charset.upper() == "CHARSET":  # the placeholder of a template
        charset = "utf-8"
    if not data.strip(b"\xef\xbb\xbf \t\r\n"):
        raise BitextError("the file is empty", path=path, remedy="give a PO file")
    try:
        return data.decode(charset).removeprefix("\ufeff").replace("\r\n", "\n")
    except (UnicodeDecodeError, LookupError) as error:
        raise BitextError(f"is not {charset}, as it says", path=path, remedy="save it as UTF-8") from error


def _refuse_unterminated(text: str, path: str) -> None:
    """polib takes a line whose closing quote is missing; the text of it would be wrong."""
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        quoted = bare.startswith(('"', "msg")) and not re.fullmatch(
            r'(?:msg\w+(?:\[\d+\])?\s*)?"(?:[^"\\]|\\.)*"', bare
        )
        if quoted:
            raise BitextError("a text without its closing quote", path=path, line=number, remedy="mend the line")


def _refuse_twins(catalogue: Any, path: str) -> None:
    lines: dict[tuple[str | None, str], int] = {}
    for entry in catalogue:
        line, key = entry.linenum or 1, (entry.msgctxt, entry.msgid)  # polib gives the first one 0
        if not entry.obsolete and lines.setdefault(key, line) != line:
            told = f"the same msgid as in line {lines[key]}"
            raise BitextError(told, path=path, line=line, remedy="join them: msguniq")


def _refuse_plurals(catalogue: Any, path: str) -> None:
    rule = catalogue.metadata.get("Plural-Forms", "")
    if not any(entry.msgid_plural for entry in catalogue) or not rule or "INTEGER" in rule:
        return
    try:
        _rule(rule)
    except (ValueError, ArithmeticError) as error:
        told = f"Plural-Forms is no rule for plurals: {' '.join(rule.split())[:80]}"
        raise BitextError(told, path=path, remedy="see the gettext manual, Plural forms") from error


def _segments(catalogue: Any, source: str, target: str) -> list[XliffSegment]:
    found = []
    for number, entry in enumerate(catalogue, 1):
        if entry.obsolete or not entry.msgid:
            continue
        sides = [(str(number), entry.msgid, entry.msgstr)]
        if entry.msgid_plural:
            forms = [entry.msgstr_plural.get(form, "") for form in sorted(entry.msgstr_plural)]
            full = bool(forms) and all(forms)
            sides = [(str(number), entry.msgid, forms[0] if full else "")]
            sides.append((f"{number}/plural", entry.msgid_plural, forms[-1] if full else ""))
        for name, msgid, msgstr in sides:
            state = State.NEW if not msgstr else State.DRAFT if "fuzzy" in entry.flags else State.TRANSLATED
            notes = tuple(filter(None, (entry.comment, entry.tcomment)))
            found.append(
                XliffSegment(
                    name,
                    (msgid,),
                    (msgstr,) if msgstr else None,
                    state,
                    source_lang=source,
                    target_lang=target,
                    notes=notes,
                    line=entry.linenum,
                )
            )
    return found


def complete_header(catalogue: Any, lang: str) -> None:
    """Give a catalogue every header field that ``msgfmt --check`` asks for; what it says itself stays."""
    metadata = catalogue.metadata
    for name, value in _HEADER.items():
        if not metadata.get(name):
            metadata[name] = value
    metadata["Content-Type"] = "text/plain; charset=UTF-8"
    metadata["Content-Transfer-Encoding"] = "8bit"
    if lang and not metadata["Language"]:
        metadata["Language"] = lang.replace("-", "_")
    plural = _PLURALS.get(lang.replace("_", "-").split("-")[0].lower())
    if plural and "INTEGER" in metadata.get("Plural-Forms", "INTEGER"):
        metadata["Plural-Forms"] = plural
