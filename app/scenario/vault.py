"""The vault in the story: created, locked for a coffee, closed for the night, opened again."""

from app.scenario import cast, eye
from app.scenario.hand import Hand, NotSeen
from app.scenario.stage import Stage

_NEXT = "wizard.create.next"


def create(stage: Stage) -> None:
    """From the very first screen to an empty house, with a recovery sheet proved readable."""
    hand, dialogs = stage.hand, stage.program.dialogs
    hand.see("welcome")
    hand.shot("bienvenue")
    hand.click("welcome.create")
    dialogs.answer_next(stage.output)
    hand.click("action.place.choose")
    hand.write("field.place.name", stage.vault.stem)
    hand.shot("ou-placer-le-coffre")
    hand.click(_NEXT)
    hand.write("field.town.town_name", cast.TOWN)
    hand.write("field.town.cell_name", cast.CELL)
    hand.click(_NEXT)
    hand.write("field.founder.first_name", cast.OFFICER.first_name)
    hand.write("field.founder.last_name", cast.OFFICER.last_name)
    hand.write("field.founder.login", cast.LOGIN)
    hand.shot("le-premier-compte")
    hand.click(_NEXT)
    hand.write("field.password.password", cast.PASSWORD)
    hand.write("field.password.again", cast.PASSWORD)
    hand.shot("le-mot-de-passe")
    hand.click(_NEXT)
    hand.wait_for_text("groupe 1")
    hand.shot("la-fiche-de-secours")
    dialogs.answer_next(stage.output / "fiche_de_secours.pdf")
    hand.click("action.recovery.save")
    hand.wait_for_text("La fiche est enregistrée")
    groups = _written_down(hand)
    hand.click(_NEXT)
    for number in _asked(hand, groups):
        hand.write(f"field.recovery.group.{number}", groups[number])
    hand.shot("deux-groupes-retapes")
    hand.click(_NEXT)
    hand.see("frame")
    hand.wait(_counted, "les chiffres de l’Accueil")
    hand.shot("accueil-vide")


def lock_for_a_moment(stage: Stage) -> None:
    """Ctrl+L hides everything; the password brings the same page back."""
    hand = stage.hand
    hand.click("action.lock")
    hand.see("curtain")
    if hand.sees("frame"):
        raise NotSeen("un verrou qui cache tout")
    hand.shot("verrouille")
    hand.write("field.password", cast.PASSWORD)
    hand.click("curtain.submit")
    hand.see("frame")


def close_for_the_night(stage: Stage) -> None:
    """The window is closed: the vault with it."""
    stage.end()


def open_again(stage: Stage) -> None:
    """The next morning: another program, the same folder."""
    stage.begin()
    hand = stage.hand
    hand.see("unlock")
    hand.write("field.login", cast.LOGIN)
    hand.write("field.password", cast.PASSWORD)
    hand.shot("ouvrir-le-coffre")
    hand.click("unlock.submit")
    hand.see("frame")
    hand.await_(lambda: eye.spoken(cast.YOUTH.last_name.upper()), "le dossier à reprendre")
    hand.wait(_counted, "les chiffres de l’Accueil")
    hand.shot("accueil-au-matin")


def _written_down(hand: Hand) -> dict[int, str]:
    """The groups of the key, as one copies them from the screen."""
    groups: dict[int, str] = {}
    while hand.sees(name := f"recovery.group.{len(groups) + 1}"):
        groups[len(groups) + 1] = hand.read(name)
    return groups


def _asked(hand: Hand, groups: dict[int, str]) -> list[int]:
    """The numbers of the groups that the wizard wants retyped."""

    def fields() -> list[int]:
        return [number for number in groups if hand.sees(f"field.recovery.group.{number}")]

    hand.wait(lambda: bool(fields()), "les deux groupes à retaper")
    return fields()


def _counted() -> bool:
    """Whether Accueil is whole: its figures counted, its last card filled."""
    said = tuple(eye.texts())
    return "…" not in said and any("chiffré sur le disque" in text for text in said)
