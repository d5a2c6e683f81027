"""What Qt complains of, without its words: they may quote what a widget holds.

On a desktop started from an icon, standard error goes to a file of the session.
"""

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from app import faults

_KEPT = frozenset({QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg})


def keep_quiet() -> None:
    """From now on Qt writes nothing on standard error; what is grave is consigned as a fault."""
    qInstallMessageHandler(_said)


def _said(kind: QtMsgType, context: QMessageLogContext, _words: str | None) -> None:
    if kind in _KEPT:
        faults.record(faults.Fault((f"Qt.{kind.name}",), (str(context.category or "default"),)))
