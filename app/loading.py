"""How the modules of the window are loaded: with nothing done beside it."""

import builtins
import gc
from collections.abc import Iterator


def begin() -> None:
    """To be called once, before the window's modules are imported.

    PySide puts its own `__import__` in place of Python's, to find who asks for its snake case or
    its properties (`from __feature__ import …`): it reads the source of each module and keeps its
    lines. Nobody here asks for them, and it costs 15 ms up to the first screen, then a quarter of
    a second and 35 MB. What it calls itself, `__orig_import__`, is put back. Nor does loading
    make garbage: the window's own collector looks after what comes next.
    """
    gc.disable()
    import PySide6.QtCore  # noqa: F401, PLC0415 - loaded, it has replaced `__import__`

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def classes() -> Iterator[None]:
    """Have PySide build every class of the window's modules, one a step: 0.1 s of work in all.

    It builds each when it is first asked for, and a thread that asks meanwhile is given it half
    built, without its enumerations; with some the program falls. Before a second thread starts,
    all of them are therefore whole. Interface thread, with nothing beside it.
    """
    from PySide6 import QtCore, QtGui, QtWidgets  # noqa: PLC0415 - after `begin`

    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            getattr(module, name)
            yield
