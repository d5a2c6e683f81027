"""What is asked once the persons were informed: when, whom, how."""

from app.services.choices import NoticeChannel, NoticeTo, labelled
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Width
from app.ui.widgets.choice import Choice

SPEC = FormSpec(
    "notice",
    (
        Section(
            "",
            (
                (
                    Field("sent_on", "Personnes informées le", Kind.DATE, required=True,
                          width=Width.SHORT),
                ),
                (
                    Field("to", "Qui a été informé", Kind.CHOICE, required=True,
                          width=Width.FULL,
                          choices=tuple(Choice(*one) for one in labelled(NoticeTo))),
                ),
                (
                    Field("channel", "Comment", Kind.CHOICE, required=True, width=Width.FULL,
                          choices=tuple(Choice(*one) for one in labelled(NoticeChannel))),
                ),
            ),
        ),
    ),
    numbered=False,
)  # fmt: skip
