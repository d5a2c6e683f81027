"""Two fictional documents in a dossier that is shown, so that its tab and its page have some."""

import hashlib
from typing import Final

from app.models.enums import AttachmentKind, SharingScope
from app.services.attachments import AttachmentEntry, add_attachment, attachments
from app.services.attachments_reading import Document
from app.services.desk import Desk
from app.services.documents.blocks import Space, Text
from app.services.documents.fonts import NOTE, TITLE
from app.services.documents.layout import Frame, Sheet, render

_PAPERS: Final = (
    (
        "Convention de stage",
        SharingScope.CELL,
        "Stage d’observation de cinq jours, signé par l’établissement, l’entreprise et la famille.",
    ),
    (
        "Bulletin du 1er trimestre",
        SharingScope.GROUP,
        "Des efforts en atelier\u202f; les retards du lundi matin ont cessé en novembre.",
    ),
)


def attach_papers(desk: Desk, case_id: int) -> int:
    """Add them to the dossier; the number of the newest. Raises what `add_attachment` does."""
    for title, scope, words in _PAPERS:
        frame = Frame(running=title, foot=(title,), demonstration=True)
        blocks = (Text(title, TITLE), Space(12), Text(words, NOTE))
        drawn = render([Sheet(frame, blocks)], title=title)
        paper = Document(
            AttachmentKind.PDF,
            drawn.content,
            drawn.pages,
            hashlib.sha256(drawn.content).hexdigest(),
            title,
        )
        add_attachment(desk, case_id, AttachmentEntry(title, scope), paper)
    return attachments(desk, case_id)[0].id
