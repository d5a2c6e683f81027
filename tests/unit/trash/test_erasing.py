"""The end: after 30 days, on demand, or a whole dossier; and nobody comes back with a backup."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.clock import FixedClock
from app.errors import Refused
from app.models.enums import Role, SharingScope
from app.models.enums.intake import IntakeReason
from app.models.migrations import upgrade
from app.services.drafts import DraftKey, keep_draft
from app.services.elimination_replay import read_eliminations
from app.services.entrance import Founding, enter, found
from app.services.household_page import read_household
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.journal import first_break
from app.services.seats import Seat, keep_seat
from app.services.trash import restore, throw_away, trash_of, trashed_reports
from app.services.trash_erase import erase_expired, erase_now
from tests.helpers.office import MONDAY
from tests.helpers.vaults import CHEAP, cheap_terms
from tests.unit.trash.conftest import Dossier
from tests.unit.trash.erased import NOW, TODAY

PASSWORD = "Violette-cascade-42-piano"


def expire(dossier: Dossier, today: date) -> int:
    """The program opens the vault on that day."""
    with Session(dossier.office.engine) as session, session.begin():
        return erase_expired(session, now=NOW, today=today)


def test_after_thirty_days_nothing_of_it_is_left(dossier: Dossier) -> None:
    thrown = throw_away(dossier.desk, "observation", dossier.observation, "Erreur")
    late = DraftKey("observation", f"{dossier.case_id}.{dossier.observation}")
    keep_draft(dossier.desk, late, {"text": "typed meanwhile at another desk"})
    assert expire(dossier, TODAY + timedelta(days=29)) == 0
    assert expire(dossier, TODAY + timedelta(days=30)) == 1
    assert trash_of(dossier.desk, dossier.case_id) == ()
    with pytest.raises(Refused):
        restore(dossier.desk, thrown.item_id)
    assert dossier.one("SELECT count(*) FROM draft WHERE form = 'observation'") == 0
    sql = f"SELECT count(*) FROM record_change WHERE object_id = {dossier.observation}"
    assert dossier.one(f"{sql} AND object_type = 'observation'") == 0
    assert dossier.one("SELECT purge_due FROM upkeep") == 1
    (line,) = read_eliminations(dossier.office.engine)
    assert (line.ref, line.reason) == (("observation", dossier.observation), "TRASH_TERM")
    assert line.by_id is None


def test_opening_the_vault_erases_what_is_at_its_term(tmp_path: Path) -> None:
    clock, folder = FixedClock(MONDAY), tmp_path / "ville.vigie"
    entry = Founding("Valmont", "Cellule", "Anne", "Bernard", "a.bernard", PASSWORD)
    desk = found(folder, entry, clock=clock, terms=cheap_terms(upgrade), cost=CHEAP).desk
    number = save_intake(desk, IntakeEntry(last_name="Saïdi"), complete=False).ref
    throw_away(desk, "intake_report", number, "Essai")
    for days, left in ((29, 1), (1, 0)):
        assert desk.vault is not None
        desk.vault.close()
        clock.advance(timedelta(days=days))
        desk = enter(
            folder, login="a.bernard", password=PASSWORD, clock=clock, terms=cheap_terms(upgrade)
        )
        assert len(trashed_reports(desk)) == left
    assert desk.vault is not None
    desk.vault.close()


def test_erasing_at_the_term_is_journalled_and_the_chain_holds(dossier: Dossier) -> None:
    throw_away(dossier.desk, "objective", dossier.objective, "Erreur")
    throw_away(dossier.desk, "referral", dossier.referral, "Erreur")
    expire(dossier, TODAY + timedelta(days=31))
    sql = "SELECT object_type FROM journal_entry WHERE action = 'ELIMINATE' ORDER BY id"
    with dossier.office.engine.connect() as connection:
        assert list(connection.execute(text(sql)).scalars()) == ["objective", "referral"]
    with dossier.desk.read() as work:
        assert first_break(work.session) is None


def test_a_person_erased_at_the_term_has_a_line_of_the_register(dossier: Dossier) -> None:
    throw_away(dossier.desk, "guardianship", dossier.guardianship, "Erreur")
    expire(dossier, TODAY + timedelta(days=30))
    refs = {one.ref for one in read_eliminations(dossier.office.engine)}
    assert refs == {("guardianship", dossier.guardianship), ("guardian", 1)}


def test_only_the_coordonnateur_erases_before_the_term(dossier: Dossier) -> None:
    office = dossier.office
    thrown = throw_away(dossier.desk, "observation", dossier.observation, "Erreur")
    officer = office.desk(Role.CASE_OFFICER, groups=(office.north,))
    (row,) = trash_of(officer, dossier.case_id)
    assert (row.restorable, row.erasable) == (True, False)
    with pytest.raises(Refused):
        erase_now(officer, thrown.item_id)
    erase_now(dossier.desk, thrown.item_id)
    assert trash_of(dossier.desk, dossier.case_id) == ()
    (line,) = read_eliminations(office.engine)
    assert (line.reason, line.by_id) == ("TRASH_NOW", office.coordinator_id)


def test_a_signalement_not_decided_goes_and_comes_back(dossier: Dossier) -> None:
    desk, office = dossier.desk, dossier.office
    entry = IntakeEntry(
        last_name="Saïdi", reasons=frozenset({IntakeReason.DROPOUT}), group_id=office.north
    )
    number = save_intake(desk, entry, complete=False).ref
    elsewhere = office.desk(Role.CASE_OFFICER, groups=(office.south,))
    before = dossier.tables()
    thrown = throw_away(desk, "intake_report", number, "Saisi deux fois")
    assert trashed_reports(elsewhere) == ()
    with pytest.raises(Refused):
        restore(elsewhere, thrown.item_id)
    (row,) = trashed_reports(desk)
    assert "SAÏDI" in row.title
    restore(desk, thrown.item_id)
    assert dossier.tables() == before


@pytest.mark.parametrize("damage", ["content = '?'", "content = '{}'", "object_type = 'gone'"])
def test_what_cannot_be_read_any_more_leaves_at_its_term_and_stops_nothing(
    dossier: Dossier, damage: str
) -> None:
    throw_away(dossier.desk, "observation", dossier.observation, "Erreur")
    throw_away(dossier.desk, "objective", dossier.objective, "Erreur")
    with dossier.office.engine.begin() as connection:
        connection.execute(text(f"UPDATE trash_item SET {damage} WHERE id = 1"))
    assert expire(dossier, TODAY + timedelta(days=30)) == 2
    assert dossier.one("SELECT count(*) FROM trash_item") == 0


def test_the_scope_of_what_is_thrown_away_is_not_needed_to_erase_it(dossier: Dossier) -> None:
    """An observation hidden since, or a dossier restricted, still leaves at the term."""
    throw_away(dossier.desk, "observation", dossier.observation, "Erreur")
    with dossier.office.engine.begin() as connection:
        scope = str(SharingScope.COORDINATOR_ONLY)
        connection.execute(
            text("UPDATE trash_item SET content = replace(content, 'CELL', :scope)"),
            {"scope": scope},
        )
    assert expire(dossier, TODAY + timedelta(days=30)) == 1


def test_nothing_says_any_more_where_one_was_in_what_left_the_corbeille(dossier: Dossier) -> None:
    desk = dossier.desk
    number = save_intake(desk, IntakeEntry(last_name="Saïdi"), complete=False).ref
    read_household(desk, 1)
    for page, ref in (("household", 1), ("referral", 1), ("intake", number)):
        keep_seat(dossier.office.desk(Role.COORDINATOR), Seat(page, ref))
    for table, ref in (("household_membership", 1), ("referral", 1), ("intake_report", number)):
        throw_away(desk, table, ref, "Erreur")
    assert dossier.one("SELECT count(*) FROM recent_item WHERE kind = 'household'") == 1
    expire(dossier, TODAY + timedelta(days=30))
    assert dossier.one("SELECT count(*) FROM seat") == 0
    assert dossier.one("SELECT count(*) FROM recent_item WHERE kind = 'household'") == 0
