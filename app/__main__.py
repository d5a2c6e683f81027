"""Start-up only: harden the process before anything else is loaded, then run the command."""

import sys

from app import hardening, loading

hardening.apply()  # before any import below: `execv` undoes it, and a crash may come early


def main() -> int:
    """The program's entry point; the process's exit code."""
    words = sys.argv[1:]
    if not words:  # the icon on the desktop: the command line costs it nothing
        loading.begin()
        from app.bootstrap import open_window  # noqa: PLC0415 - after the hardening
        from app.program import Options  # noqa: PLC0415 - after the hardening

        return open_window(Options())
    from app.cli import main as run  # noqa: PLC0415 - after the hardening

    return run(words)


if __name__ == "__main__":
    sys.exit(main())
