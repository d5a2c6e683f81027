-- The first tables of the vault: signalement, dossier, plan, orientation, journal.

CREATE TABLE account (
    login VARCHAR(40) NOT NULL,
    first_name VARCHAR(60) NOT NULL,
    last_name VARCHAR(60) NOT NULL,
    job_title VARCHAR(80),
    phone VARCHAR(20),
    slot_id VARCHAR(64),
    revoked_on DATE,
    last_opened_at VARCHAR(26),
    version INTEGER NOT NULL,
    created_at VARCHAR(26) NOT NULL,
    updated_at VARCHAR(26) NOT NULL,
    created_by INTEGER,
    updated_by INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT uq_account_login UNIQUE (login),
    CONSTRAINT uq_account_slot_id UNIQUE (slot_id),
    CONSTRAINT fk_account_created_by_account FOREIGN KEY(created_by) REFERENCES account (id),
    CONSTRAINT fk_account_updated_by_account FOREIGN KEY(updated_by) REFERENCES account (id)
);

CREATE TABLE counter (
    kind VARCHAR(20) NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    CONSTRAINT pk_counter PRIMARY KEY (kind, year)
);

CREATE TABLE search_entry (
    kind VARCHAR(20) NOT NULL,
    ref INTEGER NOT NULL,
    words VARCHAR(400) NOT NULL,
    phonetic VARCHAR(200) NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

CREATE UNIQUE INDEX ix_search_entry_kind_ref ON search_entry (kind, ref);

CREATE TABLE organisation (
    town_name VARCHAR(80) NOT NULL,
    cell_name VARCHAR(120) NOT NULL,
    sender_name VARCHAR(120) NOT NULL,
    insee_code VARCHAR(5),
    address VARCHAR(200),
    phone VARCHAR(20),
    email VARCHAR(120),
    crip_phone VARCHAR(20),
    prosecutor_phone VARCHAR(20),
    dpo_contact VARCHAR(120),
    short_lock_minutes INTEGER NOT NULL,
    hard_lock_minutes INTEGER NOT NULL,
    not_retained_months INTEGER NOT NULL,
    is_demonstration BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    created_at VARCHAR(26) NOT NULL,
    updated_at VARCHAR(26) NOT NULL,
    created_by INTEGER,
    updated_by INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_organisation_created_by_account FOREIGN KEY(created_by) REFERENCES account (id),
    CONSTRAINT fk_organisation_updated_by_account FOREIGN KEY(updated_by) REFERENCES account (id)
);

CREATE TABLE working_group (
    name VARCHAR(80) NOT NULL,
    kind VARCHAR(24) NOT NULL,
    active BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    created_at VARCHAR(26) NOT NULL,
    updated_at VARCHAR(26) NOT NULL,
    created_by INTEGER,
    updated_by INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT uq_working_group_name UNIQUE (name),
    CONSTRAINT fk_working_group_created_by_account FOREIGN KEY(created_by) REFERENCES account (id),
    CONSTRAINT fk_working_group_updated_by_account FOREIGN KEY(updated_by) REFERENCES account (id)
);

CREATE TABLE account_role (
    account_id INTEGER NOT NULL,
    role VARCHAR(24) NOT NULL,
    CONSTRAINT pk_account_role PRIMARY KEY (account_id, role),
    CONSTRAINT fk_account_role_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE TABLE partner (
    name VARCHAR(120) NOT NULL,
    sort_key VARCHAR(120) NOT NULL,
    words VARCHAR(1000) NOT NULL,
    partner_type VARCHAR(24) NOT NULL,
    siret VARCHAR(14),
    uai VARCHAR(8),
    address VARCHAR(200),
    postal_code VARCHAR(5),
    city VARCHAR(80),
    phone VARCHAR(20),
    email VARCHAR(120),
    active BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    created_at VARCHAR(26) NOT NULL,
    updated_at VARCHAR(26) NOT NULL,
    created_by INTEGER,
    updated_by INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_partner_created_by_account FOREIGN KEY(created_by) REFERENCES account (id),
    CONSTRAINT fk_partner_updated_by_account FOREIGN KEY(updated_by) REFERENCES account (id)
);

CREATE INDEX ix_partner_sort_key_id ON partner (sort_key, id);

CREATE INDEX ix_partner_partner_type_sort_key_id ON partner (partner_type, sort_key, id);

CREATE TABLE guardian (
    last_name VARCHAR(60) NOT NULL,
    usage_name VARCHAR(60),
    first_name VARCHAR(60) NOT NULL,
    contact_preference VARCHAR(120),
    interpreter_needed BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    created_at VARCHAR(26) NOT NULL,
    updated_at VARCHAR(26) NOT NULL,
    created_by INTEGER,
    updated_by INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    address VARCHAR(200),
    postal_code VARCHAR(5),
    city VARCHAR(80),
    phone VARCHAR(20),
    email VARCHAR(120),
    CONSTRAINT fk_guardian_created_by_account FOREIGN KEY(created_by) REFERENCES account (id),
    CONSTRAINT fk_guardian_updated_by_account FOREIGN KEY(updated_by) REFERENCES account (id)
);

CREATE TABLE household (
    name VARCHAR(80) NOT NULL,
    sort_key VARCHAR(80) NOT NULL,
    version INTEGER NOT NULL,
    created_at VARCHAR(26) NOT NULL,
    updated_at VARCHAR(26) NOT NULL,
    created_by INTEGER,
    updated_by INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_household_created_by_account FOREIGN KEY(created_by) REFERENCES account (id),
    CONSTRAINT fk_household_updated_by_account FOREIGN KEY(updated_by) REFERENCES account (id)
);

CREATE INDEX ix_household_sort_key_id ON household (sort_key, id);

CREATE TABLE journal_entry (
    at VARCHAR(26) NOT NULL,
    account_id INTEGER,
    action VARCHAR(24) NOT NULL,
    object_type VARCHAR(40) NOT NULL,
    object_id INTEGER,
    detail VARCHAR(400) NOT NULL,
    prev_hash VARCHAR(64) NOT NULL,
    hash VARCHAR(64) NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_journal_entry_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE INDEX ix_journal_entry_object_type_object_id_id ON journal_entry (object_type, object_id, id);

CREATE INDEX ix_journal_entry_account_id_id ON journal_entry (account_id, id);

CREATE TABLE draft (
    account_id INTEGER NOT NULL,
    form VARCHAR(60) NOT NULL,
    record_key VARCHAR(60) NOT NULL,
    record_version INTEGER NOT NULL,
    saved_at VARCHAR(26) NOT NULL,
    content TEXT NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_draft_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE UNIQUE INDEX ix_draft_account_id_form_record_key ON draft (account_id, form, record_key);

CREATE TABLE recent_item (
    account_id INTEGER NOT NULL,
    kind VARCHAR(20) NOT NULL,
    ref INTEGER NOT NULL,
    opened_at VARCHAR(26) NOT NULL,
    CONSTRAINT pk_recent_item PRIMARY KEY (account_id, kind, ref),
    CONSTRAINT fk_recent_item_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE TABLE danger_transmission (
    transmitted_on DATE NOT NULL,
    recipient VARCHAR(24) NOT NULL,
    by_id INTEGER NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_danger_transmission_by_id_account FOREIGN KEY(by_id) REFERENCES account (id)
);

CREATE TABLE neighbourhood (
    name VARCHAR(80) NOT NULL,
    priority_area_code VARCHAR(10),
    group_id INTEGER,
    version INTEGER NOT NULL,
    created_at VARCHAR(26) NOT NULL,
    updated_at VARCHAR(26) NOT NULL,
    created_by INTEGER,
    updated_by INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT uq_neighbourhood_name UNIQUE (name),
    CONSTRAINT fk_neighbourhood_group_id_working_group FOREIGN KEY(group_id) REFERENCES working_group (id),
    CONSTRAINT fk_neighbourhood_created_by_account FOREIGN KEY(created_by) REFERENCES account (id),
    CONSTRAINT fk_neighbourhood_updated_by_account FOREIGN KEY(updated_by) REFERENCES account (id)
);

CREATE TABLE account_group (
    account_id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    CONSTRAINT pk_account_group PRIMARY KEY (account_id, group_id),
    CONSTRAINT fk_account_group_account_id_account FOREIGN KEY(account_id) REFERENCES account (id),
    CONSTRAINT fk_account_group_group_id_working_group FOREIGN KEY(group_id) REFERENCES working_group (id)
);

CREATE TABLE partner_contact (
    partner_id INTEGER NOT NULL,
    last_name VARCHAR(60) NOT NULL,
    first_name VARCHAR(60),
    job_title VARCHAR(80),
    phone VARCHAR(20),
    email VARCHAR(120),
    charter_signed_on DATE,
    charter_version VARCHAR(20),
    secrecy_status VARCHAR(24) NOT NULL,
    active BOOLEAN NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_partner_contact_partner_id_partner FOREIGN KEY(partner_id) REFERENCES partner (id)
);

CREATE INDEX ix_partner_contact_partner_id ON partner_contact (partner_id);

CREATE TABLE partner_group (
    partner_id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    CONSTRAINT pk_partner_group PRIMARY KEY (partner_id, group_id),
    CONSTRAINT fk_partner_group_partner_id_partner FOREIGN KEY(partner_id) REFERENCES partner (id),
    CONSTRAINT fk_partner_group_group_id_working_group FOREIGN KEY(group_id) REFERENCES working_group (id)
);

CREATE TABLE youth (
    last_name VARCHAR(60) NOT NULL,
    usage_name VARCHAR(60),
    first_name VARCHAR(60) NOT NULL,
    sex VARCHAR(24) NOT NULL,
    birth_earliest DATE NOT NULL,
    birth_latest DATE NOT NULL,
    neighbourhood_id INTEGER,
    sort_key VARCHAR(180) NOT NULL,
    phonetic_key VARCHAR(120) NOT NULL,
    version INTEGER NOT NULL,
    created_at VARCHAR(26) NOT NULL,
    updated_at VARCHAR(26) NOT NULL,
    created_by INTEGER,
    updated_by INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    address VARCHAR(200),
    postal_code VARCHAR(5),
    city VARCHAR(80),
    phone VARCHAR(20),
    email VARCHAR(120),
    CONSTRAINT fk_youth_neighbourhood_id_neighbourhood FOREIGN KEY(neighbourhood_id) REFERENCES neighbourhood (id),
    CONSTRAINT fk_youth_created_by_account FOREIGN KEY(created_by) REFERENCES account (id),
    CONSTRAINT fk_youth_updated_by_account FOREIGN KEY(updated_by) REFERENCES account (id)
);

CREATE INDEX ix_youth_phonetic_key ON youth (phonetic_key);

CREATE INDEX ix_youth_birth_earliest ON youth (birth_earliest);

CREATE INDEX ix_youth_sort_key_id ON youth (sort_key, id);

CREATE TABLE guardianship (
    youth_id INTEGER NOT NULL,
    guardian_id INTEGER NOT NULL,
    relationship_kind VARCHAR(24) NOT NULL,
    parental_authority BOOLEAN NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_guardianship_youth_id_youth FOREIGN KEY(youth_id) REFERENCES youth (id),
    CONSTRAINT fk_guardianship_guardian_id_guardian FOREIGN KEY(guardian_id) REFERENCES guardian (id)
);

CREATE INDEX ix_guardianship_guardian_id ON guardianship (guardian_id);

CREATE INDEX ix_guardianship_youth_id ON guardianship (youth_id);

CREATE TABLE household_membership (
    household_id INTEGER NOT NULL,
    youth_id INTEGER NOT NULL,
    from_on DATE NOT NULL,
    until_on DATE,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_household_membership_household_id_household FOREIGN KEY(household_id) REFERENCES household (id),
    CONSTRAINT fk_household_membership_youth_id_youth FOREIGN KEY(youth_id) REFERENCES youth (id)
);

CREATE INDEX ix_household_membership_household_id ON household_membership (household_id);

CREATE INDEX ix_household_membership_youth_id ON household_membership (youth_id);

CREATE TABLE schooling (
    youth_id INTEGER NOT NULL,
    situation VARCHAR(24) NOT NULL,
    grade VARCHAR(24),
    school_id INTEGER,
    completed_3e BOOLEAN,
    started_on DATE NOT NULL,
    ended_on DATE,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_schooling_youth_id_youth FOREIGN KEY(youth_id) REFERENCES youth (id),
    CONSTRAINT fk_schooling_school_id_partner FOREIGN KEY(school_id) REFERENCES partner (id)
);

CREATE INDEX ix_schooling_youth_id ON schooling (youth_id);

CREATE TABLE case_file (
    file_number VARCHAR(12) NOT NULL,
    kind VARCHAR(24) NOT NULL,
    youth_id INTEGER,
    household_id INTEGER,
    sort_key VARCHAR(180) NOT NULL,
    status VARCHAR(24) NOT NULL,
    opened_on DATE NOT NULL,
    origin_type VARCHAR(24) NOT NULL,
    group_id INTEGER,
    programme VARCHAR(80),
    lead_officer_id INTEGER,
    second_officer_id INTEGER,
    next_review_on DATE,
    information_due_on DATE,
    notice_sent_on DATE,
    notice_channel VARCHAR(24),
    notice_to VARCHAR(24),
    agreement_status VARCHAR(24) NOT NULL,
    processing_restricted BOOLEAN NOT NULL,
    group_question VARCHAR(200),
    proposed_decision VARCHAR(200),
    closed_on DATE,
    closure_reason VARCHAR(24),
    closure_review VARCHAR(1000),
    elimination_due_on DATE,
    version INTEGER NOT NULL,
    created_at VARCHAR(26) NOT NULL,
    updated_at VARCHAR(26) NOT NULL,
    created_by INTEGER,
    updated_by INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT ck_case_file_one_subject CHECK ((youth_id IS NULL) <> (household_id IS NULL)),
    CONSTRAINT uq_case_file_file_number UNIQUE (file_number),
    CONSTRAINT uq_case_file_youth_id UNIQUE (youth_id),
    CONSTRAINT fk_case_file_youth_id_youth FOREIGN KEY(youth_id) REFERENCES youth (id),
    CONSTRAINT uq_case_file_household_id UNIQUE (household_id),
    CONSTRAINT fk_case_file_household_id_household FOREIGN KEY(household_id) REFERENCES household (id),
    CONSTRAINT fk_case_file_group_id_working_group FOREIGN KEY(group_id) REFERENCES working_group (id),
    CONSTRAINT fk_case_file_lead_officer_id_account FOREIGN KEY(lead_officer_id) REFERENCES account (id),
    CONSTRAINT fk_case_file_second_officer_id_account FOREIGN KEY(second_officer_id) REFERENCES account (id),
    CONSTRAINT fk_case_file_created_by_account FOREIGN KEY(created_by) REFERENCES account (id),
    CONSTRAINT fk_case_file_updated_by_account FOREIGN KEY(updated_by) REFERENCES account (id)
);

CREATE INDEX ix_case_file_next_review_on ON case_file (next_review_on, id, status, elimination_due_on, processing_restricted, group_id, lead_officer_id, second_officer_id);

CREATE INDEX ix_case_file_sort_key ON case_file (sort_key, id, status, elimination_due_on, processing_restricted, group_id, lead_officer_id, second_officer_id);

CREATE INDEX ix_case_file_status_sort_key_id ON case_file (status, sort_key, id);

CREATE INDEX ix_case_file_kind_sort_key_id ON case_file (kind, sort_key, id);

CREATE INDEX ix_case_file_rights ON case_file (id, status, elimination_due_on, processing_restricted, group_id, lead_officer_id, second_officer_id);

CREATE INDEX ix_case_file_second_officer_id ON case_file (second_officer_id);

CREATE INDEX ix_case_file_group_id_sort_key_id ON case_file (group_id, sort_key, id);

CREATE INDEX ix_case_file_lead_officer_id_sort_key_id ON case_file (lead_officer_id, sort_key, id);

CREATE INDEX ix_case_file_elimination_due_on_id ON case_file (elimination_due_on, id);

CREATE INDEX ix_case_file_file_number ON case_file (file_number, id, status, elimination_due_on, processing_restricted, group_id, lead_officer_id, second_officer_id);

CREATE INDEX ix_case_file_to_inform ON case_file (notice_sent_on, information_due_on, id, status, elimination_due_on, processing_restricted, group_id, lead_officer_id, second_officer_id);

CREATE INDEX ix_case_file_opened_on ON case_file (opened_on, id, status, elimination_due_on, processing_restricted, group_id, lead_officer_id, second_officer_id);

CREATE TABLE case_status_change (
    case_id INTEGER NOT NULL,
    from_status VARCHAR(24),
    to_status VARCHAR(24) NOT NULL,
    closure_reason VARCHAR(24),
    at VARCHAR(26) NOT NULL,
    effective_on DATE NOT NULL,
    reason VARCHAR(200),
    by_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_case_status_change_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id),
    CONSTRAINT fk_case_status_change_by_id_account FOREIGN KEY(by_id) REFERENCES account (id)
);

CREATE INDEX ix_case_status_change_case_id ON case_status_change (case_id);

CREATE TABLE observation (
    case_id INTEGER NOT NULL,
    kind VARCHAR(24) NOT NULL,
    observed_on DATE NOT NULL,
    author_id INTEGER NOT NULL,
    source_partner_id INTEGER,
    text VARCHAR(1000) NOT NULL,
    sharing_scope VARCHAR(24) NOT NULL,
    validated_by_id INTEGER,
    person_statement VARCHAR(1000),
    version INTEGER NOT NULL,
    created_at VARCHAR(26) NOT NULL,
    updated_at VARCHAR(26) NOT NULL,
    created_by INTEGER,
    updated_by INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_observation_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id),
    CONSTRAINT fk_observation_author_id_account FOREIGN KEY(author_id) REFERENCES account (id),
    CONSTRAINT fk_observation_source_partner_id_partner FOREIGN KEY(source_partner_id) REFERENCES partner (id),
    CONSTRAINT fk_observation_validated_by_id_account FOREIGN KEY(validated_by_id) REFERENCES account (id),
    CONSTRAINT fk_observation_created_by_account FOREIGN KEY(created_by) REFERENCES account (id),
    CONSTRAINT fk_observation_updated_by_account FOREIGN KEY(updated_by) REFERENCES account (id)
);

CREATE INDEX ix_observation_case_id_observed_on_id ON observation (case_id, observed_on, id);

CREATE TABLE intake_report (
    number VARCHAR(12) NOT NULL,
    status VARCHAR(24) NOT NULL,
    received_on DATE NOT NULL,
    origin_type VARCHAR(24),
    reporter_partner_id INTEGER,
    reporter_contact_id INTEGER,
    last_name VARCHAR(60),
    usage_name VARCHAR(60),
    first_name VARCHAR(60),
    sex VARCHAR(24),
    birth_earliest DATE,
    birth_latest DATE,
    sort_key VARCHAR(180) NOT NULL,
    situation VARCHAR(24),
    grade VARCHAR(24),
    school_id INTEGER,
    reason_note VARCHAR(200),
    family_informed BOOLEAN,
    family_informed_on DATE,
    family_informed_by VARCHAR(80),
    family_position VARCHAR(24),
    expected_support VARCHAR(24),
    danger_answer VARCHAR(24),
    neighbourhood_id INTEGER,
    group_id INTEGER,
    decision_on DATE,
    decision_by_id INTEGER,
    redirected_to_id INTEGER,
    not_retained_reason VARCHAR(24),
    case_id INTEGER,
    elimination_due_on DATE,
    version INTEGER NOT NULL,
    created_at VARCHAR(26) NOT NULL,
    updated_at VARCHAR(26) NOT NULL,
    created_by INTEGER,
    updated_by INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    address VARCHAR(200),
    postal_code VARCHAR(5),
    city VARCHAR(80),
    phone VARCHAR(20),
    email VARCHAR(120),
    CONSTRAINT uq_intake_report_number UNIQUE (number),
    CONSTRAINT fk_intake_report_reporter_partner_id_partner FOREIGN KEY(reporter_partner_id) REFERENCES partner (id),
    CONSTRAINT fk_intake_report_reporter_contact_id_partner_contact FOREIGN KEY(reporter_contact_id) REFERENCES partner_contact (id),
    CONSTRAINT fk_intake_report_school_id_partner FOREIGN KEY(school_id) REFERENCES partner (id),
    CONSTRAINT fk_intake_report_neighbourhood_id_neighbourhood FOREIGN KEY(neighbourhood_id) REFERENCES neighbourhood (id),
    CONSTRAINT fk_intake_report_group_id_working_group FOREIGN KEY(group_id) REFERENCES working_group (id),
    CONSTRAINT fk_intake_report_decision_by_id_account FOREIGN KEY(decision_by_id) REFERENCES account (id),
    CONSTRAINT fk_intake_report_redirected_to_id_partner FOREIGN KEY(redirected_to_id) REFERENCES partner (id),
    CONSTRAINT fk_intake_report_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id),
    CONSTRAINT fk_intake_report_created_by_account FOREIGN KEY(created_by) REFERENCES account (id),
    CONSTRAINT fk_intake_report_updated_by_account FOREIGN KEY(updated_by) REFERENCES account (id)
);

CREATE INDEX ix_intake_report_status ON intake_report (status, received_on, id, group_id, created_by, case_id, elimination_due_on, decision_on);

CREATE INDEX ix_intake_report_sort_key_id ON intake_report (sort_key, id);

CREATE INDEX ix_intake_report_case_id ON intake_report (case_id);

CREATE INDEX ix_intake_report_group_id_received_on_id ON intake_report (group_id, received_on, id);

CREATE INDEX ix_intake_report_origin_type_received_on_id ON intake_report (origin_type, received_on, id);

CREATE INDEX ix_intake_report_received_on ON intake_report (received_on, id, group_id, created_by, case_id, elimination_due_on, decision_on);

CREATE INDEX ix_intake_report_birth_earliest_id ON intake_report (birth_earliest, id);

CREATE INDEX ix_intake_report_created_by_received_on_id ON intake_report (created_by, received_on, id);

CREATE TABLE objective (
    case_id INTEGER NOT NULL,
    title VARCHAR(120) NOT NULL,
    position INTEGER NOT NULL,
    reached_on DATE,
    version INTEGER NOT NULL,
    created_at VARCHAR(26) NOT NULL,
    updated_at VARCHAR(26) NOT NULL,
    created_by INTEGER,
    updated_by INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_objective_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id),
    CONSTRAINT fk_objective_created_by_account FOREIGN KEY(created_by) REFERENCES account (id),
    CONSTRAINT fk_objective_updated_by_account FOREIGN KEY(updated_by) REFERENCES account (id)
);

CREATE INDEX ix_objective_case_id ON objective (case_id);

CREATE TABLE referral (
    number VARCHAR(12) NOT NULL,
    case_id INTEGER NOT NULL,
    partner_id INTEGER NOT NULL,
    contact_id INTEGER,
    status VARCHAR(24) NOT NULL,
    request VARCHAR(24) NOT NULL,
    first_trade VARCHAR(120),
    first_trade_code VARCHAR(12),
    second_trade VARCHAR(120),
    second_trade_code VARCHAR(12),
    last_grade VARCHAR(24),
    last_school_id INTEGER,
    diploma VARCHAR(24),
    internships VARCHAR(200),
    employer_search VARCHAR(24),
    mobility VARCHAR(24),
    available_from DATE,
    include_sex BOOLEAN NOT NULL,
    youth_agreed_on DATE,
    guardian_agreed_on DATE,
    reply_by DATE,
    sent_on DATE,
    interview_at VARCHAR(26),
    started_on DATE,
    next_step_on DATE,
    decline_reason VARCHAR(24),
    drop_reason VARCHAR(24),
    version INTEGER NOT NULL,
    created_at VARCHAR(26) NOT NULL,
    updated_at VARCHAR(26) NOT NULL,
    created_by INTEGER,
    updated_by INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT uq_referral_number UNIQUE (number),
    CONSTRAINT fk_referral_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id),
    CONSTRAINT fk_referral_partner_id_partner FOREIGN KEY(partner_id) REFERENCES partner (id),
    CONSTRAINT fk_referral_contact_id_partner_contact FOREIGN KEY(contact_id) REFERENCES partner_contact (id),
    CONSTRAINT fk_referral_last_school_id_partner FOREIGN KEY(last_school_id) REFERENCES partner (id),
    CONSTRAINT fk_referral_created_by_account FOREIGN KEY(created_by) REFERENCES account (id),
    CONSTRAINT fk_referral_updated_by_account FOREIGN KEY(updated_by) REFERENCES account (id)
);

CREATE INDEX ix_referral_by_status ON referral (status, id);

CREATE INDEX ix_referral_status_next_step_on_case_id ON referral (status, next_step_on, case_id);

CREATE INDEX ix_referral_next_step_on_id ON referral (next_step_on, id);

CREATE INDEX ix_referral_by_sent ON referral (coalesce(sent_on, ''), id);

CREATE INDEX ix_referral_by_next_step ON referral (coalesce(next_step_on, '9999'), id);

CREATE INDEX ix_referral_by_silence ON referral (CASE WHEN status IN ('SENT', 'REMINDED') THEN coalesce(sent_on, '9999') ELSE '9999' END, id);

CREATE INDEX ix_referral_case_id ON referral (case_id);

CREATE INDEX ix_referral_partner_id ON referral (partner_id);

CREATE INDEX ix_referral_by_aim ON referral (coalesce(first_trade, request), id);

CREATE TABLE intake_report_reason (
    report_id INTEGER NOT NULL,
    reason VARCHAR(24) NOT NULL,
    CONSTRAINT pk_intake_report_reason PRIMARY KEY (report_id, reason),
    CONSTRAINT fk_intake_report_reason_report_id_intake_report FOREIGN KEY(report_id) REFERENCES intake_report (id)
);

CREATE TABLE intake_prior_step (
    report_id INTEGER NOT NULL,
    step VARCHAR(24) NOT NULL,
    done_on DATE,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_intake_prior_step_report_id_intake_report FOREIGN KEY(report_id) REFERENCES intake_report (id)
);

CREATE INDEX ix_intake_prior_step_report_id ON intake_prior_step (report_id);

CREATE TABLE intake_guardian (
    report_id INTEGER NOT NULL,
    last_name VARCHAR(60) NOT NULL,
    first_name VARCHAR(60),
    relationship_kind VARCHAR(24) NOT NULL,
    parental_authority BOOLEAN NOT NULL,
    address VARCHAR(200),
    phone VARCHAR(20),
    email VARCHAR(120),
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_intake_guardian_report_id_intake_report FOREIGN KEY(report_id) REFERENCES intake_report (id)
);

CREATE INDEX ix_intake_guardian_report_id ON intake_guardian (report_id);

CREATE TABLE intake_status_change (
    report_id INTEGER NOT NULL,
    from_status VARCHAR(24),
    to_status VARCHAR(24) NOT NULL,
    at VARCHAR(26) NOT NULL,
    effective_on DATE NOT NULL,
    reason VARCHAR(200),
    by_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_intake_status_change_report_id_intake_report FOREIGN KEY(report_id) REFERENCES intake_report (id),
    CONSTRAINT fk_intake_status_change_by_id_account FOREIGN KEY(by_id) REFERENCES account (id)
);

CREATE INDEX ix_intake_status_change_report_id ON intake_status_change (report_id);

CREATE TABLE planned_action (
    case_id INTEGER NOT NULL,
    objective_id INTEGER NOT NULL,
    title VARCHAR(120) NOT NULL,
    action_type VARCHAR(24) NOT NULL,
    contract_axis VARCHAR(24),
    sharing_scope VARCHAR(24) NOT NULL,
    pilot_account_id INTEGER,
    pilot_partner_id INTEGER,
    pilot_contact_id INTEGER,
    start_on DATE,
    due_on DATE,
    ended_on DATE,
    status VARCHAR(24) NOT NULL,
    result VARCHAR(24),
    version INTEGER NOT NULL,
    created_at VARCHAR(26) NOT NULL,
    updated_at VARCHAR(26) NOT NULL,
    created_by INTEGER,
    updated_by INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_planned_action_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id),
    CONSTRAINT fk_planned_action_objective_id_objective FOREIGN KEY(objective_id) REFERENCES objective (id),
    CONSTRAINT fk_planned_action_pilot_account_id_account FOREIGN KEY(pilot_account_id) REFERENCES account (id),
    CONSTRAINT fk_planned_action_pilot_partner_id_partner FOREIGN KEY(pilot_partner_id) REFERENCES partner (id),
    CONSTRAINT fk_planned_action_pilot_contact_id_partner_contact FOREIGN KEY(pilot_contact_id) REFERENCES partner_contact (id),
    CONSTRAINT fk_planned_action_created_by_account FOREIGN KEY(created_by) REFERENCES account (id),
    CONSTRAINT fk_planned_action_updated_by_account FOREIGN KEY(updated_by) REFERENCES account (id)
);

CREATE INDEX ix_planned_action_objective_id ON planned_action (objective_id);

CREATE INDEX ix_planned_action_due_on ON planned_action (due_on, id, status, sharing_scope, case_id);

CREATE INDEX ix_planned_action_case_id ON planned_action (case_id);

CREATE INDEX ix_planned_action_status ON planned_action (status, due_on, sharing_scope, case_id);

CREATE TABLE referral_status_change (
    referral_id INTEGER NOT NULL,
    from_status VARCHAR(24),
    to_status VARCHAR(24) NOT NULL,
    at VARCHAR(26) NOT NULL,
    effective_on DATE NOT NULL,
    reason VARCHAR(200),
    by_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_referral_status_change_referral_id_referral FOREIGN KEY(referral_id) REFERENCES referral (id),
    CONSTRAINT fk_referral_status_change_by_id_account FOREIGN KEY(by_id) REFERENCES account (id)
);

CREATE INDEX ix_referral_status_change_referral_id ON referral_status_change (referral_id);

CREATE TABLE action_contributor (
    action_id INTEGER NOT NULL,
    partner_id INTEGER NOT NULL,
    CONSTRAINT pk_action_contributor PRIMARY KEY (action_id, partner_id),
    CONSTRAINT fk_action_contributor_action_id_planned_action FOREIGN KEY(action_id) REFERENCES planned_action (id),
    CONSTRAINT fk_action_contributor_partner_id_partner FOREIGN KEY(partner_id) REFERENCES partner (id)
);

CREATE TABLE action_status_change (
    action_id INTEGER NOT NULL,
    from_status VARCHAR(24),
    to_status VARCHAR(24) NOT NULL,
    at VARCHAR(26) NOT NULL,
    effective_on DATE NOT NULL,
    reason VARCHAR(200),
    by_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_action_status_change_action_id_planned_action FOREIGN KEY(action_id) REFERENCES planned_action (id),
    CONSTRAINT fk_action_status_change_by_id_account FOREIGN KEY(by_id) REFERENCES account (id)
);

CREATE INDEX ix_action_status_change_action_id ON action_status_change (action_id);

-- The words of the search box: content lives in search_entry. secure-delete leaves no remnant.
CREATE VIRTUAL TABLE search_words USING fts5(
    words, phonetic,
    content='search_entry', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='2 3 4'
);

INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1);
