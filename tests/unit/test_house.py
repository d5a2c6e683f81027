"""The house rules that no linter knows, read from the source itself."""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 300

# `QtNetwork` and submodules too, and inside functions, where import-linter cannot name them.
NETWORK = (
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "multiprocessing", "poplib",
    "PySide6.QtNetwork", "PySide6.QtWebSockets", "requests", "select", "selectors", "smtplib",
    "socket", "socketserver", "ssl", "urllib", "urllib3", "webbrowser", "wsgiref", "xmlrpc",
)  # fmt: skip
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
WAIVER = re.compile(r"#\s*(?:ruff:\s*)?(type:\s*ignore|noqa|pragma:)", re.IGNORECASE)
CODED = re.compile(r"(type:\s*ignore\[[\w, -]+\]|noqa:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*)(.*)")
# Where a machine of ours keeps things; a test may invent somebody's home folder.
MACHINE = re.compile(r"(?<![\w.~}])/(root|tmp|work)/\w")
HOME = re.compile(r"(?<![\w.~}])/(home|Users)/\w|[A-Z]:\\\\?Users")
FRENCH = (
    (re.compile(r"[\wà-ÿ»)}] [;!?:](?=\s|$)"), "an ordinary space before a high sign"),
    (re.compile(r"« |[^\s] »"), "an ordinary space inside « »"),
    (re.compile(r"«[^\s\u202f]|[^\s\u202f]»"), "no space inside « »"),
    (
        re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|aujourd)'(?=[a-zà-ÿ])", re.IGNORECASE),
        "a straight '",
    ),
)
Offences = Iterator[tuple[int, str]]


def sources(*folders: str) -> list[Path]:
    """Every Python file under these folders."""
    return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))


@cache
def text(file: Path) -> str:
    """A file's text."""
    return file.read_text(encoding="utf-8")


@cache
def tree(file: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(text(file))


@cache
def nodes(file: Path) -> tuple[ast.AST, ...]:
    """Every node of a file: several rules ask for them."""
    return tuple(ast.walk(tree(file)))


@cache
def comments(file: Path) -> dict[int, str]:
    """Line number -> comment. Slow: asked of files whose text may hold what is looked for."""
    tokens = tokenize.generate_tokens(io.StringIO(text(file)).readline)
    return {token.start[0]: token.string for token in tokens if token.type == tokenize.COMMENT}


def imported(node: ast.AST) -> list[str]:
    """The modules that a statement imports, « from a import b » being both a and a.b."""
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
    return []


def docstrings(file: Path) -> set[ast.AST]:
    """The constants of a file that are documentation, attributes' included."""
    return {
        node.value
        for node in nodes(file)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def too_long(file: Path) -> Offences:
    lines = len(text(file).splitlines())
    if lines > LONGEST:
        yield lines, f"a file over {LONGEST} lines has two reasons to change"


def asserts(file: Path) -> Offences:
    for node in nodes(file):
        if isinstance(node, ast.Assert):
            yield node.lineno, "python -O drops assertions: raise"


def prints(file: Path) -> Offences:
    for node in nodes(file):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "print"
        ):
            yield node.lineno, "only the command line prints"


def undocumented(file: Path) -> Offences:
    module = tree(file)
    if module.body and not ast.get_docstring(module):
        yield 1, "a module without a docstring"
    for node in module.body:
        known = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if known and not node.name.startswith("_") and not ast.get_docstring(node):
            yield node.lineno, f"{node.name} is public and has no docstring"


def networks(file: Path) -> Offences:
    for node in nodes(file):
        for name in imported(node):
            if any(name == each or name.startswith(f"{each}.") for each in NETWORK):
                yield node.lineno, f"{name} talks to a network, or copies the process"


def temporary_files(file: Path) -> Offences:
    for node in nodes(file):
        if "tempfile" in imported(node):
            yield node.lineno, "nothing is written to temporary folders"


def late_imports(file: Path) -> Offences:
    for function in nodes(file):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            said = {node.lineno, node.lineno - 1} if isinstance(node, ast.stmt) else set()
            if isinstance(node, ast.Import | ast.ImportFrom) and not said & set(comments(file)):
                yield node.lineno, "an import inside a function says why beside it or above"


def unfinished(file: Path) -> Offences:
    if not UNFINISHED.search(text(file)):
        return
    for line, comment in comments(file).items():
        if UNFINISHED.search(comment):
            yield line, "what is unfinished goes to an issue"


def waivers(file: Path) -> Offences:
    if not WAIVER.search(text(file)):
        return
    for line, comment in comments(file).items():
        coded = CODED.search(comment)
        why = coded and (re.search(r"[#-]\s*\w.{3,}", coded[2]) or line - 1 in comments(file))
        if WAIVER.search(comment) and not why:
            yield line, "a rule is waived by its code, with a reason beside it or above"


def machine_paths(file: Path) -> Offences:
    for number, line in enumerate(text(file).splitlines(), start=1):
        tested = file.is_relative_to(ROOT / "tests")
        if MACHINE.search(line) or (not tested and HOME.search(line)):
            yield number, "a path of one machine"


def sleeps(file: Path) -> Offences:
    for node in nodes(file):
        if isinstance(node, ast.Attribute) and (
            (node.attr == "sleep" and isinstance(node.value, ast.Name) and node.value.id == "time")
            or (
                node.attr == "wait"
                and isinstance(node.value, ast.Name)
                and node.value.id == "qtbot"
            )
        ):
            yield node.lineno, "wait for what must happen, not for a time"


def qt(file: Path) -> Offences:
    for node in nodes(file):
        if any(
            re.match(r"(PySide6|shiboken6|pytestqt|app\.ui)\b", name) for name in imported(node)
        ):
            yield node.lineno, "tests/unit runs without Qt"
        if isinstance(node, ast.arg) and node.arg in {"qtbot", "qapp"}:
            yield node.lineno, "tests/unit runs without Qt"


def typography(file: Path) -> Offences:
    silent = docstrings(file)
    for node in nodes(file):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in silent:
            for pattern, problem in FRENCH:
                if found := pattern.search(node.value):
                    yield (
                        node.lineno,
                        f"{problem}: …{node.value[max(0, found.start() - 20) : found.end() + 5]}",
                    )


RULES: dict[str, tuple[Callable[[Path], Offences], tuple[str, ...]]] = {
    "files stay short": (too_long, ("app", "tests", "tools")),
    "no assertion at run time": (asserts, ("app",)),
    "only the command line prints": (prints, ("app",)),
    "what is public is documented": (undocumented, ("app/services", "app/models")),
    "nothing talks to a network": (networks, ("app",)),
    "no temporary file": (temporary_files, ("app",)),
    "late imports say why": (late_imports, ("app",)),
    "nothing is left unfinished": (unfinished, ("app", "tests", "tools")),
    "waivers have a reason": (waivers, ("app", "tests", "tools")),
    "no path of one machine": (machine_paths, ("app", "tests", "tools")),
    "tests do not sleep": (sleeps, ("tests",)),
    "unit tests run without Qt": (qt, ("tests/unit",)),
    "French is set as French": (typography, ("app",)),
}
SPARED = {
    "only the command line prints": {"app/cli.py"},
    # They read what people type, ordinary spaces and straight quotes included.
    "French is set as French": {
        f"app/services/rules/{name}.py"
        for name in ("french", "name_detection", "names", "partial_dates")
    },
}


@pytest.mark.parametrize("name", RULES)
def test_the_house_rule_is_kept(name: str) -> None:
    rule, folders = RULES[name]
    offences = [
        f"{path}:{line}: {problem}"
        for file in sources(*folders)
        if (path := file.relative_to(ROOT).as_posix()) not in SPARED.get(name, ())
        for line, problem in rule(file)
    ]
    assert not offences, "\n" + "\n".join(offences)


BREACHES = {
    "files stay short": "x = 1\n" * (LONGEST + 1),
    "no assertion at run time": "assert True",
    "only the command line prints": "print(1)",
    "what is public is documented": "def work(): ...",
    "nothing talks to a network": "def f():\n    from PySide6 import QtNetwork",
    "no temporary file": "import tempfile",
    "late imports say why": "def f():\n\n    import json",
    "nothing is left unfinished": "x = 1  # TO" + "DO: later",
    "waivers have a reason": "import x  # type: " + "ignore",
    "no path of one machine": "x = '/ho" + "me/me/x'",
    "tests do not sleep": "import time\ntime.sleep(1)",
    "unit tests run without Qt": "def test(qtbot): ...",
    "French is set as French": "x = 'Êtes-vous sûr ?'",
}


@pytest.mark.parametrize("name", RULES)
def test_the_house_rule_sees_a_breach(name: str, tmp_path: Path) -> None:
    file = tmp_path / "breach.py"
    file.write_text(BREACHES[name], encoding="utf-8")
    assert list(RULES[name][0](file))


@pytest.mark.parametrize(
    "sentence",
    [
        "L’élève est-il en danger\u202f?",
        "«\u202fVigie\u202f»\u202f: ouvert",
        "SELECT 1 FROM t WHERE a = :a AND b IN (?, ?)",
        "x'00'",
    ],
)
def test_good_typography_and_sql_are_accepted(sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "fine.py"
    file.write_text(f"x = {sentence!r}", encoding="utf-8")
    assert not list(typography(file))


def test_no_text_of_the_project_names_one_machine() -> None:
    named = [
        f"{file.relative_to(ROOT)}:{number}"
        for file in [
            *ROOT.glob("*.md"),
            *ROOT.glob("docs/**/*.md"),
            ROOT / "Makefile",
            ROOT / ".ci/run",
        ]
        for number, line in enumerate(text(file).splitlines(), start=1)
        if MACHINE.search(line) or HOME.search(line) or UNFINISHED.search(line)
    ]
    assert not named
