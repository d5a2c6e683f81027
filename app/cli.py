"""The command line. Each command is loaded only when it is asked for."""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from app import __version__, loading
from app.succession import LOCKED_FLAG, RESTORE_FLAG

Handler = Callable[[argparse.Namespace], int]


@dataclass(frozen=True, slots=True)
class Command:
    """`handler` is « module:function »; the function gets the namespace, returns the exit code."""

    name: str
    help: str
    handler: str
    configure: Callable[[argparse.ArgumentParser], None]


def _configure_open(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("vault", nargs="?", type=Path, metavar="COFFRE", help="dossier du coffre")
    parser.add_argument(LOCKED_FLAG, action="store_true", help=argparse.SUPPRESS)
    parser.add_argument(RESTORE_FLAG, type=Path, help=argparse.SUPPRESS)
    for name, words in (("--idle-short", "le verrouillage"), ("--idle-hard", "la fermeture")):
        parser.add_argument(
            name,
            type=float,
            metavar="SECONDES",
            help=f"avancer {words} par inactivité (jamais le retarder)",
        )


def _number(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("au moins 1")
    return number


def _configure_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help="où l’écrire")
    parser.add_argument("--dossiers", type=_number, default=60, help="nombre de dossiers (60)")
    parser.add_argument("--seed", type=int, default=1, help="graine du tirage (1)")


def _configure_scenario(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--output", type=Path, required=True, metavar="DOSSIER", help="où écrire")


def _configure_verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("vault", type=Path, metavar="COFFRE", help="dossier du coffre")
    parser.epilog = _TYPED


def _configure_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("vault", type=Path, metavar="COFFRE", help="dossier du coffre")
    parser.add_argument("folder", type=Path, metavar="DOSSIER", help="où mettre la sauvegarde")
    parser.epilog = _TYPED


_TYPED = (
    "L’identifiant et le mot de passe sont demandés dans le terminal, ou lus sur l’entrée "
    "standard, un par ligne. Code de sortie : 0 tout est intact, 1 un problème a été trouvé, "
    "2 la commande n’a pas pu être menée à bien."
)

COMMANDS = (
    Command("open", "ouvrir la fenêtre (par défaut)", "app.cli:open_window", _configure_open),
    Command("demo", "fabriquer une ville fictive", "app.demo:run", _configure_demo),
    Command("verify", "vérifier un coffre", "app.verification:verify", _configure_verify),
    Command("backup", "sauvegarder un coffre", "app.verification:back_up", _configure_backup),
    Command("scenario", "jouer une situation complète", "app.scenario:run", _configure_scenario),
)


def open_window(arguments: argparse.Namespace) -> int:
    """`vigie open`: the window."""
    loading.begin()
    from app.bootstrap import open_window as run  # noqa: PLC0415 - Qt, only here
    from app.program import Options  # noqa: PLC0415 - Qt, only here

    return run(
        Options(
            vault=arguments.vault,
            locked=arguments.locked,
            restore=arguments.restore,
            idle_short=arguments.idle_short,
            idle_hard=arguments.idle_hard,
        )
    )


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    root = argparse.ArgumentParser(
        prog="vigie", description="Le poste de travail d’une cellule de veille éducative."
    )
    root.add_argument("--version", action="version", version=f"Vigie {__version__}")
    commands = root.add_subparsers(dest="command", metavar="COMMANDE")
    for command in COMMANDS:
        sub = commands.add_parser(command.name, help=command.help, description=command.help)
        command.configure(sub)
        sub.set_defaults(handler=command.handler)
    return root


def main(words: Sequence[str]) -> int:
    """Run the command that `words` ask for; `open` when they name none."""
    names = {command.name for command in COMMANDS} | {"-h", "--help", "--version"}
    if not words or words[0] not in names:
        words = ["open", *words]
    arguments = parser().parse_args(words)
    module, _, function = str(arguments.handler).partition(":")
    handler: Handler = getattr(import_module(module), function)
    return handler(arguments)
