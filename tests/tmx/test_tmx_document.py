"""docs/tmx.md is true: its code runs, every code of a problem and every profile has its place in it."""

import re
from pathlib import Path

import pytest

from tmx.profiles import PROFILES

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "tmx.md").read_text("utf-8")
CODE = re.compile(
    r"""(?:report|Problem|BrokenError)\(\s*"([a-z0-9-]+)"|^\s+\("([a-z-]+)", ["f]|append\(\("([a-z-]+)",""", re.M
)


def codes() -> set[str]:
    sources = "\n".join(path.read_text("utf-8") for path in (ROOT / "tmx").glob("*.py"))
    found = {code for groups in CODE.findall(sources) for code in groups if code}
    return found | {f"profile-{code}" for code in re.findall(r'problem\(\s*"([a-z]+)"', sources)}


def test_the_codes_are_found_in_the_source() -> None:
    assert {"bare-ampersand", "wrong-encoding", "truncated", "order", "profile-context", "no-segment"} <= codes()


@pytest.mark.parametrize("code", sorted(codes()))
def test_every_code_is_explained(code: str) -> None:
    rows = [row.split("|")[1] for row in TEXT.splitlines() if row.startswith("| ")]
    assert any(code in re.split(r"[ ,]+", row.strip()) for row in rows), code


@pytest.mark.parametrize("name", list(PROFILES))
def test_every_profile_has_its_row_with_its_source(name: str) -> None:
    (row,) = (row for row in TEXT.splitlines() if row.startswith(f"| {name} |"))
    for source in PROFILES[name].sources:
        if source.startswith("http"):
            assert source in row


def test_its_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found = re.search(r"```python\n(.*?)```", TEXT, re.DOTALL)
    assert found
    monkeypatch.chdir(tmp_path)
    exec(found[1], {})
    assert capsys.readouterr().out == "Yes ar\n"
    assert (tmp_path / "b.tmx").stat().st_size > 300
