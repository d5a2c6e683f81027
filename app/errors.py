"""The kinds of failure, told apart by type.

The world is at fault (`UserFacingError`: said in one French sentence, with what to do),
the user changed their mind (`Cancelled`: silent), or we are (anything else: a bug).
No message ever carries personal data: these texts reach logs and crash reports.
"""

from collections.abc import Mapping


class UserFacingError(Exception):
    """Something the user can understand and act upon.

    `sentence` says what happened, `remedy` what to do about it; both are French,
    shown as they are. `code` is stable ASCII for the journal and the tests.
    """

    def __init__(self, sentence: str, *, remedy: str = "", code: str = "error") -> None:
        super().__init__(code)
        self.sentence = sentence
        self.remedy = remedy
        self.code = code


class Invalid(UserFacingError):
    """An input that a rule refuses: `problems` maps a field's name to its sentence."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(
            "Certaines réponses sont à corriger.",
            remedy="Chaque réponse à revoir porte son explication.",
            code="invalid",
        )
        self.problems = dict(problems)


class Refused(UserFacingError):
    """What one may not see is not told apart from what does not exist."""

    def __init__(self) -> None:
        super().__init__(
            "Cet élément n’existe pas ou ne vous est pas ouvert.",
            remedy="Si vous pensez devoir y accéder, voyez le coordonnateur.",
            code="refused",
        )


class Conflict(UserFacingError):
    """The record changed since it was opened: nothing was overwritten."""

    def __init__(self) -> None:
        super().__init__(
            "Cette fiche a été modifiée depuis que vous l’avez ouverte.",
            remedy="Vos réponses sont gardées ; rouvrez la fiche pour comparer.",
            code="conflict",
        )


class NewerVault(UserFacingError):
    """The vault was written by a later version of the program: it is left as it is."""

    def __init__(self) -> None:
        super().__init__(
            "Ce coffre a été écrit par une version plus récente de Vigie.",
            remedy="Installez la dernière version de Vigie sur ce PC. Rien n’a été changé.",
            code="newer_vault",
        )


class Cancelled(Exception):
    """The user gave up: nothing is shown."""
