"""Draw the few glyphs that the style sheet needs as files, in the colours of each theme.

A style sheet cannot colour a picture, so these are drawn once and kept in `resources/theme`.
Run it after changing a colour: `python -m tools.draw_glyphs`. A test compares.
"""

from collections.abc import Iterator

from app import paths
from app.ui import icons, theme

GLYPHS = {  # file name: icon, tone, stroke
    "check": ("check", "on_accent", 3.5),
    "minus": ("minus", "on_accent", 3.5),
    "chevron-down": ("chevron-down", "muted", 2.25),
    "chevron-up": ("chevron-up", "muted", 2.25),
    "chevron-down-off": ("chevron-down", "field_border", 2.25),
}
_DOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24">'
    '<circle cx="12" cy="12" r="5.5" fill="{colour}" /></svg>\n'
)


def drawings() -> Iterator[tuple[str, str, str]]:
    """Yield (theme, glyph, SVG text)."""
    for tokens in theme.THEMES.values():
        for glyph, (name, tone, stroke) in GLYPHS.items():
            yield tokens.name, glyph, icons.coloured(name, getattr(tokens, tone), stroke=stroke)
        yield tokens.name, "dot", _DOT.format(colour=tokens.on_accent)


def main() -> None:
    """Write them all."""
    for set_name, glyph, svg in drawings():
        folder = paths.resources("theme", set_name)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{glyph}.svg").write_text(svg, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
