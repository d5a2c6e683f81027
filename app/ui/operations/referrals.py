"""Between the answers of the forms and an orientation; its steps, noted one by one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time
from functools import partial

from app.services import referral_moves
from app.services.changes import Change
from app.services.choices import (
    DeclineReason,
    Diploma,
    DropReason,
    EmployerSearch,
    GradeLevel,
    Mobility,
    ReferralRequest,
    ReferralStatus,
    member,
)
from app.services.desk import Desk
from app.services.drafts import DraftKey
from app.services.referral_moves import ReferralEntry, ReferralMove
from app.services.referral_opening import ReferralCase, referral_case
from app.services.referrals import ReferralPage, read_referral
from app.ui.context import PageContext
from app.ui.forms.specs.referral import agreements_spec, move_spec
from app.ui.operations.inline_form import Fresh, InlineForm, bare_form
from app.ui.operations.reading import day, number, pair, text
from app.ui.widgets.choice import Choice

Values = Mapping[str, object]
S = ReferralStatus

VERBS: Mapping[ReferralStatus, str] = {
    S.CONSENT_PENDING: "Demander l’accord",
    S.SENT: "Noter l’envoi",
    S.REMINDED: "Noter une relance",
    S.ACKNOWLEDGED: "Noter la réception",
    S.INTERVIEW_SET: "Fixer l’entretien",
    S.NO_SHOW: "Noter l’absence à l’entretien",
    S.INTERVIEW_DONE: "Noter l’entretien réalisé",
    S.WAITLISTED: "Mettre en liste d’attente",
    S.ADMITTED: "Noter l’admission",
    S.CONTRACT_SIGNED: "Noter le contrat signé",
    S.STARTED: "Noter l’entrée effective",
    S.HELD_3M: "Confirmer le maintien à 3 mois",
    S.HELD_6M: "Confirmer le maintien à 6 mois",
    S.BROKEN: "Noter la rupture du contrat",
    S.COMPLETED: "Achever le parcours",
    S.DECLINED: "Noter le refus de la structure",
    S.DROPPED: "Noter l’abandon du jeune",
    S.NO_ANSWER: "Constater l’absence de réponse",
    S.CANCELLED: "Annuler l’orientation",
    S.CLOSED: "Clore l’orientation",
}


@dataclass(frozen=True, slots=True)
class OpenReferral:
    """An orientation and what its dossier says of it."""

    page: ReferralPage
    case: ReferralCase

    @property
    def missing_agreements(self) -> tuple[str, ...]:
        """Whose agreement is missing before anything leaves."""
        missing = []
        if self.page.youth_agreed_on is None:
            missing.append("du jeune")
        if self.case.needs_guardian and self.page.guardian_agreed_on is None:
            missing.append("du représentant légal")
        return tuple(missing)


def open_referral(desk: Desk, referral_id: int) -> OpenReferral:
    """On the database thread: one orientation, journalled as read, and its dossier."""
    page = read_referral(desk, referral_id)
    return OpenReferral(page, referral_case(desk, page.row.case_id))


def to_values(page: ReferralPage) -> dict[str, object]:
    """What the form shows of an orientation."""
    names = {one.name for one in fields(ReferralEntry)} - {"partner_id", "contact_id", "version"}
    values: dict[str, object] = {name: getattr(page, name) for name in names}
    person = f":{page.contact_id}" if page.contact_id else ""
    words = f"{page.row.partner} — {page.contact}" if page.contact else page.row.partner
    values["partner"] = Choice(f"{page.partner_id}{person}", words)
    values["last_school"] = _school(values.pop("last_school_id"), page.last_school)
    return values


def first_values(case: ReferralCase) -> dict[str, object]:
    """What is proposed for a new orientation: the class and school known."""
    return {
        "last_grade": case.last_grade,
        "last_school": _school(case.last_school_id, case.last_school),
    }


def to_entry(values: Values, page: ReferralPage | None) -> ReferralEntry:
    """What is saved; an agreement that was not asked stays as it was."""
    partner_id, contact_id = pair(values["partner"])
    kept = page.guardian_agreed_on if page else None
    return ReferralEntry(
        partner_id=partner_id,
        contact_id=contact_id,
        request=member(ReferralRequest, values["request"]),
        first_trade=text(values["first_trade"]),
        first_trade_code=text(values["first_trade_code"]),
        second_trade=text(values["second_trade"]),
        second_trade_code=text(values["second_trade_code"]),
        last_grade=member(GradeLevel, values["last_grade"]),
        last_school_id=number(values["last_school"]),
        diploma=member(Diploma, values["diploma"]),
        internships=text(values["internships"]),
        employer_search=member(EmployerSearch, values["employer_search"]),
        mobility=member(Mobility, values["mobility"]),
        available_from=day(values["available_from"]),
        include_sex=values["include_sex"] is True,
        youth_agreed_on=day(values["youth_agreed_on"]),
        guardian_agreed_on=day(values.get("guardian_agreed_on", kept)),
        reply_by=day(values["reply_by"]),
        version=page.version if page else None,
    )


def move_form(context: PageContext, one: OpenReferral, status: ReferralStatus) -> InlineForm:
    """A step of the orientation, with what that state asks for."""
    page = one.page
    inline = InlineForm(
        context,
        VERBS[status],
        bare_form(context, move_spec(status)),
        key=DraftKey(f"move.{status}", str(page.row.id), page.version),
        write=partial(_write_move, context.desk, page, status),
        said=f"Orientation {page.row.number}\u202f: {status.label.lower()}.",
        verb=VERBS[status],
        again=partial(_fresh_move, context.desk, page.row.id, status),
    )
    inline.begin({"on": context.desk.clock.today()})
    return inline


def agreements_form(context: PageContext, one: OpenReferral) -> InlineForm:
    """The agreements, noted without opening the whole form."""
    page, desk = one.page, context.desk
    inline = InlineForm(
        context,
        "Accords",
        bare_form(context, agreements_spec(guardian=one.case.needs_guardian)),
        key=DraftKey("agreements", str(page.row.id), page.version),
        write=partial(_write_agreements, desk, page),
        said="Accords notés.",
        verb="Enregistrer les accords",
        again=partial(_fresh_agreements, desk, page.row.id),
    )
    inline.begin(_agreements(page))
    return inline


def _agreements(page: ReferralPage) -> dict[str, object]:
    return {
        "youth_agreed_on": page.youth_agreed_on, "guardian_agreed_on": page.guardian_agreed_on,
    }  # fmt: skip


def _write_agreements(desk: Desk, page: ReferralPage, values: Values) -> Callable[[], Change]:
    entry = replace(
        _entry_of(page),
        youth_agreed_on=day(values["youth_agreed_on"]),
        guardian_agreed_on=day(values.get("guardian_agreed_on", page.guardian_agreed_on)),
    )
    return partial(
        referral_moves.save_referral, desk, page.row.case_id, entry, referral_id=page.row.id
    )


def _fresh_agreements(desk: Desk, number: int) -> Fresh:
    page = open_referral(desk, number).page
    return Fresh(_agreements(page), partial(_write_agreements, desk, page), page.version)


def _fresh_move(desk: Desk, number: int, status: ReferralStatus) -> Fresh:
    page = open_referral(desk, number).page
    return Fresh(None, partial(_write_move, desk, page, status), page.version)


def _entry_of(page: ReferralPage) -> ReferralEntry:
    names = {one.name for one in fields(ReferralEntry)}
    return ReferralEntry(**{name: getattr(page, name) for name in names})


def _write_move(
    desk: Desk, page: ReferralPage, status: ReferralStatus, values: Values
) -> Callable[[], Change]:
    at = values.get("interview_time")
    step = ReferralMove(
        status=status,
        on=day(values["on"]),
        interview_at=_instant(
            day(values.get("interview_on")), at if isinstance(at, time) else None
        ),
        decline_reason=member(DeclineReason, values.get("decline_reason")),
        drop_reason=member(DropReason, values.get("drop_reason")),
        reason=text(values["reason"]),
        version=page.version,
    )
    return partial(referral_moves.move_referral, desk, page.row.id, step)


def _instant(on: date | None, at: time | None) -> datetime | None:
    """A day and an hour of the office's clock, as an instant."""
    return datetime.combine(on, at).astimezone(UTC) if on is not None and at is not None else None


def _school(school_id: object, name: str | None) -> Choice | None:
    return Choice(str(school_id), name or "") if school_id is not None else None
