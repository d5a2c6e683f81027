"""The town in the story: its groups and quartiers, who sends its letters, its partners."""

from app.scenario import cast
from app.scenario.stage import Stage


def settle(stage: Stage) -> None:
    """A groupe territorial and its quartier; letters that do not say where they come from."""
    hand = stage.hand
    hand.click("rail.admin")
    hand.shot("administration")
    hand.click("action.admin.territory.open")
    hand.click("action.group.new")
    hand.write("field.group.name", cast.GROUP)
    hand.pick("field.group.kind", "Groupe territorial")
    hand.click("dialog.group.submit")
    stage.success("Le groupe est enregistré")
    hand.see_row("list.groups", cast.GROUP)
    hand.click("action.neighbourhood.new")
    hand.write("field.neighbourhood.name", cast.QUARTIER)
    hand.pick("field.neighbourhood.group_id", cast.GROUP)
    hand.click("dialog.neighbourhood.submit")
    stage.success("Le quartier est enregistré")
    hand.see_row("list.neighbourhoods", cast.QUARTIER)
    hand.shot("groupes-et-quartiers")
    hand.click("rail.admin")
    hand.click("action.admin.organisation.open")
    hand.write("field.organisation.phone", cast.SENDER_PHONE)
    hand.write("field.organisation.sender_name", cast.SENDER)
    hand.shot("organisation")
    hand.click("action.admin.organisation.save")
    stage.success("Les réglages sont enregistrés")


def know_the_partners(stage: Stage) -> None:
    """The lycée with its CPE and the CFA enter the directory; the CMA will come on the spot."""
    hand = stage.hand
    hand.click("rail.partners")
    hand.see("page.partners")
    for name, kind, person in (
        (cast.SCHOOL, "Établissement scolaire", cast.CPE),
        (cast.CFA, "Centre de formation", cast.CFA_CONTACT),
    ):
        hand.click("action.partner.new")
        hand.write("field.partner.name", name)
        hand.choose("field.partner.partner_type", kind)
        hand.click("action.partner.contacts.add")
        hand.write("field.partner.contact0.last_name", person.last_name)
        hand.write("field.partner.contact0.first_name", person.first_name)
        hand.write("field.partner.contact0.job_title", person.job_title)
        if person.phone:
            hand.write("field.partner.contact0.phone", person.phone)
        hand.shot("partenaire")
        hand.click("action.partner.save")
        stage.success("Le partenaire est enregistré")
    hand.see("list.partners")
    hand.shot("partenaires")
