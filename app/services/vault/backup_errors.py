"""Why a backup is not made, in sentences that speak of backups; the vault itself is untouched."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher

from app.errors import UserFacingError
from app.services.failures import (
    DiskFailure,
    DiskFull,
    NotWritable,
    Unreachable,
    translate,
)
from app.services.vault.layout import DATABASE


class BackupFolderGone(UserFacingError):
    """The folder of the backups is not there: a USB key taken out, a share that is off."""

    def __init__(self) -> None:
        super().__init__(
            "Le dossier des sauvegardes n’est pas accessible\u202f: la sauvegarde n’a pas été "
            "faite. Le coffre est intact.",
            remedy="Branchez la clé USB ou le disque, ou rétablissez le partage réseau, puis "
            "recommencez\u202f; ou choisissez un autre dossier.",
            code="backup_folder_gone",
        )


class BackupNotWritable(UserFacingError):
    """One may not write where backups go."""

    def __init__(self) -> None:
        super().__init__(
            "Ce PC n’a pas le droit d’écrire dans le dossier des sauvegardes\u202f: la sauvegarde "
            "n’a pas été faite. Le coffre est intact.",
            remedy="Vérifiez que le support n’est pas protégé en écriture, ou choisissez un autre "
            "dossier.",
            code="backup_not_writable",
        )


class BackupDiskFull(UserFacingError):
    """No room for one more backup."""

    def __init__(self) -> None:
        super().__init__(
            "Il n’y a plus assez de place là où vont les sauvegardes\u202f: la sauvegarde n’a pas "
            "été faite. Le coffre et les sauvegardes précédentes sont intacts.",
            remedy="Libérez de la place sur ce support, ou choisissez un autre dossier.",
            code="backup_disk_full",
        )


class BackupDiskFailure(UserFacingError):
    """The medium of the backups answers with an error."""

    def __init__(self) -> None:
        super().__init__(
            "Le support des sauvegardes n’a pas répondu comme il devait\u202f: la sauvegarde n’a "
            "pas été faite. Le coffre est intact.",
            remedy="Vérifiez qu’il est bien branché, puis recommencez. Si cela se répète, "
            "choisissez un autre support.",
            code="backup_disk_failure",
        )


class BackupInsideVault(UserFacingError):
    """Backups inside the vault's own folder would be lost with it."""

    def __init__(self) -> None:
        super().__init__(
            "Les sauvegardes ne peuvent pas aller dans le dossier du coffre lui-même.",
            remedy="Choisissez un autre dossier, de préférence sur un autre disque.",
            code="backup_inside_vault",
        )


class BackupBusy(UserFacingError):
    """Another process is making a backup of this vault there."""

    def __init__(self) -> None:
        super().__init__(
            "Une autre sauvegarde de ce coffre est en cours dans ce dossier.",
            remedy="Attendez qu’elle se termine.",
            code="backup_busy",
        )


class BackupUnsound(UserFacingError):
    """The copy was made, opened, and was not what it should be: it was not kept."""

    def __init__(self, problem: str) -> None:
        super().__init__(
            "La sauvegarde a été relue et n’était pas fidèle\u202f: elle n’a pas été gardée. Les "
            "sauvegardes précédentes restent.",
            remedy="Recommencez. Si cela se répète, choisissez un autre support, et faites "
            "vérifier le coffre.",
            code=f"backup_{problem}",
        )


@contextmanager
def backup_explained(vault: Path, folder: Path) -> Iterator[None]:
    """As `failures.explained`, in the words of backups when it is `folder` that failed."""
    try:
        yield
    except (OSError, MemoryError, DBAPIError, sqlcipher.Error) as error:
        known = translate(error)
        if known is None:
            raise
        raise _of_backup(known, vault, folder) from None


def _of_backup(known: UserFacingError, vault: Path, folder: Path) -> UserFacingError:
    if isinstance(known, DiskFull):
        return BackupDiskFull()
    if not isinstance(known, NotWritable | Unreachable | DiskFailure):
        return known
    if not _there(vault / DATABASE):
        return Unreachable()
    if isinstance(known, NotWritable):
        return BackupNotWritable()
    gone = isinstance(known, Unreachable) or not _there(folder)
    return BackupFolderGone() if gone else BackupDiskFailure()


def _there(path: Path) -> bool:
    try:
        path.stat()
    except OSError:
        return False
    return True
