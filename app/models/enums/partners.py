"""Closed lists about partners and groups (domain §§ 1.2 to 1.4)."""

from app.models.enums.labelled import Labelled


class PartnerType(Labelled):
    """Kind of partner body; also the closed list of origins of a signalement (domain § 1.4)."""

    SCHOOL = (
        "SCHOOL",
        "Établissement scolaire",
        "collège, lycée, LEP, SEGPA, EREA, école maternelle ou élémentaire, internat, UAI",
    )
    DSDEN = "DSDEN", "DSDEN, inspection académique", "Éducation nationale, rectorat, IA-DASEN"
    CIO = "CIO", "CIO", "centre d’information et d’orientation"
    PSAD = (
        "PSAD",
        "PSAD, MLDS, réseau FOQUALE",
        "plateforme des décrocheurs, lutte contre le décrochage",
    )
    MISSION_LOCALE = "MISSION_LOCALE", "Mission locale", "ML, insertion, CEJ"
    CFA = "CFA", "Centre de formation d’apprentis", "CFA, apprentissage, alternance"
    CMA = "CMA", "Chambre de métiers et de l’artisanat", "CMA, chambre des métiers"
    CCI = "CCI", "CCI", "chambre de commerce et d’industrie"
    TRAINING_ORG = (
        "TRAINING_ORG",
        "Organisme de formation, E2C, EPIDE",
        "école de la deuxième chance, AFPA, GRETA",
    )
    EMPLOYER = "EMPLOYER", "Entreprise", "employeur, patron, maître d’apprentissage, artisan"
    LANDLORD = "LANDLORD", "Bailleur social", "HLM, logement, gardien"
    POLICE_NATIONALE = "POLICE_NATIONALE", "Police nationale, gendarmerie", "commissariat, brigade"
    POLICE_MUNICIPALE = "POLICE_MUNICIPALE", "Police municipale", "PM"
    PROSECUTOR = "PROSECUTOR", "Parquet", "procureur, tribunal, justice"
    PJJ = "PJJ", "PJJ", "protection judiciaire de la jeunesse, UEMO"
    ASE = (
        "ASE",
        "ASE, CRIP, service social départemental",
        "aide sociale à l’enfance, MDS, assistante sociale",
    )
    PREVENTION_SPE = "PREVENTION_SPE", "Prévention spécialisée", "éducateur de rue"
    CCAS = "CCAS", "CCAS", "centre communal d’action sociale"
    CAF = "CAF", "CAF", "caisse d’allocations familiales"
    ASSOCIATION = (
        "ASSOCIATION",
        "Association socio-éducative",
        "centre social, maison de quartier, MJC",
    )
    SPORT_CLUB = "SPORT_CLUB", "Club sportif"
    TRANSPORT = "TRANSPORT", "Transporteur, SNCF", "bus, gare, train"
    VICTIM_SUPPORT = "VICTIM_SUPPORT", "Aide aux victimes"
    HEALTH = (
        "HEALTH",
        "Structure de santé",
        "hôpital, CMP, CMPP, CSAPA, PMI, médecin, infirmière, MDA, maison des adolescents",
    )
    CITY_SERVICE = "CITY_SERVICE", "Service municipal", "mairie, ville, médiateur"
    FAMILY = "FAMILY", "Famille", "parents, mère, père"
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
