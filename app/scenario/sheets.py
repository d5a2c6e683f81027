"""The sheets of the story: previewed, then saved where the person says, after the warning."""

from app.scenario import cast, follow_up
from app.scenario.stage import Stage


def print_the_synthesis(stage: Stage) -> None:
    """The fiche de synthèse for the groupe territorial: initials and code."""
    hand = stage.hand
    follow_up.open_by_search(stage)
    hand.click("action.case.print")
    hand.see("page.synthesis_preview")
    stage.save_shown_sheet(f"synthese_{stage.today.year}-0001.pdf")
    hand.shot("apercu-fiche-de-synthese")


def print_the_orientations(stage: Stage) -> None:
    """A fiche d'orientation for each structure, from the list."""
    hand = stage.hand
    for number, partner in enumerate((cast.CFA, cast.CMA), start=1):
        hand.click("rail.referrals")
        hand.open_row("list.referrals", partner)
        hand.click("action.referral.print")
        hand.see("page.referral_preview")
        stage.save_shown_sheet(f"orientation_{stage.today.year}-{number:04}.pdf")
        hand.shot("apercu-fiche-d-orientation")
