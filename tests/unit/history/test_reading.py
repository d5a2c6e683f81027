"""What the history shows: words, in order, page after page, as its reader may read the record."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Refused
from app.models.case import CaseFile, Observation
from app.models.desk import JournalEntry
from app.models.enums import (
    ActionType,
    JournalAction,
    NoticeChannel,
    NoticeTo,
    ObservationKind,
    PartnerType,
    Relationship,
    Role,
    SharingScope,
)
from app.models.plan import Objective, PlannedAction
from app.models.youth import Guardianship, Youth
from app.services.actions import ActionEntry, save_action
from app.services.case_edit import CaseEntry, save_case
from app.services.cases import read_case
from app.services.guardians import GuardianEntry, save_guardian
from app.services.history import ORIGIN, HistoryEntry, history_in, history_of
from app.services.history_labels import KINDS, field_label
from app.services.history_scope import Target
from app.services.history_tracked import ALL, Kind, columns_of
from app.services.intake_entry import IntakeEntry, IntakeGuardianEntry
from app.services.intake_write import save_intake
from app.services.observations import ObservationEntry, save_observation
from app.services.partners import ContactEntry, PartnerEntry, read_partner, save_partner
from app.services.plan import ObjectiveEntry, save_objective
from app.services.rules.identifiers import format_phone
from app.services.rules.partial_dates import PartialDate
from app.services.youths import save_identity
from tests.helpers.cases import plant_case, plant_partner
from tests.helpers.office import Office

TODAY = date(2026, 11, 23)
SEEN = ObservationEntry(ObservationKind.CALL, TODAY, "Rappeler lundi.")


def said(entry: HistoryEntry) -> list[tuple[str, str, str]]:
    return [(one.label, one.before, one.after) for one in entry.changes]


def observe(office: Office, case_id: int, **changes: object) -> int:
    save_observation(office.desk(), case_id, replace(SEEN, **changes))  # type: ignore[arg-type]  # fields by name
    with office.desk().read() as work:
        return (
            work.session.scalars(select(Observation.id).order_by(Observation.id.desc())).first()
            or 0
        )


def test_a_change_is_told_in_words_with_who_and_when(office: Office) -> None:
    case_id = plant_case(office)
    officer = office.account(Role.CASE_OFFICER, groups=(office.south,), last_name="ROCHE")
    save_case(
        office.desk(),
        case_id,
        CaseEntry(
            office.south,
            officer,
            notice_sent_on=date(2026, 11, 2),
            notice_channel=NoticeChannel.HAND,
            notice_to=NoticeTo.BOTH,
        ),
    )
    page = history_of(office.desk(), Target(Kind.CASE, case_id))
    change, origin = page.entries
    assert said(change) == [
        ("Groupe", "Groupe territorial Nord", "Groupe territorial Sud"),
        ("Référent de parcours", "", "C. Roche"),
        ("Personnes informées le", "", "02/11/2026"),
        ("Information donnée par", "", "Remise en main propre"),
        ("Qui a été informé", "", "Jeune et représentants légaux"),
    ]
    assert (change.by, change.at, change.action) == (
        "A. Bernard",
        office.clock.now(),
        "Modification",
    )
    assert (origin.id, origin.action, origin.changes) == (ORIGIN, "Création", ())
    assert (change.restorable, origin.restorable) == (False, True)


def test_a_birth_date_is_told_as_one_however_little_is_known_of_it(office: Office) -> None:
    case_id = plant_case(office)
    youth = read_case(office.desk(), case_id).youth
    assert youth is not None
    save_identity(
        office.desk(), case_id, replace(youth.identity, birth=PartialDate.in_month(2012, 3))
    )
    with office.desk().read() as work:
        number = work.session.scalars(select(Youth.id)).one()
    (change, _) = history_of(office.desk(), Target(Kind.YOUTH, number)).entries
    assert ("Né(e) le", "14/03/2011", "03/2012") in said(change)


def test_persons_of_a_partner_are_named(office: Office) -> None:
    desk = office.desk()
    entry = PartnerEntry(
        "Lycée Vauban", PartnerType.SCHOOL, contacts=(ContactEntry("Roche", "Inès"),)
    )
    number = save_partner(desk, entry).ref
    read = read_partner(desk, number).entry
    contacts = (replace(read.contacts[0], phone="0199001234"), ContactEntry("Petit", "Luc"))
    save_partner(desk, replace(read, contacts=contacts), partner_id=number)
    (change, creation) = history_of(desk, Target(Kind.PARTNER, number)).entries
    assert said(change) == [
        ("Téléphone de Inès ROCHE", "", format_phone("+33199001234")),
        ("Personne ajoutée", "", "Luc PETIT"),
    ]
    assert creation.action == "Création"
    assert creation.restorable


def test_of_a_list_only_what_differs_is_told(office: Office) -> None:
    desk = office.desk()
    nadia = IntakeGuardianEntry("Martel", Relationship.MOTHER, "Nadia")
    karim = IntakeGuardianEntry("Martel", Relationship.FATHER, "Karim")
    entry = IntakeEntry(last_name="Martel", guardians=(nadia, karim), group_id=office.north)
    number = save_intake(desk, entry, complete=False).ref
    save_intake(
        desk,
        replace(entry, guardians=(nadia, replace(karim, phone="0199001234")), version=1),
        report_id=number,
        complete=False,
    )
    change = history_of(desk, Target(Kind.INTAKE, number)).entries[0]
    ((label, before, after),) = said(change)
    assert label == "Représentants légaux"
    assert before == "MARTEL Karim (Père)"
    assert after == f"MARTEL Karim (Père, {format_phone('+33199001234')})"


def test_a_long_history_is_read_page_after_page(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    for at in range(7):
        save_case(desk, case_id, CaseEntry(office.north, None, programme=f"PRE {at}"))
    target = Target(Kind.CASE, case_id)
    first = history_of(desk, target, limit=3)
    second = history_of(desk, target, after=first.more, limit=3)
    third = history_of(desk, target, after=second.more, limit=3)
    told = [one for page in (first, second, third) for one in page.entries]
    assert [one.changes[0].after for one in told[:-1]] == [f"PRE {at}" for at in range(6, -1, -1)]
    assert (len(first.entries), told[-1].id, third.more) == (3, ORIGIN, None)


def test_the_history_of_a_dossier_names_each_record_it_tells_of(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    save_objective(desk, case_id, ObjectiveEntry("Reprendre les cours"))
    save_guardian(desk, case_id, GuardianEntry("Martel", "Nadia", Relationship.MOTHER))
    observe(office, case_id)
    titles = [one.title for one in history_in(desk, case_id).entries]
    assert titles == [
        "Observation du 23/11/2026",
        "Représentant légal\u202f: MARTEL Nadia",
        "Objectif\u202f: Reprendre les cours",
    ]


def test_a_name_that_is_gone_does_not_stop_the_history(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    save_case(desk, case_id, CaseEntry(office.north, None, programme="PRE"))
    with Session(office.engine) as session, session.begin():
        session.connection().exec_driver_sql(
            "UPDATE record_change SET content = '{\"group_id\":[999,1]}'"
        )
    ((_, before, after),) = said(history_of(desk, Target(Kind.CASE, case_id)).entries[0])
    assert (before, after) == ("élément retiré depuis", "Groupe territorial Nord")


def test_reading_a_history_is_journalled_as_reading(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    history_in(desk, case_id)
    with desk.read() as work:
        line = work.session.scalars(select(JournalEntry).order_by(JournalEntry.id.desc())).first()
    assert line is not None
    assert (line.action, line.object_type, line.object_id, line.detail) == (
        JournalAction.READ, "case_file", case_id, "history",
    )  # fmt: skip


def test_every_field_that_is_kept_has_a_name_for_people() -> None:
    for one in ALL:
        assert KINDS[one.kind]
        for name in (*columns_of(one.model), *one.lists):
            assert field_label(one.kind, name)
    assert field_label(Kind.PARTNER, "contacts.12.charter_signed_on") == "Charte signée le"


# -- rights ---------------------------------------------------------------------------------


def records(office: Office) -> tuple[int, dict[Kind, int]]:
    """A dossier of the north group with one record of each kind, by number."""
    case_id, desk = plant_case(office), office.desk()
    observation, partner = observe(office, case_id), plant_partner(office)
    save_objective(desk, case_id, ObjectiveEntry("Reprendre les cours"))
    save_guardian(desk, case_id, GuardianEntry("Martel", "Nadia", Relationship.MOTHER))
    with desk.read() as work:
        objective = work.session.scalars(select(Objective.id)).one()
    save_action(desk, case_id, ActionEntry(objective, "Rencontre", ActionType.YOUTH_INTERVIEW))
    with desk.read() as work:
        numbers = {
            Kind.CASE: case_id,
            Kind.YOUTH: work.session.scalars(select(Youth.id)).one(),
            Kind.GUARDIANSHIP: work.session.scalars(select(Guardianship.id)).one(),
            Kind.OBSERVATION: observation,
            Kind.OBJECTIVE: objective,
            Kind.ACTION: work.session.scalars(select(PlannedAction.id)).one(),
            Kind.PARTNER: partner,
            Kind.ACCOUNT: office.coordinator_id,
            Kind.ORGANISATION: 1,
            Kind.GROUP: office.north,
        }
    return case_id, numbers


IDENTITY = {Kind.CASE, Kind.YOUTH, Kind.GUARDIANSHIP}
FOLLOW_UP = {Kind.OBSERVATION, Kind.OBJECTIVE, Kind.ACTION}
SETTINGS = {Kind.ORGANISATION, Kind.GROUP, Kind.ACCOUNT}


@pytest.mark.parametrize(
    ("role", "near", "open_kinds"),
    [
        (Role.COORDINATOR, False, IDENTITY | FOLLOW_UP | SETTINGS | {Kind.PARTNER}),
        (Role.CASE_OFFICER, True, IDENTITY | FOLLOW_UP | {Kind.PARTNER}),
        (Role.CASE_OFFICER, False, {Kind.PARTNER}),
        (Role.CLERK, True, IDENTITY | {Kind.PARTNER}),
        (Role.CLERK, False, {Kind.PARTNER}),
        (Role.ARCHIVIST, True, set()),
        (Role.AUDITOR, True, {Kind.ACCOUNT}),
        (Role.ADMIN, True, SETTINGS),
    ],
)
def test_a_history_is_open_to_who_may_read_the_record_and_to_nobody_else(
    office: Office, role: Role, near: bool, open_kinds: set[Kind]
) -> None:
    case_id, numbers = records(office)
    desk = office.desk(role, groups=(office.north if near else office.south,))
    for kind, number in numbers.items():
        if kind in open_kinds:
            assert history_of(desk, Target(kind, number)).title
        else:
            with pytest.raises(Refused):
                history_of(desk, Target(kind, number))
    if Kind.CASE in open_kinds:
        told = {one.target.kind for one in history_in(desk, case_id).entries}
        assert told == (open_kinds & (IDENTITY | FOLLOW_UP)) - {Kind.CASE, Kind.YOUTH}
    else:
        with pytest.raises(Refused):
            history_in(desk, case_id)


@pytest.mark.parametrize("column", ["processing_restricted", "elimination_due_on"])
def test_a_history_closes_with_its_dossier(office: Office, column: str) -> None:
    case_id, numbers = records(office)
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    value = True if column == "processing_restricted" else TODAY
    with Session(office.engine) as session, session.begin():
        setattr(session.get_one(CaseFile, case_id), column, value)
    for kind in IDENTITY | FOLLOW_UP:
        with pytest.raises(Refused):
            history_of(officer, Target(kind, numbers[kind]))
    with pytest.raises(Refused):
        history_in(officer, case_id)
    if column == "elimination_due_on":
        with pytest.raises(Refused):
            history_in(office.desk(), case_id)


def test_what_does_not_exist_is_refused_alike(office: Office) -> None:
    for kind in Kind:
        with pytest.raises(Refused):
            history_of(office.desk(), Target(kind, 999_999))


def test_what_the_coordonnateur_keeps_alone_has_no_history_for_others(office: Office) -> None:
    case_id = plant_case(office)
    hidden = observe(office, case_id, sharing_scope=SharingScope.COORDINATOR_ONLY)
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    with pytest.raises(Refused):
        history_of(officer, Target(Kind.OBSERVATION, hidden))
    assert history_in(officer, case_id).entries == ()
    assert len(history_in(office.desk(), case_id).entries) == 1


def test_what_was_written_while_restricted_stays_so_once_the_record_is_open(
    office: Office,
) -> None:
    case_id, desk = plant_case(office), office.desk()
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    alone = SharingScope.COORDINATOR_ONLY
    number = observe(office, case_id, sharing_scope=alone, text="Confié par la mère.")
    save = replace(SEEN, sharing_scope=alone)
    save_observation(desk, case_id, replace(save, text="Confié.", version=1), observation_id=number)
    opened = replace(SEEN, text="Rappeler lundi.", version=2)
    save_observation(desk, case_id, opened, observation_id=number)
    save_observation(
        officer, case_id, replace(opened, text="Rappeler mardi.", version=3), observation_id=number
    )
    target = Target(Kind.OBSERVATION, number)
    for page in (history_of(officer, target), history_in(officer, case_id)):
        assert "Confié" not in repr(page)
        assert "Rappeler lundi." in repr(page)
    assert "Confié par la mère." in repr(history_of(desk, target))


def test_what_is_told_in_sentences_is_no_secretary_s_reading(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    save_case(
        desk, case_id, CaseEntry(office.north, None, programme="PRE", group_question="Qui appelle")
    )
    save_case(
        desk, case_id, CaseEntry(office.north, None, programme="PRE", proposed_decision="Un CFA.")
    )
    clerk = office.desk(Role.CLERK, groups=(office.north,))
    for page in (history_of(clerk, Target(Kind.CASE, case_id)), history_in(clerk, case_id)):
        told = [change.name for entry in page.entries for change in entry.changes]
        assert told == ["programme"]
        assert "Qui appelle" not in repr(page)
        assert "Un CFA." not in repr(page)
    assert "Un CFA." in repr(history_in(desk, case_id))
