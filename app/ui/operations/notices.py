"""Noting on a dossier that its letters of information were sent, beside the letters themselves."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject

from app.services import notices
from app.services.changes import Change
from app.services.choices import NoticeChannel, NoticeTo, member
from app.services.drafts import DraftKey
from app.services.notices import NoticeEntry, NoticeState
from app.ui.context import PageContext
from app.ui.forms.builder import Form
from app.ui.forms.specs.notice import SPEC
from app.ui.operations.form_dialog import FormDialog, Values


def note_sent(context: PageContext, owner: QObject, case_id: int, *, resume: bool = False) -> None:
    """Ask when, whom and how, proposing today and whom the age wants informed.

    `resume`: one comes to take up what was begun.
    """
    desk = context.desk
    context.jobs.database(
        owner,
        lambda: notices.read_notice(desk, case_id),
        lambda state: notice_dialog(context, case_id, state, resume=resume),
    )


def notice_dialog(
    context: PageContext, case_id: int, state: NoticeState, *, resume: bool = False
) -> FormDialog:
    """The dialog, on what the dossier already says; returned for who wants to follow it."""
    desk = context.desk

    def write(values: Values) -> Callable[[], Change]:
        day = values["sent_on"]
        entry = NoticeEntry(
            sent_on=day if isinstance(day, date) else None,
            channel=member(NoticeChannel, values["channel"]),
            to=member(NoticeTo, values["to"]),
            version=state.version,
        )
        return lambda: notices.record_notice(desk, case_id, entry)

    dialog = FormDialog(
        context,
        "Les personnes ont été informées",
        Form(SPEC, today=desk.clock.today, cards=False),
        verb="Noter l’information",
        write=write,
        said="Information des personnes notée au dossier.",
        key=DraftKey("notice", str(case_id), state.version),
        lead="Notez-le une fois les courriers remis ou envoyés.",
    )
    dialog.open_on(
        {
            "sent_on": state.sent_on or desk.clock.today(),
            "to": state.to or state.wanted,
            "channel": state.channel,
        },
        resume=resume,
    )
    return dialog
