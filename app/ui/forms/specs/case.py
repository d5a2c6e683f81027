"""What the forms of a dossier ask: its head, a change of state, its opening (domain § 1.6.2)."""

from collections.abc import Sequence

from app.services.case_edit import LINE_LIMIT, PROGRAMME_LIMIT
from app.services.case_status import CLOSURE_REASONS, REASON_LIMIT, REVIEW_LIMIT
from app.services.choices import (
    AgreementStatus,
    CaseStatus,
    NoticeChannel,
    NoticeTo,
    PartnerType,
    labelled,
)
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Values, Width
from app.ui.forms.specs.youth import identity_rows
from app.ui.widgets.choice import Choice


def choices(closed_list: type) -> tuple[Choice, ...]:
    """The answers of a closed list."""
    return tuple(Choice(*one) for one in labelled(closed_list))


def _told(answers: Values) -> bool:
    return answers["notice_sent_on"] is not None


def case_spec(*, groups: Sequence[Choice], officers: Sequence[Choice]) -> FormSpec:
    """The head of a dossier."""
    return FormSpec(
        "case",
        (
            Section(
                "",
                (
                    (
                        Field("lead_officer_id", "Référent de parcours", Kind.REFERENCE,
                              choices=tuple(officers)),
                        Field("second_officer_id", "Second", Kind.REFERENCE,
                              choices=tuple(officers)),
                        Field("group_id", "Groupe", Kind.REFERENCE, choices=tuple(groups)),
                    ),
                    (
                        Field("next_review_on", "Prochain bilan", Kind.DATE, ahead=True,
                              width=Width.SHORT),
                        Field("programme", "Dispositif", max_length=PROGRAMME_LIMIT,
                              help="Le programme de la commune dont relève le suivi"),
                        Field("agreement_status", "Adhésion au suivi", Kind.CHOICE,
                              choices=choices(AgreementStatus), width=Width.LONG),
                    ),
                    (
                        Field("notice_sent_on", "Personnes informées le", Kind.DATE,
                              width=Width.SHORT),
                        Field("notice_to", "Qui a été informé", Kind.CHOICE,
                              choices=choices(NoticeTo), visible_when=_told,
                              required_when=_told, width=Width.LONG),
                        Field("notice_channel", "Comment", Kind.CHOICE,
                              choices=choices(NoticeChannel), visible_when=_told,
                              required_when=_told, width=Width.LONG),
                    ),
                    (
                        Field("group_question", "Question au groupe", Kind.LONG_TEXT, lines=2,
                              max_length=LINE_LIMIT, width=Width.LONG,
                              help="Figure sur la fiche de synthèse\u202f: sans nom de famille"),
                        Field("proposed_decision", "Proposition du référent", Kind.LONG_TEXT,
                              lines=2, max_length=LINE_LIMIT, width=Width.LONG,
                              help="Figure sur la fiche de synthèse\u202f: sans nom de famille"),
                    ),
                ),
            ),
        ),
        numbered=False,
    )  # fmt: skip


def status_spec(before: CaseStatus, after: CaseStatus) -> FormSpec:
    """What is said when a dossier goes from `before` to `after`."""
    reopening = before is CaseStatus.CLOSED
    day = Field("on", "Date", Kind.DATE, required=True, width=Width.SHORT)
    why = Field("reason", "Motif", max_length=REASON_LIMIT, width=Width.FULL, watched=True,
                required=reopening or after is CaseStatus.SUSPENDED,
                missing="Indiquez pourquoi")  # fmt: skip
    rows: tuple[tuple[Field, ...], ...] = ((day, why),)
    if after is CaseStatus.CLOSED:
        rows = (
            (
                day,
                Field("closure_reason", "Motif de clôture", Kind.CHOICE, required=True,
                      choices=tuple(Choice(one.value, one.label) for one in CLOSURE_REASONS),
                      width=Width.LONG, missing="Choisissez le motif de clôture"),
            ),
            (
                Field("closure_review", "Bilan du suivi", Kind.LONG_TEXT, required=True, lines=4,
                      max_length=REVIEW_LIMIT, width=Width.FULL,
                      missing="Écrivez le bilan en quelques lignes",
                      help="Ce qui a été fait et où en est le jeune, en termes objectifs\u202f: "
                      "la personne peut en obtenir copie."),
            ),
        )  # fmt: skip
    elif before is CaseStatus.REVIEW:
        rows = (
            (
                day,
                Field("next_review_on", "Prochain bilan", Kind.DATE, ahead=True,
                      width=Width.SHORT, help="Dans six mois si rien n’est écrit"),
            ),
            (
                Field("review", "Bilan", Kind.LONG_TEXT, required=True, lines=4,
                      max_length=REVIEW_LIMIT, width=Width.FULL,
                      missing="Écrivez le bilan en quelques lignes",
                      help="Ce qui a été fait et où en est le jeune, en termes objectifs\u202f: "
                      "la personne peut en obtenir copie."),
            ),
        )  # fmt: skip
    return FormSpec("case.status", (Section("", rows),), numbered=False)


def opening_spec(
    *,
    groups: Sequence[Choice],
    officers: Sequence[Choice],
    neighbourhoods: Sequence[Choice],
) -> FormSpec:
    """A dossier opened without a signalement."""
    return FormSpec(
        "case.new",
        (
            Section("Le jeune", identity_rows(neighbourhoods)),
            Section(
                "Le suivi",
                (
                    (
                        Field("origin_type", "Qui est à l’origine du suivi\u202f?", Kind.CHOICE,
                              required=True, choices=choices(PartnerType), width=Width.LONG,
                              missing="Indiquez qui est à l’origine du suivi"),
                        Field("received_on", "Venu(e) à la cellule le", Kind.DATE, required=True,
                              width=Width.MEDIUM,
                              help="L’information des personnes est due un mois après"),
                    ),
                    (
                        Field("group_id", "Groupe qui suivra le dossier", Kind.REFERENCE,
                              required=True, choices=tuple(groups), width=Width.LONG,
                              missing="Choisissez le groupe qui suivra ce dossier"),
                        Field("lead_officer_id", "Référent de parcours", Kind.REFERENCE,
                              choices=tuple(officers), width=Width.LONG),
                    ),
                ),
            ),
        ),
    )  # fmt: skip
