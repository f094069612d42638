"""The client against a server of our own that does what hosts do: redirects, gaps, pages, slowness, broken ends."""

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

import tmx
from tests.documents import docx, p, pdf, shown
from toolkit.cli import run
from toolkit.fetch import Client, FetchSettings, fetch, load_sources
from toolkit.fetch.sources import is_symbol
from toolkit.model import BitextError
from toolkit.read import read

PDF = pdf([shown("1. The Conference requested the Secretariat to report.")])
DOCX = docx(p("1. The Conference requested the Secretariat to report."))
SYMBOL = "CTOC/COP/2012/4"
QUICK = FetchSettings(timeout=0.5, deadline=1.0, tries=3, backoff=0.01, pause=0.0)


class _Host(BaseHTTPRequestHandler):
    """Answers by the language in the query: each is one behaviour."""

    asked: list[str]
    times: list[float]

    def do_GET(self) -> None:
        query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        lang, form = query.get("l", ""), query.get("t", "")
        type(self).asked.append(f"{lang} {form}")
        type(self).times.append(time.monotonic())
        count = type(self).asked.count(f"{lang} {form}")
        match lang:
            case "ar":
                self._send(DOCX if form == "docx" else b"", 200 if form == "docx" else 404)
            case "en":
                self._send(PDF, 200) if form == "pdf" else self._send(b"no", 404)
            case "moved":
                self._send(b"", 302, Location=f"/final.pdf?l=final&t={form}")
            case "final":
                self._send(PDF)
            case "ring":
                self._send(b"", 302, Location=self.path)
            case "away":
                self._send(b"", 302, Location="ftp://127.0.0.1/x.pdf")
            case "login":
                page = b"<!DOCTYPE html><html><form>Log in <input type=password></form></html>"
                self._send(page, content_type="application/pdf")
            case "page":
                self._send(b"<html><body>Search results</body></html>", content_type="text/html")
            case "mislabelled":
                self._send(PDF, content_type="text/html; charset=utf-8")
            case "picture":
                self._send(b"\x89PNG\r\n\x1a\n" + b"0" * 100, content_type="application/pdf")
            case "locked":
                self._send(b"", 403)
            case "busy":
                self._send(PDF) if count > 2 else self._send(b"", 503, **{"Retry-After": "0"})
            case "broken":
                self._send(PDF if count > 1 else PDF[:200], length=len(PDF))
            case "always-broken":
                self._send(PDF[:200], length=len(PDF))
            case "cut":
                self._send(PDF[:-60])
            case "silent":
                time.sleep(1.5)
            case "slow":
                self.send_response(200)
                self.end_headers()
                for _ in range(40):
                    self.wfile.write(b"%PDF-1.4 ")
                    time.sleep(0.1)
            case "huge":
                self._send(b"%PDF", length=10**12)
            case _:
                self._send(b"", 404)

    def _send(
        self, data: bytes, status: int = 200, *, content_type: str = "", length: int | None = None, **headers: str
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        if content_type:
            self.send_header("Content-Type", content_type)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # the client has heard enough
            super().handle()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[_Host]]:
    """A running host; its address is in the table that BITEXT_SOURCES names."""
    handler = type("Host", (_Host,), {"asked": [], "times": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    table = tmp_path / "sources.toml"
    table.write_text(
        f'[[source]]\nname = "test host"\nurl = "http://127.0.0.1:{server.server_port}/get?s={{symbol}}&l={{lang}}&t={{form}}"\n'
        'forms = { docx = "docx", pdf = "pdf" }\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("BITEXT_SOURCES", str(table))
    monkeypatch.setenv("no_proxy", "*")
    yield handler
    server.shutdown()
    server.server_close()


def get(lang: str, folder: Path, form: str = "pdf", settings: FetchSettings = QUICK, **options: bool) -> str:
    return fetch(SYMBOL, lang, folder, form=form, client=Client(settings), **options).path


def refused(lang: str, folder: Path, word: str, form: str = "pdf") -> str:
    with pytest.raises(BitextError, match=word) as caught:
        get(lang, folder, form)
    assert not list(folder.glob("*ctoc*")), "nothing half-written"
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_best_form_that_is_there(host: type[_Host], tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    assert Path(get("ar", folder, "auto")).read_bytes() == DOCX
    assert Path(get("en", folder, "auto")).read_bytes() == PDF
    assert host.asked == ["ar docx", "en docx", "en pdf"]
    assert sorted(path.name for path in folder.iterdir()) == [
        "ctoc-cop-2012-4.ar.docx",
        "ctoc-cop-2012-4.ar.docx.json",
        "ctoc-cop-2012-4.en.pdf",
        "ctoc-cop-2012-4.en.pdf.json",
    ]
    assert read(folder / "ctoc-cop-2012-4.ar.docx").symbol == SYMBOL


def test_what_is_kept_beside_it(host: type[_Host], tmp_path: Path) -> None:
    path = get("moved", tmp_path)
    record = json.loads(Path(f"{path}.json").read_text(encoding="utf-8"))
    assert record["url"].endswith("/final.pdf?l=final&t=pdf")
    assert record["symbol"] == SYMBOL
    assert record["bytes"] == len(PDF)
    assert len(record["sha256"]) == 64


def test_what_is_there_is_not_asked_for_again(host: type[_Host], tmp_path: Path) -> None:
    path = Path(get("en", tmp_path))
    assert get("en", tmp_path) == str(path)
    assert len(host.asked) == 1
    path.write_bytes(b"damaged")
    get("en", tmp_path)
    assert path.read_bytes() == PDF
    get("en", tmp_path, refresh=True)
    assert len(host.asked) == 3


@pytest.mark.parametrize(
    ("lang", "word"),
    [
        ("fr", "is not there in language 'fr'"),
        ("login", "a page that asks to log in came"),
        ("page", "a web page came"),
        ("picture", "no PDF or Word file"),
        ("locked", "asks to log in"),
        ("ring", "the host answers 302"),
        ("away", "no web address"),
        ("always-broken", "broke off.* 3 times"),
        ("cut", "cut off, 3 times"),
        ("silent", "3 times"),
        ("slow", "too slow"),
        ("huge", "more than is fetched"),
    ],
)
def test_what_is_no_document(host: type[_Host], tmp_path: Path, lang: str, word: str) -> None:
    refused(lang, tmp_path, word)


@pytest.mark.parametrize(("lang", "requests"), [("busy", 3), ("broken", 2), ("mislabelled", 1)])
def test_what_comes_in_the_end(host: type[_Host], tmp_path: Path, lang: str, requests: int) -> None:
    assert Path(get(lang, tmp_path)).read_bytes() == PDF
    assert len(host.asked) == requests


def test_a_host_that_does_not_answer_is_left_for_the_next(host: type[_Host], tmp_path: Path) -> None:
    table = tmp_path / "sources.toml"
    own = table.read_text(encoding="utf-8")
    dead = (
        '[[source]]\nname = "dead"\nurl = "http://127.0.0.1:9/{symbol}/{lang}/{form}"\nforms = {docx="d", pdf="p"}\n'
    )
    table.write_text(dead + own, encoding="utf-8")
    assert Path(get("en", tmp_path)).read_bytes() == PDF


def test_pauses_between_requests(host: type[_Host], tmp_path: Path) -> None:
    client = Client(FetchSettings(pause=0.2, backoff=0.01))
    for lang in ("en", "moved"):
        fetch(SYMBOL, lang, tmp_path, form="pdf", client=client)
    assert host.times[1] - host.times[0] >= 0.19


def test_progress_counts_bytes(host: type[_Host], tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    client = Client(QUICK, progress=lambda come, expected: seen.append((come, expected)))
    fetch(SYMBOL, "en", tmp_path, form="pdf", client=client)
    assert seen[-1] == (len(PDF), len(PDF))


@pytest.mark.parametrize("text", ["../../etc/passwd", "report.pdf", "A", "A/../B/1", "http://x/1", "a/res/1", ""])
def test_what_is_no_symbol(text: str, tmp_path: Path) -> None:
    assert not is_symbol(text)
    with pytest.raises(BitextError, match="no document symbol"):
        fetch(text, "ar", tmp_path)


@pytest.mark.parametrize(
    ("table", "word"),
    [
        ("nonsense", "not a TOML"),
        ("a = 1", "names no"),
        ('[[source]]\nurl = "file:///{symbol}"', "no url"),
        ('[[source]]\nurl = "http://x/{symbol}/{secret}"', "unknown place"),
        ('[[source]]\nurl = "http://x/{symbol}"\nforms = 3', "are tables"),
    ],
)
def test_tables_that_are_none(table: str, word: str, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(BitextError, match=word):
        load_sources(str(path))


def test_our_own_table_is_one() -> None:
    first = load_sources()[0]
    assert next(first.addresses("A/RES/64/293", "ar", "pdf")) == (
        "https://documents.un.org/api/symbol/access?s=A/RES/64/293&l=ar&t=pdf"
    )


def test_the_command(
    host: type[_Host], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Client, "_be_polite", lambda self, url: None)
    folder = tmp_path / "got"
    assert run(["fetch", SYMBOL, "--lang", "ar,en", "-d", str(folder)]) == 0
    assert [line.split("\t")[0] for line in capsys.readouterr().out.splitlines()] == [
        str(folder / "ctoc-cop-2012-4.ar.docx"),
        str(folder / "ctoc-cop-2012-4.en.pdf"),
    ]
    assert run(["fetch", SYMBOL, "--lang", "fr", "-d", str(folder)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_build_by_symbol_needs_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "report.ar.txt", "-o", str(tmp_path / "m.tmx")]) == 2
    assert "one file alone is no pair" in capsys.readouterr().err


def test_build_by_symbol(host: type[_Host], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pypdfium2", reason="the extra 'pdf' is not installed")
    kept = Path(__file__).parents[2] / "data" / "read" / "documents"
    monkeypatch.setitem(globals(), "DOCX", (kept / "report.ar.docx").read_bytes())
    monkeypatch.setitem(globals(), "PDF", (kept / "report.en.pdf").read_bytes())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(Client, "_be_polite", lambda self, url: None)
    output = tmp_path / "m.tmx"
    assert run(["build", SYMBOL, "-o", str(output), "--encoder", "none", "-q"]) == 0
    units = tmx.load(output).units
    assert len(units) >= 25
    assert units[0].prop("x-document") == SYMBOL
    assert len(list((tmp_path / "cache" / "bitext" / "documents").iterdir())) == 4
