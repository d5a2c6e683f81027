"""`vigie demo`: a fictional town in a folder, with its documents and pictures of its screens."""

import argparse
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from app.clock import SystemClock
from app.errors import UserFacingError
from app.models.migrations import upgrade
from app.services import family_prints, notices, prints, report_prints
from app.services.demo.making import LOGIN, PASSWORD, make_town
from app.services.demo.papers import attach_papers
from app.services.demo.shown import another, family, printable
from app.services.desk import Desk
from app.services.failures import explained
from app.services.rules.french import count
from app.services.vault.errors import FolderNotWritable, FolderTaken
from app.services.vault.opening import Terms
from app.ui.operations.intake_blank import blank_parts

VAULT: Final = "demonstration.vigie"
READ_ME: Final = "LISEZMOI.txt"
SCREENS: Final = "ecrans"
PRINTED: Final = 3

#: Nobody's secrets are in it: the process need not pay for locking SQLCipher's memory.
_TERMS: Final = Terms(prepare=upgrade, memory_security=False)

_TEXT: Final = f"""\
DÉMONSTRATION

Ce dossier contient une ville qui n’existe pas, fabriquée par Vigie.
Les personnes, les familles et les structures sont inventées.

Coffre\u202f: {VAULT}
Identifiant\u202f: {LOGIN}
Mot de passe\u202f: {PASSWORD}

Ouvrez Vigie, choisissez «\u202fOuvrir un coffre existant\u202f» puis le dossier {VAULT}.
Les fiches PDF portent la mention «\u202fDÉMONSTRATION\u202f», comme tout ce que ce coffre imprime.
Le dossier {SCREENS} contient une image de chaque écran.

N’y mettez personne de réel\u202f: ce mot de passe est connu de tous.
"""


def run(arguments: argparse.Namespace) -> int:
    """Make the demonstration in the folder asked for; the process's exit code."""
    folder: Path = arguments.folder.absolute()
    try:
        make(folder, dossiers=arguments.dossiers, seed=arguments.seed)
    except UserFacingError as problem:
        sys.stderr.write(f"{problem.sentence} {problem.remedy}\n")
        return 1
    return 0


def make(folder: Path, *, dossiers: int, seed: int, screens: bool = True) -> None:
    """Everything the command writes. Raises `FolderTaken` where there is anything already."""
    _prepare(folder)
    _say(f"Une ville de {count(dossiers, 'dossier', 'dossiers')}, dans {folder / VAULT}")
    founded = make_town(
        folder / VAULT,
        SystemClock(),
        dossiers=dossiers,
        seed=seed,
        progress=lambda done, total: _say(f"  {done} sur {total}"),
        terms=_TERMS,
    )
    with explained():
        (folder / READ_ME).write_text(_TEXT, encoding="utf-8")
    try:
        shown = _print(founded.desk, folder)
    finally:
        if founded.desk.vault is not None:
            founded.desk.vault.close()
    if screens:
        # Before Qt is loaded: pictures are taken without a screen, whatever the machine has.
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        from app.screens import photograph  # noqa: PLC0415 - Qt, only here

        taken = photograph(
            folder / VAULT, folder / SCREENS, login=LOGIN, password=PASSWORD, shown=shown
        )
        for path in taken:
            _say(f"  {path.relative_to(folder)}")
    _say(f"Identifiant\u202f: {LOGIN} — mot de passe\u202f: {PASSWORD}")


def _prepare(folder: Path) -> None:
    try:
        with explained():
            taken = os.path.lexists(folder) and (not folder.is_dir() or any(folder.iterdir()))
            if not taken:
                folder.mkdir(parents=True, exist_ok=True)
    except UserFacingError:
        raise FolderNotWritable from None
    if taken:
        raise FolderTaken


def _print(desk: Desk, folder: Path) -> dict[str, int]:
    """Write the fiches of the first dossiers that print whole; the first of them is to be shown."""
    shown: dict[str, int] = {}
    printed = 0
    for case_id, referral_id in printable(desk, PRINTED * 8):
        try:
            documents = (prints.synthesis(desk, case_id), prints.referral(desk, referral_id))
        except UserFacingError:
            continue  # restricted, or a text that names somebody: another one is shown
        for document in documents:
            _write(document, folder)
        if not shown:
            paper = attach_papers(desk, case_id)
            shown = {"case": case_id, "referral": referral_id, "document": paper}
            shown |= family(desk) | another(desk)
            _print_others(desk, folder, case_id, shown)
        printed += 1
        if printed == PRINTED:
            break
    return shown


def _print_others(desk: Desk, folder: Path, case_id: int, shown: Mapping[str, int]) -> None:
    """One of each other document: the letters, a family's, its drawing, a reply, a blank fiche."""
    prepared = [
        notices.prepare_notices(desk, case_id),
        report_prints.prepare_feedback(desk, 1),
        report_prints.prepare_blank(desk, blank_parts()),
    ]
    if "family" in shown:
        prepared += [
            family_prints.prepare_family(desk, shown["family"]),
            family_prints.prepare_tree(desk, shown["household"]),
        ]
    for one in prepared:
        _write(prints.draw(one), folder)


def _write(document: prints.PrintedDocument, folder: Path) -> None:
    with explained():
        (folder / document.file_name).write_bytes(document.content)
    _say(f"  {document.file_name}")


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
