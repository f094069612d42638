"""Where the tests of stores keep them: a file, and a PostgreSQL server of their own where one is installed."""

import itertools
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.outside import require_program

Places = Callable[[], str]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server on loopback, without the database's name."""
    pytest.importorskip("pg8000", reason="pg8000 is not installed (extra postgres)")
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin")):
        if str(folder) not in os.environ["PATH"].split(os.pathsep):
            os.environ["PATH"] += f"{os.pathsep}{folder}"
    initdb, control = require_program("initdb"), require_program("pg_ctl")
    become: list[str] = []
    if os.geteuid() == 0:  # the server refuses to be root
        become = [require_program("setpriv"), "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    folder = Path(tempfile.mkdtemp(prefix="bitext-postgres-"))
    if become:
        shutil.chown(folder, "postgres", "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def call(*command: str) -> None:
        subprocess.run([*become, *command], check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=120)

    data = str(folder / "data")
    try:
        call(initdb, "-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")
        settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c shared_buffers=16MB"
        call(control, "-D", data, "-w", "-l", str(folder / "log"), "-o", settings, "start")
        yield f"postgresql://postgres@127.0.0.1:{port}"
        call(control, "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=["sqlite", "postgres"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Places]:
    """Gives the name of a new store each time it is called."""
    numbers = itertools.count()
    if request.param == "sqlite":
        yield lambda: str(tmp_path / f"memory{next(numbers)}.db")
        return
    address = request.getfixturevalue("server")
    import pg8000.dbapi

    connection = pg8000.dbapi.connect(user="postgres", host="127.0.0.1", port=int(address.rpartition(":")[2]))
    connection.autocommit = True

    def new() -> str:
        name = f"m{os.getpid()}_{abs(hash(request.node.name))}_{next(numbers)}"
        connection.cursor().execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return f"{address}/{name}"

    yield new
    connection.close()
