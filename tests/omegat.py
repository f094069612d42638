"""OmegaT, headless: what it makes of a project, or of some source lines with a memory of ours in ``tm/auto``."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.outside import require_program

_PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir><tm_dir>__DEFAULT__</tm_dir>
<glossary_dir>__DEFAULT__</glossary_dir><glossary_file>__DEFAULT__</glossary_file>
<dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>{source}</source_lang><target_lang>{target}</target_lang>
<source_tok>org.omegat.tokenizer.DefaultTokenizer</source_tok>
<target_tok>org.omegat.tokenizer.DefaultTokenizer</target_tok>
<sentence_seg>false</sentence_seg><support_default_translations>true</support_default_translations>
<remove_tags>false</remove_tags>
</project></omegat>"""
_JAR = Path("/usr/share/omegat/OmegaT.jar")
_OPTIONS = "--mode=console-translate --disable-project-locking --disable-location-save --no-team --quiet"


def translate(memory: Path, source: str, target: str, lines: Sequence[str], folder: Path) -> list[str]:
    """The target lines that OmegaT writes; a line it cannot fill stays as it is."""
    require_program("omegat")
    for name in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary"):
        (folder / name).mkdir(parents=True)
    (folder / "omegat.project").write_text(_PROJECT.format(source=source, target=target), encoding="utf-8")
    shutil.copy(memory, folder / "tm/auto/ours.tmx")
    write_lines(folder / "source/a.utf8", lines)
    run_project(folder)
    return read_lines(folder / "target/a.utf8")


def write_lines(path: Path, lines: Sequence[str]) -> None:
    """A text for OmegaT, whose filter cuts paragraphs at blank lines."""
    path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")


def read_lines(path: Path) -> list[str]:
    """The paragraphs of a text that OmegaT wrote."""
    return [line.strip() for line in path.read_text(encoding="utf-8-sig").split("\n\n")]


def run_project(folder: Path) -> list[str]:
    """Let OmegaT translate a project; the lines of its log that tell of errors.

    OmegaT's exit code is 0 even where a memory failed to load: only the target and the log tell.
    """
    require_program("omegat")
    java = require_program("java")
    (folder.parent / "home").mkdir(exist_ok=True)
    start = [java, "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", f"-Duser.home={folder.parent / 'home'}"]
    place = ["-jar", str(_JAR), str(folder), f"--config-dir={folder.parent / 'conf'}"]
    done = subprocess.run(
        [*start, *place, *_OPTIONS.split()], check=True, capture_output=True, text=True, timeout=300
    )
    said = (done.stdout + done.stderr).splitlines()
    return [line for line in said if "Error:" in line or "Exception" in line]
