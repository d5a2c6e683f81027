"""Situation and classes (domain §§ 3.3 and 3.4)."""

from app.models.enums.labelled import Labelled


class Situation(Labelled):
    """One current value, with a dated history (domain § 3.3).

    `ADAPTED` merges IME and ITEP, which would say something of the person's health.
    """

    COLLEGE = "COLLEGE", "Collège"
    LYCEE_GT = "LYCEE_GT", "Lycée général ou technologique"
    LYCEE_PRO = "LYCEE_PRO", "Lycée professionnel"
    SEGPA = "SEGPA", "SEGPA"
    ULIS = "ULIS", "ULIS"
    ADAPTED = "ADAPTED", "Enseignement adapté"
    RELAIS = "RELAIS", "Dispositif relais"
    HOME_SCHOOLING = "HOME_SCHOOLING", "Instruction en famille"
    EXCLUDED_PENDING = "EXCLUDED_PENDING", "Exclu(e), en attente d’affectation"
    NO_PLACE = "NO_PLACE", "Sans affectation"
    DROPPED_OUT = "DROPPED_OUT", "Déscolarisé(e)"
    CFA_NO_CONTRACT = "CFA_NO_CONTRACT", "Inscrit(e) en CFA sans contrat"
    APPRENTICE = "APPRENTICE", "Apprenti(e)"
    TRAINEE = "TRAINEE", "Stagiaire de la formation professionnelle"
    CIVIC_SERVICE = "CIVIC_SERVICE", "Service civique"
    EMPLOYED = "EMPLOYED", "En emploi"
    JOB_SEEKER = "JOB_SEEKER", "Demandeur d’emploi"
    ML_FOLLOWED = "ML_FOLLOWED", "Accompagné(e) par la mission locale"
    NEET = "NEET", "Sans activité"
    UNKNOWN = "UNKNOWN", "Inconnue"


class GradeLevel(Labelled):
    """The class (domain § 3.4); UPE2A is left out, it would say something of the origin."""

    CM1 = "CM1", "CM1"
    CM2 = "CM2", "CM2"
    G6E = "6E", "6e"
    G5E = "5E", "5e"
    G4E = "4E", "4e"
    G3E = "3E", "3e"
    G3E_PREPA = "3E_PREPA_METIERS", "3e prépa-métiers"
    S6E = "6E_SEGPA", "6e SEGPA"
    S5E = "5E_SEGPA", "5e SEGPA"
    S4E = "4E_SEGPA", "4e SEGPA"
    S3E = "3E_SEGPA", "3e SEGPA"
    ULIS_COLLEGE = "ULIS_COLLEGE", "ULIS collège"
    ULIS_LYCEE = "ULIS_LYCEE", "ULIS lycée"
    G2DE_GT = "2DE_GT", "2de générale et technologique"
    G1RE_G = "1RE_G", "1re générale"
    G1RE_T = "1RE_T", "1re technologique"
    TLE_G = "TLE_G", "Terminale générale"
    TLE_T = "TLE_T", "Terminale technologique"
    G2DE_PRO = "2DE_PRO", "2de professionnelle"
    G1RE_PRO = "1RE_PRO", "1re professionnelle"
    TLE_PRO = "TLE_PRO", "Terminale professionnelle"
    CAP1 = "CAP1", "CAP 1re année"
    CAP2 = "CAP2", "CAP 2e année"
    CAP1AN = "CAP1AN", "CAP en 1 an"
    BP1 = "BP1", "BP 1re année"
    BP2 = "BP2", "BP 2e année"
    MC = "MC", "Certificat de spécialisation"
    BTS1 = "BTS1", "BTS 1re année"
    BTS2 = "BTS2", "BTS 2e année"
    POST_BAC = "POST_BAC", "Autre post-bac"
    MLDS = "MLDS", "MLDS"
    RELAIS = "RELAIS", "Classe relais"
    AUTRE = "AUTRE", "Autre"


class Diploma(Labelled):
    """The highest diploma obtained, as a training centre asks it (domain § 3.7)."""

    NONE = "NONE", "Aucun"
    CFG = "CFG", "CFG"
    DNB = "DNB", "DNB (brevet)"
    CAP = "CAP", "CAP"
    BP = "BP", "BP"
    BAC = "BAC", "Baccalauréat"
    OTHER = "OTHER", "Autre"


class AbsenceThreshold(Labelled):
    """Half-days without a legitimate reason in one month (art. L131-8 and R131-7, domain § 3.2)."""

    T4 = "T4", "4 demi-journées ou plus dans le mois"
    T10 = "T10", "10 demi-journées ou plus dans le mois"


class Regime(Labelled):
    """Which treatment a datum belongs to when it is not the dossier's own (domain § 2.4)."""

    SCHOOL_ATTENDANCE = "SCHOOL_ATTENDANCE", "Fichier de l’assiduité scolaire"
