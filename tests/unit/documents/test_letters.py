"""What leaves towards the author and the family: what each letter says, and never says."""

from datetime import date

import pytest
from reportlab.lib.units import mm
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import FixedClock
from app.errors import Conflict, Invalid, Refused
from app.models.case import CaseFile
from app.models.desk import JournalEntry
from app.models.enums import (
    JournalAction,
    NoticeChannel,
    NoticeTo,
    PartnerType,
    Role,
)
from app.models.intake import IntakeReport
from app.models.organisation import Organisation
from app.models.youth import Guardian, Youth
from app.pdfium import opened
from app.services.desk import Actor, Desk
from app.services.documents.feedback_slip import FeedbackSlip
from app.services.documents.letter_template import letter
from app.services.documents.notice_letter import NoticeLetter
from app.services.documents.whitelists import FEEDBACK, NOTICE, Audience
from app.services.notices import NoticeEntry, prepare_notices, read_notice, record_notice
from app.services.prints import (
    Output,
    PrintedDocument,
    RestrictedCase,
    draw,
    record_output,
)
from app.services.report_prints import prepare_feedback
from tests.helpers.office import MONDAY, Office
from tests.helpers.printed import words_of
from tests.unit.documents.family import Family, make_family
from tests.unit.documents.marked_office import fill

TODAY = date(2026, 11, 23)


@pytest.fixture
def family(office: Office) -> Family:
    return make_family(office)


def wanted(text: str) -> None:
    """Everything that RGPD art. 14 and domain § 2.5 want in a notice."""
    for said in (
        "commune de Valmont", "maire", "dpo@valmont.example", "intérêt public", "identité",
        "établissement scolaire", "trois ans", "25 ans", "copie", "corriger", "CNIL", "TSA 80715",
    ):  # fmt: skip
        assert said.casefold() in text.casefold(), said


def test_a_minor_of_fifteen_and_the_representative_each_have_their_letter(family: Family) -> None:
    family.change(Organisation, 1, dpo_contact="dpo@valmont.example")
    family.change(CaseFile, family.case_id, origin_type=PartnerType.SCHOOL)
    text = words_of(draw(prepare_notices(family.office.desk(), family.case_id)))
    parents, minor = text.split("Un dossier à votre nom")
    wanted(parents)
    assert "article 6" in parents
    assert "votre enfant" in parents
    assert "Qu’est-ce qu’on y écrit" in minor
    for said in ("dpo@valmont.example", "trois ans", "25 ans", "CNIL", "intérêt public"):
        assert said in minor
    assert "ignalement" not in text
    assert "délinquance" not in text


@pytest.mark.parametrize(
    ("born", "to"),
    [
        (date(2016, 1, 5), NoticeTo.GUARDIANS),
        (date(2014, 11, 23), NoticeTo.BOTH),
        (date(2014, 11, 24), NoticeTo.GUARDIANS),
        (date(2008, 11, 24), NoticeTo.BOTH),
        (date(2008, 11, 23), NoticeTo.YOUTH),
    ],
)
def test_the_age_says_who_is_written_to(family: Family, born: date, to: NoticeTo) -> None:
    family.change(Youth, family.youth_id, birth_earliest=born, birth_latest=born)
    desk = family.office.desk()
    assert read_notice(desk, family.case_id).wanted is to
    text = words_of(draw(prepare_notices(desk, family.case_id)))
    assert ("concernant votre enfant" in text) is (to is not NoticeTo.YOUTH)
    assert ("Un dossier à votre nom" in text) is (to is NoticeTo.BOTH)
    assert ("Vous êtes majeur(e)" in text) is (to is NoticeTo.YOUTH)


def test_in_doubt_about_the_age_the_representatives_are_told(family: Family) -> None:
    family.change(
        Youth, family.youth_id, birth_earliest=date(2008, 1, 1), birth_latest=date(2008, 12, 31)
    )
    state = read_notice(family.office.desk(), family.case_id)
    assert state.wanted is NoticeTo.BOTH


@pytest.mark.parametrize(
    "origin",
    [PartnerType.POLICE_NATIONALE, PartnerType.LANDLORD, PartnerType.FAMILY, PartnerType.HEALTH],
)
def test_an_origin_that_would_betray_its_author_is_not_said(
    family: Family, origin: PartnerType
) -> None:
    family.change(CaseFile, family.case_id, origin_type=origin)
    text = words_of(draw(prepare_notices(family.office.desk(), family.case_id)))
    assert "d’une personne ou d’un service en contact avec la commune" in text
    assert origin.label.casefold() not in text.casefold()


def test_the_town_s_own_words_take_the_place_of_the_usual_ones(family: Family) -> None:
    family.change(
        Organisation, 1, town_name="Évry", notice_purpose="aider chacun à choisir sa voie.",
        notice_recipients="les trois agents de la cellule",
    )  # fmt: skip
    text = words_of(draw(prepare_notices(family.office.desk(), family.case_id)))
    assert "Il sert à aider chacun à choisir sa voie. " in text
    assert "les trois agents de la cellule." in text
    assert "la commune d’Évry" in text
    assert "groupe de travail" not in text


def test_a_minor_whose_representatives_are_not_known_still_has_their_letter(
    family: Family, office: Office
) -> None:
    with Session(office.engine) as session, session.begin():
        for link in session.get_one(Youth, family.youth_id).guardianships:
            link.parental_authority = False
    text = words_of(draw(prepare_notices(office.desk(), family.case_id)))
    assert "Aux représentants légaux de MARTEL Yanis" in text


def _where(drawn: PrintedDocument, page: int, words: str) -> tuple[float, float]:
    """How far from the top of the sheet, and how high the letters are, in millimetres."""
    with opened(drawn.content) as document:
        found = document[page].get_textpage().search(words).get_next()
        assert found is not None, words
        _, bottom, _, top = document[page].get_textpage().get_charbox(found[0])
        height: float = document[page].get_height()
    return (height - top) / mm, (top - bottom) / mm


def test_an_ordinary_letter_holds_on_one_page_with_its_address_in_the_envelope_s_window(
    family: Family,
) -> None:
    drawn = draw(prepare_notices(family.office.desk(), family.case_id))
    assert drawn.pages == 3, "two letters on leaves of their own"
    for page in (0, 2):
        top, _ = _where(drawn, page, "Référence")  # on the line where the address begins
        assert 45 < top < 60


def test_a_long_letter_is_set_closer_and_loses_nothing(family: Family) -> None:
    usual = draw(prepare_notices(family.office.desk(), family.case_id))
    family.change(
        Organisation, 1, notice_purpose="aider chacun à choisir sa voie, " * 12 + "en ami",
        notice_recipients="les agents de la cellule, " * 12 + "tous tenus au secret",
    )  # fmt: skip
    long = draw(prepare_notices(family.office.desk(), family.case_id))
    assert "tous tenus au secret" in words_of(long)
    assert "www.cnil.fr" in words_of(long)
    assert _where(long, 0, "Madame")[1] < _where(usual, 0, "Madame")[1]


def test_letters_obey_the_rights_of_their_dossier(family: Family) -> None:
    office = family.office
    prepare_notices(office.desk(Role.CLERK, groups=(office.north,)), family.case_id)
    with pytest.raises(Refused):
        prepare_notices(office.desk(Role.CASE_OFFICER, groups=(office.south,)), family.case_id)
    family.change(CaseFile, family.case_id, processing_restricted=True)
    with pytest.raises(RestrictedCase):
        prepare_notices(office.desk(), family.case_id)


def test_a_letter_that_leaves_is_journalled_by_numbers_only(family: Family) -> None:
    desk = family.office.desk()
    record_output(desk, draw(prepare_notices(desk, family.case_id)), Output.PRINT)
    with Session(family.office.engine) as session:
        rows = list(session.scalars(select(JournalEntry).order_by(JournalEntry.id)))
    assert [(row.action, row.detail) for row in rows] == [
        (JournalAction.READ, "notice 2026-0042"),
        (JournalAction.PRINT, "notice 2026-0042 copies=1"),
    ]


def test_what_was_sent_is_noted_with_its_date_and_channel(family: Family) -> None:
    desk = family.office.desk(Role.CLERK, groups=(family.office.north,))
    state = read_notice(desk, family.case_id)
    entry = NoticeEntry(TODAY, NoticeChannel.LETTER, NoticeTo.BOTH, state.version)
    family.change(CaseFile, family.case_id, notice_sent_on=None)
    record_notice(desk, family.case_id, entry)
    state = read_notice(desk, family.case_id)
    assert (state.sent_on, state.channel, state.to) == (
        TODAY, NoticeChannel.LETTER, NoticeTo.BOTH,
    )  # fmt: skip
    with pytest.raises(Conflict):
        record_notice(desk, family.case_id, entry)
    with pytest.raises(Invalid) as stopped:
        record_notice(desk, family.case_id, NoticeEntry(date(2026, 12, 1), None, None, 1))
    assert stopped.value.problems.keys() == {"sent_on", "channel", "to"}


@pytest.mark.parametrize("name", ["guardians", "minor", "adult", "family"])
def test_a_template_asks_for_nothing_that_is_not_given(name: str) -> None:
    given = dict.fromkeys(
        ("Controller", "controller", "head", "cell", "dpo", "youth", "born", "family", "opened_on",
         "source", "purpose", "recipients"), "X",
    )  # fmt: skip
    pieces = letter(name, given)
    assert not [piece.text for piece in pieces if "{" in piece.text or " :" in piece.text]
    with pytest.raises(KeyError):
        letter(name, {})


def test_a_plain_letter_keeps_its_sentences_short() -> None:
    given = dict.fromkeys(
        ("Controller", "controller", "cell", "dpo", "opened_on", "source", "purpose",
         "recipients"), "X",
    )  # fmt: skip
    for piece in letter("minor", given):
        for sentence in piece.text.replace("\u202f?", ".").replace("\u202f:", ".").split("."):
            assert len(sentence.split()) <= 26, sentence


@pytest.mark.parametrize("audience", [FEEDBACK, NOTICE], ids=lambda one: one.code)
def test_no_column_outside_its_whitelist_reaches_a_letter(
    office: Office, audience: Audience
) -> None:
    marked = fill(office.engine)
    with Session(office.engine) as session, session.begin():  # its marker is a term long past
        session.get_one(IntakeReport, 1).elimination_due_on = None
    desk = Desk(
        office.engine, Actor(1, "C. Delmas", frozenset({Role.COORDINATOR})), FixedClock(MONDAY)
    )
    prepare = prepare_feedback if audience is FEEDBACK else prepare_notices
    text = words_of(draw(prepare(desk, 1))).casefold()
    allowed = {marker for key, marker in marked.all.items() if key in audience.columns}
    leaks = [
        key
        for key, marker in (marked.texts | marked.days).items()
        if key not in audience.columns and marker.casefold() in text and marker not in allowed
    ]
    assert leaks == []
    assert marked.texts["organisation.sender_name"].casefold() in text
    if audience is FEEDBACK:
        assert marked.texts["intake_report.last_name"].casefold() not in text
        assert marked.texts["intake_report.author_reference"].casefold() in text


@pytest.mark.parametrize(("audience", "sheet"), [(FEEDBACK, FeedbackSlip), (NOTICE, NoticeLetter)])
def test_a_letter_s_whitelist_feeds_fields_that_exist(audience: Audience, sheet: type) -> None:
    assert audience.fields <= set(sheet.__dataclass_fields__)


def test_a_guardian_s_own_address_is_used_when_it_differs(family: Family, office: Office) -> None:
    with Session(office.engine) as session, session.begin():
        guardian = session.scalars(select(Guardian)).first()
        assert guardian is not None
        guardian.address, guardian.city = "7 rue Basse", "Corbreuse"
    assert "7 rue Basse" in words_of(draw(prepare_notices(office.desk(), family.case_id)))
