"""One form that asks every kind of question, in a window."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.plugin import QtBot

from app.services.rules.identifiers import normalise_uai
from app.ui import theme
from app.ui.forms.builder import Form
from app.ui.forms.spec import Field, FormSpec, Kind, Section
from app.ui.widgets.choice import Choice
from app.ui.widgets.password import Advice

TODAY = date(2026, 11, 23)
FEW = (Choice("F", "Féminin"), Choice("M", "Masculin"))
LEVELS = (*(Choice(f"L{n}", f"Niveau {n}") for n in range(8)), Choice("OE", "Œuvre d’été"))
SCHOOLS = {
    "7": Choice("7", "Lycée Paul-Langevin"),
    "8": Choice("8", "Collège Évariste-Galois"),
}


def find_schools(typed: str) -> list[Choice]:
    from app.ui.widgets.choice import matching  # noqa: PLC0415 - only here

    return matching(SCHOOLS.values(), typed)


def every_kind() -> FormSpec:
    """One field a kind; names are the kinds."""
    more: dict[Kind, dict[str, object]] = {
        Kind.NAME: {"required": True},
        Kind.CHOICE: {"choices": FEW, "required": True},
        Kind.CHOICES: {"choices": LEVELS},
        Kind.LONG_TEXT: {"max_length": 40, "help": "Faits utiles au suivi."},
        Kind.IDENTIFIER: {"parse": normalise_uai},
        Kind.INTEGER: {"minimum": 0, "maximum": 500},
        Kind.REFERENCE: {"creation": "Créer le partenaire"},
        Kind.YES_NO: {"required": True},
    }
    rows = tuple(
        (Field(kind.value, f"Question {kind.value}", kind, **more.get(kind, {})),)  # type: ignore[arg-type]
        for kind in Kind
    )
    level = Field("level", "Niveau", Kind.CHOICE, choices=LEVELS)
    return FormSpec("all", (Section("Tout", rows), Section("Suite", ((level,),))))


@pytest.fixture
def open_form(qtbot: QtBot, qapp: QApplication) -> Callable[..., Form]:
    theme.apply(qapp)

    def build(spec: FormSpec | None = None, **options: object) -> Form:
        options.setdefault("providers", {"reference": find_schools} if spec is None else {})
        if spec is None:
            options["advisers"] = {"password": lambda text: Advice(f"{len(text)}", good=False)}
        form = Form(spec or every_kind(), today=lambda: TODAY, **options)  # type: ignore[arg-type]
        qtbot.addWidget(form)
        form.resize(900, 1400)
        form.show()
        with qtbot.waitActive(form):
            form.activateWindow()
        return form

    return build


def press(form: Form, name: str, key: Qt.Key) -> None:
    QTest.keyClick(form.cells[name].editor.targets[0], key)
