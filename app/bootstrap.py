"""Composition root: the Qt application, its settings and clothes, and the program within."""

import sys

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from app import faults, paths
from app.program import Options, Program, Wizards
from app.settings import Settings
from app.ui import theme
from app.ui.shell import openers
from app.ui.shell.collector import InterfaceCollector
from app.ui.shell.qt_words import keep_quiet

SETTINGS_FILE = "reglages.json"
SWITCH_SECONDS = 0.001
"""How long a thread at work may keep Python from the window, which asks for it a dozen times a
paint. Python's own 5 ms, waited for as often, are felt at each key while something is read."""


def application() -> QApplication:
    """The Qt application, in French, in its clothes."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([*sys.argv[:1], "-style", "fusion"])
        app.setProperty(theme.FUSION, True)
    app.setApplicationName("Vigie")
    app.setDesktopFileName("vigie")
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(QLocale.Language.French), "qtbase", "_", folder):
        app.installTranslator(translator)
    return app


def build(options: Options, wizards: Wizards | None = None) -> Program:
    """Everything up to the door, not shown yet."""
    sys.setswitchinterval(SWITCH_SECONDS)
    app = application()
    settings = Settings(paths.settings_folder() / SETTINGS_FILE)
    theme.wear(app, settings.theme, settings.text_scale)
    return Program(options, settings, wizards or Wizards())


def open_window(options: Options) -> int:
    """Run the window until it is closed; the process's exit code."""
    faults.install_hooks()
    keep_quiet()
    faults.log_to(paths.log_folder())
    program = build(options, wizards())
    if not program.show():
        return 0
    InterfaceCollector(program.window)
    look = program.settings  # « comme l’ordinateur » goes on while the program runs
    QApplication.styleHints().colorSchemeChanged.connect(
        lambda _scheme: theme.wear(application(), look.theme, look.text_scale)
    )
    code = QApplication.exec()
    program.jobs.close()
    program.instance.release()
    return code


def wizards() -> Wizards:
    """Everything the door leads to."""
    return Wizards(openers.create, openers.recover, openers.demonstrate, openers.restore)
