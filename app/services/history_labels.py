"""What each field of the history is called, as its form calls it."""

from collections.abc import Mapping
from typing import Final

from app.models.enums import JournalAction
from app.services.history_tracked import Kind

_COMMON: Final[Mapping[str, str]] = {
    "action_type": "Type d’action",
    "active": "En activité",
    "address": "Adresse",
    "birth": "Né(e) le",
    "birth_earliest": "Né(e) au plus tôt le",
    "birth_latest": "Né(e) au plus tard le",
    "city": "Commune",
    "email": "Courriel",
    "first_name": "Prénom",
    "grade": "Classe",
    "groups": "Groupes",
    "guardians": "Représentants légaux",
    "job_title": "Fonction",
    "last_name": "Nom",
    "name": "Nom",
    "neighbourhood_id": "Quartier",
    "parental_authority": "Autorité parentale",
    "phone": "Téléphone",
    "postal_code": "Code postal",
    "group_id": "Groupe",
    "relationship_kind": "Lien avec le jeune",
    "school_id": "Établissement ou organisme",
    "sex": "Sexe",
    "sharing_scope": "Qui peut lire",
    "situation": "Situation",
    "status": "État",
    "title": "Intitulé",
    "usage_name": "Nom d’usage",
}

_OWN: Final[Mapping[Kind, Mapping[str, str]]] = {
    Kind.CASE: {
        "opened_on": "Ouvert le",
        "origin_type": "Origine",
        "programme": "Dispositif",
        "lead_officer_id": "Référent de parcours",
        "second_officer_id": "Second",
        "next_review_on": "Prochain bilan",
        "notice_sent_on": "Personnes informées le",
        "notice_channel": "Information donnée par",
        "notice_to": "Qui a été informé",
        "agreement_status": "Adhésion au suivi",
        "processing_restricted": "Traitement limité",
        "group_question": "Question au groupe",
        "proposed_decision": "Proposition du référent",
        "closed_on": "Clos le",
        "closure_reason": "Motif de clôture",
        "closure_review": "Bilan du suivi",
    },
    Kind.YOUTH: {},
    Kind.GUARDIANSHIP: {
        "contact_preference": "Comment joindre cette personne",
        "interpreter_needed": "Interprète souhaité",
    },
    Kind.MEMBERSHIP: {
        "household_id": "Famille",
        "from_on": "Y vit depuis le",
        "until_on": "Y a vécu jusqu’au",
    },
    Kind.SCHOOLING: {
        "completed_3e": "Classe de 3e achevée",
        "started_on": "Depuis le",
        "ended_on": "Jusqu’au",
    },
    Kind.OBSERVATION: {
        "kind": "Nature",
        "observed_on": "Date",
        "source_partner_id": "Source",
        "text": "Observation",
        "validated_by_id": "Rédaction validée par",
        "person_statement": "Ce qu’en dit la personne",
    },
    Kind.OBJECTIVE: {"title": "Objectif", "reached_on": "Atteint le"},
    Kind.ACTION: {
        "objective_id": "Objectif",
        "contract_axis": "Axe du contrat de la ville",
        "pilot_account_id": "Pilote (cellule)",
        "pilot_partner_id": "Pilote (structure)",
        "pilot_contact_id": "Pilote (interlocuteur)",
        "start_on": "Début",
        "due_on": "Échéance",
        "ended_on": "Fin",
        "result": "Résultat",
        "contributors": "Avec",
    },
    Kind.REFERRAL: {
        "partner_id": "Structure",
        "contact_id": "Interlocuteur",
        "request": "Objet de la demande",
        "first_trade": "Premier métier ou diplôme",
        "first_trade_code": "Code du premier",
        "second_trade": "Second métier ou diplôme",
        "second_trade_code": "Code du second",
        "last_grade": "Dernière classe",
        "last_school_id": "Dernier établissement",
        "diploma": "Diplôme obtenu",
        "internships": "Stages",
        "employer_search": "Recherche d’employeur",
        "mobility": "Mobilité",
        "available_from": "Disponible à partir du",
        "include_sex": "Sexe imprimé sur la fiche",
        "youth_agreed_on": "Accord du jeune le",
        "guardian_agreed_on": "Accord du représentant légal le",
        "reply_by": "Réponse souhaitée pour le",
        "sent_on": "Envoyée le",
        "interview_at": "Entretien",
        "started_on": "Entrée effective le",
        "decline_reason": "Motif du refus",
        "drop_reason": "Motif de l’abandon",
    },
    Kind.HOUSEHOLD: {"name": "Nom de la famille"},
    Kind.INTAKE: {
        "received_on": "Reçu le",
        "origin_type": "Origine",
        "reporter_partner_id": "Structure qui signale",
        "reporter_contact_id": "Auteur du signalement",
        "school_id": "Établissement",
        "reasons": "Motifs",
        "reason_note": "Précision",
        "prior_steps": "Démarches déjà faites",
        "family_informed": "Famille informée",
        "family_informed_on": "Famille informée le",
        "family_informed_by": "Famille informée par",
        "family_position": "Position de la famille",
        "expected_support": "Attente",
        "danger_answer": "Danger ou risque de danger",
        "decision_on": "Décision du",
        "decision_by_id": "Décision de",
        "redirected_to_id": "Réorienté vers",
        "not_retained_reason": "Motif du classement",
        "case_id": "Dossier",
    },
    Kind.PARTNER: {
        "partner_type": "Type de structure",
        "siret": "SIRET",
        "uai": "Code UAI",
        "contacts": "Personne ajoutée",
        "charter_signed_on": "Charte signée le",
        "charter_version": "Version de la charte",
        "secrecy_status": "Secret professionnel",
    },
    Kind.ORGANISATION: {
        "town_name": "Ville",
        "cell_name": "Nom de la cellule",
        "sender_name": "Expéditeur des courriers",
        "insee_code": "Code commune",
        "crip_phone": "Téléphone de la CRIP",
        "prosecutor_phone": "Téléphone du parquet",
        "dpo_contact": "Délégué à la protection des données",
        "short_lock_minutes": "Verrouillage simple (minutes)",
        "hard_lock_minutes": "Fermeture du coffre (minutes)",
        "not_retained_months": "Conservation des signalements non retenus (mois)",
    },
    Kind.GROUP: {"kind": "Nature"},
    Kind.NEIGHBOURHOOD: {"priority_area_code": "Quartier prioritaire"},
    Kind.ACCOUNT: {"login": "Identifiant", "roles": "Rôles", "revoked_on": "Accès retiré le"},
}

#: What was done, as a line of the history says it.
ACTIONS: Final[Mapping[JournalAction, str]] = {
    JournalAction.CREATE: "Création",
    JournalAction.UPDATE: "Modification",
    JournalAction.STATUS: "Changement d’état",
    JournalAction.RESTORE: "Version rétablie",
    JournalAction.DELETE: "Retrait",
}

#: What a record is called where nothing better names it.
KINDS: Final[Mapping[Kind, str]] = {
    Kind.CASE: "Suivi",
    Kind.YOUTH: "Identité",
    Kind.GUARDIANSHIP: "Représentant légal",
    Kind.MEMBERSHIP: "Famille",
    Kind.SCHOOLING: "Situation scolaire",
    Kind.OBSERVATION: "Observation",
    Kind.OBJECTIVE: "Objectif",
    Kind.ACTION: "Action",
    Kind.REFERRAL: "Orientation",
    Kind.HOUSEHOLD: "Famille",
    Kind.INTAKE: "Signalement",
    Kind.PARTNER: "Partenaire",
    Kind.ORGANISATION: "Ville et cellule",
    Kind.GROUP: "Groupe",
    Kind.NEIGHBOURHOOD: "Quartier",
    Kind.ACCOUNT: "Compte",
}


def field_label(kind: Kind, name: str) -> str:
    """What a field is called; `contacts.12.phone` is called as `phone` is. LookupError if not."""
    last = name.rpartition(".")[2]
    if last.isdigit():
        last = name.partition(".")[0]
    own = _OWN[kind]
    return own[last] if last in own else _COMMON[last]
