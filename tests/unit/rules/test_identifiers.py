import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn as other_luhn

from app.services.rules.identifiers import (
    UAI_LETTERS,
    IdentifierProblem,
    PriorityArea,
    QpvVintage,
    format_phone,
    luhn,
    normalise_certification,
    normalise_commune_code,
    normalise_diploma_code,
    normalise_email,
    normalise_phone,
    normalise_postal_code,
    normalise_qpv,
    normalise_rome,
    normalise_siret,
    normalise_uai,
)


@pytest.mark.parametrize(
    "code", ["0951099D", "0750654D", "0752524L", "0920131T", "6200001G", "7200009X"]
)
def test_real_uai_codes_pass(code: str) -> None:
    assert normalise_uai(code) == code
    assert normalise_uai(f" {code[:3]} {code[3:7]} {code[7].lower()} ") == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [("0750654E", "uai_key"), ("0750654", "uai_form"), ("075065D4", "uai_form"), ("", "uai_form")],
)
def test_a_wrong_uai_says_what_is_wrong(typed: str, code: str) -> None:
    with pytest.raises(IdentifierProblem, match=code) as refused:
        normalise_uai(typed)
    assert refused.value.remedy


@given(st.integers(0, 9_999_999), st.integers(0, 6), st.integers(1, 9))
def test_one_wrong_digit_is_seen_in_a_uai(n: int, place: int, shift: int) -> None:
    digits = f"{n:07d}"
    code = digits + UAI_LETTERS[n % 23]
    assert normalise_uai(code) == code
    wrong = digits[:place] + str((int(digits[place]) + shift) % 10) + code[place + 1 :]
    with pytest.raises(IdentifierProblem):
        normalise_uai(wrong)


def test_uai_letters_leave_out_those_that_mislead() -> None:
    assert len(UAI_LETTERS) == 23
    assert not set("IOQ") & set(UAI_LETTERS)


@pytest.mark.parametrize("typed", ["73282932000074", "732 829 320 00074", "35600000000048"])
def test_a_siret_passes_luhn(typed: str) -> None:
    assert normalise_siret(typed) == typed.replace(" ", "")


def test_a_siren_passes_luhn() -> None:
    assert luhn("732829320")
    assert not luhn("732829321")


def test_an_office_of_la_poste_passes_by_the_sum_of_its_digits() -> None:
    office = "35600000009075"  # the digits add up to 35
    assert not luhn(office)
    assert normalise_siret(office) == office
    with pytest.raises(IdentifierProblem, match="siret_key"):
        normalise_siret("35600000009076")
    with pytest.raises(IdentifierProblem, match="siret_key"):
        normalise_siret("73282932000077")  # sum 50 helps nobody else


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("73282932000075", "siret_key"),
        ("7328293200007", "siret_form"),
        ("00000000000000", "siret_key"),
        ("٧٣٢٨٢٩٣٢٠٠٠٠٧٤", "siret_form"),
    ],
)
def test_a_wrong_siret_says_what_is_wrong(typed: str, code: str) -> None:
    with pytest.raises(IdentifierProblem, match=code):
        normalise_siret(typed)


@given(st.from_regex(r"[0-9]{1,20}", fullmatch=True))
def test_luhn_agrees_with_another_implementation(digits: str) -> None:
    assert luhn(digits) == other_luhn.is_valid(digits)


@pytest.mark.parametrize("code", ["91174", "2A004", "2B033", "97411", "75056", "98818"])
def test_commune_codes_pass(code: str) -> None:
    assert normalise_commune_code(code.lower()) == code


@pytest.mark.parametrize("typed", ["9117", "2C004", "20004", "00123", "911745", "A1174"])
def test_what_is_no_commune_code_is_refused(typed: str) -> None:
    with pytest.raises(IdentifierProblem, match="commune_form"):
        normalise_commune_code(typed)


@pytest.mark.parametrize("typed", ["91100", "01000", "20090", "97400", "91 100"])
def test_postal_codes_pass(typed: str) -> None:
    assert normalise_postal_code(typed) == typed.replace(" ", "")


@pytest.mark.parametrize("typed", ["9110", "00999", "2A100", "99123"])
def test_what_is_no_postal_code_is_refused(typed: str) -> None:
    with pytest.raises(IdentifierProblem, match="postal_form"):
        normalise_postal_code(typed)


@pytest.mark.parametrize(
    ("typed", "code", "vintage"),
    [
        ("QP091012", "QP091012", QpvVintage.V2015),
        ("qp974001", "QP974001", QpvVintage.V2015),
        ("QN09112M", "QN09112M", QpvVintage.V2024),
        ("QN 075 01 N", "QN07501N", QpvVintage.V2024),
        ("qn97401i", "QN97401I", QpvVintage.V2024),
        ("QP02A001", "QP02A001", QpvVintage.V2015),
        ("QN02B01I", "QN02B01I", QpvVintage.V2024),
    ],
)
def test_priority_areas_keep_their_vintage(typed: str, code: str, vintage: QpvVintage) -> None:
    assert normalise_qpv(typed) == PriorityArea(code, vintage)


@pytest.mark.parametrize(
    "typed", ["QP09101", "QN091123", "QX091012", "091012", "QN0911M", "QP02C001"]
)
def test_what_is_no_priority_area_is_refused(typed: str) -> None:
    with pytest.raises(IdentifierProblem, match="qpv_form"):
        normalise_qpv(typed)


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("0123456789", "+33123456789", "01 23 45 67 89"),
        ("01 23 45 67 89", "+33123456789", "01 23 45 67 89"),
        ("01.23.45.67.89", "+33123456789", "01 23 45 67 89"),
        ("06-12-34-56-78", "+33612345678", "06 12 34 56 78"),
        ("+33 1 23 45 67 89", "+33123456789", "01 23 45 67 89"),
        ("+33 (0)1 23 45 67 89", "+33123456789", "01 23 45 67 89"),
        ("0033123456789", "+33123456789", "01 23 45 67 89"),
        ("0262 12 34 56", "+262262123456", "02 62 12 34 56"),
        ("0690 12 34 56", "+590690123456", "06 90 12 34 56"),
        ("0696 12 34 56", "+596696123456", "06 96 12 34 56"),
        ("0694 12 34 56", "+594694123456", "06 94 12 34 56"),
        ("0639 69 12 34", "+262639691234", "06 39 69 12 34"),
        ("+687 27 12 34", "+687271234", "+687 27.12.34"),
        ("+32 2 555 12 12", "+3225551212", "+32 2 555 12 12"),
    ],
)
def test_phones_are_stored_one_way_and_printed_in_pairs(
    typed: str, stored: str, shown: str
) -> None:
    assert normalise_phone(typed) == stored
    assert format_phone(stored) == shown.replace(" ", "\u00a0")
    assert normalise_phone(format_phone(stored)) == stored


@pytest.mark.parametrize(
    "typed", ["", "012345678", "271234", "01234567890", "0012", "appelle-moi", "0000000000"]
)
def test_what_is_no_phone_is_refused(typed: str) -> None:
    with pytest.raises(IdentifierProblem, match="phone_form"):
        normalise_phone(typed)


def test_a_phone_already_free_text_is_shown_as_it_is() -> None:
    assert format_phone("poste 12") == "poste 12"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" Prenom.Nom@Exemple.FR ", "Prenom.Nom@exemple.fr"),
        ("cfa+contact@ac-versailles.fr", "cfa+contact@ac-versailles.fr"),
    ],
)
def test_emails_pass(typed: str, stored: str) -> None:
    assert normalise_email(typed) == stored


@pytest.mark.parametrize(
    "typed", ["nom", "nom@", "@exemple.fr", "nom@exemple", "a b@exemple.fr", "a..b@exemple.fr",
              ".a@exemple.fr", "a.@exemple.fr", "a@b@exemple.fr", "a@-exemple.fr"]
)  # fmt: skip
def test_what_is_no_email_is_refused(typed: str) -> None:
    with pytest.raises(IdentifierProblem, match="email_form"):
        normalise_email(typed)


def test_codes_of_trades_and_certifications_are_checked_by_their_form() -> None:
    assert normalise_certification("rncp 37537") == "RNCP37537"
    assert normalise_certification("RS5616") == "RS5616"
    assert normalise_rome("d1102") == "D1102"
    assert normalise_diploma_code("500 22141") == "50022141"
    for check, typed in (
        (normalise_certification, "37537"),
        (normalise_certification, "RNCP375370"),
        (normalise_rome, "D110"),
        (normalise_rome, "Z1102"),
        (normalise_diploma_code, "5002214"),
    ):
        with pytest.raises(IdentifierProblem, match="_form"):
            check(typed)


def test_no_sentence_repeats_what_was_typed() -> None:
    for check in (normalise_uai, normalise_siret, normalise_phone, normalise_email, normalise_qpv):
        with pytest.raises(IdentifierProblem) as refused:
            check("Yanis Martel")
        problem = refused.value
        assert "Martel" not in f"{problem} {problem.sentence} {problem.remedy}"
