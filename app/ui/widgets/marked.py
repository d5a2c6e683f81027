"""Two texts side by side, the words that differ marked in each."""

import re
from difflib import SequenceMatcher
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy

from app.ui import theme
from app.ui.widgets.style import WrapLabel

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 4_000  # words: beyond, comparing them would be felt


def marked(text: str, other: str) -> str:
    """`text` as markup, what `other` does not say underlined; what people typed is escaped."""
    mine, theirs = _WORDS.findall(text), _WORDS.findall(other)
    if not mine or not theirs or len(mine) + len(theirs) > _MOST:
        return _markup(text)
    parts = []
    steps = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    if not any(kind == "equal" and "".join(mine[a:b]).strip() for kind, a, b, _, _ in steps):
        return _markup(text)  # nothing in common: marking everything would mark nothing
    for kind, start, end, _, _ in steps:
        words = "".join(mine[start:end])
        if kind == "equal" or not words.strip():
            parts.append(_markup(words))
        elif words:
            colours = theme.current()
            style = f"background-color:{colours.accent_soft};font-weight:600"
            parts.append(f'<span style="{style}"><u>{_markup(words)}</u></span>')
    return "".join(parts)


class MarkedLabel(WrapLabel):
    """A text with the words marked that another one does not say."""

    def __init__(self, text: str, other: str) -> None:
        super().__init__(text)  # sized by its plain words, drawn with its marks
        self.plain = text
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setText(marked(text, other))
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)


def _markup(text: str) -> str:
    return escape(text).replace("\n", "<br>")
