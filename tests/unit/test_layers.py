"""The layers of docs/ARCHITECTURE.md hold, and the contracts that say so can break."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "pyproject.toml"
LINT = "from importlinter.cli import lint_imports_command as main; main()"

# One import a contract must refuse, for each contract, by its id.
BREACHES = {
    "layers": ("models/engine.py", "import app.services.desk"),
    "ui-layers": ("ui/theme.py", "import app.ui.shell.window"),
    "pages": ("ui/pages/home.py", "import app.ui.pages.cases"),
    "panels": ("ui/panels/plan.py", "import app.ui.panels.observations"),
    "no-qt-below-ui": ("services/desk.py", "import PySide6.QtCore"),
    "no-tables-in-ui": ("ui/shell/window.py", "import app.models.engine"),
    "plain-widgets": ("ui/widgets/flow.py", "import app.services.desk"),
    "pure-rules": ("services/rules/ages.py", "import sqlalchemy"),
    "plain-documents": ("services/documents/sheet.py", "import sqlcipher3"),
    "offline": ("errors.py", "import socket"),
}


def lint(folder: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package `app` of `folder`, with the project's own contracts."""
    chosen = [word for contract in contracts for word in ("--contract", contract)]
    return subprocess.run(
        [sys.executable, "-c", LINT, "--config", CONFIG, "--no-cache", "--no-logo", *chosen],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def sketch(folder: Path, *breaches: tuple[str, str]) -> None:
    """Lay a small `app` with every layer, and write the imports of `breaches` into it."""
    contracts = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["tool"]["importlinter"]
    files = {
        "__init__.py": "",
        "ui/pages/cases.py": "",
        "ui/panels/observations.py": "",
        **{path: "" for path, _ in BREACHES.values()},
    }
    for contract in contracts["contracts"]:
        for container in contract.get("containers", ()):
            names = " ".join(contract["layers"]).translate(str.maketrans("()|:", "    ")).split()
            inside = Path(*container.split(".")[1:])
            packages = ("ui", "services", "models", "shell", "pages", "panels", "widgets")
            files |= {
                (inside / f"{name}.py").as_posix(): "" for name in names if name not in packages
            }
    files |= dict(breaches)
    for path, code in files.items():
        file = folder / "app" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        for package in file.relative_to(folder).parents:
            if package.name:
                (folder / package / "__init__.py").touch()
        file.write_text(code, encoding="utf-8")


def test_the_program_keeps_its_layers() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_contracts_accept_a_program_in_layers(tmp_path: Path) -> None:
    sketch(tmp_path)
    done = lint(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_contract_refuses_its_breach(tmp_path: Path) -> None:
    sketch(tmp_path, *BREACHES.values())
    done = lint(tmp_path)
    assert f"0 kept, {len(BREACHES)} broken" in done.stdout, done.stdout + done.stderr


def test_a_module_outside_the_layers_is_refused(tmp_path: Path) -> None:
    sketch(tmp_path, ("helpers.py", ""))
    done = lint(tmp_path, "layers")
    assert done.returncode == 1
    assert "helpers" in done.stdout
