"""What is asked of a document: what it is, and who may open it."""

from app.services.attachments_reading import TITLE_LIMIT
from app.services.choices import SharingScope, labelled
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Width
from app.ui.widgets.choice import Choice

_ROWS = (
    (
        Field(
            "title",
            "Titre",
            watched=True,
            required=True,
            max_length=TITLE_LIMIT,
            width=Width.FULL,
            missing="Dites en quelques mots ce qu’est ce document",
            help="Ce qu’il est et de quand il date\u202f: «\u202fBulletin du 1er trimestre\u202f»",
        ),
    ),
    (
        Field(
            "sharing_scope",
            "Qui peut l’ouvrir\u202f?",
            Kind.CHOICE,
            required=True,
            choices=tuple(Choice(*one) for one in labelled(SharingScope)),
            width=Width.FULL,
            help="«\u202fGroupe territorial\u202f»\u202f: la cellule, qui pourra le montrer au "
            "groupe. Aucun document ne s’imprime avec les fiches.",
        ),
    ),
)


def new_document_spec() -> FormSpec:
    """A document that has just been read; who may open it is asked each time."""
    return FormSpec("document.new", (Section("", _ROWS),), numbered=False)


def document_spec() -> FormSpec:
    """A document of the dossier."""
    return FormSpec("attachment", (Section("", _ROWS),), numbered=False)
