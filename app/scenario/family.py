"""The family in the story: two young people followed, each in a dossier, one mother."""

from app.scenario import cast, eye
from app.scenario.stage import Stage

_TABS = "case.tabs"


def gather(stage: Stage) -> None:
    """The brother founds the family, the sister's dossier is opened, she joins it."""
    hand = stage.hand
    hand.click("action.intake.case")
    hand.see("page.case")
    hand.wait_for_text(cast.YOUTH.first_name)
    hand.shot("dossier-ouvert")
    hand.open_tab(_TABS, "Identité")
    hand.wait_for_text(cast.MOTHER.first_name)
    hand.click("action.household.new")
    hand.write("field.household.new.name", cast.FAMILY)
    hand.click("action.household.new.save")
    stage.success("Famille enregistrée")
    hand.await_(lambda: eye.spoken(cast.FAMILY), cast.FAMILY)
    hand.shot("identite-et-famille")
    _open_the_sister_s(stage)
    hand.open_tab(_TABS, "Identité")
    hand.click("action.household.enter")
    hand.choose("field.household.enter.household", cast.MOTHER.last_name, answer=cast.FAMILY)
    hand.click("action.household.enter.save")
    stage.success("Famille enregistrée")
    hand.click("action.guardian.new")
    hand.click_words(cast.MOTHER.last_name.upper())
    stage.success("Représentant légal ajouté")
    hand.wait_for_text(cast.MOTHER.first_name)
    hand.shot("la-soeur")
    hand.click("rail.households")
    hand.open_row("list.households", cast.FAMILY)
    hand.see("page.household")
    hand.wait_for_text(cast.FAMILY)
    hand.shot("famille")


def _open_the_sister_s(stage: Stage) -> None:
    hand = stage.hand
    hand.click("rail.cases")
    hand.click("action.case.new")
    hand.write("field.case.new.last_name", cast.SISTER.last_name)
    hand.write("field.case.new.first_name", cast.SISTER.first_name)
    hand.write("field.case.new.birth", f"{cast.born(stage.today, cast.SISTER_AGE):%d/%m/%Y}")
    hand.click("field.case.new.sex.FEMALE")
    hand.choose("field.case.new.neighbourhood_id", cast.QUARTIER)
    hand.choose("field.case.new.origin_type", "Famille")
    hand.choose("field.case.new.group_id", cast.GROUP)
    hand.shot("ouvrir-un-dossier")
    hand.click("action.case.open")
    stage.success("Dossier ouvert")
    hand.see("page.case")
    hand.wait_for_text(cast.SISTER.first_name)
