"""``python -m toolkit`` is ``bitext``."""

from toolkit.cli import entry_point

if __name__ == "__main__":
    entry_point()
