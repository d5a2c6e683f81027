"""The form that the gallery draws: real-length French questions and answers."""

from datetime import date

from app.ui.forms.spec import Field, FormSpec, Kind, Section, Width
from app.ui.widgets.choice import Choice

TODAY = date(2026, 11, 23)
REASONS = (
    "Absentéisme", "Risque de décrochage", "Rupture scolaire", "Exclusion temporaire",
    "Exclusion définitive", "Sans affectation", "Rupture de contrat d’apprentissage",
    "Ni école, ni formation, ni emploi", "Difficultés de comportement à l’école",
    "Demande d’appui à la parentalité", "Tranquillité / usage de l’espace public",
    "Difficulté dans les transports", "Situation signalée par le bailleur",
    "Jeune victime (violences, harcèlement, racket)", "Demande d’orientation ou de formation",
    "Autre",
)  # fmt: skip
SCHOOLS = tuple(
    Choice(str(n), words)
    for n, words in enumerate(
        (
            "Lycée Paul-Langevin",
            "Lycée polyvalent Jean-Pierre-Timbaud et Simone-Veil de Brétigny",
            "Collège Évariste-Galois", "CFA du bâtiment", "Chambre de métiers et de l’artisanat",
            "Mission locale", "PSAD", "Lycée Léonard-de-Vinci", "Lycée Œhmichen",
        )
    )
)  # fmt: skip
SPEC = FormSpec(
    "gallery",
    (
        Section("Qui signale\u202f?", ((
            Field("origin", "Origine", Kind.REFERENCE, required=True, choices=SCHOOLS),
            Field("author", "Auteur du signalement", Kind.REFERENCE, required=True, choices=SCHOOLS,
                  width=Width.LONG, creation="Créer le partenaire",
                  help="La personne et sa structure"),
            Field("received_on", "Reçu le", Kind.DATE, required=True, width=Width.SHORT),
        ),)),
        Section("Le jeune", (
            (
                Field("last_name", "Nom", Kind.NAME, required=True),
                Field("first_name", "Prénom", Kind.NAME, required=True),
                Field("birth", "Né(e) le", Kind.BIRTH_DATE, required=True,
                      help="Jour, mois ou année seulement"),
            ),
            (
                Field("sex", "Sexe", Kind.CHOICE,
                      choices=(Choice("F", "Féminin"), Choice("M", "Masculin"))),
                Field("phone", "Téléphone", Kind.PHONE),
                Field("email", "Adresse électronique", Kind.EMAIL, width=Width.LONG),
            ),
        )),
        Section("Motifs — cochez ce qui est constaté", (
            (Field("reasons", "Motifs", Kind.CHOICES, required=True, width=Width.FULL,
                   choices=tuple(Choice(str(n), r) for n, r in enumerate(REASONS))),),
            (Field("note", "Précision", Kind.LONG_TEXT, max_length=200, width=Width.FULL,
                   help="Faits utiles au suivi, rédigés de façon objective\u202f: la personne"
                        " peut en obtenir copie."),),
        )),
        Section("Danger", ((
            Field("danger", "Le jeune est-il en danger ou en risque de danger\u202f?", Kind.YES_NO,
                  required=True, width=Width.FULL,
                  missing="Réponse obligatoire\u202f: en cas de danger, la saisie s’arrête et les"
                          " bons interlocuteurs s’affichent (119, CRIP, procureur)."),
        ),)),
        Section("Divers", ((
            Field("hours", "Demi-journées d’absence", Kind.INTEGER, width=Width.SHORT),
            Field("password", "Mot de passe", Kind.PASSWORD),
            Field("number", "Dossier", Kind.READ_ONLY),
        ),)),
    ),
)  # fmt: skip
