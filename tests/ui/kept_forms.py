"""Every form that keeps a draft, and the town it is opened in."""

import re
from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QPushButton, QWidget

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
from app.services.guardians import GuardianEntry
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.plan import ObjectiveEntry, plan, save_objective
from app.services.referral_moves import ReferralEntry, save_referral
from app.services.rules.partial_dates import PartialDate
from app.services.schooling import SchoolingEntry
from app.services.territory import GroupEntry, save_group
from app.ui.context import Place
from app.ui.operations.partners import create_partner
from app.workplace import PAGES
from tests.helpers.cases import BORN, plant_case, plant_partner
from tests.helpers.documents import document
from tests.helpers.office import Office
from tests.helpers.seats import Seat


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
