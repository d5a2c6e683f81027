"""The services a caseworker waits for, against the same statements sent by the driver alone."""

from collections.abc import Callable, Sequence
from itertools import count
from typing import TypeVar

from sqlalchemy import text

from app.services import home, prints
from app.services.case_edit import CaseEntry, save_case
from app.services.cases import read_case
from app.services.cases_list import CaseFilter, CaseSort, cases, count_cases
from app.services.choices import Role
from app.services.desk import Actor, Desk
from app.services.households_list import HouseholdFilter, count_households, households
from app.services.intake_list import intakes
from app.services.referrals import referrals
from app.services.search import Searcher
from tests.bench.measure import Figure, summary, times
from tests.bench.raw import Raw

T = TypeVar("T")

#: Common beginnings, a common name, two words, a number, nothing.
TYPED = ("ma", "le", "mar", "benali", "marie le", "0042", "zz")
BORN = ("2010", "14/03", "14/03/2010", "mars 2010", "martin 2010")
SAID = ("entretien", "collège", "appel", "famille prévenue", "retards rentrée")
SLIPPED = ("benalli", "matrin", "dubios")
SHEETS = 200
SHEETS_AT_ONCE = 3  # runs of the 200


class Bench:
    """Measures at one desk; every service has its statements replayed as its limit."""

    def __init__(self, desk: Desk, raw: Raw, size: int, runs: int) -> None:
        self._desk, self._raw, self._size, self._runs = desk, raw, size, runs
        self._cases = _spread(desk)

    def lists(self) -> list[Figure]:
        """Lists, counts and the search box."""
        desk, officer = self._desk, _officer(self._desk)
        _, deep = cases(desk, limit=min(20_000, self._size // 2))
        return [
            self._query("dossiers : première page", lambda _: cases(desk), goal=3),
            self._query("dossiers : page profonde", lambda _: cases(desk, after=deep), goal=3),
            self._query("dossiers : triés par état", lambda _: cases(desk, sort=CaseSort.STATUS)),
            self._query(
                "dossiers : triés par naissance", lambda _: cases(desk, sort=CaseSort.BIRTH)
            ),
            self._query("dossiers : page d’un référent", lambda _: cases(officer), goal=3),
            self._query("dossiers : les miens", lambda _: cases(officer, CaseFilter(mine=True))),
            self._query("dossiers : compte du titre", lambda _: count_cases(desk)),
            self._query("signalements : première page", lambda _: intakes(desk), goal=3),
            self._query("orientations : première page", lambda _: referrals(desk), goal=3),
            self._query("familles : première page", lambda _: households(desk)),
            self._query(
                "familles : une frappe",
                lambda typed: households(desk, HouseholdFilter(typed)),
                TYPED,
            ),
            self._query("familles : compte du titre", lambda _: count_households(desk)),
            self._query("recherche : une frappe", Searcher(desk).find, TYPED, 10),
            self._query("recherche : une naissance", Searcher(desk).find, BORN, 10),
            self._query("recherche : dans les observations", Searcher(desk).find, SAID, 10),
            self._query("recherche : une faute de frappe", Searcher(desk).find, SLIPPED),
            self._query("recherche : une frappe d’un référent", Searcher(officer).find, TYPED),
        ]

    def dossiers(self) -> list[Figure]:
        """Accueil; opening a dossier and saving its head."""
        desk = self._desk
        return [
            self._query("accueil : ce qui attend", lambda _: home.home(desk, mine=False)),
            self._query("accueil : combien", lambda _: home.counts(desk, mine=False)),
            self._query(
                "dossier : ouvrir", lambda case: read_case(desk, case), self._cases, goal=10
            ),
            self._saving(),
        ]

    def documents(self) -> list[Figure]:
        """Fiches de synthèse: read, checked, drawn in memory."""
        desk, size = self._desk, self._size
        one = times(lambda case: prints.synthesis(desk, case), self._cases, runs=self._runs)
        many = self._cases[:SHEETS]
        lot = times(lambda lot: prints.syntheses(desk, lot), [many], runs=SHEETS_AT_ONCE)
        return [
            summary("fiche de synthèse", one, size=size, goal=60),
            summary(f"{len(many)} fiches de synthèse", lot, size=size, goal=6_000),
        ]

    def _saving(self) -> Figure:
        desk, turns = self._desk, count()
        entries = [self._entry(case, f"Question {next(turns)} ?") for case in self._cases]
        queue = iter(entries[1:])
        spare = entries[0]
        heard = self._raw.heard(lambda: save_case(desk, *spare))

        def save(_turn: int) -> None:
            save_case(desk, *next(queue))

        runs = min(self._runs, len(entries) - 2)
        limit = times(lambda _turn: self._raw.replay(heard), [0], runs=runs)
        found = times(save, [0], runs=runs)
        return summary("dossier : enregistrer", found, size=self._size, limit=limit, goal=15)

    def _entry(self, case: int, question: str) -> tuple[int, CaseEntry]:
        head = read_case(self._desk, case, opening=False).header
        return case, CaseEntry(
            group_id=head.group_id,
            lead_officer_id=head.lead_officer_id,
            second_officer_id=head.second_officer_id,
            next_review_on=head.next_review_on,
            agreement_status=head.agreement_status,
            notice_sent_on=head.notice_sent_on,
            notice_channel=head.notice_channel,
            notice_to=head.notice_to,
            group_question=question,
            version=head.version,
        )

    def _query(
        self,
        name: str,
        ask: Callable[[T], object],
        samples: Sequence[T] = (None,),  # type: ignore[assignment] # asked without a sample
        goal: float | None = None,
    ) -> Figure:
        heard = [self._raw.heard(lambda one=one: ask(one)) for one in samples[: self._runs]]
        found = times(ask, samples, runs=max(self._runs, len(heard)))
        limit = times(self._raw.replay, heard, runs=max(self._runs, len(heard)))
        return summary(name, found, size=self._size, limit=limit, goal=goal)


def _spread(desk: Desk, wanted: int = 240) -> list[int]:
    """Dossiers that print, from the first to the last."""
    with desk.engine.connect() as connection:
        found = connection.scalars(
            text(
                "SELECT id FROM case_file WHERE youth_id IS NOT NULL AND NOT processing_restricted"
                " AND status NOT IN ('DUE', 'ELIMINATED', 'CLOSED') ORDER BY id"
            )
        ).all()
        connection.rollback()
    return list(found[:: max(1, len(found) // wanted)])[:wanted]


def _officer(desk: Desk) -> Desk:
    """The first référent de parcours of the town, with the group they sit in."""
    with desk.engine.connect() as connection:
        account = connection.scalar(
            text("SELECT min(account_id) FROM account_role WHERE role = 'case_officer'")
        )
        groups = connection.scalars(
            text("SELECT group_id FROM account_group WHERE account_id = :one"), {"one": account}
        ).all()
        connection.rollback()
    actor = Actor(int(account or 0), "", frozenset({Role.CASE_OFFICER}), frozenset(groups))
    return Desk(desk.engine, actor, desk.clock, desk.vault)
