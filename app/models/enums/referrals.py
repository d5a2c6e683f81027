"""Closed lists of the orientation towards a CFA or a Chambre de métiers (domain § 3.7)."""

from app.models.enums.labelled import Labelled


class ReferralStatus(Labelled):
    """Where an orientation stands."""

    DRAFT = "DRAFT", "Brouillon"
    CONSENT_PENDING = "CONSENT_PENDING", "Accord en attente"
    SENT = "SENT", "Envoyée"
    REMINDED = "REMINDED", "Relancée"
    ACKNOWLEDGED = "ACKNOWLEDGED", "Reçue par la structure"
    INTERVIEW_SET = "INTERVIEW_SET", "Entretien fixé"
    NO_SHOW = "NO_SHOW", "Absent à l’entretien"
    INTERVIEW_DONE = "INTERVIEW_DONE", "Entretien réalisé"
    WAITLISTED = "WAITLISTED", "Liste d’attente"
    ADMITTED = "ADMITTED", "Admis – recherche d’employeur"
    CONTRACT_SIGNED = "CONTRACT_SIGNED", "Contrat signé"
    STARTED = "STARTED", "Entrée effective"
    HELD_3M = "HELD_3M", "Maintien à 3 mois"
    HELD_6M = "HELD_6M", "Maintien à 6 mois"
    BROKEN = "BROKEN", "Rupture de contrat"
    COMPLETED = "COMPLETED", "Parcours achevé"
    DECLINED = "DECLINED", "Refusée par la structure"
    DROPPED = "DROPPED", "Abandon du jeune"
    NO_ANSWER = "NO_ANSWER", "Sans réponse"
    CANCELLED = "CANCELLED", "Annulée"
    CLOSED = "CLOSED", "Close"


class ReferralRequest(Labelled):
    """What is asked of the training centre."""

    INFORMATION = "INFORMATION", "Information"
    ENTRETIEN_ORIENTATION = "ENTRETIEN_ORIENTATION", "Entretien d’orientation"
    POSITIONNEMENT = "POSITIONNEMENT", "Positionnement"
    INSCRIPTION = "INSCRIPTION", "Inscription"
    PREPA_APPRENTISSAGE = "PREPA_APPRENTISSAGE", "Prépa-apprentissage"
    IMMERSION = "IMMERSION", "Immersion"
    RECHERCHE_EMPLOYEUR = "RECHERCHE_EMPLOYEUR", "Recherche d’employeur"
    MEDIATION_RUPTURE = "MEDIATION_RUPTURE", "Médiation après rupture"


class EmployerSearch(Labelled):
    """How far the search for an employer is."""

    AUCUNE = "AUCUNE", "Non commencée"
    EN_COURS = "EN_COURS", "En cours"
    EMPLOYEUR_IDENTIFIE = "EMPLOYEUR_IDENTIFIE", "Employeur identifié"
    PROMESSE = "PROMESSE", "Promesse d’embauche"


class Mobility(Labelled):
    """How the young person gets about."""

    TRANSIT = "TRANSIT", "Transports en commun"
    LICENCE_AM = "LICENCE_AM", "Permis AM"
    LICENCE_B = "LICENCE_B", "Permis B"
    BIKE = "BIKE", "Vélo"
    FAMILY_CAR = "FAMILY_CAR", "Accompagné(e) en voiture"
    NONE = "NONE", "Sans moyen de transport"


class DeclineReason(Labelled):
    """Why a structure refused."""

    LEVEL = "LEVEL", "Prérequis, niveau"
    AGE = "AGE", "Âge"
    FULL = "FULL", "Plus de place"
    NO_EMPLOYER = "NO_EMPLOYER", "Pas d’employeur"
    INCOMPLETE = "INCOMPLETE", "Dossier incomplet"
    OUT_OF_AREA = "OUT_OF_AREA", "Hors zone"
    OTHER = "OTHER", "Autre"


class DropReason(Labelled):
    """Why the young person gave up; health is not offered (domain § 3.7)."""

    NEW_PROJECT = "NEW_PROJECT", "Changement de projet"
    TRANSPORT = "TRANSPORT", "Mobilité, transport"
    HOUSING = "HOUSING", "Logement"
    RESOURCES = "RESOURCES", "Ressources"
    FAMILY = "FAMILY", "Famille"
    NO_NEWS = "NO_NEWS", "Sans nouvelles"
    OTHER_SOLUTION = "OTHER_SOLUTION", "Autre solution trouvée"
    OTHER = "OTHER", "Autre"
