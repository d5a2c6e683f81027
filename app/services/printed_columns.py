"""The columns that several sheets print of a person, and how they are read.

Each sheet still asks for them under its own audience: what its whitelist does not list is
refused here as anywhere (`printable`).
"""

from typing import Any, Final

from sqlalchemy import Label, Select, bindparam, select
from sqlalchemy.orm import QueryableAttribute

from app.models.account import Account
from app.models.organisation import Organisation
from app.models.youth import Guardian, Guardianship, Youth
from app.services.documents.whitelists import Audience
from app.services.printable import printable, printables

YOUTH_IDENTITY: Final = (
    Youth.last_name,
    Youth.usage_name,
    Youth.first_name,
    Youth.birth_earliest,
    Youth.birth_latest,
)
YOUTH_ADDRESS: Final = (Youth.address, Youth.postal_code, Youth.city)
GUARDIAN_NAME: Final = (Guardian.last_name, Guardian.usage_name, Guardian.first_name)
GUARDIAN_ADDRESS: Final = (Guardian.address, Guardian.postal_code, Guardian.city)


def officer_name(audience: Audience) -> tuple[Label[Any], ...]:
    """The name of the dossier's lead officer, as `officer_first` and `officer_last`."""
    return (
        printable(audience, Account.first_name).label("officer_first"),
        printable(audience, Account.last_name).label("officer_last"),
    )


def officer_reach(audience: Audience) -> tuple[Label[Any], ...]:
    """Who follows the dossier and where to call: `officer_…`, `officer_phone`, `office_phone`."""
    return (
        *officer_name(audience),
        printable(audience, Account.phone).label("officer_phone"),
        printable(audience, Organisation.phone).label("office_phone"),
    )


def authority_holders(
    audience: Audience, *columns: QueryableAttribute[Any]
) -> Select[*tuple[Any, ...]]:
    """Who holds parental authority over `:youth_id`, first given first."""
    return (
        select(*printables(audience, *columns))
        .join(Guardianship, Guardianship.guardian_id == Guardian.id)
        .where(Guardianship.youth_id == bindparam("youth_id"), Guardianship.parental_authority)
        .order_by(Guardianship.id)
    )
