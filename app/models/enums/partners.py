"""Closed lists about partners and groups (domain §§ 1.2 to 1.4)."""

from app.models.enums.labelled import Labelled


class PartnerType(Labelled):
    """Kind of partner body; also the closed list of origins of a signalement (domain § 1.4)."""

    SCHOOL = "SCHOOL", "Établissement scolaire"
    DSDEN = "DSDEN", "DSDEN, inspection académique"
    CIO = "CIO", "CIO"
    PSAD = "PSAD", "PSAD, MLDS, réseau FOQUALE"
    MISSION_LOCALE = "MISSION_LOCALE", "Mission locale"
    CFA = "CFA", "Centre de formation d’apprentis"
    CMA = "CMA", "Chambre de métiers et de l’artisanat"
    CCI = "CCI", "CCI"
    TRAINING_ORG = "TRAINING_ORG", "Organisme de formation, E2C, EPIDE"
    EMPLOYER = "EMPLOYER", "Entreprise"
    LANDLORD = "LANDLORD", "Bailleur social"
    POLICE_NATIONALE = "POLICE_NATIONALE", "Police nationale, gendarmerie"
    POLICE_MUNICIPALE = "POLICE_MUNICIPALE", "Police municipale"
    PROSECUTOR = "PROSECUTOR", "Parquet"
    PJJ = "PJJ", "PJJ"
    ASE = "ASE", "ASE, CRIP, service social départemental"
    PREVENTION_SPE = "PREVENTION_SPE", "Prévention spécialisée"
    CCAS = "CCAS", "CCAS"
    CAF = "CAF", "CAF"
    ASSOCIATION = "ASSOCIATION", "Association socio-éducative"
    SPORT_CLUB = "SPORT_CLUB", "Club sportif"
    TRANSPORT = "TRANSPORT", "Transporteur, SNCF"
    VICTIM_SUPPORT = "VICTIM_SUPPORT", "Aide aux victimes"
    HEALTH = "HEALTH", "Structure de santé"
    CITY_SERVICE = "CITY_SERVICE", "Service municipal"
    FAMILY = "FAMILY", "Famille"
    YOUTH = "YOUTH", "Jeune lui-même"
    OTHER = "OTHER", "Autre"


class GroupKind(Labelled):
    """Kind of working group; a plenary formation never appears here (AU-038 art. 1)."""

    TERRITORIAL = "TERRITORIAL", "Groupe territorial"
    THEMATIC = "THEMATIC", "Groupe thématique"
    CDDF = "CDDF", "Conseil pour les droits et devoirs des familles"


class SecrecyStatus(Labelled):
    """Whether a partner's member is bound by professional secrecy (art. 226-13 code pénal)."""

    BOUND = "BOUND", "Soumis au secret professionnel"
    NOT_BOUND = "NOT_BOUND", "Non soumis au secret professionnel"
    UNKNOWN = "UNKNOWN", "Non précisé"
