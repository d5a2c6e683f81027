"""Why a vault does not open or is not created: one sentence for each reason."""

from app.errors import UserFacingError


class WrongPassword(UserFacingError):
    """No slot answers to this login with this password: which of the two is not said."""

    def __init__(self) -> None:
        super().__init__(
            "L’identifiant ou le mot de passe n’est pas le bon.",
            remedy="Vérifiez la touche Verr. maj. et la disposition du clavier. Si le mot de passe "
            "est perdu, le coordonnateur peut vous en donner un nouveau, ou la clé de secours "
            "ouvrir le coffre.",
            code="wrong_password",
        )


class WrongRecoveryKey(UserFacingError):
    """A well-formed recovery key that is not this vault's, or no longer."""

    def __init__(self) -> None:
        super().__init__(
            "Cette clé de secours n’est pas celle de ce coffre, ou ne l’est plus.",
            remedy="Vérifiez que la feuille est la plus récente et qu’elle porte sur ce coffre.",
            code="wrong_recovery_key",
        )


class UnreadableRecoveryKey(UserFacingError):
    """A recovery key mistyped: `group` (1 to 8) is the first doubtful one, 0 when the length is."""

    def __init__(self, *, group: int = 0) -> None:
        if group:
            sentence = f"Le groupe {group} de la clé de secours comporte une erreur de recopie."
        else:
            sentence = "La clé de secours compte 8 groupes de 5 caractères."
        super().__init__(
            sentence,
            remedy="Relisez-le sur la feuille : la clé n’emploie ni I, ni L, ni O, ni U.",
            code="unreadable_recovery_key",
        )
        self.group = group


class AlreadyOpen(UserFacingError):
    """Another process holds the vault. `pid` and `pc` are None when it did not say."""

    def __init__(self, *, pid: int | None, pc: str | None) -> None:
        if pid is None or pc is None:
            where = "par un autre programme"
        else:
            where = f"sur le PC « {pc} » (processus {pid})"
        super().__init__(
            f"Ce coffre est déjà ouvert {where}.",
            remedy="Fermez Vigie là où il est ouvert, ou servez-vous de cette fenêtre-là. Un seul "
            "poste écrit dans un coffre à la fois.",
            code="already_open",
        )
        self.pid = pid
        self.pc = pc


class NotAVault(UserFacingError):
    """The folder holds neither a database nor keys."""

    def __init__(self) -> None:
        super().__init__(
            "Ce dossier n’est pas un coffre de Vigie.",
            remedy="Un coffre est un dossier « ….vigie » qui contient coffre.db et cles.json.",
            code="not_a_vault",
        )


class MissingDatabase(UserFacingError):
    """The keys are there, the database is not."""

    def __init__(self) -> None:
        super().__init__(
            "Il manque le fichier coffre.db dans le dossier du coffre.",
            remedy="Vérifiez qu’il n’a pas été déplacé ou mis en quarantaine par l’antivirus ; "
            "sinon, ouvrez votre dernière sauvegarde.",
            code="database_missing",
        )


class KeyFileProblem(UserFacingError):
    """`cles.json` cannot be used; `copy_usable` says whether the copy beside it can be put back."""

    copy_usable: bool

    def __init__(self, sentence: str, *, code: str, copy_usable: bool) -> None:
        if copy_usable:
            remedy = "Une copie intacte se trouve à côté : Vigie peut la remettre en place."
        else:
            remedy = (
                "Remettez le fichier cles.json de votre dernière sauvegarde, dans le dossier "
                "du coffre. Le mot de passe n’est pas en cause, et la base n’a pas été touchée."
            )
        super().__init__(sentence, remedy=remedy, code=code)
        self.copy_usable = copy_usable


class MissingKeyFile(KeyFileProblem):
    """There is no `cles.json`."""

    def __init__(self, *, copy_usable: bool = False) -> None:
        super().__init__(
            "Il manque le fichier cles.json, sans lequel le coffre ne s’ouvre pas.",
            code="keys_missing",
            copy_usable=copy_usable,
        )


class DamagedKeyFile(KeyFileProblem):
    """`cles.json` is not what Vigie wrote."""

    def __init__(self, *, copy_usable: bool = False) -> None:
        super().__init__(
            "Le fichier cles.json est endommagé ou a été modifié.",
            code="keys_damaged",
            copy_usable=copy_usable,
        )


class ForeignKeyFile(KeyFileProblem):
    """`cles.json` belongs to another vault than `coffre.db`."""

    def __init__(self, *, copy_usable: bool = False) -> None:
        super().__init__(
            "Le fichier cles.json n’est pas celui de ce coffre : il en ouvre un autre.",
            code="keys_foreign",
            copy_usable=copy_usable,
        )


class OldKeyFile(KeyFileProblem):
    """`cles.json` is this vault's, of before or after its key changed."""

    def __init__(self, *, copy_usable: bool = False) -> None:
        super().__init__(
            "Le fichier cles.json n’est pas du même jour que la base\u202f: la clé du coffre a "
            "changé entre les deux.",
            code="keys_old",
            copy_usable=copy_usable,
        )


class ForeignLog(UserFacingError):
    """The log beside the database, left by a crash, is another one's or damaged."""

    def __init__(self) -> None:
        super().__init__(
            "Le fichier coffre.db-wal ne va pas avec cette base\u202f: il vient d’un autre coffre "
            "ou d’un autre jour, ou l’un des deux est endommagé.",
            remedy="N’y touchez plus et gardez une copie du dossier. Remettez ensemble les "
            "fichiers d’un même jour, ou ouvrez votre dernière sauvegarde. Le mot de passe "
            "n’est pas en cause.",
            code="log_foreign",
        )


class WeakKeyFile(UserFacingError):
    """Derivation parameters outside what Vigie accepts: never written by it."""

    def __init__(self) -> None:
        super().__init__(
            "Le fichier cles.json demande une protection du mot de passe plus faible que celle "
            "de Vigie : il a été modifié.",
            remedy="N’entrez pas votre mot de passe. Remettez le fichier cles.json de votre "
            "dernière sauvegarde et prévenez le responsable du coffre.",
            code="keys_weak",
        )


class FolderTaken(UserFacingError):
    """The chosen place already holds something."""

    def __init__(self) -> None:
        super().__init__(
            "Ce dossier existe déjà et n’est pas vide.",
            remedy="Choisissez un autre nom, ou ouvrez le coffre qui s’y trouve.",
            code="folder_taken",
        )


class NetworkFolder(UserFacingError):
    """The place is on a network share, where the database's locks do not work."""

    def __init__(self) -> None:
        super().__init__(
            "Ce dossier est sur un partage réseau, où un coffre peut se corrompre.",
            remedy="Mettez le coffre sur un disque de ce PC, ou sur une clé USB chiffrée, et les "
            "sauvegardes sur le réseau.",
            code="network_folder",
        )


class SyncedFolder(UserFacingError):
    """The place is copied elsewhere by a program of synchronisation, which may lose the vault."""

    def __init__(self) -> None:
        super().__init__(
            "Ce dossier est synchronisé par un service en ligne, qui peut abîmer un coffre ouvert.",
            remedy="Mettez le coffre dans un dossier qui n’est pas synchronisé. Une sauvegarde, "
            "elle, peut y être rangée.",
            code="synced_folder",
        )


class FolderNotWritable(UserFacingError):
    """One may not write where the vault is or would be."""

    def __init__(self) -> None:
        super().__init__(
            "Vous n’avez pas le droit d’écrire dans ce dossier.",
            remedy="Vérifiez que le support n’est pas protégé en écriture ; sinon, choisissez un "
            "dossier à vous, par exemple dans Documents, ou demandez ce droit à votre service "
            "informatique.",
            code="folder_not_writable",
        )


class NotCreated(UserFacingError):
    """Creating failed for the reason `why`; nothing was left behind."""

    def __init__(self, why: UserFacingError) -> None:
        super().__init__(
            f"Le coffre n’a pas été créé. {why.sentence}", remedy=why.remedy, code=why.code
        )


class OwnSlot(UserFacingError):
    """Whoever holds the vault open cannot be taken out of it."""

    def __init__(self) -> None:
        super().__init__(
            "Vous ne pouvez pas retirer l’accès avec lequel le coffre est ouvert.",
            remedy="Demandez à un autre administrateur de le faire.",
            code="own_slot",
        )
