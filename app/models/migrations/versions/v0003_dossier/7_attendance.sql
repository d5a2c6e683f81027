-- Thresholds of absence under their own term, what a closure keeps, what alerts are read from.

CREATE TABLE attendance_fact (
    case_id INTEGER NOT NULL,
    regime VARCHAR(24) NOT NULL,
    threshold VARCHAR(24) NOT NULL,
    month DATE NOT NULL,
    reached_on DATE,
    source_partner_id INTEGER NOT NULL,
    due_on DATE NOT NULL,
    version INTEGER NOT NULL,
    created_at VARCHAR(26) NOT NULL,
    updated_at VARCHAR(26) NOT NULL,
    created_by INTEGER,
    updated_by INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_attendance_fact_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id),
    CONSTRAINT fk_attendance_fact_source_partner_id_partner FOREIGN KEY(source_partner_id) REFERENCES partner (id),
    CONSTRAINT fk_attendance_fact_created_by_account FOREIGN KEY(created_by) REFERENCES account (id),
    CONSTRAINT fk_attendance_fact_updated_by_account FOREIGN KEY(updated_by) REFERENCES account (id)
);

CREATE UNIQUE INDEX ix_attendance_fact_case_id_month_threshold ON attendance_fact (case_id, month, threshold);

CREATE INDEX ix_attendance_fact_due_on ON attendance_fact (due_on);

ALTER TABLE case_file ADD COLUMN moved_out_on DATE;

ALTER TABLE case_status_change ADD COLUMN review VARCHAR(1000);

ALTER TABLE case_status_change ADD COLUMN balance VARCHAR(1000);

ALTER TABLE organisation ADD COLUMN no_contact_days INTEGER DEFAULT '60' NOT NULL;

ALTER TABLE case_file ADD COLUMN heard_on DATE;

ALTER TABLE case_file ADD COLUMN hidden_heard_on DATE;

ALTER TABLE case_file ADD COLUMN reviewed_on DATE;

UPDATE case_file SET $heard, $reviewed;

-- Copies kept by the database itself, as those of the lists; a trigger stands on one line.

$observations_told

$steps_told

CREATE INDEX ix_case_file_watched ON case_file (id, status, elimination_due_on, processing_restricted, group_id, lead_officer_id, second_officer_id, youth_id, opened_on, next_review_on, youth_birth_earliest, youth_birth_latest, heard_on, hidden_heard_on, reviewed_on);
