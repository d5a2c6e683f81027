"""Closed lists of the fiche de repérage (domain § 1.6.1)."""

from app.models.enums.labelled import Labelled


class IntakeReason(Labelled):
    """Why a young person is reported: needs, never offences."""

    ABSENTEEISM = "ABSENTEEISM", "Absentéisme"
    DROPOUT_RISK = "DROPOUT_RISK", "Risque de décrochage"
    DROPOUT = "DROPOUT", "Rupture scolaire"
    TEMP_EXCLUSION = "TEMP_EXCLUSION", "Exclusion temporaire"
    PERM_EXCLUSION = "PERM_EXCLUSION", "Exclusion définitive"
    NO_PLACE = "NO_PLACE", "Sans affectation"
    APPRENTICESHIP_BREAK = "APPRENTICESHIP_BREAK", "Rupture de contrat d’apprentissage"
    NO_ACTIVITY = "NO_ACTIVITY", "Ni école, ni formation, ni emploi"
    SCHOOL_CONDUCT = "SCHOOL_CONDUCT", "Difficultés de comportement à l’école"
    PARENTING_SUPPORT = "PARENTING_SUPPORT", "Demande d’appui à la parentalité"
    NEIGHBOURHOOD = "NEIGHBOURHOOD", "Tranquillité, usage de l’espace public"
    TRANSPORT = "TRANSPORT", "Difficulté dans les transports"
    HOUSING_LINK = "HOUSING_LINK", "Situation signalée par le bailleur"
    VICTIM = "VICTIM", "Jeune victime (violences, harcèlement, racket)"
    ORIENTATION_REQUEST = "ORIENTATION_REQUEST", "Demande d’orientation ou de formation"
    OTHER = "OTHER", "Autre"


class ReportSubject(Labelled):
    """Whom a signalement is about: one young person, a family, or somebody not yet named."""

    YOUTH = "YOUTH", "Un jeune"
    FAMILY = "FAMILY", "Une famille"
    UNKNOWN = "UNKNOWN", "Un jeune inconnu"


class IntakeStatus(Labelled):
    """Where a signalement stands (domain § 1.5)."""

    DRAFT = "DRAFT", "Brouillon"
    RECEIVED = "RECEIVED", "À qualifier"
    ADMISSIBLE = "ADMISSIBLE", "Retenu"
    REDIRECTED = "REDIRECTED", "Réorienté"
    NOT_RETAINED = "NOT_RETAINED", "Sans suite"


class FamilyPosition(Labelled):
    """What the family thinks of the signalement."""

    AGREES = "AGREES", "Accord"
    RESERVED = "RESERVED", "Réserve"
    REFUSES = "REFUSES", "Refus"
    NOT_ASKED = "NOT_ASKED", "Non sollicitée"


class ExpectedSupport(Labelled):
    """What the author expects of the cell."""

    ADVICE = "ADVICE", "Conseil"
    CONTACT_FAMILY = "CONTACT_FAMILY", "Prise de contact avec la famille"
    FOLLOW_UP = "FOLLOW_UP", "Suivi du jeune"
    SCHOOL_SOLUTION = "SCHOOL_SOLUTION", "Solution scolaire"
    TRAINING_SOLUTION = "TRAINING_SOLUTION", "Solution de formation ou d’emploi"
    COORDINATION = "COORDINATION", "Coordination entre partenaires"
    OTHER = "OTHER", "Autre"


class PriorStep(Labelled):
    """What the author has already tried."""

    CALL_FAMILY = "CALL_FAMILY", "Appel à la famille"
    LETTER_FAMILY = "LETTER_FAMILY", "Courrier à la famille"
    MEETING_FAMILY = "MEETING_FAMILY", "Rencontre avec la famille"
    MEETING_YOUTH = "MEETING_YOUTH", "Entretien avec le jeune"
    EDUCATIONAL_TEAM = "EDUCATIONAL_TEAM", "Équipe éducative"
    DSDEN_REPORT = "DSDEN_REPORT", "Saisine de la DSDEN"
    MEDIATION = "MEDIATION", "Médiation"
    SOCIAL_SERVICE = "SOCIAL_SERVICE", "Contact avec un service social"
    OTHER = "OTHER", "Autre"


class DangerAnswer(Labelled):
    """« Danger ou risque de danger ? »; « oui » is never kept, it becomes a transmission."""

    NO = "NO", "Non"
    TRANSMITTED = "TRANSMITTED", "Transmission faite"


class DangerRecipient(Labelled):
    """To whom a danger was transmitted (domain § 2.7)."""

    CRIP = "CRIP", "CRIP"
    PROSECUTOR = "PROSECUTOR", "Procureur de la République"
    CALL_119 = "CALL_119", "119 – Enfance en danger"
    CALL_17 = "CALL_17", "17 ou 112"


class NotRetainedReason(Labelled):
    """Why a signalement has no further course."""

    NOT_CONCERNED = "NOT_CONCERNED", "Hors du champ de la cellule"
    ALREADY_FOLLOWED = "ALREADY_FOLLOWED", "Déjà suivi par ailleurs"
    SOLVED = "SOLVED", "Situation réglée"
    NOT_ENOUGH = "NOT_ENOUGH", "Éléments insuffisants"
    MOVED_OUT = "MOVED_OUT", "Hors de la commune"
    TOO_OLD = "TOO_OLD", "25 ans ou plus"
    DECLINED = "DECLINED", "Refus de la famille ou du jeune"
