"""The blank fiche on paper and the form on the screen: the same questions, in the same order."""

from io import BytesIO

from pypdf import PdfReader

from app.models.organisation import Organisation
from app.services.prints import draw
from app.services.report_prints import prepare_blank
from app.ui.forms.spec import FormSpec
from app.ui.forms.specs.intake import STEPS, guardian_spec, intake_spec
from app.ui.operations.intake_blank import blank_parts
from tests.helpers.office import Office


def labels(spec: FormSpec) -> list[str]:
    return [one.label for one in spec.fields() if one.name not in STEPS]


def on_paper(town: Office) -> tuple[int, str]:
    document = draw(prepare_blank(town.desk(), blank_parts()))
    pages = PdfReader(BytesIO(document.content)).pages
    text = " ".join(page.extract_text() for page in pages)
    return document.pages, " ".join(text.split())


def test_paper_asks_what_the_form_asks_in_its_order_and_words() -> None:
    parts = blank_parts()
    asked = [one.label.partition(" – ")[0] for part in parts for row in part.rows for one in row]
    form, person = labels(intake_spec()), labels(guardian_spec(0))
    after = form.index("Sa position") + 1
    assert asked == [*form[:after], *person, *person, *form[after:]]
    titles = [part.title for part in parts if part.title[0].isdigit()]
    assert titles == [
        f"{at}. {section.title}" for at, section in enumerate(intake_spec().sections, start=1)
    ]


def test_every_reason_and_step_is_a_box_to_tick() -> None:
    boxes = {
        question.label: question.boxes
        for part in blank_parts()
        for row in part.rows
        for question in row
    }
    reasons = intake_spec().field("reasons")
    assert boxes["Motifs"] == tuple(one.label for one in reasons.choices)
    steps = intake_spec().field("prior_steps").choices
    assert [one.partition(", le")[0] for one in boxes["Démarches déjà engagées par l’auteur"]] == [
        one.label for one in steps
    ]


def test_one_leaf_with_its_reminder_and_never_the_procureur_s_word(town: Office) -> None:
    with town.desk().work() as work:
        row = work.session.get_one(Organisation, 1)
        row.address = "12 place de l’Hôtel-de-Ville, bâtiment des services, 91000 Valmont"
        row.phone, row.email, row.dpo_contact = "+33160000000", "cve@v.example", "dpo@v.example"
        work.session.commit()
    pages, text = on_paper(town)
    assert pages == 2
    assert text.startswith("Ville de Valmont – Veille éducative")
    assert "rédigés de façon objective" in text
    assert "dpo@v.example" in text
    assert "informés dans le mois" in text
    for hidden in ("signalement", "délinquance", "clspd", "procureur"):
        assert hidden not in text.casefold()
