"""One request at a time, politely: a pause between requests to a host, retries with growing waits, bounded transfers.

Only http and https are followed, also on redirects.  What arrives is judged by its content, never by its label.
"""

from __future__ import annotations

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO, Any
from urllib.parse import urlsplit

import toolkit
from toolkit.model import BitextError

#: What a document begins with -> the ending of its file.
_KINDS = ((b"%PDF-", "pdf"), (b"PK\x03\x04", "docx"), (b"\xd0\xcf\x11\xe0", "doc"), (b"{\\rtf", "rtf"))
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_MISSING = frozenset({404, 410})
_LOCKED = frozenset({401, 403, 407})
_LONGEST_WAIT = 60.0
_CHUNK = 1 << 16

#: Called with the bytes that have come and the bytes that are expected (0 where that is not known).
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How patient and how polite: seconds to wait for an answer and for all of it, tries, first wait before another
    try, pause between requests to one host, most bytes."""

    timeout: float = 30.0
    deadline: float = 300.0
    tries: int = 4
    backoff: float = 1.0
    pause: float = 1.0
    most_bytes: int = 200 * 1024 * 1024


class MissingError(Exception):
    """The host answers that there is no such document."""


class NoAnswerError(BitextError):
    """A host does not answer, or breaks off, as often as it is asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A document that came: its bytes, the address it came from in the end, its kind by content."""

    data: bytes
    url: str
    kind: str
    content_type: str


class _TransferError(Exception):
    """A fault that may pass: the request is tried again, after ``wait`` seconds if the host names them."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


class _WebOnly(urllib.request.HTTPRedirectHandler):
    """Redirects to http and https alone, ten at most."""

    max_redirections = 10

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme not in ("http", "https"):
            raise BitextError(
                f"{req.full_url} leads to {newurl[:80]!r}, which is no web address", remedy="ask the host"
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@dataclass(slots=True)
class Client:
    """Asks for documents; keeps the time of the last request to each host."""

    settings: FetchSettings = field(default_factory=FetchSettings)
    progress: Progress = lambda come, expected: None
    _last: dict[str, float] = field(default_factory=dict)

    def get(self, url: str) -> Answer:
        """The document at an address.

        Raises MissingError where there is none, NoAnswerError where nothing comes after all tries, BitextError where
        something else than a document comes.
        """
        wait, reason = self.settings.backoff, ""
        for attempt in range(self.settings.tries):
            if attempt:
                time.sleep(min(wait, _LONGEST_WAIT))
                wait *= 2
            self._be_polite(url)
            try:
                return self._once(url)
            except _TransferError as fault:
                reason = str(fault)
                wait = max(wait, fault.wait)
        raise NoAnswerError(f"{url}: {reason}, {self.settings.tries} times", remedy="try again later")

    def _be_polite(self, url: str) -> None:
        host = urlsplit(url).netloc
        ready = self._last.get(host, -1e9) + self.settings.pause
        time.sleep(max(0.0, ready - time.monotonic()))
        self._last[host] = time.monotonic()

    def _once(self, url: str) -> Answer:
        request = urllib.request.Request(url, headers={"User-Agent": f"bitext-toolkit/{toolkit.__version__}"})
        opener = urllib.request.build_opener(_WebOnly())
        try:
            with opener.open(request, timeout=self.settings.timeout) as response:
                data = self._body(response, url)
                return _judged(data, response.geturl(), response.headers.get("Content-Type") or "")
        except urllib.error.HTTPError as error:
            raise _refused(error, url) from error
        except urllib.error.URLError as error:
            raise _TransferError(f"no answer ({error.reason})") from error
        except (TimeoutError, http.client.HTTPException, ConnectionError, OSError) as error:
            raise _TransferError(f"the transfer broke off ({type(error).__name__})") from error

    def _body(self, response: Any, url: str) -> bytes:
        """The whole body, within time and size, as long as the host said that it is."""
        length = response.headers.get("Content-Length") or ""
        expected = int(length) if length.isdigit() else 0
        if expected > self.settings.most_bytes:
            raise BitextError(f"{url}: {expected >> 20} MB, more than is fetched", remedy="get it with a browser")
        end, data = time.monotonic() + self.settings.deadline, bytearray()
        while chunk := response.read1(_CHUNK):
            data += chunk
            self.progress(len(data), expected)
            if len(data) > self.settings.most_bytes:
                raise BitextError(f"{url}: larger than {self.settings.most_bytes >> 20} MB", remedy="use a browser")
            if time.monotonic() > end:
                raise BitextError(f"{url}: too slow ({len(data)} bytes came)", remedy="try again later")
        if expected and len(data) < expected:
            raise _TransferError(f"the transfer broke off ({len(data)} of {expected} bytes)")
        return bytes(data)


def _refused(error: urllib.error.HTTPError, url: str) -> Exception:
    """What a status of the host means."""
    if error.code in _MISSING:
        return MissingError(url)
    if error.code in _AGAIN:
        after = error.headers.get("Retry-After") or ""
        return _TransferError(f"the host answers {error.code}", float(after) if after.isdigit() else 0.0)
    if error.code in _LOCKED:
        return BitextError(f"{url}: the host asks to log in ({error.code})", remedy="get it with a browser")
    return BitextError(f"{url}: the host answers {error.code}", remedy="check the symbol and the sources")


def _judged(data: bytes, url: str, content_type: str) -> Answer:
    """An answer that is a document; anything else is refused by what it is."""
    for signature, kind in _KINDS:
        if data[:1024].lstrip().startswith(signature):
            if kind == "pdf" and b"%%EOF" not in data[-2048:]:
                raise _TransferError("the PDF is cut off")
            return Answer(data, url, kind, content_type)
    if not data:
        raise _TransferError("an empty answer")
    start = data[:2048].lower()
    if b"<html" in start or b"<!doctype html" in start:
        asks = any(word in data[:20_000].lower() for word in (b"password", b"log in", b"login", b"sign in"))
        what = "a page that asks to log in" if asks else "a web page"
        raise BitextError(f"{url}: {what} came, not a document", remedy="get the file with a browser")
    raise BitextError(
        f"{url}: no PDF or Word file came ({content_type or 'unknown type'})", remedy="check the sources"
    )
