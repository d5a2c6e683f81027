"""Closed lists about people: the young person, the guardians, the household (domain § 1.6)."""

from app.models.enums.labelled import Labelled


class Sex(Labelled):
    """As the file needs it (AU-038 art. 3)."""

    FEMALE = "FEMALE", "Fille, femme"
    MALE = "MALE", "Garçon, homme"


class Relationship(Labelled):
    """What a guardian is to the young person."""

    MOTHER = "MOTHER", "Mère"
    FATHER = "FATHER", "Père"
    STEP_PARENT = "STEP_PARENT", "Beau-parent"
    GRANDPARENT = "GRANDPARENT", "Grand-parent"
    SIBLING = "SIBLING", "Frère ou sœur majeur(e)"
    OTHER_FAMILY = "OTHER_FAMILY", "Autre membre de la famille"
    TUTOR = "TUTOR", "Tuteur, tutrice"
    FOSTER = "FOSTER", "Lieu d’accueil"
    OTHER = "OTHER", "Autre"


class ContactKind(Labelled):
    """What one reaches a person by."""

    ADDRESS = "ADDRESS", "Adresse"
    PHONE = "PHONE", "Téléphone"
    EMAIL = "EMAIL", "Courriel"


class HomeSharing(Labelled):
    """How a child's time is shared between two homes; one home alone needs no such word."""

    MAIN = "MAIN", "Foyer principal"
    ALTERNATING = "ALTERNATING", "Résidence alternée"
    WEEKENDS = "WEEKENDS", "Week-ends et vacances"
    OCCASIONAL = "OCCASIONAL", "De temps en temps"


class AgreementStatus(Labelled):
    """How far the person adheres to the follow-up: practice, not the legal basis (domain § 2.1)."""

    NOT_ASKED = "NOT_ASKED", "Non demandée"
    ASKED = "ASKED", "Demandée"
    WRITTEN = "WRITTEN", "Accord écrit"
    ORAL = "ORAL", "Accord oral"
    DECLINED = "DECLINED", "Refusée"
    WITHDRAWN = "WITHDRAWN", "Retirée"


class NoticeChannel(Labelled):
    """How the persons were informed (RGPD art. 14, domain § 2.5)."""

    LETTER = "LETTER", "Courrier"
    HAND = "HAND", "Remise en main propre"
    INTERVIEW = "INTERVIEW", "En entretien"
    EMAIL = "EMAIL", "Courriel"


class NoticeTo(Labelled):
    """Who was informed."""

    GUARDIANS = "GUARDIANS", "Représentants légaux"
    YOUTH = "YOUTH", "Jeune"
    BOTH = "BOTH", "Jeune et représentants légaux"
