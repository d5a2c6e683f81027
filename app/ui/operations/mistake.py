"""Erasing a dossier opened by mistake: what goes is shown, its number typed, its PV drawn."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from app.services import opened_by_mistake
from app.services.choices import EliminationReason, member
from app.services.opened_by_mistake import MISTAKES, Erased, MistakeEntry, WhatGoes
from app.services.rules.french import count, listing
from app.ui.context import PageContext, Place
from app.ui.forms.builder import Form
from app.ui.forms.specs.trash import mistake_spec
from app.ui.operations.form_dialog import FormDialog
from app.ui.operations.reading import text
from app.ui.operations.trash import BACKUPS
from app.ui.widgets.choice import Choice
from app.ui.widgets.style import mark

PREVIEW: Final = "elimination_preview"


def ask_to_erase_case(context: PageContext, owner: QObject, case_id: int) -> None:
    """Count what would go, then ask the reason and the number."""
    context.jobs.database(
        owner,
        lambda: opened_by_mistake.what_goes(context.desk, case_id),
        lambda goes: _ask(context, case_id, goes),
    )


def _ask(context: PageContext, case_id: int, goes: WhatGoes) -> None:
    def write(values: Mapping[str, object]) -> partial[Erased]:
        entry = MistakeEntry(
            reason=member(EliminationReason, values["reason"]),
            typed_number=text(values["typed_number"]),
            version=goes.version,
        )
        return partial(opened_by_mistake.erase_case, context.desk, case_id, entry)

    def told(erased: Erased) -> None:
        context.messages.success(
            f"Dossier {goes.number} effacé. Enregistrez ou imprimez son procès-verbal."
        )
        context.go(Place(PREVIEW, erased.elimination_id))

    reasons = tuple(Choice(str(one), one.label) for one in MISTAKES)
    what = listing([count(found, one, several) for one, several, found in goes.counts])
    dialog = FormDialog(
        context,
        f"Effacer le dossier {goes.number}, ouvert à tort\u202f?",
        Form(mistake_spec(reasons, goes.number), cards=False),
        verb="Effacer le dossier",
        write=write,
        said=told,
        key=None,
        lead=f"Seront effacés pour de bon\u202f: {what}, leurs versions, leurs brouillons et la "
        f"corbeille du dossier. Rien ne pourra les rétablir. {BACKUPS}",
    )
    dialog.submit.setDefault(False)
    dialog.submit.set_kind("danger")
    mark(dialog.submit, strong=True)
    dialog.open_on({"reason": None, "typed_number": ""})
