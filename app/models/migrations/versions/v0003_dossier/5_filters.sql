-- What lists are filtered by stands beside what they are sorted by; filters kept under a name.

ALTER TABLE case_file ADD COLUMN youth_neighbourhood_id INTEGER;

ALTER TABLE case_file ADD COLUMN youth_birth_earliest DATE;

ALTER TABLE case_file ADD COLUMN youth_birth_latest DATE;

ALTER TABLE case_file ADD COLUMN youth_situation VARCHAR(24);

ALTER TABLE case_file ADD COLUMN reason_codes VARCHAR(400);

ALTER TABLE case_file ADD COLUMN action_due_on DATE;

ALTER TABLE case_file ADD COLUMN hidden_action_due_on DATE;

ALTER TABLE case_file ADD COLUMN step_due_on DATE;

-- Each table is read once, in one go, rather than once a dossier.
CREATE TEMP TABLE case_schooled (youth_id INTEGER PRIMARY KEY, situation VARCHAR(24), last TEXT);

INSERT INTO case_schooled
SELECT youth_id, situation, max(started_on || printf('%020d', id))
FROM schooling WHERE ended_on IS NULL GROUP BY youth_id;

CREATE TEMP TABLE case_told (case_id INTEGER PRIMARY KEY, codes VARCHAR(400));

INSERT INTO case_told
SELECT case_id, ',' || group_concat(reason) || ',' FROM (
    SELECT DISTINCT case_id, reason FROM intake_report
    JOIN intake_report_reason ON report_id = intake_report.id
    WHERE case_id IS NOT NULL ORDER BY case_id, reason
) GROUP BY case_id;

CREATE TEMP TABLE case_planned (case_id INTEGER PRIMARY KEY, due_on DATE, hidden_due_on DATE);

INSERT INTO case_planned
SELECT case_id,
    min(due_on) FILTER (WHERE sharing_scope <> 'COORDINATOR_ONLY'),
    min(due_on) FILTER (WHERE sharing_scope = 'COORDINATOR_ONLY')
FROM planned_action WHERE +status IN ('PLANNED', 'IN_PROGRESS', 'POSTPONED') GROUP BY case_id;

CREATE TEMP TABLE case_oriented (case_id INTEGER PRIMARY KEY, due_on DATE);

INSERT INTO case_oriented
SELECT case_id, min(next_step_on) FROM referral
WHERE +status NOT IN ('CANCELLED', 'CLOSED', 'COMPLETED') GROUP BY case_id;

UPDATE case_file SET
    (youth_neighbourhood_id, youth_birth_earliest, youth_birth_latest) =
        (SELECT neighbourhood_id, birth_earliest, birth_latest FROM youth WHERE youth.id = case_file.youth_id),
    youth_situation = (SELECT situation FROM case_schooled WHERE case_schooled.youth_id = case_file.youth_id),
    reason_codes = (SELECT codes FROM case_told WHERE case_id = case_file.id),
    (action_due_on, hidden_action_due_on) = (SELECT due_on, hidden_due_on FROM case_planned WHERE case_id = case_file.id),
    step_due_on = (SELECT due_on FROM case_oriented WHERE case_id = case_file.id);

DROP TABLE case_schooled;

DROP TABLE case_told;

DROP TABLE case_planned;

DROP TABLE case_oriented;

-- These copies are kept by the database itself, whoever writes: a form, a merging, what is put
-- back from the corbeille. A trigger stands on one line: parts are told apart by ends of lines.
-- A name after a dollar is a piece said once, in `v0003_dossier.py`.

CREATE TRIGGER case_file_begins AFTER INSERT ON case_file BEGIN UPDATE case_file SET $youth, $situation, $reasons, $actions, $step WHERE id = NEW.id; END;

CREATE TRIGGER case_file_changes_subject AFTER UPDATE OF youth_id ON case_file BEGIN UPDATE case_file SET $youth, $situation WHERE id = NEW.id; END;

CREATE TRIGGER youth_told_to_case AFTER UPDATE OF neighbourhood_id, birth_earliest, birth_latest ON youth BEGIN UPDATE case_file SET $youth WHERE youth_id = NEW.id; END;

$schooling_told

$actions_told

$referrals_told

$reports_told

CREATE TRIGGER intake_reason_begins_told_to_case AFTER INSERT ON intake_report_reason BEGIN UPDATE case_file SET $reasons WHERE id = (SELECT case_id FROM intake_report WHERE id = NEW.report_id); END;

CREATE TRIGGER intake_reason_goes_told_to_case AFTER DELETE ON intake_report_reason BEGIN UPDATE case_file SET $reasons WHERE id = (SELECT case_id FROM intake_report WHERE id = OLD.report_id); END;

DROP INDEX ix_case_file_sort_key;

CREATE INDEX ix_case_file_sort_key ON case_file (sort_key, id, status, elimination_due_on, processing_restricted, group_id, lead_officer_id, second_officer_id, kind, opened_on, next_review_on, notice_sent_on, youth_neighbourhood_id, youth_birth_earliest, youth_birth_latest, youth_situation, reason_codes, action_due_on, hidden_action_due_on, step_due_on);

DROP INDEX ix_intake_report_sort_key_id;

CREATE INDEX ix_intake_report_sort_key ON intake_report (sort_key, id, status, received_on, group_id, created_by, case_id, elimination_due_on, decision_on, origin_type, neighbourhood_id, birth_earliest, birth_latest, situation);

CREATE INDEX ix_intake_report_reason_reason_report_id ON intake_report_reason (reason, report_id);

CREATE TABLE saved_filter (
    account_id INTEGER NOT NULL,
    page VARCHAR(20) NOT NULL,
    name VARCHAR(80) NOT NULL,
    content TEXT NOT NULL,
    saved_at VARCHAR(26) NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_saved_filter_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
);

CREATE UNIQUE INDEX ix_saved_filter_account_id_page_name ON saved_filter (account_id, page, name);
