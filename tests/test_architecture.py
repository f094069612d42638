"""The layers of docs/architecture.md: imports only point down."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

#: Lowest first; modules on one line may import each other's lower lines only.
LAYERS = [
    {"tmx"},
    {"model", "languages", "signature"},
    {"safe_xml", "xlsx"},
    {"sheets"},
    {"xliff"},
    {"read", "fetch"},
    {"repair"},
    {"segment"},
    {"align"},
    {"memory", "terms"},
    {"checks"},
    {"exchange", "review"},
    {"report"},
    {"pipeline"},
    {"cli"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}


def room(module: str) -> str:
    """The layer name of a dotted module: ``toolkit.align.search`` is in ``align``."""
    parts = module.split(".")
    return parts[0] if parts[0] == "tmx" else parts[1] if len(parts) > 1 else "toolkit"


def imports(path: Path) -> list[tuple[int, str]]:
    """Every import of our own packages in a file: line and dotted module, also inside functions."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            deeper = [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "toolkit" else []
            found += [(node.lineno, name) for name in deeper or [node.module]]
    return [(line, name) for line, name in found if name.split(".")[0] in ("toolkit", "tmx")]


def upward_imports(path: Path, own: str) -> list[str]:
    faults = []
    for line, module in imports(path):
        other = room(module)
        if other == own or other not in RANK:
            continue
        if own == "tmx" or RANK[other] >= RANK[own]:
            faults.append(f"{path.relative_to(ROOT)}:{line}: {own} imports {module}")
    return faults


def sources() -> list[Path]:
    return sorted([*ROOT.glob("tmx/**/*.py"), *ROOT.glob("toolkit/**/*.py")])


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    own = room(".".join(path.relative_to(ROOT).with_suffix("").parts))
    if own in ("__init__", "__main__", "api", "toolkit"):  # the front doors may see every room
        return
    assert own in RANK, f"{path} is in no layer: add it to LAYERS and to docs/architecture.md"
    assert not upward_imports(path, own)


def test_a_planted_upward_import_is_found(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text("def late() -> None:\n    from toolkit.cli import run\n", encoding="utf-8")
    assert [module for _, module in imports(planted)] == ["toolkit.cli"]
    assert RANK["cli"] > RANK["model"]
