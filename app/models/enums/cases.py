"""Closed lists of the dossier: states, closure, observations, plan (domain §§ 1.5 and 1.6)."""

from app.models.enums.labelled import Labelled


class CaseKind(Labelled):
    """Whom a dossier is about."""

    YOUTH = "YOUTH", "Dossier individuel"
    HOUSEHOLD = "HOUSEHOLD", "Dossier familial"


class CaseStatus(Labelled):
    """Where a dossier stands (domain § 1.5)."""

    ASSESSMENT = "ASSESSMENT", "En évaluation"
    PRESENTED = "PRESENTED", "Présenté en groupe"
    ACTIVE = "ACTIVE", "Suivi en cours"
    SUSPENDED = "SUSPENDED", "Suivi suspendu"
    REVIEW = "REVIEW", "Bilan en cours"
    CLOSED = "CLOSED", "Clos"
    DUE = "DUE", "Au terme de conservation"
    ELIMINATED = "ELIMINATED", "Éliminé"


class ClosureReason(Labelled):
    """Why a follow-up ended (domain § 1.5)."""

    GOALS_MET = "GOALS_MET", "Objectifs atteints"
    BACK_TO_SCHOOL = "BACK_TO_SCHOOL", "Rescolarisation"
    IN_TRAINING = "IN_TRAINING", "Entrée en formation"
    APPRENTICESHIP = "APPRENTICESHIP", "Contrat d’apprentissage signé et maintenu"
    EMPLOYMENT = "EMPLOYMENT", "Accès à l’emploi"
    HANDED_OVER = "HANDED_OVER", "Relais pris par un dispositif de droit commun"
    MOVED_OUT = "MOVED_OUT", "Départ de la commune"
    FAMILY_DECLINED = "FAMILY_DECLINED", "Refus de la famille"
    YOUTH_DECLINED = "YOUTH_DECLINED", "Refus du jeune"
    LOST_CONTACT = "LOST_CONTACT", "Perdu de vue"
    AGE_LIMIT = "AGE_LIMIT", "Limite d’âge (25 ans)"
    OPENED_IN_ERROR = "OPENED_IN_ERROR", "Ouvert à tort"
    OBJECTION_UPHELD = "OBJECTION_UPHELD", "Opposition accueillie"
    DECEASED = "DECEASED", "Décès"


class SharingScope(Labelled):
    """Who may read, and whether it may print for the group; GROUP is never the default."""

    COORDINATOR_ONLY = "COORDINATOR_ONLY", "Coordonnateur seul"
    CELL = "CELL", "Cellule"
    GROUP = "GROUP", "Groupe territorial"


class ObservationKind(Labelled):
    """What an observation comes from (domain § 1.6.2)."""

    INTERVIEW = "INTERVIEW", "Entretien"
    CALL = "CALL", "Appel"
    PARTNER_FEEDBACK = "PARTNER_FEEDBACK", "Retour d’un partenaire"
    REVIEW = "REVIEW", "Bilan"
    OTHER = "OTHER", "Autre"


class ActionType(Labelled):
    """What an action of the plan consists in (domain § 1.6.5)."""

    YOUTH_INTERVIEW = "YOUTH_INTERVIEW", "Entretien jeune"
    FAMILY_INTERVIEW = "FAMILY_INTERVIEW", "Entretien famille"
    SCHOOL_MEDIATION = "SCHOOL_MEDIATION", "Médiation école-famille"
    DSDEN_CIO = "DSDEN_CIO", "Saisine DSDEN, CIO"
    RELAIS = "RELAIS", "Dispositif relais"
    BACK_TO_SCHOOL = "BACK_TO_SCHOOL", "Rescolarisation"
    CFA_REFERRAL = "CFA_REFERRAL", "Orientation CFA"
    CMA_REFERRAL = "CMA_REFERRAL", "Orientation CMA"
    ML_REFERRAL = "ML_REFERRAL", "Orientation mission locale"
    PSAD = "PSAD", "Saisine PSAD"
    PRE = "PRE", "PRE, accompagnement à la scolarité"
    WORK_DISCOVERY = "WORK_DISCOVERY", "Découverte métier, stage (PMSMP)"
    WORK_SITE = "WORK_SITE", "Chantier éducatif"
    SPORT_CLUB = "SPORT_CLUB", "Inscription club sportif"
    ASSOCIATION = "ASSOCIATION", "Inscription association"
    LANDLORD_MEDIATION = "LANDLORD_MEDIATION", "Médiation bailleur"
    TRANSPORT_MEDIATION = "TRANSPORT_MEDIATION", "Médiation transporteur"
    VICTIM_SUPPORT = "VICTIM_SUPPORT", "Aide aux victimes"
    PARENTAL_SUPPORT = "PARENTAL_SUPPORT", "Accompagnement parental (L. 141-2 CASF)"
    CDDF = "CDDF", "Passage en CDDF"
    MAYOR_REMINDER = "MAYOR_REMINDER", "Rappel à l’ordre du maire (L. 132-7 CSI)"
    PREVENTION_SPE = "PREVENTION_SPE", "Prévention spécialisée"
    SOCIAL_RELAY = "SOCIAL_RELAY", "Relais service social"
    CRIP = "CRIP", "Transmission CRIP (date seule)"
    OTHER = "OTHER", "Autre"


class ActionStatus(Labelled):
    """Where an action stands (domain § 1.5)."""

    PLANNED = "PLANNED", "Prévue"
    IN_PROGRESS = "IN_PROGRESS", "En cours"
    DONE = "DONE", "Réalisée"
    PARTIALLY_DONE = "PARTIALLY_DONE", "Réalisée en partie"
    NOT_DONE = "NOT_DONE", "Non réalisée"
    POSTPONED = "POSTPONED", "Reportée"
    CANCELLED = "CANCELLED", "Annulée"


class ActionResult(Labelled):
    """What an action gave; only once it is done, partially done or not done (domain § 1.6.5)."""

    EFFECTIVE = "EFFECTIVE", "Réalisée – effet positif"
    NO_EFFECT = "NO_EFFECT", "Réalisée – sans effet"
    PARTIAL = "PARTIAL", "Partielle"
    FAILED = "FAILED", "Non réalisée"
    REFUSED = "REFUSED", "Refusée par le jeune ou la famille"


class ContractAxis(Labelled):
    """The axis of the town's contract an action serves (domain § 1.1)."""

    EDUCATION = "EDUCATION", "Éducation"
    PREVENTION = "PREVENTION", "Prévention, animation, insertion"
    SECURITY = "SECURITY", "Sécurité"
