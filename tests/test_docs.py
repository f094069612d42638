"""The documents are true: their commands run, their help texts are the commands' own."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from toolkit.cli import COMMANDS, bitext, run

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "ctoc-cop-2012-4"


def help_pages() -> dict[str, str]:
    """The help text of every command and subcommand, by its full name."""
    pages: dict[str, str] = {}

    def add(command: click.Command, name: str, parent: click.Context | None) -> None:
        settings = {"terminal_width": 100, **command.context_settings}  # as the command itself would be run
        context = click.Context(command, info_name=name.split()[-1], parent=parent, **settings)
        pages[name] = context.get_help()
        if isinstance(command, click.Group):
            for child in command.list_commands(context):
                found = command.get_command(context, child)
                assert found is not None, f"{name} {child} is in the table but does not exist"
                add(found, f"{name} {child}", context)

    add(bitext, "bitext", None)
    return pages


def cli_document() -> str:
    """What docs/cli.md must hold; ``python tests/test_docs.py`` writes it."""
    parts = [
        "# Commands\n\nThe help text of every command, as `--help` prints it (a test compares them).",
        "`-` as a file name is standard input or output. Exit code 0: done; 1: findings at or above `--fail-on`; "
        "2: an input or usage error, told in one line.\n",
    ]
    parts += [f"## {name}\n\n```\n{text}\n```\n" for name, text in help_pages().items()]
    return "\n".join(parts)


def test_the_help_texts_in_the_documents_are_the_commands_own() -> None:
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == cli_document(), "run: python tests/test_docs.py"


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--help"]) == 0
    assert len(capsys.readouterr().out) > 100


def readme_commands() -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```\n(.*?)```", text, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.startswith("bitext ")]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the README's commands name."""
    for side in ("ar", "en"):
        text = (EXAMPLE / f"ctoc-cop-2012-4.{side}.txt").read_text(encoding="utf-8").split("\n")
        short = "\n".join(text[:44] if side == "ar" else text[:20])
        for name in (f"report.{side}.txt", f"{'source' if side == 'ar' else 'target'}.{side}.txt"):
            (tmp_path / name).write_text(short, encoding="utf-8")
        (tmp_path / f"segments.{side}").write_text(
            "1. a\n2. b\n" if side == "en" else "١- ا\n٢- ب\n", encoding="utf-8"
        )
    for name in ("gold.txt", "test.txt"):
        (tmp_path / name).write_text("[0]:[0]:0.1\n[1]:[1]:0.1\n", encoding="utf-8")
    shutil.copy(EXAMPLE / "memory.tmx", tmp_path / "memory.tmx")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_readme_has_commands() -> None:
    assert len(readme_commands()) >= 6


@pytest.mark.parametrize("line", readme_commands())
def test_the_readmes_commands_run(line: str, desk: Path) -> None:
    assert run(shlex.split(line)[1:]) in (0, 1)


def test_the_readmes_python_runs(tmp_path: Path) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert code
    script = code[1].replace('"memory.tmx"', repr(str(tmp_path / "memory.tmx")))
    subprocess.run([sys.executable, "-c", script], check=True, cwd=ROOT)
    assert (tmp_path / "memory.tmx").stat().st_size > 10_000


def test_links_between_documents_lead_somewhere() -> None:
    for page in [
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("examples/**/*.md"),
    ]:
        for target in re.findall(r"\]\((?!http)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"


def test_every_dependency_has_its_line() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {name: wanted for name, wanted in project["optional-dependencies"].items() if name not in ("dev", "all")}
    wanted = [*project["dependencies"], *(package for packages in extras.values() for package in packages)]
    table = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    for package in wanted:
        assert f"| {re.match(r'[A-Za-z0-9-]+', package)[0]} " in table, package  # type: ignore[index]


if __name__ == "__main__":
    (ROOT / "docs" / "cli.md").write_text(cli_document(), encoding="utf-8")
