"""A word, or several, that the writing control of this town watches too."""

from collections.abc import Sequence

from app.ui.forms.spec import Field, FormSpec, Kind, Section, Width
from app.ui.widgets.choice import Choice

WORDS_LIMIT = 200


def watched_word_spec(lists: Sequence[Choice]) -> FormSpec:
    """Which list, and the words."""
    category = Field("category", "Liste", Kind.CHOICE, required=True, choices=tuple(lists),
                     width=Width.FULL, missing="Choisissez la liste")  # fmt: skip
    words = Field("words", "Mot à surveiller", required=True, max_length=WORDS_LIMIT,
                  width=Width.FULL, placeholder="Par exemple\u202f: zonard",
                  missing="Écrivez le mot à surveiller",
                  help="Le pluriel et le féminin sont trouvés aussi. «\u202fmot*\u202f»\u202f: "
                  "tout ce qui commence ainsi. «\u202fvol ≠ vol d’avion\u202f»\u202f: ce qui "
                  "n’est pas visé.")  # fmt: skip
    return FormSpec("watched_word", (Section("", ((category,), (words,))),), numbered=False)
