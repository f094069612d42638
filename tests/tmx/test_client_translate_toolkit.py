"""Translate Toolkit, another program's reader, finds every pair of a memory of ours, in both directions."""

import subprocess
import sys
from pathlib import Path

import polib
import pytest

import tmx
from toolkit.cli import run

EXAMPLE = Path(__file__).parents[2] / "examples" / "ctoc-cop-2012-4" / "memory.tmx"
PRETRANSLATE = "from translate.tools.pretranslate import main; main()"


@pytest.mark.client
@pytest.mark.parametrize(("source", "target"), [("ar", "en"), ("en", "ar")])
def test_pretranslate_fills_every_distinct_pair(tmp_path: Path, source: str, target: str) -> None:
    pytest.importorskip("translate", reason="translate-toolkit is not installed")
    argv = ["export", "tmx", str(EXAMPLE), "--profile", "translate-toolkit", "-o", str(tmp_path / "ours.tmx")]
    assert run([*argv, "--source-lang", source, "--target-lang", target]) == 0
    memory = tmx.load(tmp_path / "ours.tmx")
    wanted = {unit.variants[0].text: unit.variants[1].text for unit in memory}
    assert len(wanted) >= 95
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.extend(polib.POEntry(msgid=text) for text in wanted)
    catalogue.save(str(tmp_path / "in.po"))
    catalogue.save(str(tmp_path / "template.po"))  # without a template the program fails
    options = ["--progress=none", "-t", "template.po", "--tm=ours.tmx", "in.po", "out.po"]
    subprocess.run([sys.executable, "-c", PRETRANSLATE, *options], check=True, cwd=tmp_path, timeout=300)
    found = {entry.msgid: entry.msgstr for entry in polib.pofile(str(tmp_path / "out.po")) if not entry.fuzzy}
    assert found == wanted
