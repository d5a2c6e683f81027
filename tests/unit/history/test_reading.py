"""What the history shows: words, in order, page after page, as its reader may read the record."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.desk import JournalEntry
from app.models.enums import (
    JournalAction,
    NoticeChannel,
    NoticeTo,
    PartnerType,
    Relationship,
    Role,
)
from app.models.youth import Youth
from app.services.case_edit import CaseEntry, save_case
from app.services.cases import read_case
from app.services.guardians import GuardianEntry, save_guardian
from app.services.history import ORIGIN, HistoryEntry, history_in, history_of
from app.services.history_labels import KINDS, field_label
from app.services.history_scope import Target
from app.services.history_tracked import ALL, Kind, columns_of
from app.services.intake_entry import IntakeEntry, IntakeGuardianEntry
from app.services.intake_write import save_intake
from app.services.partners import ContactEntry, PartnerEntry, read_partner, save_partner
from app.services.plan import ObjectiveEntry, save_objective
from app.services.rules.identifiers import format_phone
from app.services.rules.partial_dates import PartialDate
from app.services.youths import save_identity
from tests.helpers.cases import plant_case
from tests.helpers.office import Office
from tests.unit.history.observed import observe


def said(entry: HistoryEntry) -> list[tuple[str, str, str]]:
    return [(one.label, one.before, one.after) for one in entry.changes]


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
