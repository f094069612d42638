"""OmegaT itself fills known lines from a memory of ours, in both directions."""

import subprocess
import sys
from pathlib import Path

import pytest

import tmx

sys.path.insert(0, str(Path(__file__).parents[1]))
from outside import require_program

PAIRS = [("المادة 5", "Article 5"), ("مؤتمر الأطراف", "Conference of the Parties"), ("نعم & لا", "Yes & no")]
PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
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
JAR = Path("/usr/share/omegat/OmegaT.jar")


@pytest.mark.client
@pytest.mark.parametrize(("source", "target"), [("ar", "en"), ("en", "ar")])
def test_omegat_takes_every_pair(tmp_path: Path, source: str, target: str) -> None:
    require_program("omegat")
    java = require_program("java")
    for folder in ("source", "target", "tm/auto", "omegat", "glossary", "dictionary", "conf", "home"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "omegat.project").write_text(PROJECT.format(source=source, target=target), encoding="utf-8")
    units = [
        tmx.Unit((tmx.Variant.of("ar", ar), tmx.Variant.of("en", en)), props=(tmx.Property("x-document", "A/1"),))
        for ar, en in PAIRS
    ]
    tmx.dump(tmx.Memory(tmx.Header(srclang=source), units), tmp_path / "tm/auto/ours.tmx")
    lines, expected = zip(*(pair if source == "ar" else pair[::-1] for pair in PAIRS), strict=True)
    (tmp_path / "source/a.utf8").write_text("\n\n".join([*lines, "unknown"]) + "\n", encoding="utf-8")
    options = "--mode=console-translate --disable-project-locking --disable-location-save --no-team --quiet"
    start = [java, "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", f"-Duser.home={tmp_path / 'home'}"]
    place = ["-jar", str(JAR), str(tmp_path), f"--config-dir={tmp_path / 'conf'}"]
    subprocess.run([*start, *place, *options.split()], check=True, capture_output=True, timeout=120)
    got = (tmp_path / "target/a.utf8").read_text(encoding="utf-8-sig").split("\n\n")
    assert [line.strip() for line in got] == [*expected, "unknown"]
