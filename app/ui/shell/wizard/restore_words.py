"""What a restoring says: what will happen, what happened, why it cannot go on."""

from pathlib import Path

from app.errors import UserFacingError
from app.services.restoring import Inside, Restoring
from app.services.rules.french import count


class NoRightToRestore(UserFacingError):
    """The account that opened the backup does not manage backups."""

    def __init__(self) -> None:
        super().__init__(
            "Ce compte ne peut pas restaurer une sauvegarde.",
            remedy="Revenez en arrière, et ouvrez-la avec le compte d’un coordonnateur, d’un "
            "administrateur technique, ou avec la clé de secours.",
            code="no_right_to_restore",
        )


class NothingChosen(UserFacingError):
    """No backup is chosen."""

    def __init__(self) -> None:
        super().__init__("Choisissez d’abord une sauvegarde.", code="nothing_chosen")


def contents_words(inside: Inside) -> str:
    """« 12 dossiers, 3 signalements, 2 comptes »."""
    return ", ".join(
        (
            count(inside.cases, "dossier", "dossiers"),
            count(inside.reports, "signalement", "signalements"),
            count(inside.accounts, "compte", "comptes"),
        )
    )


def plan_words(vault: Path, *, replaces: bool) -> tuple[str, ...]:
    """What will happen, a sentence a line."""
    opens = "Le coffre s’ouvrira avec les mots de passe de cette sauvegarde, ou la clé de secours."
    if replaces:
        aside = (
            f"Le coffre actuel, «\u202f{vault.stem}\u202f», est mis de côté sous un autre nom. "
            "Rien n’est effacé ni écrasé\u202f; ce qui y a été écrit depuis ne sera plus que là, "
            "trois mois au plus."
        )
        erased = (
            "Ce qui a été éliminé depuis cette sauvegarde l’est de nouveau avant l’ouverture, si "
            "le coffre actuel se lit encore\u202f; sinon, Vigie le dit."
        )
        return aside, erased, opens
    return f"Le coffre sera le dossier {vault}.", opens


def done_words(done: Restoring) -> tuple[str, ...]:
    """What happened, a sentence a line."""
    told = [f"Le coffre est à sa place\u202f: {done.vault}."]
    if done.aside is not None:
        told.append(
            f"L’ancien est mis de côté, entier, sous le nom «\u202f{done.aside.name}\u202f». Il y "
            "reste trois mois au plus, et se restaure comme une sauvegarde."
        )
    if done.erased:
        lines = count(done.erased, "élément éliminé", "éléments éliminés")
        told.append(f"{lines} depuis cette sauvegarde ne sont pas revenus.")
    told.append("Ouvrez-le avec votre mot de passe de l’époque, ou avec la clé de secours.")
    return tuple(told)
