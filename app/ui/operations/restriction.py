"""« Traitement limité »: set and lifted by the coordonnateur, said at the top of the dossier."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import restriction
from app.services.cases import CaseHeader
from app.services.changes import Change
from app.services.choices import LiftReason, RestrictionReason, member
from app.services.restriction import LiftEntry, Restriction, RestrictionEntry
from app.services.rules.french import local, short_date
from app.services.rules.rights import UseCase
from app.ui.context import PageContext
from app.ui.forms.specs.person_rights import lift_spec, restriction_spec
from app.ui.operations.form_dialog import FormDialog
from app.ui.operations.inline_form import bare_form
from app.ui.operations.reading import day
from app.ui.widgets.strip import Strip
from app.ui.widgets.style import clear

_EFFECT = (
    "Tant qu’il est limité, le dossier n’est ouvert qu’au coordonnateur\u202f; rien de lui ne "
    "s’imprime, ne s’enregistre au dehors ni ne se présente à un groupe."
)


def ask_to_restrict(context: PageContext, case_id: int, version: int) -> None:
    """Ask why, and when the person asked for it."""

    def write(values: Mapping[str, object]) -> Callable[[], Change]:
        entry = RestrictionEntry(
            member(RestrictionReason, values["reason"]), day(values["asked_on"]), version
        )
        return partial(restriction.restrict, context.desk, case_id, entry)

    dialog = FormDialog(
        context,
        "Limiter le traitement de ce dossier",
        bare_form(context, restriction_spec()),
        verb="Limiter le traitement",
        write=write,
        said="Le traitement de ce dossier est limité\u202f: vous seul(e) le voyez.",
        key=None,
        lead=f"À la demande d’une personne (RGPD, art. 18 et 21). {_EFFECT}",
    )
    dialog.open_on({"reason": None, "asked_on": None})


def ask_to_lift(context: PageContext, case_id: int, version: int) -> None:
    """Ask why it ends, and when the person was told."""

    def write(values: Mapping[str, object]) -> Callable[[], Change]:
        entry = LiftEntry(member(LiftReason, values["reason"]), day(values["told_on"]), version)
        return partial(restriction.lift, context.desk, case_id, entry)

    dialog = FormDialog(
        context,
        "Lever la limitation",
        bare_form(context, lift_spec()),
        verb="Lever la limitation",
        write=write,
        said="Limitation levée\u202f: le dossier est de nouveau ouvert à ceux qui le suivent.",
        key=None,
        lead="Une opposition accueillie ne se lève pas\u202f: le dossier se clôt, par le motif "
        "«\u202fOpposition accueillie\u202f».",
    )
    dialog.open_on({"reason": None, "told_on": None})


def told(one: Restriction) -> str:
    """« Opposition reçue le 20/11/2026 »; « Exactitude contestée, demande du 20/11/2026 »."""
    asked = short_date(one.asked_on)
    if one.reason is RestrictionReason.OBJECTION:
        return f"{one.reason.label} le {asked}"
    return f"{one.reason.label}, demande du {asked}"


class RestrictionStrip(QWidget):
    """At the top of a dossier whose processing is restricted; nothing elsewhere."""

    def __init__(self, context: PageContext, case_id: int) -> None:
        super().__init__()
        self.setObjectName("holder.restriction")
        self._context, self._case_id = context, case_id
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_case(self, head: CaseHeader) -> None:
        """Say it, or be gone."""
        if not head.restricted or UseCase.RESTRICT_CASE not in head.may:
            self.hide()
            return
        desk, case_id = self._context.desk, self._case_id
        self._context.jobs.database(
            self,
            lambda: restriction.restrictions(desk, case_id),
            partial(self._show, head.version),
            latest="restriction",
        )

    def _show(self, version: int, periods: tuple[Restriction, ...]) -> None:
        clear(self._column)
        now = next((one for one in periods if one.lifted_at is None), None)
        why = ""
        if now is not None:
            since = short_date(local(now.set_at).date())
            why = f"{told(now)}, limité le {since} par {now.set_by}. "
        self._column.addWidget(
            Strip(
                "Traitement limité",
                f"{why}{_EFFECT}",
                tone="amber",
                action="Lever la limitation…",
                on_action=lambda: ask_to_lift(self._context, self._case_id, version),
                name="strip.restriction",
            )
        )
        self.show()
