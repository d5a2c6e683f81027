"""Closed lists of the writing control (domain § 2.3)."""

from app.models.enums.labelled import Labelled


class WritingCategory(Labelled):
    """What a free text should not hold without need."""

    OFFENCE = "OFFENCE", "Infractions et justice"
    HEALTH = "HEALTH", "Santé"
    ORIGIN = "ORIGIN", "Origine, religion, nationalité"
    JUDGEMENT = "JUDGEMENT", "Jugements de valeur"
    THIRD_PARTY = "THIRD_PARTY", "Données d’un tiers"
    ABSENCE = "ABSENCE", "Décompte d’absences"
    INE = "INE", "Numéro national d’élève"


class WritingReason(Labelled):
    """Why words that the control points out are kept as they are."""

    OTHER_SENSE = "OTHER_SENSE", "Pris dans un autre sens"
    NECESSARY = "NECESSARY", "Strictement nécessaire au suivi"
    PERSONS_WORDS = "PERSONS_WORDS", "Paroles de la personne"
