"""A backup in words: what it is, how large, what is known of it."""

from typing import Final

from app.services.backup_list import BackupRow
from app.services.rules.backup_age import Level
from app.services.rules.backup_rotation import Kind
from app.services.rules.french import NBSP, moment, number
from app.ui.widgets.badge import Tone

KEPT: Final = (
    "Vigie garde une sauvegarde par heure pour aujourd’hui, une par jour pour la semaine, puis une "
    "par semaine, pendant trois mois au plus\u202f: ce qui est éliminé du coffre disparaît ainsi "
    "des sauvegardes."
)
KINDS: Final = {
    Kind.BACKUP: "Sauvegarde",
    Kind.ASIDE: "Coffre mis de côté",
    Kind.BEFORE: "Avant une mise à jour",
}
LEVELS: Final[dict[Level, tuple[str, Tone]]] = {
    Level.OK: ("À jour", "green"),
    Level.AMBER: ("Plus d’un jour", "amber"),
    Level.RED: ("Plus d’une semaine", "red"),
    Level.NEVER: ("Aucune", "red"),
}
_IN_USE = (
    "Quelqu’un l’a ouverte comme un coffre et a pu y travailler\u202f: elle ne sera effacée que "
    "trois mois après son dernier usage."
)
_NOT_YET = "Personne ne l’a encore relue. «\u202fVérifier\u202f» le fait."
_UNITS = ("o", "Ko", "Mo", "Go", "To")
_STEP = 1024


def size_words(size: int) -> str:
    """« 640 Ko », « 12,4 Mo »: a size in bytes as the file manager shows it."""
    value, unit = float(size), 0
    while value >= _STEP and unit < len(_UNITS) - 1:
        value, unit = value / _STEP, unit + 1
    decimals = 1 if unit > 1 and value < 100 else 0
    return f"{number(value, decimals=decimals)}{NBSP}{_UNITS[unit]}"


def state_words(row: BackupRow) -> tuple[str, Tone]:
    """What is known of it, in one or two words."""
    if row.problem:
        return "Endommagée", "red"
    if row.in_use:
        return "Ouverte depuis", "amber"
    return ("Vérifiée", "green") if row.verified_at is not None else ("Pas vérifiée", "neutral")


def state_tip(row: BackupRow) -> str:
    """What is known of it, whole."""
    told = [row.problem] if row.problem else []
    if row.in_use:
        told.append(_IN_USE)
    if row.verified_at is not None:
        told.append(f"Relue le {moment(row.verified_at)}.")
    elif not told:
        told.append(_NOT_YET)
    return " ".join(told)
