"""A child between two homes: what one is said to be tells of the other."""

from app.models.enums import HomeSharing


def beside(sharing: HomeSharing) -> HomeSharing | None:
    """What the other home is, when this one is said to be `sharing`; none when nothing tells."""
    match sharing:
        case HomeSharing.ALTERNATING:
            return HomeSharing.ALTERNATING
        case HomeSharing.MAIN:
            return None
        case _:
            return HomeSharing.MAIN
