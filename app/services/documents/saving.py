"""Writing a document where the person says, and nowhere else."""

from pathlib import Path

from app.errors import UserFacingError
from app.services.failures import DiskFull, explained


class NotSaved(UserFacingError):
    """The place chosen for a document would not take it."""

    def __init__(self, *, full: bool) -> None:
        super().__init__(
            "Le document n’a pas été enregistré\u202f: "
            + ("le disque est plein." if full else "on ne peut pas écrire à cet endroit."),
            remedy="Choisissez un autre dossier ou un autre support.",
            code="document_not_saved",
        )


def save_document(path: Path, content: bytes) -> None:
    """Write the bytes of a document to `path`, in place of what is there. Raises `NotSaved`."""
    try:
        with explained():
            path.write_bytes(content)
    except UserFacingError as why:
        raise NotSaved(full=isinstance(why, DiskFull)) from None
