"""The heavy half of the composition root: from a password to a desk with its pages.

Loaded in the background once the door is on screen (`program` says why): the database, the
cryptography and the pages are a second of imports that nobody should wait for.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from app import paths, warming
from app.errors import UserFacingError
from app.services import entrance, organisation, pending_notes, seats, upgrading
from app.services.backups import nothing_said
from app.services.choices import JournalAction, Role
from app.services.desk import Desk
from app.services.intake_list import count_waiting
from app.services.purge import purge_at_closing
from app.services.rules.rights import UseCase
from app.services.vault.backup_check import Step
from app.services.vault.errors import WrongPassword
from app.services.vault.rewrite import Step as Tidying
from app.ui.context import PageSpec
from app.ui.operations.finding import Finder
from app.ui.pages.admin import AdminPage
from app.ui.pages.admin_account import AccountPage
from app.ui.pages.admin_accounts import AccountsPage
from app.ui.pages.admin_backup import BackupsPage
from app.ui.pages.admin_display import DisplayPage
from app.ui.pages.admin_erasures import ErasuresPage
from app.ui.pages.admin_organisation import OrganisationPage
from app.ui.pages.admin_password import OwnPasswordPage
from app.ui.pages.admin_recovery import RecoveryPage
from app.ui.pages.admin_territory import TerritoryPage
from app.ui.pages.admin_words import WordsPage
from app.ui.pages.admin_words_kept import KeptWordsPage
from app.ui.pages.case_list import CasesPage
from app.ui.pages.case_new import CaseNewPage
from app.ui.pages.case_page import CasePageView
from app.ui.pages.document import PAGES as DOCUMENT
from app.ui.pages.duplicate import DuplicatePage
from app.ui.pages.duplicates import DuplicatesPage
from app.ui.pages.history import PAGES as HISTORIES
from app.ui.pages.home import HomePage
from app.ui.pages.household_list import HouseholdsPage
from app.ui.pages.household_page import HouseholdPageView
from app.ui.pages.intake_form import IntakeFormPage
from app.ui.pages.intake_list import IntakesPage
from app.ui.pages.intake_read import IntakePageView
from app.ui.pages.intake_trash import IntakeTrashPage
from app.ui.pages.partner import PartnerPageView
from app.ui.pages.partners import PartnersPage
from app.ui.pages.preview import PAGES as PREVIEWS
from app.ui.pages.referral_form import ReferralFormPage
from app.ui.pages.referral_list import ReferralsPage
from app.ui.pages.referral_page import ReferralPageView
from app.ui.shell.house import Workplace
from app.ui.shell.idle import Delays


def _receives(desk: Desk) -> bool:
    return bool(desk.actor.reach(UseCase.READ_INTAKE))


def _directory(desk: Desk) -> bool:
    return desk.actor.may(UseCase.READ_PARTNER)


def _follows(desk: Desk) -> bool:
    return bool(desk.actor.reach(UseCase.READ_CASE))


def _opens(desk: Desk) -> bool:
    return bool(desk.actor.reach(UseCase.OPEN_CASE))


def _orients(desk: Desk) -> bool:
    return bool(desk.actor.reach(UseCase.READ_REFERRAL))


def _writes_referrals(desk: Desk) -> bool:
    return bool(desk.actor.reach(UseCase.EDIT_REFERRAL))


def _reads_accounts(desk: Desk) -> bool:
    return desk.actor.may(UseCase.READ_ACCOUNTS)


def _manages_accounts(desk: Desk) -> bool:
    return desk.actor.may(UseCase.MANAGE_ACCOUNTS)


def _erases(desk: Desk) -> bool:
    return bool(desk.actor.reach(UseCase.ERASE))


def _merges(desk: Desk) -> bool:
    return bool(desk.actor.reach(UseCase.MERGE_CASE))


def _backs_up(desk: Desk) -> bool:
    return desk.actor.may(UseCase.BACK_UP)


def _edits_organisation(desk: Desk) -> bool:
    return desk.actor.may(UseCase.EDIT_ORGANISATION)


def _edits_words(desk: Desk) -> bool:
    return desk.actor.may(UseCase.EDIT_WRITING)


PAGES: Sequence[PageSpec] = (
    PageSpec("home", "Accueil", HomePage),
    PageSpec("intakes", "Signalements", IntakesPage, allowed=_receives, waiting=count_waiting),
    PageSpec("intakes.trash", "Corbeille des signalements", IntakeTrashPage, rail="intakes",
             keep=False, allowed=_receives),
    PageSpec("intake", "Signalement", IntakePageView, rail="intakes", allowed=_receives),
    PageSpec("intake.new", "Nouveau signalement", IntakeFormPage, rail="intakes", keep=False,
             allowed=_receives),
    PageSpec("intake.edit", "Signalement", IntakeFormPage, rail="intakes", keep=False,
             allowed=_receives),
    PageSpec("cases", "Dossiers", CasesPage, allowed=_follows),
    PageSpec("case", "Dossier", CasePageView, rail="cases", allowed=_follows),
    PageSpec("case.new", "Ouvrir un dossier", CaseNewPage, rail="cases", keep=False,
             allowed=_opens),
    PageSpec("households", "Familles", HouseholdsPage, allowed=_follows),
    PageSpec("household", "Famille", HouseholdPageView, rail="households", allowed=_follows),
    PageSpec("referrals", "Orientations", ReferralsPage, allowed=_orients),
    PageSpec("referral", "Orientation", ReferralPageView, rail="referrals", allowed=_orients),
    PageSpec("referral.new", "Nouvelle orientation", ReferralFormPage, rail="referrals",
             keep=False, allowed=_writes_referrals),
    PageSpec("referral.edit", "Orientation", ReferralFormPage, rail="referrals", keep=False,
             allowed=_writes_referrals),
    PageSpec("partners", "Partenaires", PartnersPage, allowed=_directory),
    PageSpec("partner", "Partenaire", PartnerPageView, rail="partners", keep=False,
             allowed=_directory),
    PageSpec("partner.new", "Nouveau partenaire", PartnerPageView, rail="partners", keep=False,
             allowed=_directory),
    *PREVIEWS,
    *DOCUMENT,
    *HISTORIES,
    PageSpec("admin", "Administration", AdminPage),
    PageSpec("admin.accounts", "Comptes", AccountsPage, rail="admin", allowed=_reads_accounts),
    PageSpec("admin.account", "Compte", AccountPage, rail="admin", keep=False,
             allowed=_manages_accounts),
    PageSpec("admin.account.new", "Nouveau compte", AccountPage, rail="admin", keep=False,
             allowed=_manages_accounts),
    PageSpec("admin.erasures", "Effacements", ErasuresPage, rail="admin", keep=False,
             allowed=_erases),
    PageSpec("duplicates", "Doublons probables", DuplicatesPage, rail="admin", allowed=_merges),
    PageSpec("duplicate", "Comparer deux dossiers", DuplicatePage, rail="admin", keep=False,
             allowed=_merges),
    PageSpec("admin.organisation", "Organisation", OrganisationPage, rail="admin", keep=False,
             allowed=_edits_organisation),
    PageSpec("admin.territory", "Groupes et quartiers", TerritoryPage, rail="admin",
             allowed=_edits_organisation),
    PageSpec("admin.words", "Mots surveillés", WordsPage, rail="admin", allowed=_edits_words),
    PageSpec("admin.words.kept", "Textes confirmés", KeptWordsPage, rail="admin",
             allowed=_edits_words),
    PageSpec("admin.backups", "Sauvegardes", BackupsPage, rail="admin", allowed=_backs_up),
    PageSpec("admin.display", "Affichage", DisplayPage, rail="admin", keep=False),
    PageSpec("admin.password", "Mon mot de passe", OwnPasswordPage, rail="admin", keep=False),
    PageSpec("admin.recovery", "Fiche de secours", RecoveryPage, rail="admin", keep=False,
             allowed=_manages_accounts),
)  # fmt: skip
"""Every page of the program; the rail has its own order. The window opens at the first."""


def enter(folder: Path, login: str, password: str, step: Step = nothing_said) -> Workplace:
    """Open the vault, on the database thread; `step` hears of an upgrade and may give it up.

    Raises what `entrance.enter` does.
    """
    terms = replace(upgrading.terms(step), compiled=warming.known())
    desk = entrance.enter(folder, login=login, password=password, terms=terms)
    with suppress(UserFacingError):  # what scheduled commands did is written another time
        pending_notes.take_up(desk, paths.notes_folder())
    return at(desk)


def at(desk: Desk) -> Workplace:
    """The workplace of a desk just opened or founded. Reads the settings: database thread."""
    settings = organisation.read_settings(desk)
    return Workplace(
        desk=desk,
        pages=PAGES,
        find=Finder().find,
        who=f"{desk.actor.name} · {_title(desk.actor.roles)}",
        subtitle=settings.cell_name,
        delays=_delays(settings),
        read_delays=lambda: _delays(organisation.read_settings(desk)),
        confirm=partial(_confirm, desk),
        note=partial(_note, desk),
        close=partial(_close, desk),
        tidy=partial(_tidy, desk),
        seat=seats.last_seat(desk),
    )


def hastened(workplace: Workplace, *, short: float | None, hard: float | None) -> Workplace:
    """With delays (seconds) that may only be shorter than the organisation's."""

    def sooner(delays: Delays) -> Delays:
        return Delays(
            short=delays.short if short is None else min(short, delays.short),
            hard=delays.hard if hard is None else min(hard, delays.hard),
        )

    read = workplace.read_delays
    return replace(workplace, delays=sooner(workplace.delays), read_delays=lambda: sooner(read()))


def _delays(settings: organisation.Settings) -> Delays:
    return Delays(short=settings.short_lock_minutes * 60.0, hard=settings.hard_lock_minutes * 60.0)


def _title(roles: frozenset[Role]) -> str:
    """The widest role, as the first of the closed list, in small letters."""
    first = next((role for role in Role if role in roles), None)
    if first is None:
        return "sans rôle"
    label = first.label
    return label if label[:2].isupper() else label[0].lower() + label[1:]


def _confirm(desk: Desk, password: str) -> None:
    if not entrance.is_own_password(desk, password):
        raise WrongPassword


def _note(desk: Desk, locked: bool) -> None:  # noqa: FBT001 - what happened, lock or unlock
    entrance.note(desk, JournalAction.LOCK if locked else JournalAction.UNLOCK)


def _tidy(desk: Desk, step: Tidying) -> None:
    if desk.vault is not None:
        with suppress(UserFacingError):  # no room, or somebody reads: the next closing does it
            purge_at_closing(desk.vault, step)


def _close(desk: Desk) -> None:
    """At once: the computer may be going to sleep. What waits to be tidied waits for a closing."""
    if desk.vault is not None:
        desk.vault.close()
    desk.engine.dispose()
