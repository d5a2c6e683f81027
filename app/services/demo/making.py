"""A demonstration vault: a fictional town, with a password that everybody may know."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from app.clock import Clock
from app.models.enums import ObservationKind
from app.services import organisation
from app.services.demo.generate import generate
from app.services.demo.showcase import show
from app.services.demo.shown import printable
from app.services.desk import Desk
from app.services.entrance import TERMS, Founded, Founding, found
from app.services.failures import explained
from app.services.observations import ObservationEntry, observations, save_observation
from app.services.organisation import Settings
from app.services.trash import throw_away
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
        _touch(founded.desk)
        show(founded.desk)
    except BaseException:
        if founded.desk.vault is not None:
            founded.desk.vault.close()
        raise
    return founded


def _touch(desk: Desk) -> None:
    """One thing corrected and one thrown away, in the dossier that is shown first."""
    case_id = next((number for number, _ in printable(desk, 1)), None)
    if case_id is None:
        return
    kept = ObservationEntry(
        ObservationKind.PARTNER_FEEDBACK, desk.clock.today(), "Le lycée confirme la reprise."
    )
    save_observation(desk, case_id, kept)
    first = observations(desk, case_id)[0]
    better = replace(
        kept, text="Le lycée confirme la reprise des cours lundi.", version=first.version
    )
    save_observation(desk, case_id, better, observation_id=first.id)
    save_observation(desk, case_id, replace(kept, text="Saisie deux fois."))
    doubled = next(one for one in observations(desk, case_id) if one.text == "Saisie deux fois.")
    throw_away(desk, "observation", doubled.id, "Saisie deux fois")


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
