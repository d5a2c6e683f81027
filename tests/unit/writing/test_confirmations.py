"""What is confirmed is kept with the record that holds the text, and goes with it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from app.errors import Invalid, Refused
from app.models.enums import (
    CaseStatus,
    EliminationReason,
    IntakeReason,
    ObservationKind,
    Role,
    WritingCategory,
    WritingReason,
)
from app.services import danger
from app.services.case_status import StatusEntry, move_case
from app.services.choices import DangerRecipient
from app.services.drafts import DraftKey, keep_draft
from app.services.elimination_fields import Forgotten, forget_fields
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.observations import ObservationEntry, save_observation
from app.services.opened_by_mistake import MistakeEntry, erase_case
from app.services.plan import ObjectiveEntry, save_objective
from app.services.trash import restore, throw_away
from app.services.trash_erase import erase_now
from app.services.writing_confirmations import Confirmed, confirmations, keep
from tests.helpers.cases import plant_case
from tests.helpers.office import MONDAY, Office, make_office
from tests.unit.test_query_plans import GATHERS, WHOLE_TABLE, plans

TEXT = "Il parle de la psychiatrie."
HEALTH = frozenset({WritingCategory.HEALTH})
ENTRY = ObservationEntry(ObservationKind.INTERVIEW, MONDAY.date(), TEXT)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    one = make_office(tmp_path_factory.mktemp("office"))
    yield one
    one.close()


def confirmed(field: str = "text", text: str = TEXT) -> Confirmed:
    return Confirmed(field, f"  {text}\r\n", HEALTH, WritingReason.PERSONS_WORDS)


def observe(office: Office, case_id: int, *said: Confirmed) -> int:
    """An observation written with what its author confirmed; its number."""
    desk = office.desk()
    with desk.along(partial(keep, confirmed=said or (confirmed(),))):
        change = save_observation(desk, case_id, ENTRY)
    return next(one.object_id for one in change.written if one.object_type == "observation")


def kept(office: Office, case_id: int) -> list[tuple[str, int, str]]:
    with office.engine.connect() as connection:
        rows = connection.execute(
            sql(
                "SELECT object_type, object_id, field FROM writing_confirmation "
                "WHERE owner_type = 'case_file' AND owner_id = :n ORDER BY id"
            ),
            {"n": case_id},
        )
        return [tuple(row) for row in rows]


def test_it_is_kept_with_the_record_and_the_column_that_hold_the_text(office: Office) -> None:
    case_id = plant_case(office)
    number = observe(office, case_id)
    assert kept(office, case_id) == [("observation", number, "text")]
    (line, *_), _ = confirmations(office.desk())
    assert line.categories == (WritingCategory.HEALTH,)
    assert (line.reason, line.by) == (WritingReason.PERSONS_WORDS, "A. Bernard")
    assert line.owner.number == case_id
    assert "2026-" in line.record
    assert line.field == "Observation"


def test_neither_the_table_nor_the_journal_holds_a_word_of_it(office: Office) -> None:
    case_id = plant_case(office)
    observe(office, case_id)
    with office.engine.connect() as connection:
        for table in ("writing_confirmation", "journal_entry"):
            rows = connection.execute(sql(f"SELECT * FROM {table}")).all()
            assert rows
            assert "psychiatr" not in repr(rows).lower()
        codes = connection.scalar(
            sql("SELECT detail FROM journal_entry WHERE action = 'OVERRIDE' ORDER BY id DESC")
        )
    assert codes == "writing text HEALTH PERSONS_WORDS"


def test_it_is_kept_with_the_text_or_not_at_all(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    with pytest.raises(Invalid), desk.along(partial(keep, confirmed=(confirmed(),))):
        save_observation(desk, case_id, replace(ENTRY, kind=None))
    assert kept(office, case_id) == []


def test_the_reason_of_a_step_is_confirmed_with_the_record_that_takes_it(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    with desk.along(partial(keep, confirmed=(confirmed("reason", "Hospitalisé"),))):
        move_case(desk, case_id, StatusEntry(CaseStatus.SUSPENDED, reason="Hospitalisé"))
    assert kept(office, case_id) == [("case_file", case_id, "reason")]
    assert confirmations(desk)[0][0].field == "Précision"


def test_a_draft_is_no_record_and_confirms_nothing(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    with desk.along(partial(keep, confirmed=(confirmed(),))):
        keep_draft(desk, DraftKey("observation", str(case_id)), {"text": TEXT})
    assert kept(office, case_id) == []


def test_the_title_of_an_objective_is_found_whatever_its_form_calls_it(office: Office) -> None:
    case_id, desk = plant_case(office), office.desk()
    with desk.along(partial(keep, confirmed=(confirmed("objective", "Sevrage"),))):
        save_objective(desk, case_id, ObjectiveEntry("Sevrage"))
    assert [one[::2] for one in kept(office, case_id)] == [("objective", "title")]


def test_it_goes_to_the_corbeille_comes_back_and_is_erased_with_its_record(office: Office) -> None:
    case_id = plant_case(office)
    number = observe(office, case_id)
    before = kept(office, case_id)
    thrown = throw_away(office.desk(), "observation", number, "Erreur")
    assert kept(office, case_id) == []
    restore(office.desk(), thrown.item_id)
    assert kept(office, case_id) == before
    again = throw_away(office.desk(), "observation", number, "Erreur")
    erase_now(office.desk(), again.item_id)
    assert kept(office, case_id) == []


def test_a_dossier_opened_by_mistake_takes_its_confirmations(office: Office) -> None:
    case_id = plant_case(office)
    observe(office, case_id)
    with office.engine.connect() as connection:
        number, version = connection.execute(
            sql("SELECT file_number, version FROM case_file WHERE id = :n"), {"n": case_id}
        ).one()
    erase_case(office.desk(), case_id, MistakeEntry(EliminationReason.TRIAL, number, version))
    assert kept(office, case_id) == []


def test_a_narrative_cleared_for_danger_leaves_no_confirmation(office: Office) -> None:
    desk = office.desk()
    entry = IntakeEntry(
        last_name="Saïdi", reason_note=TEXT, reasons=frozenset({IntakeReason.OTHER})
    )
    with desk.along(partial(keep, confirmed=(confirmed("reason_note"),))):
        number = save_intake(desk, entry, complete=False).ref
    (line, *_), _ = confirmations(desk)
    assert (line.owner.number, line.field) == (number, "Précision")
    danger.transmit_and_follow(desk, DangerRecipient.CRIP, report_id=number)
    assert number not in {one.owner.number for one in confirmations(desk)[0] if one.id == line.id}


def test_what_is_forgotten_after_a_restoring_is_confirmed_nowhere_even_in_the_corbeille(
    office: Office,
) -> None:
    case_id = plant_case(office)
    number = observe(office, case_id)
    thrown = throw_away(office.desk(), "observation", number, "Erreur")
    with Session(office.engine) as session, session.begin():
        forget_fields(session, [Forgotten(("observation", number), "text", present=False)])
    restore(office.desk(), thrown.item_id)
    assert kept(office, case_id) == []


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.COORDINATOR])
def test_only_the_coordonnateur_reads_the_list(office: Office, role: Role) -> None:
    with pytest.raises(Refused):
        confirmations(office.desk(role, groups=(office.north,)))


def test_a_dossier_at_its_term_is_not_in_the_list_and_pages_follow_on(office: Office) -> None:
    locked = plant_case(office)
    observe(office, locked)
    shown = [plant_case(office), plant_case(office)]
    for case_id in shown:
        observe(office, case_id)
    with office.engine.begin() as connection:
        connection.execute(
            sql("UPDATE case_file SET elimination_due_on = :d WHERE id = :n"),
            {"d": MONDAY.date() - timedelta(days=1), "n": locked},
        )
    first, after = confirmations(office.desk(), limit=1)
    assert [one.owner.number for one in first] == [shown[1]]
    rest, _ = confirmations(office.desk(), after=after)
    assert shown[0] in {one.owner.number for one in rest}
    assert locked not in {one.owner.number for one in rest}


def test_a_page_of_the_list_is_read_from_its_newest_line_and_no_other_table_whole(
    office: Office,
) -> None:
    desk = office.desk()
    first = [one for one in plans(desk, confirmations) if WHOLE_TABLE.search(one)]
    assert len(first) <= 1, "newest first, and no more lines than a page"
    following = plans(desk, lambda it: confirmations(it, after=1_000))
    assert following[0].startswith("SEARCH writing_confirmation USING INTEGER PRIMARY KEY")
    assert not [one for one in following if GATHERS.search(one) or WHOLE_TABLE.search(one)]
