"""What a memory says to files, queries and databases that are not what it wants; nothing is ever lost."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import tmx
from tests.toolkit.memory.samples import many, unit
from toolkit.cli import run
from toolkit.memory.lookup import lookup
from toolkit.memory.sqlite import Sqlite
from toolkit.memory.store import open_store

ROOT = Path(__file__).parents[3]


def written(path: Path, units: list[tmx.Unit]) -> str:
    tmx.dump(tmx.Memory(tmx.Header(srclang="ar"), units), path)
    return str(path)


@pytest.fixture
def memory(tmp_path: Path) -> str:
    db = str(tmp_path / "memory.db")
    assert run(["memory", "add", db, written(tmp_path / "first.tmx", [*many(20), unit("نعم", "Yes")])]) == 0
    return db


def check_refused(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(arguments) == 2
    told = capsys.readouterr()
    assert message in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""


def test_files_that_are_no_store_are_refused_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE a (b)")
    text = tmp_path / "text.db"
    text.write_text("no database, but long enough to be looked at " * 30, encoding="utf-8")
    file = written(tmp_path / "a.tmx", list(many(3)))
    for path, message in ((other, "another program"), (text, "no memory"), (Path(file), "no memory")):
        before = path.read_bytes()
        for command in (["stats", str(path)], ["add", str(path), file], ["lookup", str(path), "نعم"]):
            check_refused(["memory", *command], message, capsys)
        assert path.read_bytes() == before
    check_refused(["memory", "stats", str(tmp_path / "none.db")], "no such memory", capsys)
    check_refused(["memory", "add", str(tmp_path / "none" / "a.db"), file], "folder does not exist", capsys)
    check_refused(["memory", "stats", str(tmp_path)], "", capsys)


def test_a_damaged_store_is_told(memory: str, capsys: pytest.CaptureFixture[str]) -> None:
    data = bytearray(Path(memory).read_bytes())
    data[8192 : len(data)] = b"\xff" * (len(data) - 8192)
    Path(memory).write_bytes(data)
    check_refused(["memory", "stats", memory], "damaged", capsys)


def test_a_file_without_use_is_an_error_and_makes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = tmp_path / "new.db"
    empty = written(tmp_path / "empty.tmx", [])
    single = written(tmp_path / "single.tmx", [tmx.Unit((tmx.Variant.of("ar", "نعم"),))] * 3)
    check_refused(["memory", "add", str(db), empty], "no units", capsys)
    check_refused(["memory", "add", str(db), single], "no unit has text in two languages", capsys)
    check_refused(["memory", "add", str(db), str(tmp_path / "missing.tmx")], "No such file", capsys)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("new.db")] == []


def test_other_languages_are_asked_about(memory: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    french = tmx.Unit((tmx.Variant.of("fr", "Oui"), tmx.Variant.of("de", "Ja")))
    file = written(tmp_path / "fr.tmx", [french])
    check_refused(["memory", "add", memory, file], "its languages (de, fr) are not the memory's (ar, en)", capsys)
    with open_store(memory) as store:
        assert store.languages() == ("ar", "en")
    assert run(["memory", "add", memory, file, "--new-languages"]) == 0
    check_refused(
        ["memory", "lookup", memory, "x", "--source-lang", "zz", "--target-lang", "en"], "no text in 'zz'", capsys
    )
    check_refused(["memory", "lookup", memory, "Oui"], "give --source-lang", capsys)


@pytest.mark.parametrize("text", ["؟!…", '" OR 1=1; --', "NEAR(a b) AND *", "'", "%", "\\", "-", "ا" * 100_000])
def test_odd_texts_are_looked_up_without_harm(memory: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--source-lang", "ar", "--target-lang", "en"]
    if text != "-":
        assert run(["memory", "lookup", memory, text, *arguments]) == 0
    assert run(["memory", "concordance", memory, f" {text}", *arguments]) in (0, 2)
    capsys.readouterr()
    with open_store(memory) as store:
        assert store.stats().units == 21


def test_wrong_dates_documents_and_filters_are_told(
    memory: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check_refused(["memory", "concordance", memory, "تقرير", "--since", "2012-08"], "no date", capsys)
    check_refused(["memory", "remove", memory, "none"], "no document 'none'", capsys)
    target = tmp_path / "out.tmx"
    check_refused(["memory", "export", memory, "-o", str(target), "--status", "gone"], "no unit passes", capsys)
    check_refused(["memory", "export", memory, "-o", memory], "one of the inputs", capsys)
    assert not target.exists()


def test_a_locked_store_is_told(memory: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    monkeypatch.setattr("toolkit.memory.sqlite.WAIT", 0.1)
    other = sqlite3.connect(memory, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    file = written(tmp_path / "more.tmx", [unit("لا", "No")])
    check_refused(["memory", "add", memory, file], "another program is writing", capsys)
    other.execute("ROLLBACK")
    assert run(["memory", "add", memory, file]) == 0


def in_another_process(code: str, *arguments: str, limit: int = 0) -> subprocess.CompletedProcess[str]:
    def restrict() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True, text=True, cwd=ROOT, preexec_fn=restrict if limit else None, check=False,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are a matter of POSIX")
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("؟!…", "found only as it is written"),
        ("", "found only as it is written"),
        ("ا" * 10_001, "found only where its letters are the same"),
    ],
)
def test_why_nothing_was_found_is_told(
    text: str, reason: str, memory: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(["memory", "lookup", memory, text, "--source-lang", "ar", "--target-lang", "en"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("no match of 50 or more: ")
    assert reason in told


@pytest.mark.parametrize("name", ["m.db", "ذاكرة ?%20#.db"])
def test_a_store_that_cannot_be_written_is_read(
    name: str, memory: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As on a medium or a share for reading only; for root, who may all, the system's answer is put in its place."""
    folder = tmp_path / "share"
    folder.mkdir()
    store_path = folder / name
    store_path.write_bytes(Path(memory).read_bytes())
    before = store_path.read_bytes()
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    assert run(["memory", "lookup", str(store_path), "نعم", "--source-lang", "ar"]) == 0
    assert "Yes" in capsys.readouterr().out
    check_refused(["memory", "add", str(store_path), str(tmp_path / "first.tmx")], "cannot be written", capsys)
    assert store_path.read_bytes() == before
    assert [path.name for path in folder.iterdir()] == [name]
    (folder / f"{name}-wal").write_bytes(b"x" * 100)  # what only a writer could take in
    assert Sqlite(store_path)._unchangeable() == str(store_path)


def test_a_full_disk_is_told_and_nothing_is_lost(memory: str, tmp_path: Path) -> None:
    file = written(tmp_path / "more.tmx", list(many(4000, "D/2")))
    code = "import sys; from toolkit.cli import run; sys.exit(run(['memory', 'add', *sys.argv[1:]]))"
    done = in_another_process(code, memory, file, limit=os.path.getsize(memory) + 200_000)  # noqa: PTH202
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "disk" in done.stderr
    with open_store(memory) as store:
        assert store.stats().units == 21


def killed_writer(memory: str, edit: str, lines: int, delay: float) -> None:
    """Change the store in a child process and kill it after it told of its progress ``lines`` times, and a little."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)

        def units() -> Iterator[tmx.Unit]:
            for number, one in enumerate(many(2000, "D/2")):
                if number % 100 == 0:
                    os.write(writing, b".")
                yield one

        with open_store(memory, create=True) as store:
            if edit == "add":
                store.add(units())
            else:
                os.write(writing, b".")
                store.remove("D/2")
        os._exit(0)
    os.close(writing)
    for _ in range(lines):
        os.read(reading, 1)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_a_writer_killed_25_times_leaves_all_or_nothing(memory: str) -> None:
    counts = {21, 2021}
    for place in range(25):
        with open_store(memory) as store:
            edit = "add" if store.stats().units == 21 else "remove"
        lines = 1 + place % 20 if edit == "add" else 1
        killed_writer(memory, edit, lines, place % 5 * 0.05)
        with sqlite3.connect(memory) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with open_store(memory) as store:
            units = list(store.units())
            assert len(units) in counts
            assert store.stats().units == len(units)
            assert lookup(store, units[-1].unit.variants[0].text, "ar", "en")[0].base == 100


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_a_first_import_that_is_killed_leaves_an_empty_store_or_a_whole_one(tmp_path: Path) -> None:
    """A new file has a rollback journal until it is whole, and the WAL mode afterwards."""
    for place in range(8):
        memory = str(tmp_path / f"m{place}.db")
        killed_writer(memory, "add", 1 + 3 * place if place < 7 else 20, 0.1 * (place % 3) + (place == 7))
        with open_store(memory) as store:
            units = list(store.units())
            assert len(units) in (0, 2000)
            assert store.add([unit("نعم", "Yes")]).new == 1
            assert lookup(store, "نعم", "ar", "en")[0].score == 100
        with sqlite3.connect(memory) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
