"""A new password, typed twice, and what is said of it while one types."""

from collections.abc import Callable

from app.services.rules.passwords import assess
from app.ui.forms.spec import Field, FormSpec, Kind, Row, Section, Width
from app.ui.widgets.password import Advice

HOW_STRONG = (
    "Au moins 12 caractères avec majuscule, minuscule, chiffre et signe\u202f; ou 14 sans "
    "signe\u202f; ou une phrase d’au moins 7 mots, plus facile à retenir."
)
GOOD = "Ce mot de passe convient."
DIFFERENT = "Les deux saisies ne sont pas les mêmes."


def password_rows(label: str = "Mot de passe") -> tuple[Row, Row]:
    """The fields `password` and `again`."""
    return (
        (
            Field("password", label, Kind.PASSWORD, required=True, width=Width.FULL,
                  help=HOW_STRONG, missing="Choisissez un mot de passe."),
        ),
        (
            Field("again", "Le même, encore une fois", Kind.PASSWORD, required=True,
                  width=Width.FULL, missing="Tapez-le une seconde fois."),
        ),
    )  # fmt: skip


def password_spec(name: str, *, label: str = "Mot de passe") -> FormSpec:
    """A new password alone."""
    return FormSpec(name, (Section("", password_rows(label)),), numbered=False)


def adviser(
    login: Callable[[], str], town: Callable[[], str] = lambda: ""
) -> Callable[[str], Advice]:
    """Says what a password being typed still lacks; `login` and `town` may not be in it."""

    def advise(typed: str) -> Advice:
        if not typed:
            return Advice("", good=False)
        advice = assess(typed, login=login(), town=town())
        return Advice(GOOD if advice.accepted else sentence(advice.missing), advice.accepted)

    return advise


def password_problems(password: str, again: str, *, login: str, town: str = "") -> dict[str, str]:
    """What forbids taking this password, by field; empty when nothing does."""
    advice = assess(password, login=login, town=town)
    if not advice.accepted:
        return {"password": sentence(advice.missing)}
    return {} if again == password else {"again": DIFFERENT}


def sentence(missing: tuple[str, ...]) -> str:
    """What a password lacks, as one text."""
    return " ".join(f"{one}." for one in missing)
