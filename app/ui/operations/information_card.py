"""« Information et accord »: who was told, by when, what it holds back, what was agreed."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import information, restriction
from app.services.changes import Change, Subject
from app.services.choices import AgreementStatus, OverrideReason, member
from app.services.information import Information
from app.services.restriction import Restriction
from app.services.rules.french import count, late, local, short_date
from app.services.rules.rights import UseCase
from app.ui.context import PageContext, Place
from app.ui.forms.builder import Form
from app.ui.forms.specs.person_rights import agreement_spec, override_spec
from app.ui.operations.form_dialog import FormDialog
from app.ui.operations.notices import note_sent
from app.ui.operations.restriction import ask_to_restrict, told
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.cards import Card
from app.ui.widgets.flow import FlowLayout
from app.ui.widgets.style import clear, label

NOTICE_PREVIEW = "notice_preview"
_SOON = 7  # days left under which the term is shown in amber

Read = tuple[Information, tuple[Restriction, ...] | None]
"""The restrictions are none for who may not set one."""


class InformationCard(QWidget):
    """Reads for itself, again at each change of its dossier."""

    def __init__(self, context: PageContext, case_id: int) -> None:
        super().__init__()
        self.setObjectName("holder.information")
        self._context, self._case_id = context, case_id
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        context.changes.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Read again."""
        self._context.jobs.database(self, self._read, self._show, latest="information")

    def _changed(self, change: Change) -> None:
        if change.subject is Subject.CASE and change.ref == self._case_id:
            self.refresh()

    def _read(self) -> Read:
        desk, case_id = self._context.desk, self._case_id
        found = information.read_information(desk, case_id)
        if not desk.actor.reach(UseCase.RESTRICT_CASE):
            return found, None
        return found, restriction.restrictions(desk, case_id)

    def _show(self, read: Read) -> None:
        found, periods = read
        clear(self._body)
        card = Card("Information et accord", name="card.information")
        words, tone = due_words(found, self._context.desk.clock.today())
        card.add(_line("Information des personnes", words, tone))
        card.add(self._links(self._of_information(found)))
        card.add(_line("Adhésion au suivi", found.agreement.label))
        card.add(self._links(self._of_agreement(found)))
        group = group_words(found)
        if group:
            card.add(_line("Présentation en groupe", group))
            card.add(self._links(self._of_group(found)))
        if periods is not None:
            for one in periods:
                card.add(_line("Limitation du traitement", period_words(one)))
            if not any(one.lifted_at is None for one in periods):
                card.add(self._links(self._of_restriction(found)))
        self._body.addWidget(card)

    # -- what may be done ---------------------------------------------------------------------

    def _of_information(self, found: Information) -> list[LinkButton]:
        if not found.may_inform:
            return []
        letters = Place(NOTICE_PREVIEW, self._case_id)
        return [
            LinkButton(
                "Préparer les courriers",
                lambda: self._context.go(letters),
                name="action.information.letters",
            ),
            LinkButton(
                "Noter qu’elles sont informées…",
                lambda: note_sent(self._context, self, self._case_id),
                name="action.information.note",
            ),
        ]

    def _of_agreement(self, found: Information) -> list[LinkButton]:
        if not found.may_agree:
            return []
        return [
            LinkButton(
                "Noter l’adhésion…", partial(self._agree, found), name="action.information.agree"
            )
        ]

    def _of_group(self, found: Information) -> list[LinkButton]:
        if not found.may_override:
            return []
        return [
            LinkButton(
                "Présenter sans attendre…",
                partial(self._override, found),
                name="action.information.override",
            )
        ]

    def _of_restriction(self, found: Information) -> list[LinkButton]:
        act = partial(ask_to_restrict, self._context, self._case_id, found.version)
        return [LinkButton("Limiter le traitement…", act, name="action.information.restrict")]

    def _links(self, links: list[LinkButton]) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, spacing=16, line_spacing=4)
        for one in links:
            flow.add(one)
        if not links:
            holder.hide()  # shown without a parent, it would flash as a window of its own
        return holder

    def _agree(self, found: Information) -> None:
        desk, case_id = self._context.desk, self._case_id

        def write(values: Mapping[str, object]) -> Callable[[], Change]:
            answer = member(AgreementStatus, values["agreement"]) or AgreementStatus.NOT_ASKED
            return partial(information.save_agreement, desk, case_id, answer, version=found.version)

        dialog = FormDialog(
            self._context,
            "Adhésion au suivi",
            Form(agreement_spec(), cards=False),
            verb="Enregistrer",
            write=write,
            said="Adhésion au suivi enregistrée.",
            key=None,
            lead="Le suivi se fait avec le jeune et sa famille\u202f: notez ce qu’ils en disent.",
        )
        dialog.open_on({"agreement": found.agreement})

    def _override(self, found: Information) -> None:
        desk, case_id = self._context.desk, self._case_id

        def write(values: Mapping[str, object]) -> Callable[[], Change]:
            why = member(OverrideReason, values["reason"])
            return partial(information.override_notice, desk, case_id, why, version=found.version)

        dialog = FormDialog(
            self._context,
            "Présenter au groupe avant d’informer la famille",
            Form(override_spec(), cards=False),
            verb="Permettre la présentation",
            write=write,
            said="La présentation au groupe est permise. La raison est gardée au dossier.",
            key=None,
            lead="La loi veut que la famille soit informée avant que d’autres le soient (RGPD, "
            "art. 14). La raison et votre nom restent au dossier et au journal.",
        )
        dialog.open_on({"reason": None})


def due_words(found: Information, today: date) -> tuple[str, str]:
    """Where the information stands, and the colour of it."""
    if found.sent_on is not None:
        parts = [
            f"Donnée le {short_date(found.sent_on)}",
            found.to.label.lower() if found.to else "",
            found.channel.label.lower() if found.channel else "",
        ]
        return ", ".join(part for part in parts if part), ""
    if found.due_on is None or found.days_left is None:
        return "Non notée", ""
    due = f"À donner au plus tard le {short_date(found.due_on)}"
    if found.days_left < 0:
        return f"{due}\u202f: {late(found.due_on, today)}", "red"
    left = f"encore {count(found.days_left, 'jour', 'jours')}" if found.days_left else "aujourd’hui"
    return f"{due}\u202f: {left}", "amber" if found.days_left <= _SOON else ""


def group_words(found: Information) -> str:
    """What a presentation waits for; nothing where nothing stands in its way."""
    if not found.followed or (found.presentable and found.overridden is None):
        return ""
    if found.restricted:
        return "Impossible tant que le traitement est limité"
    if found.sent_on is None and found.overridden is not None:
        one = found.overridden
        by = f"{short_date(local(one.at).date())}, {one.by}"
        return f"Permise avant l’information ({by})\u202f: {one.reason.label}"
    return "" if found.sent_on else "Impossible tant que la famille n’est pas informée"


def period_words(one: Restriction) -> str:
    """« Opposition reçue le 20/11/2026. Levée le 02/12/2026 : Données vérifiées ou rectifiées »."""
    if one.lifted_at is None:
        return f"{told(one)}. En cours depuis le {short_date(local(one.set_at).date())}"
    why = f"\u202f: {one.lift_reason.label}" if one.lift_reason else ""
    return f"{told(one)}. Levée le {short_date(local(one.lifted_at).date())}{why}"


def _line(name: str, words: str, tone: str = "") -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(name, "small"))
    column.addWidget(label(words, tone=tone, wrap=True))
    holder.setAccessibleName(f"{name}\u202f: {words}")
    return holder
