"""The next morning: everything is where it was left."""

from app.scenario import cast, follow_up
from app.scenario.stage import Stage

_TABS = "case.tabs"


def find_it_all(stage: Stage) -> None:
    """Signalement, dossier, family, plan, observations, orientations, partners."""
    hand = stage.hand
    hand.click("rail.intakes")
    hand.see_row("list.intakes", cast.YOUTH.last_name)
    hand.shot("matin-signalements")
    hand.click("rail.cases")
    for one in (cast.YOUTH, cast.SISTER):
        hand.see_row("list.cases", one.last_name)
    hand.shot("matin-dossiers")
    hand.click("rail.partners")
    for name in (cast.SCHOOL, cast.CFA, cast.CMA):
        hand.see_row("list.partners", name)
    hand.click("rail.referrals")
    for status in ("Entretien fixé", "Envoyée"):
        hand.see_row("list.referrals", status)
    follow_up.open_by_search(stage)
    hand.shot("matin-synthese")
    for tab, expected in (
        ("Identité", (cast.MOTHER.first_name, cast.ADDRESS)),
        ("Scolarité", (cast.SCHOOL,)),
        ("Plan", (cast.FIRST_OBJECTIVE, cast.SECOND_OBJECTIVE, cast.ACTION_DONE, cast.ACTION_CELL)),
        ("Orientations", (cast.CFA, cast.CMA)),
        ("Observations", (cast.KEPT_IN_THE_CELL, cast.TOLD_TO_THE_GROUP)),
        ("Suivi", (cast.GROUP_QUESTION,)),
    ):
        hand.open_tab(_TABS, tab)
        for words in expected:
            hand.wait_for_text(words)
        hand.shot(f"matin-{tab.lower()}")
