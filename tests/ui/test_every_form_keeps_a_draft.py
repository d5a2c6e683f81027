"""Every form keeps what is typed in the vault, or is named here with the reason why not.

The forms are found by reading the source: one that is added and forgotten fails the walk.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

import app.ui
from app.models.desk import Draft
from app.models.enums import (
    ActionType,
    DangerAnswer,
    GroupKind,
    IntakeReason,
    PartnerType,
    ReferralRequest,
    Relationship,
    Sex,
    SharingScope,
    Situation,
)
from app.services import guardians, households, schooling
from app.services.actions import ActionEntry, save_action
from app.services.attachments import AttachmentEntry, add_attachment
from app.services.desk import Desk
from app.services.draft_forms import FORMS, known_name
from app.services.drafts import DraftKey, SavedDraft
from app.services.guardians import GuardianEntry
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.plan import ObjectiveEntry, plan, save_objective
from app.services.referral_moves import ReferralEntry, save_referral
from app.services.rules.partial_dates import PartialDate
from app.services.schooling import SchoolingEntry
from app.services.territory import GroupEntry, save_group
from app.ui.context import Place
from app.ui.forms.builder import Form
from app.ui.forms.spec import Kind
from app.ui.operations import drafts
from app.ui.operations.partners import create_partner
from app.ui.operations.resuming import resumed_draft
from app.workplace import PAGES
from tests.helpers.cases import BORN, plant_case, plant_partner
from tests.helpers.documents import document
from tests.helpers.office import Office
from tests.helpers.seats import Seat

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

#: Where nothing is kept, and why.
EXCUSED = {
    "own_password": "passwords only",
    "given": "passwords only",
    "recovery": "a secret, typed before any vault is open",
    "town": "no vault is open yet to keep it in",
    "founder": "no vault is open yet to keep it in",
    "mistake": "a confirmation, typed to prove that one means it",
    "trash": "one reason chosen to confirm",
    "merge": "choices between what two dossiers hold already",
    "archive": "a reason, given to confirm",
    "agreement": "one answer chosen",
    "notice.override": "one reason chosen to confirm",
    "restriction": "a reason and a day, given to confirm",
    "restriction.lift": "a reason and a day, given to confirm",
    "document.new": "the name of a file that is not in the vault yet: without it, of nothing",
    "writing": "one reason chosen to confirm",
    "history.erase": "one reason chosen to confirm",
}
#: Names that a specification gets from its caller.
NAMED_BY_CALLER = {
    "app/ui/forms/specs/password.py": {"given", "founder", "recovered"},
    "app/ui/forms/specs/youth.py": {"household.new", "household.enter"},
}
TEXTS = (Kind.TEXT, Kind.NAME, Kind.LONG_TEXT, Kind.DATE, Kind.BIRTH_DATE, Kind.REFERENCE)

Sit = Callable[[Desk], Seat]


class Town:
    """One record of every kind, and a window's worth of pages over them."""

    def __init__(self, office: Office, seat: Seat) -> None:
        self.seat, desk = seat, seat.desk
        self.case_id = plant_case(office)
        save_objective(desk, self.case_id, ObjectiveEntry("Se former"))
        self.objective = plan(desk, self.case_id)[0].id
        entry = ActionEntry(
            self.objective, "Visite", ActionType.CFA_REFERRAL, sharing_scope=SharingScope.CELL
        )
        save_action(desk, self.case_id, entry)
        self.action = plan(desk, self.case_id)[0].actions[0].id
        add_attachment(desk, self.case_id, AttachmentEntry("Convention"), document())
        self.partner = plant_partner(office)
        self.referral = save_referral(
            desk, self.case_id, ReferralEntry(self.partner, ReferralRequest.INFORMATION)
        ).ref
        self.household = households.found_household(desk, self.case_id, "Famille Martel").ref
        self.alone = plant_case(office, last_name="DIALLO")
        self.intake = save_intake(desk, _received(office, self.partner), complete=True).ref
        save_group(desk, GroupEntry("Est", GroupKind.TERRITORIAL))
        schooling.add_situation(
            desk, self.case_id, SchoolingEntry(Situation.LYCEE_PRO, desk.clock.today())
        )
        guardians.save_guardian(
            desk, self.case_id,
            GuardianEntry(last_name="MARTEL", first_name="Ada",
                          relationship_kind=Relationship.MOTHER),
        )  # fmt: skip

    def page(self, place: Place) -> QWidget:
        spec = next(one for one in PAGES if one.kind == place.kind)
        page = self.seat.show(lambda context: spec.build(context, place))
        arrive = getattr(page, "arrive", None)
        if arrive is not None:
            arrive(place)
        self.seat.settle()
        return page

    def press(self, place: Place, name: str) -> QWidget:
        page = self.page(place)
        found = [
            one for one in page.findChildren(QPushButton)
            if re.fullmatch(name, one.objectName()) and one.isVisibleTo(page)
        ]  # fmt: skip
        assert found, f"no button {name}"
        found[0].click()
        self.seat.settle()
        return page

    def tab(self, key: str, case_id: int | None = None) -> Place:
        return Place("case", case_id or self.case_id, key)


def _received(office: Office, partner: int) -> IntakeEntry:
    return IntakeEntry(
        origin_type=PartnerType.CFA,
        reporter_partner_id=partner,
        received_on=office.clock.today(),
        last_name="ZIDI",
        first_name="Lina",
        sex=Sex.FEMALE,
        birth=PartialDate.exactly(BORN),
        group_id=office.north,
        reasons=frozenset({IntakeReason.ABSENTEEISM}),
        situation=Situation.LYCEE_PRO,
        family_informed=False,
        danger_answer=DangerAnswer.NO,
    )


Open = Callable[[Town], object]
#: How each form is opened by hand.
KEPT: Mapping[str, Open] = {
    "intake": lambda town: town.page(Place("intake.new")),
    "intake.guardian": lambda town: town.press(
        Place("intake.new"), r"action\.intake\.guardians\.add"
    ),
    "decision": lambda town: town.page(Place("intake", town.intake, "qualify")),
    "partner": lambda town: town.page(Place("partner.new")),
    "partner.contact": lambda town: town.press(
        Place("partner", town.partner), r"action\.partner\.contacts\.add"
    ),
    "partner.quick": lambda town: create_partner(town.seat.context, "", None, lambda _one: None),
    "case": lambda town: town.press(town.tab("life"), r"action\.case\.edit"),
    "case.status": lambda town: town.press(town.tab("life"), r"action\.case\.to\..*"),
    "case.new": lambda town: town.page(Place("case.new")),
    "youth": lambda town: town.press(town.tab("identity"), r"action\.youth\.edit"),
    "guardian": lambda town: town.press(town.tab("identity"), r"action\.guardian\.edit\..*"),
    "household.new": lambda town: town.press(
        town.tab("identity", town.alone), r"action\.household\.new"
    ),
    "household.enter": lambda town: town.press(
        town.tab("identity", town.alone), r"action\.household\.enter"
    ),
    "household": lambda town: town.press(
        Place("household", town.household), r"action\.household\.rename"
    ),
    "household.case": lambda town: town.press(
        Place("household", town.household), r"action\.household\.case"
    ),
    "household.child": lambda town: town.press(
        Place("household", town.household), r"action\.household\.child"
    ),
    "household.adult": lambda town: town.press(
        Place("household", town.household), r"action\.household\.adult"
    ),
    "household.second": lambda town: town.press(
        town.tab("identity"), r"action\.household\.second"
    ),
    "contact": lambda town: town.press(town.tab("identity"), r"action\.contact\.new\..*"),
    "schooling": lambda town: town.press(
        town.tab("schooling"), r"action\.schooling\.edit\..*"
    ),
    "attendance": lambda town: town.press(town.tab("schooling"), r"action\.attendance\.new"),
    "departure": lambda town: town.press(town.tab("schooling"), r"action\.departure"),
    "observation": lambda town: town.press(
        town.tab("observations"), r"action\.observation\.new"
    ),
    "attachment": lambda town: town.press(
        town.tab("documents"), r"action\.document\.edit\..*"
    ),
    "objective": lambda town: town.press(town.tab("plan"), r"action\.objective\.edit\..*"),
    "action": lambda town: town.press(town.tab("plan"), r"action\.action\.edit\..*"),
    "notice": lambda town: town.press(
        Place("notice_preview", town.case_id), r"action\.preview\.sent"
    ),
    "postpone": lambda town: town.page(
        Place("case", town.case_id, f"plan/postpone@{town.case_id}.{town.action}")
    ),
    "referral": lambda town: town.page(Place("referral.new", town.case_id)),
    "agreements": lambda town: town.press(
        Place("referral", town.referral), r"action\.referral\.agreements"
    ),
    "move": lambda town: town.press(Place("referral", town.referral), r"action\.referral\.to\..*"),
    "organisation": lambda town: town.page(Place("admin.organisation")),
    "account": lambda town: town.page(Place("admin.account.new")),
    "group": lambda town: town.press(Place("admin.territory"), r"action\.group\.new"),
    "watched_word": lambda town: town.press(Place("admin.words"), r"action\.words\.new"),
    "neighbourhood": lambda town: town.press(
        Place("admin.territory"), r"action\.neighbourhood\.new"
    ),
}  # fmt: skip


def declared() -> Iterator[str]:
    """The name of every form that the interface declares; what follows it varies, or nothing."""
    root = Path(app.ui.__file__).parents[2]
    for file in sorted((root / "app/ui").rglob("*.py")):
        path = file.relative_to(root).as_posix()
        yield from NAMED_BY_CALLER.get(path, ())
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "FormSpec":
                name = node.args[0]
                if isinstance(name, ast.JoinedStr):
                    name = name.values[0]
                if isinstance(name, ast.Constant):
                    yield str(name.value)
                else:
                    assert path in NAMED_BY_CALLER, f"{path}: whose name?"


def test_every_form_is_kept_or_excused() -> None:
    found = set(declared())
    assert len(found) > 30
    assert found - {"recovered"} == KEPT.keys() | EXCUSED.keys()
    assert all(EXCUSED.values())


@pytest.mark.parametrize("form", FORMS.keys() - {"partner.quick"})
def test_every_draft_leads_back_to_the_page_of_its_record(form: str) -> None:
    """The words « partner.quick » are offered by the list they are typed in."""
    name = "move.SENT" if form == "move." else form
    at = datetime(2026, 11, 23, tzinfo=UTC)
    resumed = resumed_draft(SavedDraft(DraftKey(name, "12"), at, {}, stale=False))
    assert resumed is not None
    if FORMS[form].table == "case_file" and form != "case.new":
        assert resumed.place.ref == 12
        assert resumed.place.kind in {"case", "referral.new", "notice_preview"}
    elif FORMS[form].table in {"intake_report", "referral", "household", "partner"}:
        assert resumed.place.ref == 12
        assert resumed.place.kind.startswith(FORMS[form].table.partition("_")[0])


def test_what_was_begun_says_until_when_it_is_kept() -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    resumed = resumed_draft(SavedDraft(DraftKey("case.new"), at, {}, stale=False))
    assert resumed is not None
    assert resumed.when == "gardé jusqu’au 21/02"


@pytest.mark.parametrize("name", KEPT)
def test_what_is_typed_is_in_the_vault_before_a_second(
    town: Office, sit: Sit, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The pause is one for all the forms: it is waited for once, in test_draft_lag.py."""
    assert drafts.PAUSE_MS < 1000
    monkeypatch.setattr(drafts, "PAUSE_MS", 1)
    seat = sit(town.desk())
    place = Town(town, seat)
    KEPT[name](place)
    seat.settle()
    form = _form(name)
    editor = next(
        one for kind in TEXTS for field in form.spec.fields()
        if field.kind is kind and (one := form.cells[field.name].editor).targets
    )  # fmt: skip
    assert "12/0" not in _newest(seat.desk)[1]
    editor.set_raw("12/0")  # what any of them may hold, half-typed where it is a date
    editor.changed.emit()
    qtbot.waitUntil(lambda: "12/0" in _newest(seat.desk)[1], timeout=1000)
    kept, _ = _newest(seat.desk)
    assert known_name(kept) in FORMS  # or it would stay when its record is erased
    for window in QApplication.topLevelWidgets():
        if isinstance(window, QDialog):
            window.reject()
    seat.settle()


def _form(name: str) -> Form:
    found = [
        form
        for window in QApplication.topLevelWidgets()
        for form in window.findChildren(Form)
        if re.fullmatch(rf"{re.escape(name)}\d*", form.spec.name)
    ]
    assert found, f"the form {name} is not open"
    return found[-1]


def _newest(desk: Desk) -> tuple[str, str]:
    """The form and the words of the draft begun last; empty when there is none."""
    with desk.read() as work:
        row = work.session.execute(select(Draft.form, Draft.content).order_by(Draft.id.desc()))
        kept, content = row.first() or ("", "")
    return kept, str(content)


def test_a_password_is_in_no_draft(town: Office, sit: Sit) -> None:
    seat = sit(town.desk())
    Town(town, seat).page(Place("admin.account.new"))
    form = _form("account")
    form.cells["first_name"].editor.set_raw("Claire")
    form.cells["password"].editor.set_raw("douze caractères au moins")
    content = str(form.binder.snapshot())
    assert "Claire" in content
    assert "douze" not in content
