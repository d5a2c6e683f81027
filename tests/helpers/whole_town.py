"""A town where every table has a row, and how each use case is called there."""

import inspect
import typing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from app.models.case import Observation
from app.models.enums import (
    AbsenceThreshold,
    ActionStatus,
    ActionType,
    AgreementStatus,
    CaseStatus,
    ContactKind,
    DangerRecipient,
    EliminationReason,
    GroupKind,
    HomeSharing,
    IntakeReason,
    LiftReason,
    NoticeChannel,
    NoticeTo,
    NotRetainedReason,
    ObservationKind,
    OverrideReason,
    PartnerType,
    ReferralRequest,
    ReferralStatus,
    Relationship,
    RestrictionReason,
    Role,
    Sex,
    Situation,
    WritingCategory,
)
from app.models.plan import Objective, PlannedAction
from app.models.youth import Schooling
from app.services.accounts import AccountEntry
from app.services.actions import ActionEntry, WayBack, save_action
from app.services.attachments import AttachmentEntry, add_attachment, attachments
from app.services.attendance import AttendanceEntry
from app.services.backup_verifying import Checked
from app.services.case_direct import OpeningEntry
from app.services.case_edit import CaseEntry
from app.services.case_status import StatusEntry
from app.services.cases import read_case
from app.services.changes import Change, Subject, Written
from app.services.contacts import ContactPointEntry, save_contact
from app.services.desk import Desk
from app.services.documents.sheets import SheetFormat
from app.services.drafts import DraftKey
from app.services.exports import ListName
from app.services.family_case import FamilyOpeningEntry
from app.services.family_child import ChildEntry
from app.services.guardians import GuardianEntry, save_guardian
from app.services.history_scope import Target
from app.services.history_tracked import Kind as HistoryKind
from app.services.household_adults import AdultEntry, adult_choices, save_adult
from app.services.households import found_household
from app.services.intake_entry import IntakeEntry
from app.services.intake_write import save_intake
from app.services.merging import MergeEntry
from app.services.notices import NoticeEntry
from app.services.observations import ObservationEntry, save_observation
from app.services.opened_by_mistake import MistakeEntry
from app.services.organisation import read_settings
from app.services.partners import ContactEntry, PartnerEntry
from app.services.plan import ObjectiveEntry, save_objective
from app.services.prints import Output, PrintedDocument, synthesis
from app.services.referral_moves import ReferralEntry, ReferralMove, save_referral
from app.services.restriction import LiftEntry, RestrictionEntry
from app.services.rules.alerts import AlertKind
from app.services.rules.matching import Identity
from app.services.rules.partial_dates import PartialDate
from app.services.saved_filters import FilterEntry
from app.services.schooling import SchoolingEntry, add_situation
from app.services.territory import GroupEntry, NeighbourhoodEntry
from app.services.trash import throw_away
from app.services.vault.backup import Made
from app.services.writing import WordEntry, add_words
from app.services.youths import IdentityEntry
from tests.helpers.cases import BORN, plant_case, plant_partner
from tests.helpers.documents import document
from tests.helpers.office import MONDAY, Office
from tests.helpers.use_cases import UseCaseFunction

MISSING = 999_999

TODAY = MONDAY.date()


def _edited(case_id: int) -> Change:
    """What saving the head of a dossier answered."""
    line = Written(1, "case_file", case_id, "UPDATE", ("programme",), case_id)
    return Change(Subject.CASE, case_id, written=(line,))


@dataclass(frozen=True)
class Town:
    """A town where every table has a row, all of them about one young person.

    `folder` is where a use case writes that is asked to write a file.
    """

    folder: Path
    numbers: dict[str, int]
    printed: PrintedDocument
    settings: object

    def answers(self, *, missing: bool = False) -> dict[str, object]:
        """What to call a use case with, by the name of the parameter."""
        numbers = {name: MISSING if missing else one for name, one in self.numbers.items()}
        return {
            **numbers,
            "case_ids": (numbers["case_id"],),
            "other_case_id": numbers["case_id"],
            "merge_id": 1,
            "numbers": (1,),
            "wanted": Identity("Martel", "Yanis", PartialDate.exactly(BORN)),
            "name": "Famille Martel",
            "version": 1,
            "text": "martel",
            "types": frozenset({PartnerType.CFA}),
            "typed": "martel",
            "value": str(numbers["partner_id"]),
            "last_name": "Martel",
            "first_name": "Yanis",
            "birth": PartialDate.exactly(BORN),
            "password": "Violette-cascade-42-piano",
            "old": "x",
            "new": "Violette-cascade-42-piano",
            "recipient": DangerRecipient.CRIP,
            "reason": NotRetainedReason.SOLVED,
            "person": ContactEntry("Aubry"),
            "parts": (),
            "relationship": Relationship.MOTHER,
            "status": ActionStatus.IN_PROGRESS,
            "move": ReferralMove(ReferralStatus.CONSENT_PENDING),
            "way_back": WayBack(1, None, None),
            "output": Output.PRINT,
            "document": self.printed,
            "key": DraftKey("case", str(numbers["case_id"])),
            "content": {},
            "limit": 20,
            "target": Target(HistoryKind.CASE, numbers["case_id"]),
            "line": 0,
            "change": _edited(numbers["case_id"]),
            "after": None,
            "alert": AlertKind.SIXTEEN,
            "moved_out_on": TODAY,
            "field": "programme",
            "agreement": AgreementStatus.ORAL,
            "why": OverrideReason.URGENT,
            "sharing": HomeSharing.ALTERNATING,
            "object_type": "observation",
            "step": lambda _done, _total: None,
            "folder": None,
            "made": Made(MONDAY, None),
            "path": self.folder / "ville_2026-11-23_09h00m00.vigie",
            "filter_id": 1,
            "checked": Checked("ville_2026-11-23_09h00m00.vigie", MONDAY, 0, 0),
        }

    def entries(self) -> dict[str, object]:
        """What is typed, by the name of its type."""
        identity = IdentityEntry("Martel", "Yanis", Sex.MALE, PartialDate.exactly(BORN))
        group, partner = self.numbers["group_id"], self.numbers["partner_id"]
        return {
            "AccountEntry": AccountEntry("z.z", "Zoé", "Zola", frozenset({Role.CLERK})),
            "AttendanceEntry": AttendanceEntry(AbsenceThreshold.T10, TODAY, partner),
            "AttachmentEntry": AttachmentEntry("Convention de stage"),
            "Document": document("Un autre"),
            "ListName": ListName.CASES,
            "SheetFormat": SheetFormat.CSV,
            "LiftEntry": LiftEntry(LiftReason.CORRECTED, TODAY, 1),
            "RestrictionEntry": RestrictionEntry(RestrictionReason.ACCURACY, TODAY, 1),
            "ActionEntry": ActionEntry(
                self.numbers["objective_id"], "Rencontre", ActionType.YOUTH_INTERVIEW
            ),
            "AdultEntry": AdultEntry(self.numbers["guardian_id"], Relationship.MOTHER),
            "ContactPointEntry": ContactPointEntry(ContactKind.PHONE, "06 12 34 56 78"),
            "CaseEntry": CaseEntry(group_id=group, lead_officer_id=None),
            "ChildEntry": ChildEntry(OpeningEntry(identity, PartnerType.FAMILY, group, None)),
            "FilterEntry": FilterEntry("Les miens"),
            "FamilyOpeningEntry": FamilyOpeningEntry(PartnerType.FAMILY, group, None),
            "GroupEntry": GroupEntry("Groupe Est", GroupKind.TERRITORIAL),
            "GuardianEntry": GuardianEntry("Martel", "Nadia", Relationship.MOTHER),
            "IdentityEntry": identity,
            "IntakeEntry": IntakeEntry(reasons=frozenset({IntakeReason.DROPOUT})),
            "MergeEntry": MergeEntry(frozenset(), (1, 1, 1, 1)),
            "MistakeEntry": MistakeEntry(EliminationReason.TRIAL, "2026-0001", 1),
            "NoticeEntry": NoticeEntry(TODAY, NoticeChannel.LETTER, NoticeTo.BOTH, 1),
            "NeighbourhoodEntry": NeighbourhoodEntry("Les Lilas"),
            "ObjectiveEntry": ObjectiveEntry("Reprendre les cours"),
            "ObservationEntry": ObservationEntry(ObservationKind.CALL, TODAY, "Rappeler lundi."),
            "OpeningEntry": OpeningEntry(identity, PartnerType.FAMILY, group, None),
            "PartnerEntry": PartnerEntry("Lycée Vauban", PartnerType.SCHOOL),
            "ReferralEntry": ReferralEntry(partner, ReferralRequest.INFORMATION),
            "SchoolingEntry": SchoolingEntry(Situation.NO_PLACE, TODAY),
            "Settings": self.settings,
            "StatusEntry": StatusEntry(CaseStatus.REVIEW),
            "WordEntry": WordEntry(WritingCategory.JUDGEMENT, "glandouilleur"),
        }

    def call(self, one: UseCaseFunction, desk: Desk, *, missing: bool = False) -> object:
        """Call `one` with an answer for each required parameter, and for each number."""
        return one(desk, **self.arguments(one, missing=missing))

    def arguments(self, one: UseCaseFunction, *, missing: bool = False) -> dict[str, object]:
        """The answers `call` gives, by the name of the parameter."""
        answers, entries = self.answers(missing=missing), self.entries()
        hints, given = typing.get_type_hints(one), dict[str, object]()
        for name, parameter in list(inspect.signature(one).parameters.items())[1:]:
            kind = getattr(hints[name], "__name__", "")
            if kind in entries:
                given[name] = entries[kind]
            elif parameter.default is parameter.empty or name in self.numbers:
                assert name in answers, f"say here how {one.__qualname__} is called: {name}"
                given[name] = answers[name]
        return given


def whole_town(office: Office) -> Town:
    """The records of one young person of the north group; the outsider is named on them."""
    desk = office.desk()
    case_id = plant_case(office, next_review_on=date(2026, 1, 1), information_due_on=TODAY)
    partner_id = plant_partner(office)
    word_id = add_words(desk, WordEntry(WritingCategory.JUDGEMENT, "zonard")).ref
    save_objective(desk, case_id, ObjectiveEntry("Reprendre les cours"))
    save_guardian(desk, case_id, GuardianEntry("Martel", "Nadia", Relationship.MOTHER))
    household_id = found_household(desk, case_id, "Famille Martel").ref
    (mother,) = adult_choices(desk, household_id)
    save_adult(desk, household_id, AdultEntry(mother.guardian_id, mother.link))
    save_contact(desk, case_id, ContactPointEntry(ContactKind.PHONE, "06 12 34 56 78"))
    add_situation(desk, case_id, SchoolingEntry(Situation.LYCEE_PRO, TODAY))
    item_id = throw_away(desk, "schooling", 1, "Saisie deux fois").item_id
    add_situation(desk, case_id, SchoolingEntry(Situation.LYCEE_PRO, TODAY))
    save_observation(
        desk, case_id, ObservationEntry(ObservationKind.CALL, TODAY, "Rappeler lundi.")
    )
    referral_id = save_referral(
        desk, case_id, ReferralEntry(partner_id, ReferralRequest.INFORMATION)
    ).ref
    add_attachment(desk, case_id, AttachmentEntry("Convention de stage"), document())
    intake = IntakeEntry(last_name="Martel", first_name="Yanis", group_id=office.north)
    report_id = save_intake(desk, intake, complete=False).ref
    with desk.read() as work:
        objective_id = work.session.scalars(select(Objective.id)).one()
        observation_id = work.session.scalars(select(Observation.id)).one()
        row_id = work.session.scalars(select(Schooling.id)).one()
    save_action(desk, case_id, ActionEntry(objective_id, "Rencontre", ActionType.YOUTH_INTERVIEW))
    with desk.read() as work:
        action_id = work.session.scalars(select(PlannedAction.id)).one()
    guardians = read_case(desk, case_id).youth
    assert guardians is not None
    numbers = {
        "case_id": case_id,
        "partner_id": partner_id,
        "household_id": household_id,
        "referral_id": referral_id,
        "report_id": report_id,
        "objective_id": objective_id,
        "action_id": action_id,
        "observation_id": observation_id,
        "attachment_id": attachments(desk, case_id)[0].id,
        "object_id": observation_id,
        "item_id": item_id,
        "elimination_id": 1,
        "adult_id": 1,
        "word_id": word_id,
        "contact_id": 1,
        "row_id": row_id,
        "guardian_id": guardians.guardians[0].id,
        "account_id": office.coordinator_id,
        "group_id": office.north,
        "lead_officer_id": office.coordinator_id,
    }
    return Town(office.path.parent, numbers, synthesis(desk, case_id), read_settings(desk))
