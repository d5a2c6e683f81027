"""Closed lists of what is attached to a dossier, who reads it again, and the persons' rights."""

from app.models.enums.labelled import Labelled


class AttachmentKind(Labelled):
    """What a document is, as its own bytes say it."""

    PDF = "PDF", "PDF"
    JPEG = "JPEG", "Image JPEG"
    PNG = "PNG", "Image PNG"


class RestrictionReason(Labelled):
    """Why the processing of a dossier is restricted (RGPD art. 18.1 and 21.1)."""

    OBJECTION = "OBJECTION", "Opposition reçue"
    ACCURACY = "ACCURACY", "Exactitude contestée"
    KEPT_ON_REQUEST = "KEPT_ON_REQUEST", "Conservation à la demande de la personne"


class LiftReason(Labelled):
    """Why a restriction ends (RGPD art. 18.2 and 18.3)."""

    OVERRIDDEN = "OVERRIDDEN", "Opposition écartée, pour un motif légitime et impérieux"
    CORRECTED = "CORRECTED", "Données vérifiées ou rectifiées"
    WITHDRAWN = "WITHDRAWN", "Demande retirée par la personne"
    SET_IN_ERROR = "SET_IN_ERROR", "Limitation posée par erreur"


class OverrideReason(Labelled):
    """Why a dossier may go to a group before the family is informed (RGPD art. 14.5)."""

    CHILD_AT_RISK = "CHILD_AT_RISK", "L’informer exposerait le jeune à un risque"
    UNREACHABLE = "UNREACHABLE", "Personne n’a pu être joint, malgré plusieurs démarches"
    ALREADY_TOLD = "ALREADY_TOLD", "La famille a déjà reçu toute l’information"
    URGENT = "URGENT", "L’intérêt du jeune ne permet pas d’attendre"


class ArchiveReason(Labelled):
    """Why closed dossiers are searched (AU-038 art. 5): no free words, which would name someone."""

    NEW_REPORT = "NEW_REPORT", "Nouveau signalement sur la même personne"
    PERSON_REQUEST = "PERSON_REQUEST", "Demande de la personne ou de sa famille"
    BEFORE_OPENING = "BEFORE_OPENING", "Vérification avant ouverture d’un dossier"
    DUPLICATES = "DUPLICATES", "Recherche de dossiers en double"
    ARCHIVES_REQUEST = "ARCHIVES_REQUEST", "Demande d’un service d’archives"
