"""The slip that goes back to the author of a signalement: the course taken, and no content."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models.enums import (
    DangerAnswer,
    IntakeReason,
    NotRetainedReason,
    PartnerType,
    ReportSubject,
    Role,
    Sex,
    Situation,
)
from app.models.organisation import Organisation
from app.services.intake_decide import not_retain, redirect, retain_new
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.partners import ContactEntry, PartnerEntry, read_partner, save_partner
from app.services.prints import (
    draw,
)
from app.services.report_prints import NotDecided, prepare_feedback
from app.services.rules.partial_dates import PartialDate
from tests.helpers.office import Office
from tests.helpers.printed import words_of

Report = Callable[..., int]


@pytest.fixture
def report(office: Office) -> Report:
    """Receives a signalement by the CPE of a lycée."""
    desk = office.desk()
    person = ContactEntry(last_name="AUBRY", first_name="Hélène", job_title="CPE")
    body = save_partner(
        desk, PartnerEntry("Lycée Monod", PartnerType.SCHOOL, contacts=(person,))
    ).ref
    entry = IntakeEntry(
        received_on=date(2026, 11, 3), origin_type=PartnerType.SCHOOL, reporter_partner_id=body,
        reporter_contact_id=read_partner(desk, body).entry.contacts[0].id,
        author_reference="2de4-17", last_name="Ouedraogo", first_name="Marie-Antoinette",
        sex=Sex.FEMALE, birth=PartialDate.in_year(2011), situation=Situation.LYCEE_PRO,
        reasons=frozenset({IntakeReason.DROPOUT}), reason_note="Ne vient plus en atelier.",
        family_informed=False, danger_answer=DangerAnswer.NO, group_id=office.north,
    )  # fmt: skip

    def receive(**changes: object) -> int:
        return save_intake(desk, replace(entry, **changes)).ref  # type: ignore[arg-type]  # the fields of the entry

    return receive


def test_the_slip_says_the_course_taken_and_of_whom_only_initials(
    office: Office, report: Report
) -> None:
    desk, number = office.desk(), report()
    not_retain(desk, number, NotRetainedReason.ALREADY_FOLLOWED)
    text = words_of(draw(prepare_feedback(desk, number)))
    for said in ("S2026-0001", "2de4-17", "03/11/2026", "23/11/2026", "Sans suite", "M.-A.",
                 "Lycée Monod, Hélène AUBRY", "Ville de Valmont – Veille éducative"):  # fmt: skip
        assert said in text
    for hidden in ("OUEDRAOGO", "Marie", "2011", "atelier", "Rupture", "Déjà suivi", "ignalement"):
        assert hidden.casefold() not in text.casefold()


def test_each_course_has_its_word_and_no_content(office: Office, report: Report) -> None:
    desk = office.desk()
    retained, redirected = report(), report(subject=ReportSubject.FAMILY)
    retain_new(desk, retained, lead_officer_id=None)
    ccas = save_partner(desk, PartnerEntry("CCAS de Valmont", PartnerType.CCAS)).ref
    redirect(desk, redirected, ccas)
    assert "Prise en charge" in words_of(draw(prepare_feedback(desk, retained)))
    text = words_of(draw(prepare_feedback(desk, redirected)))
    assert "Réorientée" in text
    assert "Famille O." in text
    assert "CCAS" not in text


def test_the_slip_takes_half_a_sheet(office: Office, report: Report) -> None:
    desk, number = office.desk(), report()
    not_retain(desk, number, NotRetainedReason.SOLVED)
    document = draw(prepare_feedback(desk, number))
    heights: list[float] = []
    (page,) = PdfReader(BytesIO(document.content)).pages
    page.extract_text(
        visitor_text=lambda text, _cm, tm, *_: heights.append(tm[5]) if text.strip() else None
    )
    assert min(heights) > 841.9 / 2 - 10
    assert document.file_name == "retour_S2026-0001.pdf"


def test_a_slip_of_a_fictional_town_says_so_on_what_is_cut_off(
    office: Office, report: Report
) -> None:
    with Session(office.engine) as session, session.begin():
        session.get_one(Organisation, 1).is_demonstration = True
    number = report()
    not_retain(office.desk(), number, NotRetainedReason.SOLVED)
    (page,) = PdfReader(BytesIO(draw(prepare_feedback(office.desk(), number)).content)).pages
    starts: list[tuple[float, float]] = []

    def note(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if "DÉMONSTRATION" in text:
            x, y = tm[4], tm[5]
            starts.append((cm[0] * x + cm[2] * y + cm[4], cm[1] * x + cm[3] * y + cm[5]))

    page.extract_text(visitor_text=note)
    ((left, foot),) = starts
    assert left > 0
    assert foot > 841.9 / 2  # it climbs from there


def test_nothing_goes_back_before_the_decision_nor_to_who_may_not(
    office: Office, report: Report
) -> None:
    number = report()
    with pytest.raises(NotDecided):
        prepare_feedback(office.desk(), number)
    not_retain(office.desk(), number, NotRetainedReason.SOLVED)
    for desk in (
        office.desk(Role.CLERK, groups=(office.north,)),
        office.desk(Role.CASE_OFFICER, groups=(office.south,)),
    ):
        with pytest.raises(Refused):
            prepare_feedback(desk, number)
