"""The disk fails under an open vault: it is said, and saving again works once the cause is gone."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import UserFacingError
from app.models.desk import Draft
from app.models.intake import IntakeGuardian, IntakeReport, IntakeReportReason, IntakeStatusChange
from app.services import drafts, entrance, territory
from app.services.choices import GroupKind
from app.services.desk import Desk
from app.services.entrance import Founding
from app.services.intake_write import save_intake
from app.services.territory import GroupEntry
from tests.helpers import troubles
from tests.helpers.vaults import CHEAP, LOGIN, PASSWORD
from tests.ordeal import Ordeal
from tests.security.backup_child import LATER, TERMS
from tests.security.desk_child import DRAFT, GUARDIANS, REASONS, report
from tests.security.test_kills import demand_sound

pytestmark = pytest.mark.skipif(troubles.WINDOWS, reason="limits and moves of open files are POSIX")
Trouble = Callable[[Path], AbstractContextManager[None]]
VAULT = "ville.vigie"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk of a vault with one group."""
    town = Founding("Valmont", "Cellule", "Anne", "Bernard", LOGIN, PASSWORD)
    made = entrance.found(tmp_path / VAULT, town, clock=LATER, terms=TERMS, cost=CHEAP).desk
    territory.save_group(made, GroupEntry("Groupe Nord", GroupKind.TERRITORIAL))
    yield made
    assert made.vault is not None
    made.vault.close()


def folder_of(desk: Desk) -> Path:
    assert desk.vault is not None
    return desk.vault.folder


@pytest.mark.parametrize(
    ("trouble", "codes"),
    [
        (troubles.disk_full, troubles.FULL),
        (troubles.folder_gone, {"unreachable"}),
        (troubles.database_moved, {"unreachable"}),
        (troubles.database_replaced, {"replaced"}),
    ],
)
def test_saving_says_what_happened_and_works_again_afterwards(
    desk: Desk, trouble: Trouble, codes: set[str]
) -> None:
    save_intake(desk, report(0, 1))
    with trouble(folder_of(desk)):
        for attempt in (1, 1):
            with pytest.raises(UserFacingError) as said:
                save_intake(desk, report(attempt, 1))
            assert said.value.code in codes
        with pytest.raises(UserFacingError):
            drafts.keep_draft(desk, DRAFT, {"text": "a" * 9_000})
    save_intake(desk, report(1, 1))
    drafts.keep_draft(desk, DRAFT, {"text": "a" * 9_000})
    demand_all(desk, {0, 1})
    assert [len(one) > 9_000 for one in kept_drafts(desk)] == [True]


def test_a_disk_that_fills_anywhere_in_a_transaction_keeps_what_was_acknowledged(
    desk: Desk, ordeal: Ordeal
) -> None:
    acknowledged, codes = set(), set()
    for number in range(ordeal.times(12, 250)):
        with troubles.disk_full(folder_of(desk), room=ordeal.draw.randrange(120_000)):
            try:
                save_intake(desk, report(number, 1))
            except UserFacingError as error:
                codes.add(error.code)
            else:
                acknowledged.add(number)
        ordeal.did("full disks")
        if number not in acknowledged and ordeal.draw.random() < 0.5:
            save_intake(desk, report(number, 1))
            acknowledged.add(number)
    assert codes
    assert codes <= troubles.FULL
    demand_all(desk, acknowledged)


def demand_all(desk: Desk, numbers: set[int]) -> None:
    """Exactly these signalements, each whole, in a vault that another opening finds sound."""
    assert desk.vault is not None
    desk.vault.close()
    again = entrance.enter(
        folder_of(desk), login=LOGIN, password=PASSWORD, clock=LATER, terms=TERMS
    )
    assert again.vault is not None
    with again.vault as vault, Session(vault.engine) as session:
        demand_sound(folder_of(desk).parent, vault)
        names = set(session.scalars(select(IntakeReport.last_name)))
        assert names == {f"Martel {number}" for number in numbers}
        for part, each in (
            (IntakeGuardian, len(GUARDIANS)),
            (IntakeReportReason, len(REASONS)),
            (IntakeStatusChange, 2),
        ):
            rows = session.scalar(select(func.count()).select_from(part))
            assert rows == each * len(names), part.__tablename__


def kept_drafts(desk: Desk) -> list[str]:
    again = entrance.enter(
        folder_of(desk), login=LOGIN, password=PASSWORD, clock=LATER, terms=TERMS
    )
    assert again.vault is not None
    with again.vault as vault, Session(vault.engine) as session:
        return list(session.scalars(select(Draft.content)))
