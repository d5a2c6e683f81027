"""One form that asks every kind of question, in a window."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.rules.identifiers import normalise_uai
from app.services.rules.partial_dates import PartialDate
from app.ui import theme
from app.ui.forms.builder import Form
from app.ui.forms.spec import Field, FormSpec, Kind, Section
from app.ui.widgets.choice import Choice, matching
from app.ui.widgets.password import Advice

TODAY = date(2026, 11, 23)
FEW = (Choice("F", "Féminin"), Choice("M", "Masculin"))
LEVELS = (*(Choice(f"L{n}", f"Niveau {n}") for n in range(8)), Choice("OE", "Œuvre d’été"))
SCHOOLS = {
    "7": Choice("7", "Lycée Paul-Langevin"),
    "8": Choice("8", "Collège Évariste-Galois"),
}


FULL: dict[str, object] = {
    "text": "Rue des Tilleuls",
    "name": "N’GUESSAN",
    "long_text": "Courriers restés sans réponse.",
    "date": date(2026, 10, 21),
    "birth_date": PartialDate.in_month(2010, 2),
    "choice": "M",
    "choices": ("L1", "L3"),
    "yes_no": False,
    "phone": "+33123456789",
    "email": "marie.martel@exemple.fr",
    "identifier": "0911577V",
    "integer": 42,
    "reference": "7",
    "password": "douze caractères",
    "level": "OE",
}


def find_schools(typed: str) -> list[Choice]:
    return matching(SCHOOLS.values(), typed)


def every_kind() -> FormSpec:
    """One field a kind; names are the kinds."""
    more: dict[Kind, dict[str, Any]] = {
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
        (Field(kind.value, f"Question {kind.value}", kind, **more.get(kind, {})),) for kind in Kind
    )
    level = Field("level", "Niveau", Kind.CHOICE, choices=LEVELS)
    return FormSpec("all", (Section("Tout", rows), Section("Suite", ((level,),))))


@pytest.fixture
def open_form(qtbot: QtBot, qapp: QApplication) -> Callable[..., Form]:
    theme.apply(qapp)

    def build(spec: FormSpec | None = None, **options: Any) -> Form:
        options.setdefault("providers", {"reference": find_schools} if spec is None else {})
        if spec is None:
            options["advisers"] = {"password": lambda text: Advice(f"{len(text)}", good=False)}
        form = Form(spec or every_kind(), today=lambda: TODAY, **options)
        qtbot.addWidget(form)
        form.resize(900, 1400)
        form.show()
        with qtbot.waitActive(form):
            form.activateWindow()
        return form

    return build


def press(form: Form, name: str, key: Qt.Key) -> None:
    QTest.keyClick(form.cells[name].editor.targets[0], key)


def loaded() -> dict[str, object]:
    return FULL | {"reference": SCHOOLS["7"], "read_only": "2026-0147"}


def type_in(form: Form, name: str, text: str) -> None:
    target = form.cells[name].editor.targets[0]
    QTest.keyClicks(getattr(form.cells[name].editor, "combo", None) or target, text)
