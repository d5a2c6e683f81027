"""A demonstration vault: a fictional town, with a password that everybody may know."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from app.clock import Clock
from app.services import organisation
from app.services.demo.generate import generate
from app.services.entrance import TERMS, Founded, Founding, found
from app.services.failures import explained
from app.services.organisation import Settings
from app.services.vault.kdf import KdfCost
from app.services.vault.opening import Terms

LOGIN: Final = "a.bernard"
#: In clear on purpose: the vault holds nobody. It meets the same rules as a real one.
PASSWORD: Final = "une ville fictive pour apprendre sans risque"  # noqa: S105 - public
DOSSIERS: Final = 60
SEED: Final = 1

TOWN: Final = Founding(
    town_name="Valmont",
    cell_name="Cellule de veille éducative",
    first_name="Anne",
    last_name="BERNARD",
    login=LOGIN,
    password=PASSWORD,
    is_demonstration=True,
)


def make_town(
    folder: Path,
    clock: Clock,
    *,
    dossiers: int = DOSSIERS,
    seed: int = SEED,
    progress: Callable[[int, int], None] | None = None,
    terms: Terms = TERMS,
    cost: KdfCost | None = None,
) -> Founded:
    """Create the vault in `folder` and fill it: the same rows for the same seed and day.

    Marked as a demonstration, hence whatever it prints too. Raises what `creation.create` does;
    a failure later leaves the vault closed, and as it was created.
    """
    founded = found(folder, TOWN, clock=clock, terms=terms, cost=cost)
    try:
        settings = organisation.read_settings(founded.desk)
        organisation.save_settings(founded.desk, _addressed(settings))
        with explained():
            generate(founded.desk.engine, clock, dossiers=dossiers, seed=seed, progress=progress)
    except BaseException:
        if founded.desk.vault is not None:
            founded.desk.vault.close()
        raise
    return founded


def _addressed(settings: Settings) -> Settings:
    """With numbers that Arcep keeps for fiction (01 99 00)."""
    return replace(
        settings,
        address="1 place de la République, 91100 Valmont",
        phone="01 99 00 10 00",
        email="veille.educative@valmont.example",
        crip_phone="01 99 00 10 19",
        prosecutor_phone="01 99 00 10 17",
        dpo_contact="dpo@valmont.example",
    )
