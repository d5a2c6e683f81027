"""What the writing control points out, and what it must let pass."""

import time
import timeit
from pathlib import Path

import pytest

from app.models.enums import WritingCategory as Kind
from app.services.rules.writing import WHY, TownWords, findings, vocabulary
from app.services.rules.writing_words import WORDED, read_line, shipped

LISTS = vocabulary()
FOLDER = Path(__file__).parent / "writing"


def found_in(text: str) -> list[tuple[Kind, str]]:
    return [(one.category, one.words) for one in findings(text, LISTS)]


def sentences(name: str) -> list[str]:
    """The lines of one of the two lists of sentences, comments left out."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [one for one in lines if one and not one.startswith("#")]


def words_in(text: str, lists: TownWords) -> list[str]:
    return [one.words for one in findings(text, vocabulary(lists))]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Il aurait commis un vol.", Kind.OFFENCE, ["vol"]),
        ("connu pour VOLS et recel", Kind.OFFENCE, ["VOLS", "recel"]),
        ("Placé en garde à vue hier", Kind.OFFENCE, ["garde à vue"]),
        ("deux gardes-à-vue", Kind.OFFENCE, ["gardes-à-vue"]),
        ("elle est mise en cause", Kind.OFFENCE, ["mise en cause"]),
        ("inscrit au TAJ, pas au STIC", Kind.OFFENCE, ["TAJ", "STIC"]),
        ("un casier vierge", Kind.OFFENCE, ["casier"]),
        ("TRAFIC de stupéfiants", Kind.OFFENCE, ["TRAFIC", "stupéfiants"]),
        ("suivi en pédopsychiatrie puis en psychiatrie", Kind.HEALTH, ["psychiatrie"]),
        ("TDAH diagnostiqué, sous traitement", Kind.HEALTH, ["TDAH", "diagnostiqué", "traitement"]),
        ("traitements et addictions", Kind.HEALTH, ["traitements", "addictions"]),
        ("Elle est enceinte", Kind.HEALTH, ["enceinte"]),
        ("famille rom, cousine des Roms", Kind.ORIGIN, ["rom", "Roms"]),
        ("d’origine malienne", Kind.ORIGIN, ["origine", "malienne"]),
        ("sans-papiers, de nationalité turque", Kind.ORIGIN,
         ["sans-papiers", "nationalité", "turque"]),
        ("porte le voile ; voilée", Kind.ORIGIN, ["voile", "voilée"]),
        ("musulmane pratiquante", Kind.ORIGIN, ["musulmane"]),
        ("Mère démissionnaire, fils fainéant", Kind.JUDGEMENT, ["démissionnaire", "fainéant"]),
        ("menteuse, fainéantes, paresseuses", Kind.JUDGEMENT,
         ["menteuse", "fainéantes", "paresseuses"]),
        ("une famille à problèmes", Kind.JUDGEMENT, ["famille à problèmes"]),
        ("Joindre M. Benali au 06 12 34 56 78", Kind.THIRD_PARTY,
         ["M. Benali au 06 12 34 56 78"]),
        ("tél. 0612345678", Kind.THIRD_PARTY, ["0612345678"]),
        ("+33 6 12 34 56 78 (Mme Diallo)", Kind.THIRD_PARTY, ["+33 6 12 34 56 78 (Mme Diallo"]),
        ("k.benali@exemple.fr", Kind.THIRD_PARTY, ["k.benali@exemple.fr"]),
        ("vient avec son frère Karim", Kind.THIRD_PARTY, ["frère Karim"]),
        ("sa demi-sœur, Inès MARTEL, aussi", Kind.THIRD_PARTY, ["demi-sœur, Inès MARTEL"]),
        ("12 absences depuis septembre", Kind.ABSENCE, ["12 absences"]),
        ("absent 4 jours", Kind.ABSENCE, ["absent 4 jours"]),
        ("Absente depuis trois semaines", Kind.ABSENCE, ["Absente depuis trois semaines"]),
        ("absences : 12", Kind.ABSENCE, ["absences : 12"]),
        ("10 demi-journées d’absence injustifiées", Kind.ABSENCE, ["10 demi-journées d’absence"]),
        ("une vingtaine d’heures d’absence", Kind.ABSENCE, ["vingtaine d’heures d’absence"]),
        ("a manqué 6 cours", Kind.ABSENCE, ["manqué 6 cours"]),
        ("quatre jours manqués", Kind.ABSENCE, ["quatre jours manqués"]),
        ("absent les 12, 13 et 14 mars", Kind.ABSENCE, ["absent les 12"]),
        ("absent plus de 10 demi-journées", Kind.ABSENCE, ["absent plus de 10 demi-journées"]),
        ("INE 120900123AB", Kind.INE, ["120900123AB"]),
    ],
)  # fmt: skip
def test_what_is_pointed_out(text: str, kind: Kind, words: list[str]) -> None:
    assert [one for one in found_in(text) if one[0] is kind] == [(kind, one) for one in words]


@pytest.mark.parametrize(
    "text",
    [
        "Le vol d’avion pour La Réunion est le 3 juillet, plan de vol reçu.",
        "Son vol à voile du mercredi, un vol libre.",
        "Traitement de la demande en cours ; le traitement du dossier par le CIO.",
        "BTS : traitement des métaux, traitement de texte.",
        "Parti à Rome avec sa classe. Le romarin, le roman.",
        "L’origine du signalement est le collège ; à l’origine de la demande, la CPE.",
        "Revient dans son collège d’origine.",
        "La clé de son casier du vestiaire est perdue.",
        "Stage de voile au club nautique, planche à voile.",
        "A séjourné à l’étranger, langue étrangère : anglais.",
        "Interdit d’entrer dans l’enceinte de l’établissement.",
        "Diagnostic territorial présenté en réunion.",
        "Rendez-vous avec la psychologue de l’Éducation nationale.",
        "Trafic SNCF perturbé : retard du RER.",
        "CAP cuisine : couteau de cuisine fourni.",
        "Prière de rappeler la mère avant 18 h.",
        "Inscrit au collège catholique du centre.",
        "Aménagement de la volière, volontaire, volet, avoir du volume.",
        "Il manque 3 jours de stage. Le père absent depuis 3 mois.",
        "Absence de réponse en 3 jours du collège.",
        "En l’absence de 2 parents, la tante signe.",
        "Absent à l’entretien du 12 mars. Le 12, absence excusée.",
        "Son frère aussi est suivi par la cellule ; son ami du club.",
        "Dossier 2026-0042, code 91100, réunion à 14 h 30, 3 objectifs sur 5.",
        "Seuil de 4 demi-journées atteint en mars.",
        "",
        "…;!\n\n",
    ],
)
def test_what_is_not_meant_passes(text: str) -> None:
    assert found_in(text) == []


def test_an_ordinary_sentence_of_the_cell_is_never_pointed_out() -> None:
    lines = [one for one in sentences("ordinary.txt") if found_in(one)]
    assert lines == []


def test_what_must_be_pointed_out_is_whatever_else_the_sentence_says() -> None:
    for line in sentences("pointed.txt"):
        kinds, _, text = line.partition(" | ")
        assert {str(kind) for kind, _ in found_in(text)} == set(kinds.split()), text


def test_accents_case_and_ways_of_writing_them_change_nothing() -> None:
    for text in ("fainéant", "FAINEANT", "faine\u0301ant", "fai\u00adnéant", "Fainéant"):
        assert found_in(f"un {text}.") == [(Kind.JUDGEMENT, text)]


def test_a_finding_says_where_its_words_stand() -> None:
    text = "L’œuvre d’un gitan : vol, vol d’avion, vol."
    assert [text[one.start : one.end] for one in findings(text, LISTS)] == ["gitan", "vol", "vol"]


def test_words_are_not_joined_across_a_stop() -> None:
    assert found_in("Il la garde. À vue d’œil, tout va bien.") == []


def test_every_category_says_why_in_one_sentence() -> None:
    assert WHY.keys() == set(Kind)
    assert all(one.endswith(".") and one.count(". ") == 0 for one in WHY.values())


def test_every_line_of_the_lists_reads_back_and_finds_itself() -> None:
    for kind in WORDED:
        keys = [entry.key for entry in shipped()[kind] if entry.words]
        assert len(keys) == len(set(keys)), kind
        for entry in shipped()[kind]:
            assert read_line(str(entry)) == entry
            bare = entry.words.rstrip("*!")
            found = found_in(f"{bare} Karim" if kind is Kind.THIRD_PARTY else bare)
            assert not bare or kind in [one for one, _ in found], entry
            for exception in entry.exceptions:
                text = exception.rstrip("*!").replace("*", "").replace("!", "")
                assert not [one for one in found_in(text) if one[0] is kind], exception


def test_the_town_adds_words_and_exceptions_and_puts_words_aside() -> None:
    own = TownWords(
        added=frozenset({(Kind.JUDGEMENT, "zonard"), (Kind.OFFENCE, "≠ vol Orly")}),
        aside=frozenset({(Kind.HEALTH, "cancer")}),
    )
    assert words_in("des zonardes, le vol Orly, un vol, un cancer", own) == ["zonardes", "vol"]
    assert words_in("des zonardes, un cancer", TownWords()) == ["cancer"]


def test_a_thousand_characters_take_less_than_two_milliseconds() -> None:
    line = "Le collège signale un jeune ; sa mère demande à venir, l’origine du vol est dite. "
    text = (line * 13)[:1000]
    spent = timeit.repeat(
        lambda: findings(text, LISTS), timer=time.process_time, number=5, repeat=40
    )
    assert min(spent) / 5 < 0.002
