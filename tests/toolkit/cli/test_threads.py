"""The installed script multiplies with one thread, unless the user wants more."""

import os

import pytest

from toolkit import cli


@pytest.mark.parametrize(("given", "used"), [(None, "1"), ("2", "2")])
def test_one_thread_unless_the_user_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, given: str | None, used: str
) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", given or "")
    if given is None:
        monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    seen: list[str | None] = []

    def watched(argv: list[str]) -> int:
        seen.append(os.environ.get("OPENBLAS_NUM_THREADS"))
        return 0

    monkeypatch.setattr(cli, "run", watched)
    with pytest.raises(SystemExit) as stop:
        cli.entry_point()
    assert (stop.value.code, seen) == (0, [used])
