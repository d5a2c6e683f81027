"""Start-up only: harden the process before anything else is loaded, then run the command."""

import sys

from app import hardening

hardening.apply()  # before any import below: `execv` undoes it, and a crash may come early


def main() -> int:
    """The program's entry point; the process's exit code."""
    from app.cli import main as run  # noqa: PLC0415 - after the hardening

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
