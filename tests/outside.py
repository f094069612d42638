"""Outside programs that tests talk to: skipped with a reason where missing, a failure under CI=true."""

import os
import shutil

import pytest


def require_program(*names: str) -> str:
    """The path of the first of these programs that is installed; otherwise the test is skipped."""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    reason = f"{' or '.join(names)} is not installed (make test-clients installs it)"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
