"""Where open views hear what was written: nobody asks the database « anything new? »."""

from PySide6.QtCore import QObject, Signal

from app.services.changes import Change


class Changes(QObject):
    """Tells every `Change` that a use case returned, once, in the interface thread.

    Connect with a method of a widget: the connection ends with the widget.
    """

    changed = Signal(object)

    def notice(self, result: object) -> None:
        """Announce `result` if it is, or is a tuple that holds, a `Change`."""
        for item in result if isinstance(result, tuple) else (result,):
            if isinstance(item, Change):
                self.changed.emit(item)
