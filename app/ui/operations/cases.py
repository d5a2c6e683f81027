"""What a person does to a dossier: edit its head, take it to another state, open one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from app.services import accounts, case_direct, case_edit, case_status, cases, territory
from app.services.case_direct import OpeningEntry
from app.services.case_edit import CaseEntry
from app.services.case_status import StatusEntry
from app.services.cases import CaseHeader
from app.services.changes import Change
from app.services.choices import (
    AgreementStatus,
    CaseStatus,
    ClosureReason,
    NoticeChannel,
    NoticeTo,
    PartnerType,
    member,
)
from app.services.desk import Desk
from app.services.drafts import DraftKey
from app.ui.context import PageContext
from app.ui.forms.specs.case import case_spec, status_spec
from app.ui.operations.inline_form import Fresh, InlineForm, bare_form
from app.ui.operations.reading import day, number, text
from app.ui.operations.youths import identity_entry
from app.ui.widgets.choice import Choice

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Options:
    """The groups, people and neighbourhoods that a form proposes."""

    groups: tuple[Choice, ...]
    officers: tuple[Choice, ...]
    neighbourhoods: tuple[Choice, ...]


def read_options(desk: Desk) -> Options:
    """On the database thread."""
    return Options(
        tuple(Choice(str(one.id), one.name) for one in territory.groups(desk, active_only=True)),
        tuple(Choice(str(one.id), one.name) for one in accounts.officers(desk)),
        tuple(Choice(str(one.id), one.name) for one in territory.neighbourhoods(desk)),
    )


def verb(before: CaseStatus, after: CaseStatus) -> str:
    """What one does when a dossier goes from a state to another, as a button says it."""
    if before is CaseStatus.CLOSED:
        return "Rouvrir le dossier"
    if before is CaseStatus.SUSPENDED and after is CaseStatus.ACTIVE:
        return "Reprendre le suivi"
    if before is CaseStatus.REVIEW and after is CaseStatus.ACTIVE:
        return "Poursuivre le suivi"
    return {
        CaseStatus.ACTIVE: "Commencer le suivi",
        CaseStatus.SUSPENDED: "Suspendre le suivi",
        CaseStatus.REVIEW: "Faire le bilan",
        CaseStatus.CLOSED: "Clore le dossier",
        CaseStatus.PRESENTED: "Présenter en groupe",
        CaseStatus.DUE: "Arriver au terme de conservation",
    }.get(after, after.label)


def header_form(context: PageContext, head: CaseHeader, options: Options) -> InlineForm:
    """The head of a dossier, to be corrected."""
    form = bare_form(context, case_spec(groups=options.groups, officers=options.officers))
    inline = InlineForm(
        context,
        "Modifier le suivi",
        form,
        key=DraftKey("case", str(head.id), head.version),
        write=partial(_write_header, context.desk, head),
        said="Suivi enregistré.",
        again=partial(_fresh_header, context.desk, head.id),
    )
    inline.begin(_header_values(head))
    return inline


def _header_values(head: CaseHeader) -> dict[str, object]:
    return {
        "lead_officer_id": _named(head.lead_officer_id, head.lead),
        "second_officer_id": _named(head.second_officer_id, head.second),
        "group_id": _named(head.group_id, head.group),
        "next_review_on": head.next_review_on,
        "programme": head.programme,
        "agreement_status": head.agreement_status,
        "notice_sent_on": head.notice_sent_on,
        "notice_to": head.notice_to,
        "notice_channel": head.notice_channel,
        "group_question": head.group_question,
        "proposed_decision": head.proposed_decision,
    }


def _fresh_header(desk: Desk, case_id: int) -> Fresh:
    head = cases.read_case(desk, case_id, opening=False).header
    return Fresh(_header_values(head), partial(_write_header, desk, head), head.version)


def _fresh_status(desk: Desk, case_id: int, after: CaseStatus) -> Fresh:
    head = cases.read_case(desk, case_id, opening=False).header
    return Fresh(None, partial(_write_status, desk, head, after), head.version)


def _write_header(desk: Desk, head: CaseHeader, values: Values) -> Callable[[], Change]:
    entry = CaseEntry(
        group_id=number(values["group_id"]),
        lead_officer_id=number(values["lead_officer_id"]),
        second_officer_id=number(values["second_officer_id"]),
        programme=text(values["programme"]),
        next_review_on=day(values["next_review_on"]),
        agreement_status=member(AgreementStatus, values["agreement_status"])
        or AgreementStatus.NOT_ASKED,
        notice_sent_on=day(values["notice_sent_on"]),
        notice_channel=member(NoticeChannel, values["notice_channel"]),
        notice_to=member(NoticeTo, values["notice_to"]),
        group_question=text(values["group_question"]),
        proposed_decision=text(values["proposed_decision"]),
        version=head.version,
    )
    return partial(case_edit.save_case, desk, head.id, entry)


def status_form(context: PageContext, head: CaseHeader, after: CaseStatus) -> InlineForm:
    """What is said when a dossier goes to `after`."""
    form = bare_form(context, status_spec(head.status, after))
    words = verb(head.status, after)
    inline = InlineForm(
        context,
        words,
        form,
        key=DraftKey("case.status", f"{head.id}.{after}", head.version),
        write=partial(_write_status, context.desk, head, after),
        said=f"Le dossier est passé à l’état «\u202f{after.label}\u202f».",
        verb=words,
        again=partial(_fresh_status, context.desk, head.id, after),
    )
    inline.begin({"on": context.desk.clock.today()})
    return inline


def _write_status(
    desk: Desk, head: CaseHeader, after: CaseStatus, values: Values
) -> Callable[[], Change]:
    entry = StatusEntry(
        after,
        on=day(values["on"]),
        reason=text(values.get("reason")),
        closure_reason=member(ClosureReason, values.get("closure_reason")),
        closure_review=text(values.get("closure_review")),
        review=text(values.get("review")),
        next_review_on=day(values.get("next_review_on")),
        version=head.version,
    )
    return partial(case_status.move_case, desk, head.id, entry)


def opening_work(desk: Desk, values: Values) -> Callable[[], Change]:
    """The work that opens a dossier from the answers of its form."""
    entry = OpeningEntry(
        identity=identity_entry(values, version=None),
        origin_type=member(PartnerType, values["origin_type"]),
        group_id=number(values["group_id"]),
        lead_officer_id=number(values["lead_officer_id"]),
        received_on=day(values["received_on"]),
    )
    return partial(case_direct.open_directly, desk, entry)


def _named(ref: int | None, words: str) -> Choice | None:
    return None if ref is None else Choice(str(ref), words)
