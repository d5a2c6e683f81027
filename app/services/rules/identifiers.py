"""Codes of schools, bodies, places and people's contact points (domain § 3.8).

Each `normalise_…` takes what was typed and returns the canonical form that is stored, or
raises `IdentifierProblem`, whose sentence and remedy are shown under the field.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from app.errors import UserFacingError

UAI_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"  # 23 letters: no I, O, Q
_LA_POSTE = "356000000"

_UAI = re.compile(r"(\d{7})([A-Z])", re.ASCII)
_COMMUNE = re.compile(r"(?:\d{5}|2[AB]\d{3})", re.ASCII)
_POSTAL = re.compile(r"\d{5}", re.ASCII)
_DEPARTMENT = r"(?:\d{3}|02[AB]|2[AB]0)"
_QPV_2015 = re.compile(rf"QP{_DEPARTMENT}\d{{3}}", re.ASCII)
_QPV_2024 = re.compile(rf"QN{_DEPARTMENT}\d{{2}}[A-Z]", re.ASCII)
_RNCP = re.compile(r"(RNCP|RS)0*([1-9]\d{0,4})", re.ASCII)
_ROME = re.compile(r"[A-N]\d{4}", re.ASCII)
_DIPLOMA = re.compile(r"[0-9A-Z]{8}", re.ASCII)
_EMAIL = re.compile(
    r"[\w.!#$%&'*+/=?^`{|}~-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)
_SEPARATORS = re.compile(r"[\s.\-_/\u00a0\u202f]+")

_TEN_DIGIT_REGIONS = ("FR", "RE", "GP", "MQ", "GF", "YT")  # elsewhere one dials with « + »


class IdentifierProblem(UserFacingError):
    """A code that cannot be right; `code` says which check failed."""


def _compact(text: str) -> str:
    return _SEPARATORS.sub("", text).upper()


def luhn(digits: str) -> bool:
    """Whether the last digit is the Luhn key of the others (ISO/IEC 7812-1)."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def normalise_uai(text: str) -> str:
    """A school's UAI (formerly RNE): 7 digits and their control letter, « 0951099D »."""
    found = _UAI.fullmatch(_compact(text))
    if found is None:
        raise IdentifierProblem(
            "Un code UAI compte 7 chiffres et une lettre.",
            remedy="Exemple\u202f: 0951099D. Il figure dans l’annuaire de l’éducation.",
            code="uai_form",
        )
    if UAI_LETTERS[int(found[1]) % len(UAI_LETTERS)] != found[2]:
        raise IdentifierProblem(
            "La lettre de ce code UAI ne correspond pas à ses chiffres.",
            remedy="Vérifiez les 7 chiffres et la lettre.",
            code="uai_key",
        )
    return found[0]


def normalise_siret(text: str) -> str:
    """A body's SIRET: 14 digits, Luhn key.

    La Poste numbers most of its offices so that the sum of the digits is a multiple of five
    instead; its head office passes Luhn. Either is accepted for its SIREN, 356 000 000.
    """
    digits = _compact(text)
    if not re.fullmatch(r"\d{14}", digits, re.ASCII):
        raise IdentifierProblem(
            "Un numéro SIRET compte 14 chiffres.",
            remedy="Les 9 du SIREN, puis 5 pour l’établissement.",
            code="siret_form",
        )
    post_office = digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0
    if digits == "0" * 14 or not (luhn(digits) or post_office):
        raise IdentifierProblem(
            "Ce numéro SIRET est inexact.",
            remedy="Un chiffre est faux ou deux sont inversés\u202f: comparez-le à la source.",
            code="siret_key",
        )
    return digits


def normalise_commune_code(text: str) -> str:
    """A commune's Insee code: 5 digits, or 2A or 2B and 3 digits. Not its postal code."""
    code = _compact(text)
    if not _COMMUNE.fullmatch(code) or code[:2] in {"00", "20", "96", "99"}:
        raise IdentifierProblem(
            "Un code commune Insee compte 5 caractères.",
            remedy="Exemples\u202f: 91174, 2A004. Ce n’est pas le code postal.",
            code="commune_form",
        )
    return code


def normalise_postal_code(text: str) -> str:
    """A French postal code: 5 digits, 01000 to 98999. Corsica is 20xxx."""
    code = _compact(text)
    if not _POSTAL.fullmatch(code) or not "01000" <= code <= "98999":
        raise IdentifierProblem(
            "Un code postal compte 5 chiffres.", remedy="Exemple\u202f: 91100.", code="postal_form"
        )
    return code


class QpvVintage(IntEnum):
    """Which list of priority areas (quartiers prioritaires) a code belongs to."""

    V2015 = 2015
    V2024 = 2024  # overseas: in force since 1 January 2025


@dataclass(frozen=True, slots=True)
class PriorityArea:
    """A priority area's code with its vintage: the two lists do not match one another."""

    code: str
    vintage: QpvVintage


def normalise_qpv(text: str) -> PriorityArea:
    """A priority area: « QP091012 » (2015) or « QN09112M » (2024). Only its form is checked."""
    code = _compact(text)
    if _QPV_2015.fullmatch(code):
        return PriorityArea(code, QpvVintage.V2015)
    if _QPV_2024.fullmatch(code):
        return PriorityArea(code, QpvVintage.V2024)
    raise IdentifierProblem(
        "Ce code de quartier prioritaire n’a pas la forme attendue.",
        remedy="QP et 6 chiffres (liste de 2015), ou QN, 5 chiffres et une lettre (2024).",
        code="qpv_form",
    )


def normalise_certification(text: str) -> str:
    """A certification of the national registers: « RNCP37537 », « RS5616 »."""
    found = _RNCP.fullmatch(_compact(text))
    if found is None:
        raise IdentifierProblem(
            "Un code de certification commence par RNCP ou RS.",
            remedy="Exemple\u202f: RNCP37537. Il figure sur le site de France compétences.",
            code="certification_form",
        )
    return f"{found[1]}{found[2]}"


def normalise_rome(text: str) -> str:
    """A trade of the ROME: a letter from A to N and 4 digits, « D1102 »."""
    code = _compact(text)
    if not _ROME.fullmatch(code):
        raise IdentifierProblem(
            "Un code ROME compte une lettre et 4 chiffres.",
            remedy="Exemple\u202f: D1102, boulangerie.",
            code="rome_form",
        )
    return code


def normalise_diploma_code(text: str) -> str:
    """A diploma's code in the national education's nomenclature: 8 letters or digits."""
    code = _compact(text)
    if not _DIPLOMA.fullmatch(code):
        raise IdentifierProblem(
            "Un code diplôme compte 8 caractères.",
            remedy="Exemple\u202f: 50022141. Le champ peut rester vide.",
            code="diploma_form",
        )
    return code


def normalise_aim_code(text: str) -> str:
    """The code of what a young person aims at: RNCP or RS, a diploma's, or a trade's (ROME)."""
    for one in (normalise_certification, normalise_rome, normalise_diploma_code):
        try:
            return one(text)
        except IdentifierProblem:
            continue
    raise IdentifierProblem(
        "Ce code n’est ni RNCP, ni celui d’un diplôme, ni ROME.",
        remedy="Exemples\u202f: RNCP37537, 50022141, F1703. Le champ peut rester vide.",
        code="aim_form",
    )


def normalise_email(text: str) -> str:
    """An e-mail address, checked lightly; the part after @ goes to lower case."""
    address = text.strip()
    local, at, domain = address.rpartition("@")
    if not _EMAIL.fullmatch(address) or ".." in address or local[:1] == "." or local[-1:] == ".":
        raise IdentifierProblem(
            "Cette adresse électronique est incomplète.",
            remedy="Exemple\u202f: prenom.nom@exemple.fr.",
            code="email_form",
        )
    return f"{local}{at}{domain.lower()}"


def normalise_phone(text: str) -> str:
    """A telephone number in the international form that is stored, « +33123456789 ».

    Takes ten digits as dialled in the mainland or overseas, « +33 », « 0033 », a « (0) »
    after the country, and foreign numbers that begin with « + ».
    """
    # phonenumbers costs some 30 ms to import: only those who type a number pay it.
    import phonenumbers  # noqa: PLC0415

    typed = re.sub(r"(?<=\d)\s*\(0\)", "", text.strip())
    typed = re.sub(r"^00", "+", typed)
    if re.fullmatch(r"[\d\s+().\-/\u00a0\u202f\u2011]{4,30}", typed):
        for region in _TEN_DIGIT_REGIONS:
            try:
                number = phonenumbers.parse(typed, region)
            except phonenumbers.NumberParseException:
                continue
            if phonenumbers.is_valid_number(number):
                return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    raise IdentifierProblem(
        "Ce numéro de téléphone n’existe pas sous cette forme.",
        remedy="Écrivez ses 10 chiffres, ou +\u00a0et l’indicatif pour l’étranger.",
        code="phone_form",
    )


def format_phone(stored: str) -> str:
    """A stored number as it is printed: « 01 23 45 67 89 », « +32 2 123 45 67 » abroad.

    The spaces are no-break (U+00A0). What is not a stored form is returned untouched.
    """
    french = re.fullmatch(r"\+(33|262|590|594|596)(\d{9})", stored)
    if french:
        digits = "0" + french[2]
        return "\u00a0".join(digits[at : at + 2] for at in range(0, 10, 2))
    if not re.fullmatch(r"\+\d{4,15}", stored):
        return stored
    import phonenumbers  # noqa: PLC0415 - as above: only foreign numbers pay for it

    shown = phonenumbers.format_number(
        phonenumbers.parse(stored), phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return shown.replace(" ", "\u00a0")
