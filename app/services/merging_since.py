"""What changed since a merge, in the sentences that are shown before it is undone."""

from collections.abc import Iterator, Mapping
from typing import Final

from app.models.case import CaseFile
from app.models.youth import Youth
from app.services import merging_links, rows
from app.services.desk import Work
from app.services.history_labels import field_label
from app.services.history_tracked import Kind, columns_of
from app.services.merging_numbers import TOLD
from app.services.merging_record import Before, MergeRecord
from app.services.rows import Link, Ref
from app.services.rules.french import count, listing

#: What a merge itself changed of a row beside whose it is, and what that is called when somebody
#: changed it again.
_ALSO_CHANGED: Final[Mapping[str, str]] = {
    "youth_contact": "Coordonnées",
    "schooling": "Scolarité",
    "household_membership": "Famille",
}
_ENDS: Final = frozenset({"preferred", "until_on", "ended_on"})


def changed_since(work: Work, record: MergeRecord, case: CaseFile, youth: Youth) -> Iterator[str]:
    """What was written since into the dossier that stayed: it stays there, or does not go back."""
    labels = [
        *_changed(work, Kind.YOUTH, youth, record.youth),
        *_changed(work, Kind.CASE, case, record.case),
        *_changed_again(work, record),
    ]
    if labels:
        told = listing(sorted(set(labels), key=labels.index))
        yield f"Modifié depuis, et laissé comme il est\u202f: {told}."
    added = _added(work, record, case, youth)
    if added:
        told = count(added, "élément ajouté", "éléments ajoutés")
        yield f"{told} depuis la fusion\u202f: cela reste au dossier {case.file_number}."
    yield from _erased(record)
    lost = _lost(work, record)
    if lost:
        told = count(lost, "élément retiré ou déplacé", "éléments retirés ou déplacés")
        yield f"{told} depuis la fusion\u202f: cela ne revient pas à l’autre dossier."


def _erased(record: MergeRecord) -> Iterator[str]:
    """What the law has erased of what the other dossier held."""
    if record.facts == 1:
        yield (
            "1\u00a0seuil d’absence noté dans les deux dossiers a été effacé depuis la "
            "fusion\u202f: l’autre dossier revient sans lui."
        )
    elif record.facts:
        yield (
            f"{record.facts}\u00a0seuils d’absence notés dans les deux dossiers ont été effacés "
            "depuis la fusion\u202f: l’autre dossier revient sans eux."
        )
    if record.rectified:
        labels = (field_label(Kind(name), field) for name, field in record.rectified)
        told = listing(tuple(dict.fromkeys(labels)))
        yield (
            f"Rectifié depuis la fusion\u202f: {told}. La valeur d’aujourd’hui vaut pour les "
            "deux dossiers."
        )


def _changed(work: Work, kind: Kind, row: CaseFile | Youth, before: Before) -> list[str]:
    now = rows.read(work.session, (str(kind), row.id))
    held = now.values if now is not None else {}
    return [
        field_label(kind, name)
        for name in columns_of(type(row))
        if name in before and held.get(name) != before[name][1]
    ]


def _changed_again(work: Work, record: MergeRecord) -> list[str]:
    """What the merge ended or put first, and somebody changed since."""
    return [
        _ALSO_CHANGED[one.table]
        for one in record.moves.links
        if one.column in _ENDS and one.table in _ALSO_CHANGED and _is_other(work, one)
    ]


def _is_other(work: Work, link: Link) -> bool:
    now = rows.read(work.session, (link.table, link.number))
    return now is not None and now.values[link.column] != link.after


def _added(work: Work, record: MergeRecord, case: CaseFile, youth: Youth) -> int:
    """How many rows refer to what stayed that were written after the merge."""
    refs: tuple[Ref, ...] = (("case_file", case.id), ("youth", youth.id))
    return merging_links.count_since(work.session, refs, record.last)


def _lost(work: Work, record: MergeRecord) -> int:
    """How many rows that were the other's are gone, or somebody else's.

    What the merge itself noted is said again by the identity that returns; a line of the history
    is nothing that anybody took away.
    """
    apart = set(record.made)
    moved = (one for one in record.moves.links if one.column not in _ENDS and one.table not in TOLD)
    return len(
        {
            (one.table, one.number)
            for one in moved
            if (one.table, one.number) not in apart and _is_lost(work, one)
        }
    )


def _is_lost(work: Work, link: Link) -> bool:
    now = rows.read(work.session, (link.table, link.number))
    return now is None or now.values[link.column] != link.after
