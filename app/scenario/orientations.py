"""The orientations in the story: one to the CFA as far as an interview, one to the CMA, sent."""

from app.scenario import cast
from app.scenario.stage import Stage


def refer_to_the_cfa(stage: Stage) -> None:
    """Agreed by the young person and the mother, sent, received, an interview is set."""
    hand = stage.hand
    _begin(stage)
    hand.choose("field.referral.partner", cast.CFA_CONTACT.last_name, answer=cast.CFA)
    _tell_the_project(stage, request="Positionnement")
    hand.shot("orientation-cfa")
    hand.click("action.referral.save")
    stage.success("Orientation enregistrée")
    for status in ("CONSENT_PENDING", "SENT", "ACKNOWLEDGED"):
        _step(stage, status)
    hand.click("action.referral.to.INTERVIEW_SET")
    hand.write("field.move.interview_on", stage.day(9))
    hand.write("field.move.interview_time", "14 h 30")
    hand.click("action.move.save")
    hand.see("action.referral.to.INTERVIEW_DONE")
    hand.wait_for_text("Entretien fixé")
    hand.shot("entretien-fixe")


def refer_to_the_cma(stage: Stage) -> None:
    """The structure is not in the directory yet: it is created from the form."""
    hand = stage.hand
    hand.click("action.referral.case")
    _begin(stage)
    hand.choose("field.referral.partner", cast.CMA, answer="Créer la structure")
    hand.see("dialog.partner")
    hand.choose("field.partner.quick.partner_type", "Chambre de métiers")
    hand.click("dialog.create")
    hand.wait(lambda: not hand.sees("dialog.partner"), "la structure créée")
    _tell_the_project(stage, request="Information")
    hand.click("action.referral.save")
    stage.success("Orientation enregistrée")
    for status in ("CONSENT_PENDING", "SENT"):
        _step(stage, status)
    hand.see("action.referral.to.ACKNOWLEDGED")
    hand.click("rail.referrals")
    hand.see_row("list.referrals", "Envoyée")
    hand.shot("orientations")


def _begin(stage: Stage) -> None:
    stage.hand.open_tab("case.tabs", "Orientations")
    stage.hand.click("action.referral.new")
    stage.hand.see("page.referral.form")


def _tell_the_project(stage: Stage, *, request: str) -> None:
    hand = stage.hand
    hand.choose("field.referral.request", request)
    hand.write("field.referral.reply_by", stage.day(21))
    hand.write("field.referral.first_trade", cast.FIRST_TRADE)
    hand.write("field.referral.second_trade", cast.SECOND_TRADE)
    hand.pick("field.referral.diploma", "DNB")
    hand.write("field.referral.internships", cast.INTERNSHIP)
    hand.pick("field.referral.employer_search", "En cours")
    hand.pick("field.referral.mobility", "Transports")
    hand.write("field.referral.youth_agreed_on", stage.day(-1))
    hand.write("field.referral.guardian_agreed_on", stage.day(-1))


def _step(stage: Stage, status: str) -> None:
    stage.hand.click(f"action.referral.to.{status}")
    stage.hand.click("action.move.save")
    stage.hand.wait(lambda: not stage.hand.sees("action.move.save"), f"l’étape {status}")
