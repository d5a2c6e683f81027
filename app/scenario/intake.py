"""The lycée calls; its signalement becomes a dossier."""

from app.scenario import cast
from app.scenario.stage import Stage


def receive(stage: Stage) -> None:
    """The lycée reports absences, by telephone: the form follows the call."""
    hand = stage.hand
    hand.click("rail.intakes")
    hand.see("page.intakes")
    hand.click("action.intake.new")
    hand.choose("field.intake.origin_type", "Établissement scolaire")
    hand.choose("field.intake.reporter", cast.CPE.last_name, answer=cast.CPE.first_name)
    hand.write("field.intake.last_name", cast.YOUTH.last_name)
    hand.write("field.intake.first_name", cast.YOUTH.first_name)
    hand.write("field.intake.birth", f"{cast.born(stage.today, cast.YOUTH_AGE):%d/%m/%Y}")
    hand.click("field.intake.sex.MALE")
    hand.choose("field.intake.situation", "Lycée professionnel")
    hand.choose("field.intake.grade", "2de professionnelle")
    hand.choose("field.intake.school", cast.SCHOOL)
    hand.choose("field.intake.neighbourhood", cast.QUARTIER)
    hand.click("field.intake.reasons.ABSENTEEISM")
    hand.click("field.intake.reasons.DROPOUT_RISK")
    hand.write("field.intake.reason_note", cast.REASON_NOTE)
    hand.click("field.intake.danger.no")
    hand.shot("signalement-en-cours")
    hand.click("field.intake.family_informed.yes")
    hand.write("field.intake.family_informed_on", stage.day(-2))
    hand.click("action.intake.guardians.add")
    hand.choose("field.intake.guardian0.relationship_kind", "Mère")
    hand.write("field.intake.guardian0.last_name", cast.MOTHER.last_name)
    hand.write("field.intake.guardian0.first_name", cast.MOTHER.first_name)
    hand.write("field.intake.guardian0.phone", cast.MOTHER.phone)
    hand.write("field.intake.phone", cast.YOUTH.phone)
    hand.write("field.intake.address", cast.ADDRESS)
    hand.write("field.intake.postal_code", cast.POSTAL_CODE)
    hand.write("field.intake.city", cast.TOWN)
    hand.click("field.intake.prior_steps.CALL_FAMILY")
    hand.click("field.intake.expected_support.FOLLOW_UP")
    hand.shot("signalement-complet")
    hand.click("action.intake.qualify")
    stage.success("Signalement enregistré")


def qualify(stage: Stage) -> None:
    """The signalement is retained: it opens a dossier, whose référent is who works."""
    hand = stage.hand
    hand.see("card.decision")
    hand.click("field.decision.way.retain")
    hand.shot("qualification")
    hand.click("action.intake.decide")
    stage.success("Signalement retenu")
    hand.see("action.intake.case")
    hand.shot("signalement-retenu")
