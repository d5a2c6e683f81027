"""The rail as data: an entry appears when a page of that kind is registered."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RailEntry:
    """`kind` is the kind of page it opens; `bottom` puts it at the foot of the rail."""

    kind: str
    label: str
    icon: str
    bottom: bool = False


RAIL = (
    RailEntry("home", "Accueil", "home"),
    RailEntry("intakes", "Signalements", "bell-ringing"),
    RailEntry("cases", "Dossiers", "folder"),
    RailEntry("households", "Familles", "users"),
    RailEntry("deadlines", "Échéances", "calendar-check"),
    RailEntry("referrals", "Orientations", "compass"),
    RailEntry("meetings", "Réunions", "messages"),
    RailEntry("partners", "Partenaires", "building"),
    RailEntry("indicators", "Indicateurs", "chart-bar"),
    RailEntry("retention", "Conservation", "archive"),
    RailEntry("admin", "Administration", "settings", bottom=True),
)
