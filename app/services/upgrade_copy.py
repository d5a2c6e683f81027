"""Before the tables of a vault are brought up to date: a verified copy of it as it was.

The copy opens with the former program, and with this one, which then copies it in its turn. It
leaves with the backups, at three months.
"""

from pathlib import Path

import sqlalchemy as sa

from app.clock import Clock, SystemClock
from app.errors import UserFacingError
from app.models import migrations
from app.models.upkeep import Upkeep
from app.services.backups import nothing_said
from app.services.failures import DamagedDatabase
from app.services.rules.backup_rotation import Kind
from app.services.vault import backup
from app.services.vault.backup_check import Step
from app.services.vault.open_vault import OpenVault


class NotCopied(UserFacingError):
    """No copy could be made before the upgrade, for the reason `why`: the vault is as it was."""

    def __init__(self, why: UserFacingError) -> None:
        super().__init__(
            "Cette version de Vigie doit mettre le coffre à jour, et n’a pas pu d’abord en faire "
            "une copie\u202f: rien n’a été changé.",
            remedy=f"{why.sentence} {why.remedy}".strip(),
            code="upgrade_not_copied",
        )
        self.why = why


def keep(vault: OpenVault, clock: Clock | None = None, *, step: Step = nothing_said) -> None:
    """Copy the vault if its tables are about to change; do nothing otherwise.

    Into the folder of its backups, or beside the vault when that cannot be. Takes seconds.
    Raises `NotCopied`, `DamagedDatabase`, and `Cancelled` from `step`.
    """
    if not migrations.is_behind(vault.engine):
        return
    at = (clock or SystemClock()).now()
    refusal: UserFacingError | None = None
    for folder in dict.fromkeys((_folder(vault.engine), vault.folder.absolute().parent)):
        made = backup.carry_out(backup.order(vault, folder, at, kind=Kind.BEFORE), step)
        if made.refusal is None:
            return
        if isinstance(made.refusal, DamagedDatabase):
            raise made.refusal
        refusal = refusal or made.refusal
    if refusal is not None:
        raise NotCopied(refusal)


def _folder(engine: sa.Engine) -> Path | None:
    """The folder that was chosen for backups, by a version that already knew of any."""
    table = Upkeep.__tablename__
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table(table):
            return None
        chosen = connection.execute(sa.select(Upkeep.backup_folder)).scalar()
    return None if chosen is None else Path(chosen)
