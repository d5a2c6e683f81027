"""How each kind of record is called in the corbeille: what one recognises it by."""

from datetime import date
from typing import Final

from app.errors import Refused
from app.models.enums import (
    AbsenceThreshold,
    ContactKind,
    GradeLevel,
    ObservationKind,
    Relationship,
    ReportSubject,
    Situation,
)
from app.models.partner import Partner
from app.services.desk import Work
from app.services.intake_subject import report_label
from app.services.rows import Bundle, Ref, Stored, read
from app.services.rules.french import count, month_and_year, short_date
from app.services.rules.identifiers import format_phone
from app.services.rules.names import display_name

_EXTRACT: Final = 90  # characters of an observation


def number(row: Stored, name: str) -> int:
    """A number of a row of the corbeille; `Refused` for none."""
    value = row.values[name]
    if not isinstance(value, int):
        raise Refused
    return value


def day(value: object) -> date | None:
    """A civil date as stored."""
    return date.fromisoformat(value) if isinstance(value, str) else None


def _shown_day(value: object) -> str:
    on = day(value)
    return short_date(on) if on else ""


def observation(_work: Work, root: Stored, _bundle: Bundle) -> str:
    """« Appel du 02/11/2026 : Appel du père »."""
    line = " ".join(str(root.values["text"]).split())
    extract = line if len(line) <= _EXTRACT else line[: _EXTRACT - 1].rstrip() + "…"
    kind = ObservationKind(str(root.values["kind"])).label
    return f"{kind} du {_shown_day(root.values['observed_on'])}\u202f: {extract}"


def objective(_work: Work, root: Stored, bundle: Bundle) -> str:
    """Its title, with how many actions go along."""
    actions = len(bundle.of("planned_action"))
    more = f" (avec {count(actions, 'action', 'actions')})" if actions else ""
    return f"{root.values['title']}{more}"


def attachment(_work: Work, root: Stored, _bundle: Bundle) -> str:
    """Its title."""
    return str(root.values["title"])


def action(_work: Work, root: Stored, _bundle: Bundle) -> str:
    """Its title."""
    return str(root.values["title"])


def referral(work: Work, root: Stored, _bundle: Bundle) -> str:
    """« N° 2026-O-0001, CFA du bâtiment »."""
    partner = work.session.get(Partner, root.values["partner_id"])
    return f"N° {root.values['number']}" + (f", {partner.name}" if partner else "")


def schooling(_work: Work, root: Stored, _bundle: Bundle) -> str:
    """« Lycée professionnel, depuis le 01/09/2026 »."""
    grade = root.values["grade"]
    words = (
        GradeLevel(str(grade)).label if grade else Situation(str(root.values["situation"])).label
    )
    return f"{words}, depuis le {_shown_day(root.values['started_on'])}"


def attendance(_work: Work, root: Stored, _bundle: Bundle) -> str:
    """The threshold and its month."""
    month = day(root.values["month"])
    words = AbsenceThreshold(str(root.values["threshold"])).label
    return f"{words}, {month_and_year(month)}" if month else words


def guardianship(work: Work, root: Stored, bundle: Bundle) -> str:
    """« KADDOUR Nadia, mère »."""
    who, kind = (
        _person(work, root, bundle),
        Relationship(str(root.values["relationship_kind"])).label,
    )
    return f"{who}, {kind.lower()}" if who else kind


def membership(work: Work, root: Stored, bundle: Bundle) -> str:
    """« Famille Kaddour, depuis le 23/11/2026 »."""
    home = _other(work, bundle, ("household", number(root, "household_id")))
    since = f"depuis le {_shown_day(root.values['from_on'])}"
    return f"{home.values['name']}, {since}" if home else since


def report(_work: Work, root: Stored, _bundle: Bundle) -> str:
    """« N° 2026-S-0001, MARTEL Yanis »."""
    last, usage, first, place = (
        str(one) if (one := root.values.get(name)) else None
        for name in ("last_name", "usage_name", "first_name", "place")
    )
    # one thrown away before version 0003 says no subject: it was a young person's
    subject = ReportSubject(str(root.values.get("subject") or ReportSubject.YOUTH))
    return f"N° {root.values['number']}, {report_label(subject, last, usage, first, place)}"


def contact(work: Work, root: Stored, bundle: Bundle) -> str:
    """« Téléphone : 06 12 34 56 78 », of a representative with their name."""
    kind = ContactKind(str(root.values["kind"])).label
    words = f"{kind}\u202f: {format_phone(str(root.values['value'] or root.values['city'] or ''))}"
    who = _person(work, root, bundle) if "guardian_id" in root.values else ""
    return f"{words} ({who})" if who else words


def adult(work: Work, root: Stored, bundle: Bundle) -> str:
    """« KADDOUR Nadia, mère, Famille Kaddour »."""
    home = _other(work, bundle, ("household", number(root, "household_id")))
    link = Relationship(str(root.values["link"])).label.lower()
    said = (_person(work, root, bundle), link, str(home.values["name"]) if home else "")
    return ", ".join(part for part in said if part)


def _person(work: Work, root: Stored, bundle: Bundle) -> str:
    person = _other(work, bundle, ("guardian", number(root, "guardian_id")))
    if person is None:
        return ""
    last = person.values["usage_name"] or person.values["last_name"]
    return display_name(str(last), str(person.values["first_name"]))


def _other(work: Work, bundle: Bundle, ref: Ref) -> Stored | None:
    return bundle.find(ref) or read(work.session, ref)
