"""Writing control, duplicates, saved filters, documents, schooling, families.

What several triggers say is written here once, and stands in the SQL files under its name
(`$situation`); what they make is released, and is the same to the byte.

Revision ID: 0003
Revises: 0002
"""

from collections.abc import Iterator
from pathlib import Path
from string import Template

revision = "0003"
down_revision = "0002"

PARTS = Path(__file__).with_suffix("")


def _due(scope: str) -> str:
    """The next day due among the actions to come that may be read by all (`<>`), or not (`=`)."""
    return (
        "(SELECT min(due_on) FROM planned_action WHERE case_id = case_file.id"
        " AND +status IN ('PLANNED', 'IN_PROGRESS', 'POSTPONED')"
        f" AND +sharing_scope {scope} 'COORDINATOR_ONLY')"
    )


def _heard(scope: str) -> str:
    """The last day something was noted, for all or for who may read it."""
    return (
        "(SELECT max(observed_on) FROM observation WHERE case_id = case_file.id"
        f" AND +sharing_scope {scope} 'COORDINATOR_ONLY')"
    )


#: What a dossier keeps copies of: each is a piece of `UPDATE case_file SET`.
COPIES = {
    "youth": (
        "(youth_neighbourhood_id, youth_birth_earliest, youth_birth_latest) ="
        " (SELECT neighbourhood_id, birth_earliest, birth_latest FROM youth"
        " WHERE youth.id = case_file.youth_id)"
    ),
    "situation": (
        "youth_situation = (SELECT situation FROM schooling"
        " WHERE schooling.youth_id = case_file.youth_id AND ended_on IS NULL"
        " ORDER BY started_on DESC, schooling.id DESC LIMIT 1)"
    ),
    "reasons": (
        "reason_codes = (SELECT ',' || group_concat(reason) || ',' FROM (SELECT DISTINCT reason"
        " FROM intake_report JOIN intake_report_reason ON report_id = intake_report.id"
        " WHERE intake_report.case_id = case_file.id ORDER BY reason))"
    ),
    "actions": f"action_due_on = {_due('<>')}, hidden_action_due_on = {_due('=')}",
    "step": (
        "step_due_on = (SELECT min(next_step_on) FROM referral WHERE case_id = case_file.id"
        " AND +status NOT IN ('CANCELLED', 'CLOSED', 'COMPLETED'))"
    ),
    "heard": f"heard_on = {_heard('<>')}, hidden_heard_on = {_heard('=')}",
    "reviewed": (
        "reviewed_on = (SELECT max(effective_on) FROM case_status_change"
        " WHERE case_id = case_file.id"
        " AND (from_status IS NULL OR from_status IN ('REVIEW', 'CLOSED')))"
    ),
}


def _told(name: str, table: str, watched: str, copy: str, *, key: str = "case_id") -> str:
    """The three triggers that tell the dossiers of `table`: a row begins, changes or goes.

    `watched`: the columns whose change counts; `key` leads from the row to its dossiers, both
    of them when it moves from one to another.
    """
    case = "id" if key == "case_id" else key
    return "\n\n".join(
        f"CREATE TRIGGER {name}_{what}_told_to_case AFTER {event} ON {table} BEGIN"
        f" UPDATE case_file SET {COPIES[copy]} WHERE {case} {whose}; END;"
        for what, event, whose in (
            ("begins", "INSERT", f"= NEW.{key}"),
            ("changes", f"UPDATE OF {watched}", f"IN (OLD.{key}, NEW.{key})"),
            ("goes", "DELETE", f"= OLD.{key}"),
        )
    )


def _said(row: str = "", margin: int = 8) -> str:
    """What an observation says, to be searched. FTS5 does not fold ligatures."""
    line = "\n" + " " * margin
    return (
        f"replace(replace(replace(replace({line}"
        f"{row}text || ' ' || coalesce({row}person_statement, ''),{line}"
        "'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae')"
    )


def _gone(kind: str, table: str) -> str:
    """The trigger by which what is gone is found no more."""
    line = f"kind = '{kind}' AND ref = old.id;"
    return (
        f"CREATE TRIGGER search_words_{kind}_gone AFTER DELETE ON {table} BEGIN\n"
        f"    DELETE FROM search_entry WHERE {line} DELETE FROM search_words_due\n"
        f"    WHERE {line} END;"
    )


FRAGMENTS = COPIES | {
    "schooling_told": _told(
        "schooling", "schooling", "youth_id, situation, started_on, ended_on", "situation",
        key="youth_id",
    ),
    "actions_told": _told(
        "action", "planned_action", "case_id, status, due_on, sharing_scope", "actions"
    ),
    "referrals_told": _told("referral", "referral", "case_id, status, next_step_on", "step"),
    "reports_told": _told("intake_report", "intake_report", "case_id", "reasons"),
    "observations_told": _told(
        "observation", "observation", "case_id, observed_on, sharing_scope", "heard"
    ),
    "steps_told": _told(
        "step", "case_status_change", "case_id, from_status, effective_on", "reviewed"
    ),
    "said": _said(margin=4),
    "said_new": _said("new."),
    "said_old": _said("old."),
    "case_gone": _gone("case", "case_file"),
    "household_gone": _gone("household", "household"),
    "intake_gone": _gone("intake", "intake_report"),
}  # fmt: skip


def statements() -> Iterator[tuple[str, str]]:
    """Each statement with its part, in the order of their names: one SQL file a subject."""
    for part in sorted(PARTS.glob("*.sql")):
        text = Template(part.read_text(encoding="utf-8")).substitute(FRAGMENTS)
        yield from ((part.stem, one) for one in text.split(";\n") if one.strip())


def upgrade() -> None:
    """Run the parts, one after the other."""
    from alembic import op  # noqa: PLC0415 - reading the statements does without Alembic

    connection = op.get_bind()
    for _, statement in statements():
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """A vault does not go back: what it holds since would be lost."""
    raise LookupError("no way back")
