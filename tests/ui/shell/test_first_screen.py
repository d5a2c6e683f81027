"""What stands between the icon on the desktop and a password that can be typed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QEnterEvent, QPalette
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.style import label, name_values

ROOT = Path(__file__).resolve().parents[3]
FIRST = {
    "app", "app.__main__", "app.bootstrap", "app.errors", "app.faults", "app.hardening",
    "app.instance", "app.loading", "app.paths", "app.preload", "app.program", "app.settings",
    "app.succession", "app.ui", "app.ui.icons", "app.ui.shell", "app.ui.shell.capslock",
    "app.ui.shell.card", "app.ui.shell.collector", "app.ui.shell.door", "app.ui.shell.openers",
    "app.ui.shell.qt_words", "app.ui.shell.unlock", "app.ui.shell.window", "app.ui.theme",
    "app.ui.widgets", "app.ui.widgets.buttons", "app.ui.widgets.elided",
    "app.ui.widgets.password", "app.ui.widgets.style",
}  # fmt: skip
"""Every module of the program that the unlock screen of a known vault needs. All the others are
for `app.preload`, once it is painted: one more here is paid at every start."""

CHILD = """
import builtins, json, sys
from app import __main__, preload

def painted(vault):
    from PySide6 import QtCore
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication
    field = QApplication.focusWidget()
    told = {
        "vault": vault.name,
        "field": field.objectName(),
        "modules": [name for name in sys.modules if name.partition(".")[0] == "app"],
        "heavy": [name for name in ("sqlalchemy", "sqlcipher3",
                  "PySide6.QtPrintSupport", "cryptography") if name in sys.modules],
        "namespace": "Qt" in vars(QtCore),
        "plain": "feature" not in builtins.__import__.__name__,
    }
    key = QEvent.Type.KeyPress
    for letter in "zo\\u00e9":
        modifiers = QtCore.Qt.KeyboardModifier.NoModifier
        QCoreApplication.sendEvent(field, QKeyEvent(key, 0, modifiers, letter))
    print(json.dumps(told | {"typed": field.text()}), flush=True)
    QApplication.quit()

preload.start = painted
sys.exit(__main__.main())
"""

BESIDE = """
import json, sys
from app import __main__, preload

def beside(vault):
    from PySide6 import QtCore, QtGui, QtWidgets
    modules = (QtCore, QtGui, QtWidgets)
    half = [name for module in modules for name in dir(module) if name not in vars(module)]
    print(json.dumps({"vault": vault.name, "not built": half}), flush=True)
    QtWidgets.QApplication.instance().postEvent(
        QtWidgets.QApplication.instance(), QtCore.QEvent(QtCore.QEvent.Type.Quit))

preload.load = beside
sys.exit(__main__.main())
"""


def _started(home: Path, child: str) -> dict[str, object]:
    """What the program says when it starts on a vault known in that home."""
    settings = home / "Vigie" / "reglages.json"
    settings.parent.mkdir()
    settings.write_text(json.dumps({"vaults": [str(home / "ville.vigie")]}), encoding="utf-8")
    places = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_STATE_HOME", "LOCALAPPDATA"), str(home))
    done = subprocess.run(
        [sys.executable, "-c", child],
        cwd=ROOT, env=os.environ | places | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    read: dict[str, object] = json.loads(done.stdout)
    return read


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What a start of the program on a known vault had done once its screen was painted."""
    return _started(tmp_path_factory.mktemp("home"), CHILD)


def test_the_first_screen_loads_the_modules_it_needs_and_no_other(first: dict[str, object]) -> None:
    modules = first["modules"]
    assert isinstance(modules, list)
    assert set(modules) == FIRST
    assert first["heavy"] == []


def test_the_first_screen_takes_keys_at_once_where_one_types_first(
    first: dict[str, object],
) -> None:
    assert first["vault"] == "ville.vigie"
    assert first["field"] == "field.login"
    assert first["typed"] == "zoé"


def test_up_to_the_first_screen_python_does_not_build_what_it_shows_without(
    first: dict[str, object],
) -> None:
    assert first["namespace"] is False  # `Qt` and its hundred enumerations
    assert first["plain"] is True  # PySide reads the source of no module


def test_no_class_of_qt_is_left_half_built_to_a_second_thread(tmp_path: Path) -> None:
    assert _started(tmp_path, BESIDE) == {"vault": "ville.vigie", "not built": []}


def test_a_value_that_qt_does_not_know_is_said_at_once(qapp: QApplication) -> None:
    shown = label("<b>Zoé</b>")
    assert shown.textFormat() is label("").textFormat()
    assert shown.textFormat().name == "PlainText"
    for wrong in ({"textFormat": "Plain"}, {"texteFormat": "PlainText"}):
        with pytest.raises(ValueError, match=next(iter(wrong))):
            name_values(QLabel(), **wrong)


def test_the_pointer_is_a_hand_over_what_reads_like_a_link(qtbot: QtBot) -> None:
    link = LinkButton("Changer")
    qtbot.addWidget(link)
    where = QPointF(1, 1)
    QApplication.sendEvent(link, QEnterEvent(where, where, where))
    assert link.cursor().shape().name == "PointingHandCursor"


@pytest.mark.parametrize(("ground", "ink", "name"), [("#202020", "#ffffff", "dark"),
                                                     ("#efefef", "#000000", "light")])  # fmt: skip
def test_the_first_look_is_that_of_the_computer(
    qapp: QApplication, ground: str, ink: str, name: str
) -> None:
    worn, colours = theme.current(qapp), qapp.palette()
    given = QPalette(QColor(ground))
    given.setColor(QPalette.ColorRole.Window, QColor(ground))
    given.setColor(QPalette.ColorRole.WindowText, QColor(ink))
    try:
        qapp.setProperty("vigie.theme", None)
        qapp.setPalette(given)
        assert theme.system_theme(qapp).name == name
    finally:
        qapp.setPalette(colours)
        theme.apply(qapp, worn)
