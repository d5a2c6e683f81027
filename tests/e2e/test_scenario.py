"""The whole job once, on the real window: everything is there afterwards, and nowhere else."""

import json
import shutil
from collections.abc import Iterator

import pytest
from filelock import FileLock
from pypdf import PdfReader

from app.clock import SystemClock
from app.scenario import cast
from app.services import cases_list, entrance, intake_list, observations, partners_list, search
from app.services.cases import CasePage, read_case
from app.services.choices import (
    ActionResult,
    ActionStatus,
    AgreementStatus,
    CaseStatus,
    GradeLevel,
    IntakeReason,
    IntakeStatus,
    ReferralStatus,
    Relationship,
    SharingScope,
    Situation,
)
from app.services.desk import Desk
from app.services.rules.identifiers import format_phone, normalise_phone
from tests.e2e.playing import Played, play
from tests.helpers.traces import traces

YEAR = SystemClock().today().year
pytestmark = pytest.mark.timeout(420)  # half a minute on an idle PC; the story waits for a busy one


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Played:
    """The story, played once even when several workers share its tests."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "scenario"
    told = folder / "told.json"
    with FileLock(f"{folder}.lock"):
        if not told.exists():
            done = play(folder)
            told.write_text(json.dumps([done.code, done.said, done.complained]), encoding="utf-8")
    return Played(folder / "output", folder / "home", *json.loads(told.read_text("utf-8")))


@pytest.fixture(scope="module")
def desk(played: Played, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A copy of the vault, opened as the ordinary program opens one."""
    folder = tmp_path_factory.mktemp("again") / "cellule.vigie"
    shutil.copytree(played.output / "cellule.vigie", folder)
    entered = entrance.enter(folder, login=cast.LOGIN, password=cast.PASSWORD)
    assert entered.vault is not None
    with entered.vault:
        yield entered


@pytest.fixture(scope="module")
def page(desk: Desk) -> CasePage:
    (hit,) = [
        one for one in search.search(desk, "trevid yanis") if cast.YOUTH.first_name in one.title
    ]
    return read_case(desk, hit.ref)


def test_the_story_is_played_to_its_end_and_says_where_everything_is(played: Played) -> None:
    assert played.code == 0, played.said + played.complained
    assert played.complained == ""
    for place in (played.output / "ecrans", played.output / "cellule.vigie", played.output):
        assert str(place) in played.said
    assert len(list((played.output / "ecrans").glob("*.png"))) > 30
    assert {path.name for path in played.output.iterdir()} == {
        "cellule.vigie", "cellule sauvegardes", "ecrans", "reglages.json",
        "fiche_de_secours.pdf", *sheets(),
    }  # fmt: skip


def spoken_phone(one: cast.Person) -> str:
    """As a sheet shows it, its spaces made ordinary as those of `text` are."""
    return " ".join(format_phone(normalise_phone(one.phone)).split())


def sheets() -> set[str]:
    return {f"synthese_{YEAR}-0001.pdf", *(f"orientation_{YEAR}-000{one}.pdf" for one in (1, 2))}


def test_what_was_typed_is_in_the_dossier_after_reopening(page: CasePage) -> None:
    head, youth = page.header, page.youth
    assert youth is not None
    assert head.status is CaseStatus.ACTIVE
    assert (head.group, head.group_question) == (cast.GROUP, cast.GROUP_QUESTION)
    assert head.agreement_status is AgreementStatus.ORAL
    assert youth.identity.first_name == cast.YOUTH.first_name
    assert youth.identity.coordinates.address == cast.ADDRESS
    assert youth.neighbourhood == cast.QUARTIER
    (mother,) = youth.guardians
    assert mother.entry.relationship_kind is Relationship.MOTHER
    assert mother.entry.first_name == cast.MOTHER.first_name
    (school,) = youth.schooling
    assert (school.situation, school.grade) == (Situation.LYCEE_PRO, GradeLevel.G2DE_PRO)
    assert school.school == cast.SCHOOL
    (report,) = page.reports
    assert report.reasons == (IntakeReason.ABSENTEEISM, IntakeReason.DROPOUT_RISK)
    assert report.note == cast.REASON_NOTE
    assert cast.CPE.last_name.upper() in report.reporter


def test_two_followed_children_live_in_one_family_with_their_mother(
    desk: Desk, page: CasePage
) -> None:
    assert page.youth is not None
    (family,) = page.youth.households
    assert family.name == cast.FAMILY
    brother, sister = family.members
    assert (brother.case_id, brother.until_on, sister.until_on) == (page.header.id, None, None)
    other = read_case(desk, sister.case_id)
    assert other.youth is not None
    assert other.youth.identity.first_name == cast.SISTER.first_name
    assert [one.id for one in other.youth.guardians] == [one.id for one in page.youth.guardians]


def test_the_plan_the_observations_and_the_orientations_are_there(
    desk: Desk, page: CasePage
) -> None:
    assert [one.title for one in page.plan] == [cast.FIRST_OBJECTIVE, cast.SECOND_OBJECTIVE]
    states = {one.title: (one.status, one.result) for two in page.plan for one in two.actions}
    assert states == {
        cast.ACTION_DONE: (ActionStatus.DONE, ActionResult.EFFECTIVE),
        cast.ACTION_NEXT: (ActionStatus.PLANNED, None),
        cast.ACTION_CELL: (ActionStatus.PLANNED, None),
    }
    said = {one.text: one.sharing_scope for one in observations.observations(desk, page.header.id)}
    assert said == {
        cast.KEPT_IN_THE_CELL: SharingScope.CELL,
        cast.TOLD_TO_THE_GROUP: SharingScope.GROUP,
    }
    assert {one.partner: one.status for one in page.referrals} == {
        cast.CFA: ReferralStatus.INTERVIEW_SET,
        cast.CMA: ReferralStatus.SENT,
    }
    (interview,) = [one.interview_at for one in page.referrals if one.interview_at]
    assert f"{interview.astimezone():%H:%M}" == "14:30"


def test_the_lists_show_it_all(desk: Desk) -> None:
    reports, _ = intake_list.intakes(desk)
    assert [one.status for one in reports] == [IntakeStatus.ADMISSIBLE]
    assert len(cases_list.cases(desk)[0]) == 2
    names = {one.name for one in partners_list.partners(desk)[0]}
    assert names == {cast.SCHOOL, cast.CFA, cast.CMA}


def test_the_synthesis_tells_the_group_what_it_needs(played: Played) -> None:
    text = played.text(f"synthese_{YEAR}-0001")
    for expected in (
        "Y. T.", f"{cast.YOUTH_AGE} ans", cast.QUARTIER, cast.GROUP, "2de professionnelle",
        "Établissement scolaire", "Absentéisme", "Risque de décrochage", "Accord oral",
        cast.ACTION_DONE, "effet positif", cast.ACTION_NEXT, cast.TOLD_TO_THE_GROUP, cast.CFA,
        "Entretien fixé", "Chambre de métiers", "Envoyée", "Quelle place en atelier",
        "Décision du groupe", "CONFIDENTIEL", "page 1/1",
    ):  # fmt: skip
        assert expected in text, expected


def test_the_synthesis_tells_nothing_else(played: Played) -> None:
    text = played.text(f"synthese_{YEAR}-0001").casefold()
    people = (cast.YOUTH, cast.SISTER, cast.MOTHER, cast.CPE, cast.CFA_CONTACT)
    hidden = [name for one in people for name in (one.last_name, one.first_name)]
    hidden += [spoken_phone(one) for one in people if one.phone]
    hidden += [
        "Aubépiniers", cast.POSTAL_CODE, "Simone-Ruff", cast.KEPT_IN_THE_CELL, "Ginkgo",
        cast.ACTION_CELL, "Sorbier", cast.REASON_NOTE, cast.FAMILY, cast.INTERNSHIP,
    ]  # fmt: skip
    assert [one for one in hidden if one.casefold() in text] == []


@pytest.mark.parametrize("number", ["0001", "0002"])
def test_an_orientation_tells_the_structure_what_it_needs_and_nothing_else(
    played: Played, number: str
) -> None:
    text = played.text(f"orientation_{YEAR}-{number}")
    partner, request = {
        "0001": (cast.CFA, "Positionnement"), "0002": (cast.CMA, "Information"),
    }[number]  # fmt: skip
    for expected in (
        cast.SENDER, partner, request, "TRÉVIDIC Yanis", cast.ADDRESS, "QUILLERET Hadjera",
        spoken_phone(cast.MOTHER), cast.FIRST_TRADE, cast.SECOND_TRADE, cast.INTERNSHIP,
        "Accord du représentant légal", "Coupon-réponse", cast.SCHOOL,
    ):  # fmt: skip
        assert expected in text, expected
    people = (cast.SISTER, cast.CPE)
    hidden = [name for one in people for name in (one.last_name, one.first_name)]
    hidden += [*cast.FORBIDDEN_OUTSIDE, "Absentéisme", "décrochage", cast.REASON_NOTE, "Ginkgo"]
    hidden += [cast.TOLD_TO_THE_GROUP, cast.ACTION_DONE, "place en atelier", cast.QUARTIER]
    hidden += [cast.CMA if number == "0001" else cast.CFA]
    assert [one for one in hidden if one.casefold() in text.casefold()] == []


def test_no_document_bears_a_name_in_what_surrounds_its_text(played: Played) -> None:
    for path in played.output.glob("*.pdf"):
        about = " ".join(str(value) for value in (PdfReader(path).metadata or {}).values())
        names = [one for one in cast.typed_names() if one.casefold() in about.casefold()]
        assert names == [], path.name


def test_nothing_typed_can_be_found_on_the_disk_but_in_the_saved_sheets(played: Played) -> None:
    names = [*cast.typed_names(), *(one.lstrip("0") for one in cast.typed_names() if one.isdigit())]
    found = traces([played.output, played.home], names)
    assert [one for one in found if one[0] not in sheets()] == []
    kept = [path for path in (played.home / "tmp").rglob("*") if path.is_file()]
    assert kept == [], "no temporary file is left"
