"""What a sheet says and must not say, read back from the PDF by another program."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import String

from app.models.base import Base
from app.models.case import CaseFile, Observation
from app.models.enums import (
    ActionStatus,
    ActionType,
    PartnerType,
    ReferralStatus,
    SharingScope,
)
from app.models.organisation import Organisation
from app.models.plan import PlannedAction
from app.models.referral import Referral
from app.models.tables import METADATA
from app.models.youth import Youth
from app.services.documents.group_sheet import CONFIDENTIAL, IdentityLevel
from app.services.documents.whitelists import REFERRAL, SYNTHESIS, Audience
from app.services.documents.wording import NameInText, TellingWord
from app.services.prints import (
    referral,
    synthesis,
)
from tests.helpers.office import Office
from tests.helpers.printed import text_of
from tests.unit.documents.family import Family, make_family

HIDING = (IdentityLevel.INITIALS, IdentityLevel.CODE)
# Every text a person types that a fiche de synthèse, then a fiche d'orientation, may print.
SYNTHESIS_TEXTS = (
    (CaseFile, "case_id", "group_question", "Question posée au groupe"),
    (CaseFile, "case_id", "proposed_decision", "Décision proposée"),
    (PlannedAction, "action_id", "title", "Action"),
    (Observation, "observation_id", "text", "Observation du 18/11/2026"),
    (Referral, "referral_id", "first_trade", "Orientation"),
)
REFERRAL_TEXTS = (
    (Referral, "referral_id", "first_trade", "Premier métier"),
    (Referral, "referral_id", "second_trade", "Second métier"),
    (Referral, "referral_id", "internships", "Stages et immersions"),
)
TELLING = (
    "suivi par le CLSPD", "prévention de la DÉLINQUANCE", "connu de la police", "après signalement",
    "fiche de repérage", "sécurité intérieure", "article L. 132-5", "art. L132-5",
    "vu en groupe territorial", "groupes territoriaux",
)  # fmt: skip


# Names of the directory and of the town, and codes: chosen, not written about somebody.
CHOSEN = {
    "organisation", "youth", "guardian", "account", "partner", "partner_contact", "neighbourhood",
    "working_group",
}  # fmt: skip
CODES = {"case_file.file_number", "referral.number"}


@pytest.mark.parametrize(
    ("audience", "texts"), [(SYNTHESIS, SYNTHESIS_TEXTS), (REFERRAL, REFERRAL_TEXTS)]
)
def test_every_free_text_of_a_whitelist_is_tried_here(
    audience: Audience, texts: tuple[tuple[type[Base], str, str, str], ...]
) -> None:
    printed = {
        key
        for key in audience.columns.keys() - CODES
        if (table := key.partition(".")[0]) not in CHOSEN
        and isinstance(METADATA.tables[table].columns[key.partition(".")[2]].type, String)
        and not key.endswith("_code")
    }
    assert printed == {f"{model.__tablename__}.{column}" for model, _, column, _ in texts}


@pytest.fixture
def family(office: Office) -> Family:
    return make_family(office)


def test_a_sheet_shows_the_identity_at_the_level_chosen(family: Family) -> None:
    desk = family.office.desk()
    by_level = {level: text_of(synthesis(desk, family.case_id, level)) for level in IdentityLevel}
    assert "MARTEL Yanis" in by_level[IdentityLevel.NAME]
    assert "Y. M., né(e) en 2011" in by_level[IdentityLevel.INITIALS]
    assert "15 ans" in by_level[IdentityLevel.INITIALS]
    assert "12-15 ans" in by_level[IdentityLevel.CODE]
    for level in HIDING:
        assert "MARTEL" not in by_level[level]
        assert "Yanis" not in by_level[level]
    assert "Y. M." not in by_level[IdentityLevel.CODE]
    assert all("2026-0042" in text and CONFIDENTIAL in text for text in by_level.values())


def test_a_sheet_is_pseudonymous_unless_asked_otherwise(family: Family) -> None:
    assert "MARTEL" not in text_of(synthesis(family.office.desk(), family.case_id))


@pytest.mark.parametrize(("model", "number", "column", "label"), SYNTHESIS_TEXTS)
def test_a_name_of_the_family_in_any_free_text_stops_the_sheet(
    family: Family, model: type, number: str, column: str, label: str
) -> None:
    desk = family.office.desk()
    for name in ("Yanis", "martel", "DIALLO", "aminata", "Kevin", "Martel-Diallo"):
        family.change(model, getattr(family, number), **{column: f"Vu avec {name} au lycée"})
        for level in HIDING:
            with pytest.raises(NameInText) as stopped:
                synthesis(desk, family.case_id, level)
            assert label in stopped.value.sentence
            said = f"{stopped.value.sentence} {stopped.value.remedy} {stopped.value}"
            assert name.casefold() not in said.casefold()


def test_every_text_to_reword_is_named_at_once(family: Family) -> None:
    family.change(
        CaseFile, family.case_id, group_question="Pour Yanis ?", proposed_decision="Voir M. Martel"
    )
    with pytest.raises(NameInText) as stopped:
        synthesis(family.office.desk(), family.case_id)
    assert "Question posée au groupe" in stopped.value.sentence
    assert "Décision proposée" in stopped.value.sentence


def test_at_the_level_of_the_name_only_the_brother_stops_the_sheet(family: Family) -> None:
    desk = family.office.desk()
    family.change(
        CaseFile, family.case_id, group_question="Yanis Martel et Mme Diallo sont d’accord"
    )
    assert "Yanis Martel" in text_of(synthesis(desk, family.case_id, IdentityLevel.NAME))
    family.change(CaseFile, family.case_id, group_question="Comme pour Kévin")
    with pytest.raises(NameInText):
        synthesis(desk, family.case_id, IdentityLevel.NAME)


@pytest.mark.parametrize(("model", "number", "column", "label"), REFERRAL_TEXTS)
def test_a_referral_may_name_the_youth_and_the_mother_but_not_the_brother(
    family: Family, model: type, number: str, column: str, label: str
) -> None:
    desk = family.office.desk()
    family.change(model, getattr(family, number), **{column: "Yanis et Mme Diallo le veulent"})
    assert "Mme Diallo" in text_of(referral(desk, family.referral_id)).replace("\n", " ")
    family.change(model, getattr(family, number), **{column: "Comme son frère Kévin"})
    with pytest.raises(NameInText) as stopped:
        referral(desk, family.referral_id)
    assert label in stopped.value.sentence


@pytest.mark.parametrize(("model", "number", "column", "label"), REFERRAL_TEXTS)
def test_a_word_that_tells_where_the_contact_comes_from_stops_the_referral(
    family: Family, model: type, number: str, column: str, label: str
) -> None:
    desk = family.office.desk()
    for words in TELLING:
        family.change(model, getattr(family, number), **{column: words})
        with pytest.raises(TellingWord) as stopped:
            referral(desk, family.referral_id)
        assert label in stopped.value.sentence


def test_ordinary_words_do_not_stop_the_referral(family: Family) -> None:
    family.change(Referral, family.referral_id, internships="Métropolitain, signalisation, 1325 h")
    assert "signalisation" in text_of(referral(family.office.desk(), family.referral_id))


def test_a_referral_of_a_prevention_cell_says_nothing_of_it(family: Family) -> None:
    name = "Cellule CLSPD – prévention de la délinquance"
    family.change(Organisation, 1, cell_name=name, town_name=name)
    family.change(CaseFile, family.case_id, origin_type=PartnerType.POLICE_MUNICIPALE)
    text = text_of(referral(family.office.desk(), family.referral_id)).casefold()
    assert "ville de valmont – veille éducative" in text
    for word in (
        "clspd", "délinquance", "police", "signalement", "repérage", "sécurité intérieure",
        "132-5", "groupe territorial",
    ):  # fmt: skip
        assert word not in text


def test_a_sender_that_tells_stops_the_referral(family: Family) -> None:
    family.change(Organisation, 1, sender_name="Mairie – CLSPD")
    with pytest.raises(TellingWord):
        referral(family.office.desk(), family.referral_id)


def test_a_referral_of_an_adult_names_no_guardian(family: Family) -> None:
    desk = family.office.desk()
    assert "DIALLO Aminata" in text_of(referral(desk, family.referral_id))
    day = date(2008, 1, 2)
    family.change(Youth, family.youth_id, birth_earliest=day, birth_latest=day)
    text = text_of(referral(desk, family.referral_id))
    assert "DIALLO" not in text
    assert "représentant légal" not in text


@pytest.mark.parametrize("scope", [SharingScope.CELL, SharingScope.COORDINATOR_ONLY])
def test_what_is_not_shared_with_the_group_never_prints(
    family: Family, scope: SharingScope
) -> None:
    family.observation("Marqueur d’observation", on=date(2026, 11, 20), scope=scope)
    family.change(PlannedAction, family.action_id, sharing_scope=scope)
    text = text_of(synthesis(family.office.desk(), family.case_id))
    assert "Marqueur" not in text
    assert "Rencontre au lycée" not in text
    assert "Aucune action partagée" in text


def test_only_the_three_latest_shared_observations_print(family: Family) -> None:
    for day in range(1, 5):
        family.observation(
            f"Note numéro {day}", on=date(2026, 11, 18 + day), scope=SharingScope.GROUP
        )
    text = text_of(synthesis(family.office.desk(), family.case_id))
    assert [day for day in range(1, 5) if f"Note numéro {day}" in text] == [2, 3, 4]
    assert "Intéressé" not in text


def test_a_transmission_to_the_crip_never_prints(family: Family) -> None:
    family.change(PlannedAction, family.action_id, action_type=ActionType.CRIP, title="Écrit")
    assert "Écrit" not in text_of(synthesis(family.office.desk(), family.case_id))


@pytest.mark.parametrize(
    "origin", [PartnerType.POLICE_NATIONALE, PartnerType.PJJ, PartnerType.HEALTH]
)
def test_an_origin_that_would_say_too_much_is_not_named(
    family: Family, origin: PartnerType
) -> None:
    family.change(CaseFile, family.case_id, origin_type=origin)
    text = text_of(synthesis(family.office.desk(), family.case_id))
    assert origin.label not in text
    assert "Autre institution" in text


def test_a_cancelled_action_or_referral_is_no_part_of_the_sheet(family: Family) -> None:
    family.change(PlannedAction, family.action_id, status=ActionStatus.CANCELLED)
    family.change(Referral, family.referral_id, status=ReferralStatus.CANCELLED)
    text = text_of(synthesis(family.office.desk(), family.case_id))
    assert "Rencontre au lycée" not in text
    assert "CFA du bâtiment" not in text


def test_what_is_planned_is_not_listed_as_done(family: Family) -> None:
    desk = family.office.desk()
    family.change(PlannedAction, family.action_id, status=ActionStatus.DONE)
    assert "Ce qui est prévu" not in text_of(synthesis(desk, family.case_id))
    for status in (ActionStatus.PLANNED, ActionStatus.NOT_DONE):
        family.change(PlannedAction, family.action_id, status=status)
        text = text_of(synthesis(desk, family.case_id))
        assert text.index("Aucune action partagée") < text.index("Ce qui est prévu")
        assert text.index("Ce qui est prévu") < text.index("Rencontre au lycée")


def test_a_demonstration_says_so_on_every_page(family: Family) -> None:
    family.change(Organisation, 1, is_demonstration=True)
    for number in range(3):
        family.observation(
            "Une phrase assez longue. " * 39,
            on=date(2026, 11, 20 - number),
            scope=SharingScope.GROUP,
        )
    desk = family.office.desk()
    sheet = synthesis(desk, family.case_id)
    assert sheet.pages == 2
    for document in (sheet, referral(desk, family.referral_id)):
        for page in PdfReader(BytesIO(document.content)).pages:
            assert "DÉMONSTRATION" in page.extract_text()
