"""What calls attention, in words: the chips of a dossier, the figures of Accueil."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from app.services.rules.alerts import Alert, AlertKind
from app.services.rules.french import plural, short_date
from app.ui.widgets.badge import Tone

TONES: Final[Mapping[AlertKind, Tone]] = {
    AlertKind.INFORM: "amber",
    AlertKind.TERM: "red",
    AlertKind.AGE_LIMIT: "red",
    AlertKind.CLOSURE_PROPOSED: "amber",
    AlertKind.NO_REVIEW: "amber",
    AlertKind.REVIEW_DUE: "amber",
    AlertKind.NO_CONTACT: "amber",
    AlertKind.MAJORITY: "accent",
    AlertKind.SIXTEEN: "accent",
    AlertKind.CONTRACT: "accent",
}
_WATCHED: Final[Mapping[AlertKind, tuple[str, str]]] = {
    AlertKind.AGE_LIMIT: ("suivi s’arrête à 25 ans dans les six mois",
                          "suivis s’arrêtent à 25 ans dans les six mois"),
    AlertKind.CLOSURE_PROPOSED: ("dossier sans bilan depuis 18 mois\u202f: à clore\u202f?",
                                 "dossiers sans bilan depuis 18 mois\u202f: à clore\u202f?"),
    AlertKind.NO_REVIEW: ("dossier sans bilan depuis un an", "dossiers sans bilan depuis un an"),
    AlertKind.REVIEW_DUE: ("bilan à faire", "bilans à faire"),
    AlertKind.NO_CONTACT: ("dossier sans nouvelles", "dossiers sans nouvelles"),
    AlertKind.MAJORITY: ("majorité atteinte ou proche", "majorités atteintes ou proches"),
    AlertKind.SIXTEEN: ("jeune de 16 ans ou presque", "jeunes de 16 ans ou presque"),
    AlertKind.CONTRACT: ("contrat d’apprentissage possible à 15 ans",
                         "contrats d’apprentissage possibles à 15 ans"),
}  # fmt: skip
_WHY: Final[Mapping[AlertKind, str]] = {
    AlertKind.INFORM: "Un mois après les premières données, au plus tard",
    AlertKind.TERM: "Terme de la durée de conservation",
    AlertKind.AGE_LIMIT: "Rien n’est gardé après\u202f: le suivi est à clore avant",
    AlertKind.CLOSURE_PROPOSED: "Dix-huit mois sans bilan\u202f: la clôture est proposée",
    AlertKind.NO_REVIEW: "Un bilan par an au moins",
    AlertKind.REVIEW_DUE: "Date prévue dans l’onglet Suivi",
    AlertKind.NO_CONTACT: "Aucune observation depuis ce jour",
    AlertKind.MAJORITY: "Ses droits sont alors les siens seuls\u202f: revoyez qui est informé",
    AlertKind.SIXTEEN: "Obligation de formation\u202f; contrat d’apprentissage possible",
    AlertKind.CONTRACT: "15 ans et classe de 3e achevée",
}


def chip(one: Alert, today: date) -> tuple[str, str]:
    """What a chip says, and the reason that stands behind it."""
    day = short_date(one.on)
    aged = "depuis le" if one.on <= today else "le"
    words = {
        AlertKind.INFORM: f"Famille à informer avant le {day}",
        AlertKind.TERM: f"Fin de conservation le {day}",
        AlertKind.AGE_LIMIT: f"25 ans le {day}",
        AlertKind.CLOSURE_PROPOSED: f"Sans bilan depuis le {day}\u202f: clore\u202f?",
        AlertKind.NO_REVIEW: f"Sans bilan depuis le {day}",
        AlertKind.REVIEW_DUE: f"Bilan à faire depuis le {day}",
        AlertKind.NO_CONTACT: f"Sans nouvelles depuis le {day}",
        AlertKind.MAJORITY: f"18 ans {aged} {day}",
        AlertKind.SIXTEEN: f"16 ans {aged} {day}",
        AlertKind.CONTRACT: f"Contrat d’apprentissage possible à partir du {day}",
    }
    return words[one.kind], _WHY[one.kind]


def figure(kind: AlertKind, number: int) -> str:
    """What a figure of Accueil counts."""
    return plural(number, *_WATCHED[kind])


def kind_words(kind: AlertKind) -> str:
    """« Dossiers sans nouvelles »: what a list is limited to."""
    words = _WATCHED[kind][1]
    return words[0].upper() + words[1:]
