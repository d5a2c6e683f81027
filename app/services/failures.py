"""What the disk and the database say when they fail, put into sentences.

Services wrap what touches the disk in `explained()`: a failure of the world becomes a
`UserFacingError`, a bug passes unchanged.
"""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher

from app.errors import UserFacingError
from app.models.engine import ReplacedFileError


class DiskFull(UserFacingError):
    """No room left, or a quota: what was being written was not, what was there still is."""

    def __init__(self) -> None:
        super().__init__(
            "Le disque est plein : rien n’a été enregistré, et ce qui l’était déjà est intact.",
            remedy="Libérez de la place sur ce disque, puis recommencez.",
            code="disk_full",
        )


class NotWritable(UserFacingError):
    """The system refuses to write: rights, or a read-only medium."""

    def __init__(self) -> None:
        super().__init__(
            "Ce PC refuse l’accès au dossier du coffre : rien n’a été enregistré.",
            remedy="Vérifiez que le support n’est pas protégé en écriture et que vous avez le "
            "droit de lire et d’écrire dans ce dossier ; au besoin, voyez votre service "
            "informatique.",
            code="not_writable",
        )


class Busy(UserFacingError):
    """Another process holds the file for longer than we wait."""

    def __init__(self) -> None:
        super().__init__(
            "Le coffre est occupé par un autre programme : rien n’a été enregistré.",
            remedy="Attendez un instant, puis recommencez. Une sauvegarde ou un antivirus peut "
            "être en cours.",
            code="busy",
        )


class DamagedDatabase(UserFacingError):
    """The encrypted database does not authenticate or is not sound."""

    def __init__(self) -> None:
        super().__init__(
            "La base du coffre est endommagée : le fichier coffre.db n’est plus lisible en entier.",
            remedy="N’y touchez plus, gardez-en une copie, et ouvrez votre dernière sauvegarde. "
            "Le mot de passe n’est pas en cause.",
            code="database_damaged",
        )


class DiskFailure(UserFacingError):
    """The medium answers with an input or output error."""

    def __init__(self) -> None:
        super().__init__(
            "Le disque n’a pas répondu comme il devait : rien n’a été enregistré.",
            remedy="Vérifiez que le support est bien branché et qu’il y reste de la place, puis "
            "recommencez. Si cela se répète, faites une sauvegarde sur un autre support.",
            code="disk_failure",
        )


class Unreachable(UserFacingError):
    """The folder or a file in it is not there any more."""

    def __init__(self) -> None:
        super().__init__(
            "Le dossier du coffre n’est pas accessible.",
            remedy="Vérifiez que le support est branché et que le dossier n’a pas été déplacé ni "
            "renommé.",
            code="unreachable",
        )


class Replaced(UserFacingError):
    """Another file stands where the open database was."""

    def __init__(self) -> None:
        super().__init__(
            "Le fichier coffre.db n’est plus celui que Vigie avait ouvert\u202f: rien n’a été "
            "enregistré.",
            remedy="Quelqu’un l’a déplacé ou remplacé. Remettez le premier à sa place, puis "
            "enregistrez à nouveau\u202f; sinon, notez ce que vous tapiez et rouvrez le coffre.",
            code="replaced",
        )


class OutOfMemory(UserFacingError):
    """This computer cannot give the memory asked for."""

    def __init__(self) -> None:
        super().__init__(
            "La mémoire de ce PC ne suffit pas : rien n’a été changé.",
            remedy="Fermez d’autres programmes, puis recommencez.",
            code="out_of_memory",
        )


#: By errno. Windows' own codes are mapped to these by Python.
_BY_ERRNO: dict[int, Callable[[], UserFacingError]] = {
    errno.ENOSPC: DiskFull,
    errno.EFBIG: DiskFull,
    getattr(errno, "EDQUOT", errno.ENOSPC): DiskFull,
    errno.EROFS: NotWritable,
    errno.EACCES: NotWritable,
    errno.EPERM: NotWritable,
    errno.ENOENT: Unreachable,
    errno.ENOTDIR: Unreachable,
    errno.EISDIR: Unreachable,
    errno.ELOOP: Unreachable,
    errno.ENAMETOOLONG: Unreachable,
    errno.ENODEV: Unreachable,
    errno.ENXIO: Unreachable,
    errno.EIO: DiskFailure,
    getattr(errno, "ESTALE", errno.EIO): DiskFailure,
    errno.EBUSY: Busy,
    errno.EAGAIN: Busy,
    errno.ENOMEM: OutOfMemory,
}

#: By SQLite's primary result code (https://www.sqlite.org/rescode.html).
_BY_SQLITE: dict[int, Callable[[], UserFacingError]] = {
    sqlcipher.SQLITE_PERM: NotWritable,
    sqlcipher.SQLITE_BUSY: Busy,
    sqlcipher.SQLITE_LOCKED: Busy,
    sqlcipher.SQLITE_NOMEM: OutOfMemory,
    sqlcipher.SQLITE_READONLY: NotWritable,
    sqlcipher.SQLITE_IOERR: DiskFailure,
    sqlcipher.SQLITE_CORRUPT: DamagedDatabase,
    sqlcipher.SQLITE_FULL: DiskFull,
    sqlcipher.SQLITE_CANTOPEN: Unreachable,
    15: Busy,  # SQLITE_PROTOCOL, which the driver does not name: the log is not at rest
    26: DamagedDatabase,  # SQLITE_NOTADB, which the driver does not name: a page's HMAC is wrong
}


def translate(error: BaseException) -> UserFacingError | None:
    """The sentence for a failure of the world; None for anything else (a bug).

    Knows `OSError`, `MemoryError`, the driver's errors and SQLAlchemy's around them.
    """
    if isinstance(error, UserFacingError):
        return error
    if isinstance(error, DBAPIError) and error.orig is not None:
        return translate(error.orig)
    kind: Callable[[], UserFacingError] | None = None
    if isinstance(error, MemoryError):
        kind = OutOfMemory
    elif isinstance(error, ReplacedFileError):
        kind = Replaced
    elif isinstance(error, OSError) and error.errno is not None:
        kind = _BY_ERRNO.get(error.errno)
    elif isinstance(error, sqlcipher.Error):
        code = getattr(error, "sqlite_errorcode", None)
        kind = None if code is None else _BY_SQLITE.get(code & 0xFF)
    return None if kind is None else kind()


@contextmanager
def explained() -> Iterator[None]:
    """Turn failures of the world met inside into `UserFacingError`; let the rest pass.

    The original is not chained: an `OSError` names files, a driver's error may quote SQL.
    """
    try:
        yield
    except (OSError, MemoryError, DBAPIError, sqlcipher.Error) as error:
        known = translate(error)
        if known is None:
            raise
        raise known from None
