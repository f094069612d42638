"""Errors as a user sees them: one line, where and what to do."""

from __future__ import annotations

import sys

import click

from toolkit.model import BitextError


def describe(error: Exception) -> str | None:
    """The one line for an error that a user can mend, or None for a bug of ours.

    >>> describe(FileNotFoundError(2, "No such file or directory", "a.txt"))
    'a.txt: No such file or directory'
    """
    if isinstance(error, click.ClickException):
        context = getattr(error, "ctx", None)
        name = context.command_path if context else "bitext"
        return " ".join(f"{name}: {error.format_message()} See '{name} --help'.".split())
    if isinstance(error, BitextError) or _is_tmx_error(error):
        return " ".join(str(error).split())
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename if error.filename is not None else 'bitext'}: {error.strerror}"
    if isinstance(error, MemoryError):
        return "bitext: not enough memory for this input; split it or close other programs"
    return None


def _is_tmx_error(error: Exception) -> bool:
    """Whether this is a TmxError; asked without importing lxml for commands that do not use it."""
    module = sys.modules.get("tmx")
    return module is not None and isinstance(error, getattr(module, "TmxError", ()))
