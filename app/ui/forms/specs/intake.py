"""What the form of a signalement asks, in the order of a telephone call (domain § 1.6.1)."""

from collections.abc import Callable, Sequence
from functools import partial

from app.services.choices import (
    ExpectedSupport,
    FamilyPosition,
    GradeLevel,
    IntakeReason,
    PartnerType,
    PriorStep,
    Relationship,
    ReportSubject,
    Sex,
    Situation,
    labelled,
)
from app.services.rules.identifiers import normalise_postal_code
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Values, Width
from app.ui.widgets.choice import Choice

NOTE_LIMIT, PLACE_LIMIT, REFERENCE_LIMIT = 200, 80, 40
YOUTH, FAMILY, UNKNOWN = ReportSubject.YOUTH, ReportSubject.FAMILY, ReportSubject.UNKNOWN
_FAMILY = {str(PartnerType.FAMILY), str(PartnerType.YOUTH)}
_OTHER = str(IntakeReason.OTHER)


def _about(*subjects: ReportSubject) -> Callable[[Values], bool]:
    """Asked of those subjects only; of a young person while nothing is said."""
    return lambda answers: (answers["subject"] or YOUTH) in subjects


_YOUTH, _NAMED, _UNKNOWN = _about(YOUTH), _about(YOUTH, FAMILY), _about(UNKNOWN)


def _nowhere(answers: Values) -> bool:
    return _UNKNOWN(answers) and not answers["school"]


def _told_named(answers: Values) -> bool:
    return _NAMED(answers) and _told(answers)


def _named_body(answers: Values) -> bool:
    return answers["origin_type"] not in _FAMILY


def _other_reason(answers: Values) -> bool:
    chosen = answers["reasons"]
    return isinstance(chosen, tuple) and _OTHER in chosen


def _told(answers: Values) -> bool:
    return answers["family_informed"] is True


def _ticked(code: str, answers: Values) -> bool:
    chosen = answers["prior_steps"]
    return isinstance(chosen, tuple) and code in chosen


def step_day(code: str) -> str:
    """The field of the day of a step already taken."""
    return f"prior_on_{code.lower()}"


#: The days of the steps, each asked once its step is ticked.
STEPS = frozenset(step_day(str(one)) for one in PriorStep)


def _choices(closed_list: type) -> tuple[Choice, ...]:
    return tuple(Choice(*one) for one in labelled(closed_list))


def _reasons() -> tuple[Choice, ...]:
    """The reasons in the few words that a grid can hold; the list's own where there are none."""
    short = {
        IntakeReason.APPRENTICESHIP_BREAK: "Rupture d’apprentissage",
        IntakeReason.NO_ACTIVITY: "Ni école ni emploi",
        IntakeReason.SCHOOL_CONDUCT: "Comportement à l’école",
        IntakeReason.PARENTING_SUPPORT: "Appui à la parentalité",
        IntakeReason.NEIGHBOURHOOD: "Espace public",
        IntakeReason.TRANSPORT: "Transports",
        IntakeReason.HOUSING_LINK: "Logement (bailleur)",
        IntakeReason.VICTIM: "Jeune victime",
        IntakeReason.ORIENTATION_REQUEST: "Orientation, formation",
        IntakeReason.OTHER: "Autre, à préciser",
    }
    return tuple(Choice(str(one), short.get(one, one.label)) for one in IntakeReason)


def intake_spec(
    *,
    neighbourhoods: Sequence[Choice] = (),
    groups: Sequence[Choice] = (),
    transmitted: Callable[[], bool] = lambda: False,
) -> FormSpec:
    """The form, with the town's own quartiers and groups.

    Once a danger was `transmitted`, its question is no longer asked.
    """
    steps = _choices(PriorStep)
    return FormSpec(
        "intake",
        (
            Section(
                "Qui signale\u202f?",
                (
                    (
                        Field("origin_type", "Origine", Kind.CHOICE, required=True,
                              choices=_choices(PartnerType)),
                        Field("reporter", "Auteur", Kind.REFERENCE,
                              placeholder="Structure ou interlocuteur",
                              creation="Créer la structure ou la personne",
                              visible_when=_named_body, required_when=_named_body),
                    ),
                    (
                        Field("received_on", "Reçu le", Kind.DATE, required=True,
                              width=Width.SHORT),
                        Field("author_reference", "Sa référence", max_length=REFERENCE_LIMIT,
                              width=Width.MEDIUM),
                    ),
                ),
            ),
            Section(
                "Qui est concerné\u202f?",
                (
                    (
                        Field("subject", "Il s’agit de", Kind.CHOICE,
                              choices=_choices(ReportSubject), width=Width.FULL),
                    ),
                    (
                        Field("last_name", "Nom", Kind.NAME, required=True, max_length=60,
                              visible_when=_NAMED),
                        Field("first_name", "Prénom", Kind.NAME, required=True, max_length=60,
                              visible_when=_YOUTH),
                        Field("birth", "Né(e) le", Kind.BIRTH_DATE, required=True,
                              width=Width.MEDIUM, visible_when=_YOUTH),
                        Field("place", "Lieu où on le voit", max_length=PLACE_LIMIT,
                              watched=True,
                              required_when=_nowhere, visible_when=_UNKNOWN, width=Width.FULL,
                              missing="Dites où ce jeune est vu\u202f: un lieu ou un "
                              "établissement"),
                    ),
                    (
                        Field("usage_name", "Nom d’usage", Kind.NAME, max_length=60,
                              visible_when=_YOUTH),
                        Field("sex", "Sexe", Kind.CHOICE, required=True, choices=_choices(Sex),
                              visible_when=_YOUTH),
                    ),
                    (
                        Field("situation", "Situation", Kind.CHOICE, required=True,
                              choices=_choices(Situation), visible_when=_YOUTH),
                        Field("grade", "Classe", Kind.CHOICE, choices=_choices(GradeLevel),
                              width=Width.SHORT, visible_when=_YOUTH),
                        Field("school", "Établissement", Kind.REFERENCE, width=Width.LONG,
                              placeholder="École, collège, lycée, CFA",
                              creation="Créer l’établissement",
                              visible_when=_about(YOUTH, UNKNOWN)),
                    ),
                    (
                        Field("neighbourhood", "Quartier", Kind.REFERENCE,
                              choices=tuple(neighbourhoods)),
                        Field("group", "Groupe territorial", Kind.REFERENCE, required=True,
                              choices=tuple(groups)),
                    ),
                ),
            ),
            Section(
                "Motifs — cochez ce qui est constaté",
                (
                    (
                        Field("reasons", "Motifs", Kind.CHOICES, required=True,
                              choices=_reasons(), width=Width.FULL),
                    ),
                    (
                        Field("reason_note", "Précision", Kind.LONG_TEXT, max_length=NOTE_LIMIT,
                              width=Width.FULL, required_when=_other_reason,
                              help="Faits utiles au suivi, rédigés de façon objective\u202f: "
                              "la personne peut en obtenir copie."),
                    ),
                ),
            ),
            Section(
                "Danger",
                (
                    (
                        Field("danger", "Le jeune est-il en danger ou en risque de danger\u202f?",
                              Kind.YES_NO, required=True, width=Width.FULL,
                              help="En cas de danger, la saisie s’arrête et les bons "
                              "interlocuteurs s’affichent (119, CRIP, procureur).",
                              missing="Réponse obligatoire avant d’enregistrer le signalement",
                              visible_when=lambda _answers: not transmitted()),
                    ),
                ),
            ),
            Section(
                "La famille",
                (
                    (
                        Field("family_informed", "Est-elle informée\u202f?",
                              Kind.YES_NO, required=True, visible_when=_NAMED),
                        Field("family_informed_on", "Informée le", Kind.DATE, width=Width.SHORT,
                              visible_when=_told_named),
                        Field("family_informed_by", "Par qui", max_length=80,
                              visible_when=_told_named),
                    ),
                    (
                        Field("family_position", "Sa position", Kind.CHOICE, width=Width.FULL,
                              choices=_choices(FamilyPosition), visible_when=_NAMED),
                    ),
                ),
            ),
            Section(
                "Où joindre le jeune ou sa famille",
                (
                    (
                        Field("phone", "Téléphone", Kind.PHONE, width=Width.SHORT,
                              visible_when=_NAMED),
                        Field("email", "Courriel", Kind.EMAIL, max_length=120,
                              visible_when=_NAMED),
                    ),
                    (
                        Field("address", "Adresse", max_length=200, width=Width.LONG,
                              visible_when=_NAMED),
                        Field("postal_code", "Code postal", Kind.IDENTIFIER, width=Width.SHORT,
                              parse=normalise_postal_code, visible_when=_NAMED),
                        Field("city", "Commune", max_length=80, visible_when=_NAMED),
                    ),
                ),
            ),
            Section(
                "Ce qui a été fait, ce qui est attendu",
                (
                    (
                        Field("prior_steps", "Démarches déjà engagées par l’auteur", Kind.CHOICES,
                              choices=steps, width=Width.FULL, columns=3),
                    ),
                    tuple(
                        Field(step_day(code), f"{words}, le", Kind.DATE, width=Width.SHORT,
                              visible_when=partial(_ticked, code))
                        for code, words, _also in steps
                    ),
                    (
                        Field("expected_support", "Attente à l’égard de la cellule", Kind.CHOICE,
                              choices=_choices(ExpectedSupport), width=Width.FULL),
                    ),
                ),
            ),
        ),
    )  # fmt: skip


def guardian_spec(at: int) -> FormSpec:
    """The questions about one legal representative."""
    return FormSpec(
        f"intake.guardian{at}",
        (
            Section(
                "",
                (
                    (
                        Field("relationship_kind", "Lien avec le jeune", Kind.CHOICE,
                              required=True, choices=_choices(Relationship)),
                        Field("last_name", "Nom", Kind.NAME, required=True, max_length=60),
                        Field("first_name", "Prénom", Kind.NAME, max_length=60),
                    ),
                    (
                        Field("phone", "Téléphone", Kind.PHONE, width=Width.SHORT),
                        Field("email", "Courriel", Kind.EMAIL, max_length=120),
                        Field("parental_authority", "Autorité parentale", Kind.YES_NO,
                              width=Width.SHORT),
                    ),
                    (
                        Field("address", "Adresse, si elle diffère", max_length=200,
                              width=Width.FULL),
                    ),
                ),
            ),
        ),
        numbered=False,
    )  # fmt: skip
