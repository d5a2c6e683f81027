import sys
import time
from subprocess import run

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.rules.passwords import PROFILE_BITS, Profile, assess, bits, canonical

GOOD = "qH7$wPz2!mK4"  # 12 characters of four classes


@pytest.mark.parametrize(
    ("length", "alphabet", "expected"),
    [(12, 99, 79.55), (12, 95, 78.84), (14, 62, 83.36), (13, 62, 77.40), (7, 7776, 90.47),
     (8, 72, 49.36), (16, 10, 53.15)],
)  # fmt: skip
def test_the_entropies_are_those_the_law_counts(
    length: int, alphabet: int, expected: float
) -> None:
    assert round(bits(length, alphabet), 2) == expected


@pytest.mark.parametrize("profile", Profile)
def test_each_profile_reaches_eighty_bits_as_the_cnil_rounds(profile: Profile) -> None:
    assert round(PROFILE_BITS[profile]) >= 80


@pytest.mark.parametrize(
    ("password", "profile"),
    [
        (GOOD, Profile.FOUR_CLASSES),  # 12 of 99, the example a strict « >= 80 » would refuse
        ("aB3xQ7mZ9kLp2R", Profile.THREE_CLASSES),  # 14 of 62
        ("le chat gris dort sous la table verte", Profile.PASSPHRASE),
        ("cheval-lampe-mardi-tuile-rouge-lac-nef", Profile.PASSPHRASE),  # 7 words
        ("Élan tonique à 7 h, tout près du vieux moulin", Profile.PASSPHRASE),
    ],
)
def test_the_three_examples_of_the_cnil_are_accepted(password: str, profile: Profile) -> None:
    advice = assess(password, login="c.duval", town="Valmont")
    assert advice.accepted
    assert advice.profile is profile
    assert advice.missing == ()


@pytest.mark.parametrize(
    "password",
    [
        "aB3xQ7mZ9kLp2",  # 13 of 62: 77.40 bits
        "qH7$wPz2",  # 8 of 72: 49.36 bits
        "7391846205173948",  # 16 digits: 53.15 bits
        "qH7$wPz2!mK",  # 11 characters
        "qhw$pz!mkrtz",  # no capital, no digit
        "cheval lampe mardi tuile rouge lac",  # 6 words
        "un le sac mi do sol la",  # 7 words, 22 characters
        "",
    ],
)
def test_what_falls_short_of_eighty_bits_is_refused(password: str) -> None:
    advice = assess(password)
    assert not advice.accepted
    assert advice.profile is None
    assert advice.missing


@pytest.mark.parametrize(
    ("password", "missing"),
    [
        ("qH7$wPz2!", ("Encore 3 caractères",)),
        ("qH7$wPz2!mK", ("Encore 1 caractère",)),
        ("qHw$wPz!!mKr", ("Ajoutez un chiffre",)),
        ("qh7$wpz2!mkr", ("Ajoutez une majuscule",)),
        ("QH7$WPZ2!MKR", ("Ajoutez une minuscule",)),
        ("aB3xQ7mZ9kLp", ("Ajoutez un signe (! ? - …), ou encore 2 caractères",)),
        ("qh7wp", ("Encore 7 caractères", "Ajoutez une majuscule", "Ajoutez un signe (! ? - …)")),
        ("le chat gris dort", ("Encore 3 mots", "Encore 13 caractères")),
        ("un un un un un un un un un un un un", ("Prenez 7 mots différents",)),
    ],
)
def test_what_is_missing_is_said_in_words(password: str, missing: tuple[str, ...]) -> None:
    assert assess(password).missing == missing


@pytest.mark.parametrize(
    "password",
    [
        "Soleil2024!!", "Marseille13013!", "M0td3p@sse2024!", "P4ssw0rd!P4ssw0rd!", "Azertyuiop1!",
        "Bonjour123Bonjour!", "Anne-Laure2019!", "!!!Doudou2015", "Éducation2026!",
        "Khadija-1998!!",
        "Jetaime-Jetaime1", "2026-Mairie-2026", "CORBEILessonnes91",
    ],
)  # fmt: skip
def test_a_common_word_is_refused_however_it_is_dressed(password: str) -> None:
    advice = assess(password)
    assert not advice.accepted
    assert advice.profile is not None
    assert advice.missing[0].startswith("Trop courant\u202f:")


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("Kz1!Kz1!Kz1!2", "Trop répétitif\u202f:"),
        ("Aa1!Aa1!Aa1!", "Trop répétitif\u202f:"),
        ("Abcdefghijk1!", "Trop facile\u202f: ces touches"),
        ("Mlkjhgfdsq12!!", "Trop facile\u202f: ces touches"),
        ("14032010Lea!", "Trop facile\u202f: une date"),
        ("0612345678-Aa", "Trop facile\u202f: une date"),
    ],
)
def test_walks_repetitions_and_dates_are_refused(password: str, said: str) -> None:
    advice = assess(password)
    assert not advice.accepted
    assert advice.missing[0].startswith(("Trop courant", said))


@pytest.mark.parametrize(
    "password", ["Duval-qH7$wPz2", "d.u.v.a.l-H7$wPz2", "cDUVALqH7$wPz2", "Duv4l-qH7$wPz2"]
)
def test_a_login_inside_is_refused(password: str) -> None:
    assert "Retirez votre identifiant" in assess(password, login="c.duval").missing
    assert assess(password, login="m.perrin").accepted


@pytest.mark.parametrize("password", ["Corbeil-H7$wPz2", "91Essonnes!zKw", "corb3il/H7$wPz2Q"])
def test_the_towns_name_inside_is_refused(password: str) -> None:
    advice = assess(password, town="Corbeil-Essonnes")
    assert "Retirez le nom de la commune" in advice.missing


def test_a_passphrase_may_not_hold_the_login_nor_the_town() -> None:
    phrase = "le chat gris dort sous la table verte de valmont"
    assert not assess(phrase, town="Valmont").accepted
    assert not assess(phrase, login="valmont").accepted
    assert assess(phrase).accepted


def test_a_short_login_or_none_does_not_stand_in_the_way() -> None:
    assert assess(GOOD, login="k4", town="").accepted


def test_accents_are_letters_and_one_form_is_kept_whatever_the_keyboard() -> None:
    apart = "e\u0301H7$wPz2!mK4"
    assert canonical(apart) == "éH7$wPz2!mK4"
    assert assess(apart) == assess(canonical(apart))
    assert assess("ÉàÇî7$ùêÔë2!").accepted


@given(st.text(max_size=60))
def test_accepted_means_that_nothing_is_missing(password: str) -> None:
    advice = assess(password, login="c.duval", town="Valmont")
    assert advice.accepted == (not advice.missing)
    assert not advice.accepted or advice.profile is not None


@given(st.text(min_size=6, max_size=40))
def test_no_sentence_repeats_the_password(password: str) -> None:
    advice = assess(f"Zx{password}", login=f"Zx{password}")
    assert not any(f"Zx{password}" in sentence for sentence in advice.missing)


@given(st.text(alphabet="abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789!$-", max_size=11))
def test_fewer_than_twelve_characters_are_never_enough(password: str) -> None:
    assert not assess(password).accepted


def test_the_first_answer_comes_at_once_and_the_next_while_typing() -> None:
    """A fresh process: the lists are read at the first complete password, not at import."""
    script = (
        "import time\n"
        "from app.services.rules.passwords import assess\n"
        "from app.services.rules import passwords\n"
        "assert passwords._common.cache_info().currsize == 0\n"
        "a = time.perf_counter(); assess('qH7$wPz2!mK4'); b = time.perf_counter()\n"
        "assess('qH7$wPz2!mK5'); c = time.perf_counter()\n"
        "print((b - a) * 1000, (c - b) * 1000)\n"
    )
    done = run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    first, next_one = map(float, done.stdout.split())
    assert first < 500  # some 20 ms here; the goal is 50, the margin is for a busy machine
    assert next_one < 50


def test_an_endless_password_is_assessed_in_no_time() -> None:
    start = time.perf_counter()
    assess("aB3!" * 5000)
    assert time.perf_counter() - start < 2
