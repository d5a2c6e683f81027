"""One situation from end to end, played on the real window as a person would: no screen needed."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from app.scenario import family, follow_up, intake, morning, orientations, sheets, town, vault
from app.scenario.hand import NotSeen
from app.scenario.stage import Chapter, Stage, quietly

STORY: Final[Sequence[tuple[str, Chapter]]] = (
    ("créer le coffre", vault.create),
    ("régler la ville", town.settle),
    ("connaître les partenaires", town.know_the_partners),
    ("recevoir le signalement", intake.receive),
    ("qualifier le signalement", intake.qualify),
    ("réunir la famille", family.gather),
    ("préparer le passage en groupe", follow_up.prepare),
    ("noter deux observations", follow_up.observe),
    ("bâtir le plan d’actions", follow_up.plan),
    ("orienter vers le CFA", orientations.refer_to_the_cfa),
    ("orienter vers la Chambre de métiers", orientations.refer_to_the_cma),
    ("imprimer la fiche de synthèse", sheets.print_the_synthesis),
    ("imprimer les fiches d’orientation", sheets.print_the_orientations),
    ("verrouiller, puis reprendre", vault.lock_for_a_moment),
    ("fermer le coffre", vault.close_for_the_night),
    ("rouvrir le coffre", vault.open_again),
    ("tout retrouver", morning.find_it_all),
)


def run(arguments: argparse.Namespace) -> int:
    """`vigie scenario`: play the story in a folder; 0 when all of it was found on screen."""
    return play(Path(arguments.output))


def play(output: Path) -> int:
    """Play the story in `output`, whose vault must not exist yet; the process's exit code."""
    without_screen()
    try:
        stage = Stage(output)
    except OSError:
        _say(f"Impossible d’écrire dans {output}\u202f: choisissez un autre dossier.")
        return 2
    if stage.vault.exists():
        _say(f"Un coffre est déjà dans {stage.output}\u202f: choisissez un autre dossier.")
        return 2
    began = time.monotonic()
    stage.begin()
    for title, chapter in STORY:
        try:
            chapter(stage)
            complaint = stage.complaint()
        except NotSeen as missing:
            complaint = f"{missing} n’est pas à l’écran. {stage.complaint()}".strip()
        if complaint:
            quietly(lambda: stage.hand.shot("arret"))
            stage.abandon()
            _say(f"Le scénario s’arrête à «\u202f{title}\u202f»\u202f: {complaint}")
            return 1
    stage.end()
    _say(f"Scénario joué en {time.monotonic() - began:.0f} s.")
    for words, found in (
        ("Documents", sorted(stage.output.glob("*.pdf"))),
        ("Écrans", sorted(stage.pictures.glob("*.png"))),
    ):
        _say(f"{words}\u202f: {len(found)} dans {found[0].parent if found else stage.output}")
    _say(f"Coffre\u202f: {stage.vault}")
    return 0


def without_screen() -> None:
    """Where no screen can be had, Qt draws in memory."""
    if sys.platform == "linux" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        qInstallMessageHandler(_qt_says)


def _qt_says(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    """Everything but what the offscreen platform says of each window: that it is no desktop."""
    if not words.startswith("This plugin does not support"):
        sys.stderr.write(words + "\n")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
