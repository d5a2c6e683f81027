"""Whom a signalement is about, what it then holds, and what must be answered for it.

A family as a whole has a name and representatives, no birth date; a young person nobody can name
yet has a place and a school, nothing else (domain § 1.6.1). What does not concern the subject is
never stored: an answer left from before the subject changed goes.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from app.models.enums import IntakeReason, PartnerType, ReportSubject
from app.services.intake_entry import IntakeEntry
from app.services.rules.names import sort_key

#: Origins whose author is the family or the young person: no body to name.
WITHOUT_BODY = frozenset({PartnerType.FAMILY, PartnerType.YOUTH})
UNKNOWN_LABEL: Final = "Jeune inconnu"
_MISSING = "Réponse obligatoire."

_OF_ONE_YOUTH: Mapping[str, Any] = {
    "first_name": "", "sex": None, "birth": None, "situation": None, "grade": None,
}  # fmt: skip
_OF_THE_NAMED: Mapping[str, Any] = {
    "last_name": "", "usage_name": "", "address": "", "postal_code": "", "city": "", "phone": "",
    "email": "", "guardians": (), "family_informed": None, "family_informed_on": None,
    "family_informed_by": "", "family_position": None,
}  # fmt: skip
#: What a signalement of this subject does not hold, and what stands there instead.
NOT_HELD: Final[Mapping[ReportSubject, Mapping[str, Any]]] = {
    ReportSubject.YOUTH: {"place": ""},
    ReportSubject.FAMILY: {"place": "", "usage_name": "", "school_id": None, **_OF_ONE_YOUTH},
    ReportSubject.UNKNOWN: {**_OF_ONE_YOUTH, **_OF_THE_NAMED},
}
_REQUIRED: Final[Mapping[ReportSubject, tuple[str, ...]]] = {
    ReportSubject.YOUTH: (
        "last_name", "first_name", "sex", "birth", "situation", "family_informed",
    ),
    ReportSubject.FAMILY: ("last_name", "family_informed"),
    ReportSubject.UNKNOWN: ("place",),
}  # fmt: skip


def held(entry: IntakeEntry) -> IntakeEntry:
    """The entry without what does not concern its subject."""
    return replace(entry, **NOT_HELD[entry.subject])


def missing_answers(entry: IntakeEntry) -> dict[str, str]:
    """The required answers that are not there, with their sentence, by field."""
    given: dict[str, object] = {
        "received_on": entry.received_on,
        "origin_type": entry.origin_type,
        "reporter": entry.reporter_partner_id or entry.origin_type in WITHOUT_BODY,
        "last_name": entry.last_name.strip(),
        "first_name": entry.first_name.strip(),
        "sex": entry.sex,
        "birth": entry.birth,
        "situation": entry.situation,
        "place": entry.place.strip() or entry.school_id,
        "reasons": entry.reasons,
        "family_informed": entry.family_informed is not None,
        "danger_answer": entry.danger_answer,
        "group_id": entry.group_id,
    }
    own = set(_REQUIRED[entry.subject])
    every = {"received_on", "origin_type", "reporter", "reasons", "danger_answer", "group_id"}
    problems = {
        name: _MISSING for name, answer in given.items() if name in own | every and not answer
    }
    if "place" in problems:
        problems["place"] = "Dites où ce jeune est vu\u202f: un lieu ou un établissement."
    if IntakeReason.OTHER in entry.reasons and not entry.reason_note.strip():
        problems["reason_note"] = "Précisez l’autre motif."
    return problems


def report_label(
    subject: ReportSubject,
    last: str | None,
    usage: str | None,
    first: str | None,
    place: str | None = None,
) -> str:
    """« MARTEL Yanis », « Famille MARTEL », « Jeune inconnu, gare de Valmont ».

    « Jeune non nommé » while a brouillon holds no name.
    """
    match subject:
        case ReportSubject.FAMILY:
            return f"Famille {last.upper()}" if last else "Famille non nommée"
        case ReportSubject.UNKNOWN:
            return f"{UNKNOWN_LABEL}, {place}" if place else UNKNOWN_LABEL
        case _:
            # as `names.display_name`, of names tidied when saved: a list has a hundred a page
            return f"{(usage or last or '').upper()} {first or ''}".strip() or "Jeune non nommé"


def report_sort_key(entry: IntakeEntry, last: str, first: str) -> str:
    """How the list sorts it: by the name it has, or with the other unknown ones."""
    if entry.subject is ReportSubject.UNKNOWN:
        return sort_key(UNKNOWN_LABEL, entry.place)
    return sort_key(last, first)
