"""What every page of the toolkit has in common: one self-contained file that fetches nothing."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from toolkit.review.text import printable, rich


def policy(style: str, script: str) -> str:
    """The content security policy: this style, this script, and no address whatever."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def asset(package: str, name: str) -> str:
    """A style or script that lies beside the templates of a package."""
    return files(package).joinpath("templates", name).read_text(encoding="utf-8")


@cache
def environment(*packages: str) -> Environment:
    """Templates of the packages, the first that has one wins; every value is escaped and made fit for a file."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader(package) for package in packages]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    made.filters["rich"] = rich
    return made


def _finalize(value: Any) -> Any:
    """Whatever a template prints, made fit for a file; markup has been through ``rich`` already."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value
