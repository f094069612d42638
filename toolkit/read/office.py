"""Old Word files and RTF by way of LibreOffice, when it is installed: converted in a folder of its own, offline.

The converter runs with a fresh profile that allows no macros, no links and no network, and is stopped when it takes
too long.  Nothing of it is imported; without the program the error says what to do.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from toolkit.model import BitextError

_TIMEOUT = 60  # seconds: starting the program alone may take ten
_NAMES = {"doc": "an old Word file (.doc)", "rtf": "an RTF file"}

#: No macros, no content from elsewhere, links never updated, every request sent to a port where nobody listens.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value>
</prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
</item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse">
<value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value>
</prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyName" oor:op="fuse">
<value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value>
</prop></item>
</oor:items>
"""


def program() -> str | None:
    """The path of LibreOffice, or None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_docx(data: bytes, kind: str, path: str = "") -> bytes:
    """The bytes of a ``doc`` or ``rtf`` file as DOCX.

    Raises BitextError where LibreOffice is missing, fails or takes too long.
    """
    office = program()
    if office is None:
        raise BitextError(
            f"this is {_NAMES[kind]}, which needs LibreOffice to be read",
            path=path,
            remedy="install LibreOffice, or save the file as DOCX or PDF",
        )
    with tempfile.TemporaryDirectory(prefix="bitext-") as folder:
        source = Path(folder) / f"document.{kind}"
        source.write_bytes(data)
        profile = Path(folder) / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        _run([office, *_options(profile.parent, folder), str(source)], path)
        made = Path(folder) / "out" / "document.docx"
        if not made.is_file():
            raise BitextError("LibreOffice could not read it", path=path, remedy="open it there and save it as DOCX")
        return made.read_bytes()


def _options(profile: Path, folder: str) -> list[str]:
    where = ["--convert-to", "docx", "--outdir", str(Path(folder) / "out")]
    return [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck", *where]


def _run(command: list[str], path: str) -> None:
    """Run the converter and everything that it starts; all of it is stopped when the time is over."""
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, start_new_session=True, **quiet)  # type: ignore[call-overload]
    try:
        process.wait(timeout=_TIMEOUT)
    except subprocess.TimeoutExpired as error:
        raise BitextError(
            f"LibreOffice took more than {_TIMEOUT} seconds", path=path, remedy="open it there and save it as DOCX"
        ) from error
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
            process.wait()
