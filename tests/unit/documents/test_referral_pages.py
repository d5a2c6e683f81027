"""An ordinary fiche d'orientation is one page with its reply slip; a long one flows, whole."""

from dataclasses import replace
from datetime import date

from app.services.documents.referral_sheet import ReferralSheet, SheetGuardian, render_referral
from tests.helpers.printed import words_of

TWO_GUARDIANS = ReferralSheet(
    sender="Ville de Valmont – Veille éducative",
    officer="C. Delmas",
    sender_phone="01 60 89 70 00",
    demonstration=False,
    number="2026-0107",
    drawn_on=date(2026, 11, 23),
    recipient="Chambre de métiers et de l’artisanat de l’Essonne, centre de formation d’apprentis",
    recipient_contact="Mme Roux, chargée d’admission",
    youth="OUEDRAOGO-LEFEBVRE Marie-Antoinette",
    birth="14/03/2011",
    sex="Féminin",
    minor=True,
    address="Bâtiment C, escalier 4, appartement 127, 12 rue des Tilleuls, 91100 Valmont",
    phone="06 12 34 56 78",
    email="marie.antoinette@example.org",
    guardians=(
        SheetGuardian("OUEDRAOGO-LEFEBVRE Nadia", "06 98 76 54 32"),
        SheetGuardian("LEFEBVRE Karim", None),
    ),
    request="Positionnement",
    reply_by=date(2026, 12, 8),
    last_grade="2de professionnelle",
    last_school="Lycée professionnel Paul-Langevin",
    diploma="DNB (brevet)",
    aims=("CAP maçon (RNCP38469)", "CAP carreleur mosaïste (RNCP38299)"),
    internships="Deux semaines en octobre 2026 chez un artisan maçon de Valmont, puis au centre "
    "technique municipal, avec l’équipe des bâtiments",
    employer_search="En cours",
    mobility="Transports en commun",
    available_from=date(2027, 1, 4),
    youth_agreed_on=date(2026, 11, 20),
    guardian_agreed_on=None,
)


def test_with_two_guardians_two_trades_and_a_long_partner_the_slip_stays_on_the_page() -> None:
    drawn = render_referral(TWO_GUARDIANS)
    assert drawn.pages == 1
    words = words_of(drawn)
    assert "OUEDRAOGO-LEFEBVRE Nadia – tél. 06 98 76 54 32" in words
    assert "LEFEBVRE Karim – téléphone non renseigné" in words
    assert "RNCP38299" in words
    assert "Coupon-réponse" in words


def test_a_really_long_sheet_goes_on_a_second_page_and_loses_nothing() -> None:
    many = tuple(SheetGuardian(f"TUTEUR-NUMERO Prenom{n}", f"06 00 00 00 {n:02}") for n in range(9))
    drawn = render_referral(
        replace(TWO_GUARDIANS, guardians=many, internships="Une semaine de stage. " * 9)
    )
    assert drawn.pages == 2
    words = words_of(drawn)
    assert "Prenom8" in words
    assert words.count("Coupon-réponse") == 1
    assert "Une semaine de stage." in words
