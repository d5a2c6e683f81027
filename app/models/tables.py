"""Every table, imported once so that the metadata is whole."""

from app.models import account, case, desk, intake, organisation, partner, plan, referral, youth
from app.models.base import Base

MODULES = (account, case, desk, intake, organisation, partner, plan, referral, youth)
METADATA = Base.metadata
