"""The lines that a history holds."""

import json

from sqlalchemy import select

from app.models.history import RecordChange
from tests.helpers.office import Office


def lines(office: Office, object_type: str = "") -> list[RecordChange]:
    with office.desk().read() as work:
        query = select(RecordChange).order_by(RecordChange.id)
        if object_type:
            query = query.where(RecordChange.object_type == object_type)
        return list(work.session.scalars(query))


def told(line: RecordChange) -> dict[str, list[object]]:
    content: dict[str, list[object]] = json.loads(line.content)
    return content
