"""The follow-up in the story: what is asked of the group, what is observed, what is planned."""

from PySide6.QtCore import Qt

from app.scenario import cast
from app.scenario.stage import Stage

_TABS = "case.tabs"


def prepare(stage: Stage) -> None:
    """Back to the brother's dossier by the search; what the group will be asked is written."""
    hand = stage.hand
    open_by_search(stage)
    hand.open_tab(_TABS, "Suivi")
    hand.click("action.case.edit")
    hand.pick("field.case.agreement_status", "Accord oral")
    hand.write("field.case.notice_sent_on", stage.day(-2))
    hand.pick("field.case.notice_to", "Jeune et représentants")
    hand.pick("field.case.notice_channel", "En entretien")
    hand.write("field.case.group_question", cast.GROUP_QUESTION)
    hand.write("field.case.next_review_on", stage.day(60))
    hand.click("action.case.save")
    stage.success("Suivi enregistré")
    hand.wait_for_text(cast.GROUP_QUESTION)
    hand.click("action.case.to.ACTIVE")
    hand.click("action.case.status.save")
    stage.success("Suivi en cours")
    hand.see("action.case.to.REVIEW")
    hand.shot("suivi")


def observe(stage: Stage) -> None:
    """One observation stays in the cell, the other may be printed for the group."""
    hand = stage.hand
    for kind, scope, text in (
        ("Entretien", "Cellule", cast.KEPT_IN_THE_CELL),
        ("Retour d’un partenaire", "Groupe territorial", cast.TOLD_TO_THE_GROUP),
    ):
        hand.click("action.case.new.observation")
        hand.pick("field.observation.kind", kind)
        hand.write("field.observation.text", text)
        hand.pick("field.observation.sharing_scope", scope)
        hand.click("action.observation.save")
        stage.success("Observation enregistrée")
        hand.wait_for_text(text)
    hand.shot("observations")


def plan(stage: Stage) -> None:
    """Two objectives, three actions; one is done."""
    hand = stage.hand
    hand.open_tab(_TABS, "Plan")
    for title in (cast.FIRST_OBJECTIVE, cast.SECOND_OBJECTIVE):
        hand.click("action.objective.new")
        hand.write("field.objective.title", title)
        hand.click("action.objective.save")
        stage.success("Objectif enregistré")
        hand.wait_for_text(title)
    for objective, kind, title, scope, due in (
        (cast.FIRST_OBJECTIVE, "Entretien jeune", cast.ACTION_DONE, "Groupe territorial", 0),
        (cast.FIRST_OBJECTIVE, "Médiation école", cast.ACTION_NEXT, "Groupe territorial", 21),
        (cast.SECOND_OBJECTIVE, "Découverte métier", cast.ACTION_CELL, "Cellule", 30),
    ):
        hand.click("action.action.new")
        hand.pick("field.action.objective", objective)
        hand.choose("field.action.action_type", kind)
        hand.write("field.action.title", title)
        hand.choose("field.action.pilot", cast.OFFICER.last_name)
        hand.write("field.action.due_on", stage.day(due))
        hand.pick("field.action.sharing_scope", scope)
        hand.click("action.action.save")
        stage.success("Action enregistrée")
        hand.wait_for_text(title)
    hand.click_words(f"{cast.ACTION_DONE}\u202f: noter le résultat")
    hand.click_in_menu("Réalisée – effet positif")
    stage.success("Action notée")
    hand.wait_for_text("1 action sur 2 réalisée")
    hand.shot("plan-d-actions")


def open_by_search(stage: Stage) -> None:
    """The brother's dossier, from anywhere: a few letters without accents, then Entrée."""
    hand = stage.hand
    hand.type_in("field.search", f"{cast.YOUTH.first_name} trevid".lower())
    hand.see("popup.search")
    hand.shot("recherche")
    hand.press(Qt.Key.Key_Return, "field.search")
    hand.see("page.case")
    hand.wait_for_text(cast.YOUTH.first_name)
