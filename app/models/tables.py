"""Every table, imported once so that the metadata is whole."""

from app.models import (
    account,
    attachment,
    attendance,
    case,
    desk,
    duplicates,
    family,
    filters,
    history,
    intake,
    organisation,
    partner,
    person_rights,
    plan,
    referral,
    upkeep,
    writing,
    youth,
)
from app.models.base import Base

MODULES = (
    account,
    attachment,
    attendance,
    case,
    desk,
    duplicates,
    family,
    filters,
    history,
    intake,
    organisation,
    partner,
    person_rights,
    plan,
    referral,
    upkeep,
    writing,
    youth,
)
METADATA = Base.metadata
