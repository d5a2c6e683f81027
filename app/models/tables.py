"""Every table, imported once so that the metadata is whole."""

from app.models import (
    account,
    case,
    desk,
    history,
    intake,
    organisation,
    partner,
    plan,
    referral,
    upkeep,
    youth,
)
from app.models.base import Base

MODULES = (
    account,
    case,
    desk,
    history,
    intake,
    organisation,
    partner,
    plan,
    referral,
    upkeep,
    youth,
)
METADATA = Base.metadata
