"""Client profiles: every row has a source, what is dumped with a profile is accepted by its check."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tmx
from tests.tmx.memories import MEMORIES
from tmx.profiles import PROFILES
from tmx.validate import validate

UNIT = tmx.Unit(
    (
        tmx.Variant.of("en", "Article 5"),
        tmx.Variant.of("ar_SA", "المادة 5", props=(tmx.Property("x-context-pre", "<seg>قبل</seg>"),)),
    ),
    "1",
    props=(tmx.Property("file", "a.docx"), tmx.Property("x-context-post", "بعد"), tmx.Property("x-context", "c")),
)


def dumped(profile: str, *units: tmx.Unit, srclang: str = "ar") -> tmx.Memory:
    stream = io.BytesIO()
    tmx.dump(tmx.Memory(tmx.Header(srclang=srclang), list(units)), stream, profile=profile)
    return tmx.loads(stream.getvalue(), strict=True)


def test_every_row_says_where_it_is_from() -> None:
    assert all(profile.sources for profile in PROFILES.values())
    from toolkit.cli import tmx as command

    assert list(PROFILES) == command.PROFILES


@pytest.mark.parametrize(
    ("profile", "on_unit", "on_source"),
    [
        ("omegat", ["x-file", "x-context", "x-context-pre", "x-context-post"], []),
        ("trados", ["x-file", "x-context", "x-context-pre", "x-context-post"], []),
        ("memoq", ["file", "x-context"], ["x-context-pre", "x-context-post"]),
        ("xtm", ["file", "x-context"], ["x-context-pre", "x-context-post"]),
        ("phrase", ["file", "x-context"], ["context_prev", "context_next"]),
        ("wordfast", ["file", "x-context", "x-context-pre", "x-context-post"], []),
        ("weblate", ["x-context"], []),
        ("translate-toolkit", ["file", "x-context", "x-context-pre", "x-context-post"], []),
    ],
)
def test_properties_and_context_in_the_clients_form(profile: str, on_unit: list[str], on_source: list[str]) -> None:
    (unit,) = dumped(profile, UNIT)
    assert [variant.lang for variant in unit.variants] == ["ar-SA", "en"]
    assert [prop.type for prop in unit.props] == on_unit
    assert [prop.type for prop in unit.variants[0].props] == on_source
    if profile != "weblate":
        context = {prop.type: prop.text for prop in (*unit.props, *unit.variants[0].props)}
        assert [context[name] for name in PROFILES[profile].context] == ["قبل", "بعد"]


def test_a_unit_longer_than_the_client_takes_is_left_out_and_told() -> None:
    long = tmx.Unit((tmx.Variant.of("ar", "ا" * 2001), tmx.Variant.of("en", "a")))
    with pytest.warns(tmx.TmxWarning, match="longer than 2000"):
        assert len(dumped("trados", long, UNIT)) == 1
    assert len(dumped("wordfast", long, UNIT)) == 2


def test_a_file_of_all_directions_gets_the_direction_of_its_first_variant() -> None:
    assert dumped("omegat", UNIT, srclang="*all*").header.srclang == "en"


def test_an_unknown_profile_or_version_is_told() -> None:
    with pytest.raises(tmx.TmxError, match="omegat"):
        tmx.dump(tmx.Memory(tmx.Header()), io.BytesIO(), profile="olifant")
    with pytest.raises(tmx.TmxError, match=r"1\.4"):
        tmx.dump(tmx.Memory(tmx.Header()), io.BytesIO(), version="1.4b")


def test_what_a_client_would_not_take_is_found() -> None:
    stream = io.BytesIO()
    tmx.dump(tmx.Memory(tmx.Header(), [UNIT]), stream)
    found = {problem.code for problem in validate(io.BytesIO(stream.getvalue()), "omegat")}
    assert {"profile-direction", "profile-property", "profile-language"} <= found
    assert not [p for p in validate(io.BytesIO(stream.getvalue())) if p.code.startswith("profile")]


@settings(deadline=None, max_examples=60)
@given(MEMORIES, st.sampled_from(list(PROFILES)))
def test_what_is_dumped_with_a_profile_passes_its_check(memory: tmx.Memory, profile: str) -> None:
    stream = io.BytesIO()
    tmx.dump(memory, stream, profile=profile)
    found = [p.code for p in validate(io.BytesIO(stream.getvalue()), profile) if p.code.startswith("profile")]
    assert found == []


@pytest.mark.parametrize("version", ["1.1", "1.2", "1.3", "1.4"])
def test_every_version_is_read_back(version: str) -> None:
    stream = io.BytesIO()
    tmx.dump(tmx.Memory(tmx.Header(srclang="ar"), [UNIT]), stream, version=version)
    memory = tmx.loads(stream.getvalue(), strict=True)
    assert memory.units == [UNIT]
    assert memory.header.version == version
    assert (b' lang="en"' in stream.getvalue()) == (version < "1.3")
