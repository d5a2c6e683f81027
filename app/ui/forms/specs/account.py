"""What the sheet of an account asks."""

from collections.abc import Sequence

from app.services.choices import Role
from app.services.rules.identifiers import normalise_phone
from app.ui.forms.spec import Field, FormSpec, Kind, Section, Width
from app.ui.forms.specs.password import password_rows
from app.ui.widgets.choice import Choice

#: What each role opens, in the words of the table of rights.
WHAT_IT_MAY = {
    Role.COORDINATOR: "tous les dossiers, les comptes et l’organisation",
    Role.CASE_OFFICER: "les dossiers qu’il suit et ceux de ses groupes",
    Role.CLERK: "identités, orientations et partenaires de ses groupes, sans plan ni observations",
    Role.ARCHIVIST: "aucun dossier en cours",
    Role.AUDITOR: "la liste des comptes et le journal, aucun dossier",
    Role.ADMIN: "les comptes et l’organisation, aucun dossier",
}


def account_spec(*, groups: Sequence[Choice], is_new: bool) -> FormSpec:
    """The form of an account; a new one has its login and its first password too."""
    login = (
        Field("login", "Identifiant", required=True, max_length=40, width=Width.MEDIUM,
              help="Il ne changera plus\u202f: il sert à chiffrer.",
              missing="Choisissez un identifiant.")
        if is_new
        else Field("login", "Identifiant", Kind.READ_ONLY, width=Width.MEDIUM)
    )  # fmt: skip
    person = Section(
        "La personne",
        (
            (
                Field("first_name", "Prénom", Kind.NAME, required=True, max_length=60),
                Field("last_name", "Nom", Kind.NAME, required=True, max_length=60),
                login,
            ),
            (
                Field("job_title", "Fonction", max_length=80, width=Width.LONG),
                Field("phone", "Téléphone", Kind.PHONE, parse=normalise_phone),
            ),
        ),
    )
    rights = Section(
        "Ce que ce compte ouvre",
        (
            (
                Field("roles", "Rôles", Kind.CHOICES, required=True, width=Width.FULL, columns=1,
                      choices=tuple(
                          Choice(str(role), f"{role.label}\u202f: {WHAT_IT_MAY[role]}")
                          for role in Role
                      ),
                      missing="Choisissez au moins un rôle."),
            ),
            *(
                (
                    (
                        Field("groups", "Groupes où siège cette personne", Kind.CHOICES,
                              width=Width.FULL, columns=2, choices=tuple(groups)),
                    ),
                )
                if groups
                else ()
            ),
        ),
    )  # fmt: skip
    first = Section(
        "Son premier mot de passe",
        password_rows(),
        help="Dites-le-lui de vive voix\u202f; la personne le changera dans Administration, "
        "«\u202fMon mot de passe\u202f».",
    )
    return FormSpec("account", (person, rights, first) if is_new else (person, rights))
