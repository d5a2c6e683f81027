"""Closed lists of the office itself: roles, journal (domain §§ 1.3 and 2.9)."""

from app.models.enums.labelled import Labelled


class Role(Labelled):
    """What an account may do; one account may hold several roles (domain § 1.3)."""

    COORDINATOR = "coordinator", "Coordonnateur"
    CASE_OFFICER = "case_officer", "Référent de parcours"
    CLERK = "clerk", "Secrétariat"
    ARCHIVIST = "archivist", "Archiviste"
    AUDITOR = "auditor", "DPO, auditeur"
    ADMIN = "admin", "Administrateur technique"


class JournalAction(Labelled):
    """What the journal records; codes and numbers only, never values (CNIL 2021-122)."""

    LOGIN = "LOGIN", "Ouverture du coffre"
    LOCK = "LOCK", "Verrouillage"
    UNLOCK = "UNLOCK", "Déverrouillage"
    RECOVERY = "RECOVERY", "Ouverture par la clé de secours"
    SEARCH = "SEARCH", "Recherche"
    READ = "READ", "Consultation"
    READ_RESTRICTED = "READ_RESTRICTED", "Consultation d’un élément restreint"
    CREATE = "CREATE", "Création"
    UPDATE = "UPDATE", "Modification"
    DELETE = "DELETE", "Suppression"
    STATUS = "STATUS", "Changement d’état"
    PRINT = "PRINT", "Impression"
    EXPORT = "EXPORT", "Enregistrement d’un document"
    SETTING = "SETTING", "Changement de paramètre"
    ACCOUNT = "ACCOUNT", "Changement d’un compte"
    OVERRIDE = "OVERRIDE", "Passage outre motivé"
    TRASH = "TRASH", "Mise à la corbeille"
    RESTORE = "RESTORE", "Rétablissement"
    ELIMINATE = "ELIMINATE", "Élimination"
    MERGE = "MERGE", "Fusion de deux dossiers"
    UNMERGE = "UNMERGE", "Fusion défaite"
    BACKUP = "BACKUP", "Sauvegarde"
    VERIFY = "VERIFY", "Vérification"
    REHEARSAL = "REHEARSAL", "Répétition de la fiche de secours"


class EliminationReason(Labelled):
    """Why a record is gone for good; a dossier opened by mistake says which mistake."""

    TRASH_TERM = "TRASH_TERM", "Corbeille, trente jours écoulés"
    TRASH_NOW = "TRASH_NOW", "Corbeille, effacement demandé"
    DUPLICATE = "DUPLICATE", "Dossier ouvert en double"
    WRONG_PERSON = "WRONG_PERSON", "Erreur sur la personne"
    NOT_CONCERNED = "NOT_CONCERNED", "Hors du champ de la cellule"
    TRIAL = "TRIAL", "Essai, sans personne réelle"
    DANGER = "DANGER", "Situation de danger, transmise"
    RECTIFIED = "RECTIFIED", "Anciennes valeurs, après rectification"
    ATTENDANCE_TERM = "ATTENDANCE_TERM", "Assiduité scolaire, terme atteint"
    MOVED_OUT = "MOVED_OUT", "Assiduité scolaire, départ de la commune"
