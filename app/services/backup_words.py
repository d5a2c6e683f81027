"""The codes that the record of a backup keeps, in sentences."""

from typing import Final

_REASONS: Final = {
    "backup_folder_gone": "Depuis, le dossier des sauvegardes n’est pas accessible.",
    "backup_not_writable": "Depuis, ce PC n’a pas le droit d’écrire dans le dossier des "
    "sauvegardes.",
    "backup_disk_full": "Depuis, la place manque là où vont les sauvegardes.",
    "backup_disk_failure": "Depuis, le support des sauvegardes ne répond pas comme il devrait.",
    "backup_inside_vault": "Le dossier choisi est dans celui du coffre\u202f: choisissez-en un "
    "autre.",
    "backup_busy": "Une autre sauvegarde était en cours.",
    "database_damaged": "La base du coffre est endommagée\u202f: une sauvegarde n’en serait pas "
    "fidèle.",
    "busy": "Le coffre était occupé par un autre programme.",
    "absent": "La plus récente n’est plus dans le dossier des sauvegardes.",
}
_PROBLEMS: Final = {
    "keys": "Son fichier cles.json n’est pas celui qu’elle devrait avoir.",
    "unreadable": "Sa base ne s’ouvre pas.",
    "cipher": "Une partie de sa base ne se déchiffre pas.",
    "integrity": "Sa base est incohérente.",
    "foreign_keys": "Sa base renvoie à des éléments absents.",
    "counts": "Elle ne contient pas autant d’éléments que le coffre au même instant.",
    "journal": "Son journal ne s’arrête pas où s’arrêtait celui du coffre.",
    "absent": "Elle n’est plus dans le dossier des sauvegardes.",
}


def reason_of(code: str | None) -> str:
    """Why no later backup is sound; empty when the code says nothing."""
    if code is None:
        return ""
    if code in _PROBLEMS and code not in _REASONS:
        return "La dernière a été relue et n’était pas fidèle\u202f: elle n’a pas été gardée."
    return _REASONS.get(code, "La dernière tentative n’a pas abouti.")


def problem_words(code: str) -> str:
    """What is wrong with a backup, or why it was not made."""
    return _PROBLEMS.get(code) or reason_of(code)
