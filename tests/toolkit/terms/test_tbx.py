"""TBX in and out: nothing of the built-in termbase is lost, and bad files get one clear line."""

from pathlib import Path

import pytest

from toolkit.model import BitextError
from toolkit.terms import TBX_FORMS, load_termbase, parse_tbx, to_tbx


@pytest.mark.parametrize("form", TBX_FORMS)
def test_the_builtin_termbase_survives_a_round_trip(form: str) -> None:
    built_in = load_termbase()
    assert parse_tbx(to_tbx(built_in, form)).concepts == built_in.concepts
    assert len(built_in.concepts) == 119


def test_a_tbx_file_is_loaded_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "mine.tbx"
    path.write_bytes(to_tbx(load_termbase(), "tbx2"))
    assert load_termbase(str(path)).concept("TIP-001").preferred("ar") == "الاتجار بالأشخاص"


def test_translate_toolkit_reads_version_2(tmp_path: Path) -> None:
    reader = pytest.importorskip("translate.storage.tbx", reason="translate-toolkit is not installed")
    units = reader.tbxfile.parsestring(to_tbx(load_termbase(), "tbx2")).units
    assert len(units) == 119


ENTRY = '<termEntry id="{0}"><langSet xml:lang="en"><tig><term>a</term></tig></langSet>{1}</termEntry>'
UNKNOWN = "<tig><termNote type='administrativeStatus'>x</termNote>"


def martif(*entries: str) -> bytes:
    return f"<martif type='TBX'><text><body>{''.join(entries)}</body></text></martif>".encode()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<tbx", "not well-formed"),
        (b"<xliff/>", "<xliff> is not TBX"),
        (martif(), "no concepts"),
        (martif(ENTRY.format("A", ""), ENTRY.format("A", "")), "stands twice"),
        (martif("<termEntry id='A'/>"), "has no term"),
        (martif(ENTRY.format("A", "<ref type='crossReference' target='Z'>variant of Z</ref>")), "no concept here"),
        (
            martif(
                ENTRY.format("A", "<ref type='crossReference' target='B'>variant of B</ref>"),
                ENTRY.format("B", "<ref type='crossReference' target='A'>variant of A</ref>"),
            ),
            "in a circle",
        ),
        (
            martif(ENTRY.format("A", "").replace("<tig>", "<tig><termNote type='administrativeStatus'>x</termNote>")),
            "status 'x'",
        ),
    ],
)
def test_bad_tbx_gets_one_line(data: bytes, said: str) -> None:
    with pytest.raises(BitextError, match=said) as caught:
        parse_tbx(data, "bad.tbx")
    assert str(caught.value).startswith("bad.tbx")
    assert "\n" not in str(caught.value)


def test_entities_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    data = f'<!DOCTYPE martif [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode() + martif(
        ENTRY.format("A", "<note>&e;</note>")
    )
    with pytest.raises(BitextError, match="declares entities"):
        parse_tbx(data, "theft.tbx")
