-- Who is known already: how names sound, given name first; pairs told apart; dossiers merged.

ALTER TABLE youth ADD COLUMN given_key VARCHAR(120) DEFAULT '' NOT NULL;

CREATE INDEX ix_youth_given_key ON youth (given_key);

ALTER TABLE upkeep ADD COLUMN name_keys INTEGER DEFAULT '0' NOT NULL;

CREATE TABLE told_apart (
    youth_id INTEGER NOT NULL,
    other_youth_id INTEGER,
    report_id INTEGER,
    at VARCHAR(26) NOT NULL,
    by_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT ck_told_apart_from_one CHECK ((other_youth_id IS NULL) <> (report_id IS NULL)),
    CONSTRAINT fk_told_apart_youth_id_youth FOREIGN KEY(youth_id) REFERENCES youth (id),
    CONSTRAINT fk_told_apart_other_youth_id_youth FOREIGN KEY(other_youth_id) REFERENCES youth (id),
    CONSTRAINT fk_told_apart_report_id_intake_report FOREIGN KEY(report_id) REFERENCES intake_report (id),
    CONSTRAINT fk_told_apart_by_id_account FOREIGN KEY(by_id) REFERENCES account (id)
);

CREATE INDEX ix_told_apart_youth_id ON told_apart (youth_id);

CREATE INDEX ix_told_apart_other_youth_id ON told_apart (other_youth_id);

CREATE INDEX ix_told_apart_report_id ON told_apart (report_id);

CREATE TABLE case_merge (
    kept_case_id INTEGER NOT NULL,
    gone_case_id INTEGER NOT NULL,
    gone_number VARCHAR(12) NOT NULL,
    at VARCHAR(26) NOT NULL,
    by_id INTEGER,
    content TEXT NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_case_merge_kept_case_id_case_file FOREIGN KEY(kept_case_id) REFERENCES case_file (id),
    CONSTRAINT fk_case_merge_by_id_account FOREIGN KEY(by_id) REFERENCES account (id)
);

CREATE INDEX ix_case_merge_kept_case_id ON case_merge (kept_case_id);

CREATE TABLE archive_search (
    at VARCHAR(26) NOT NULL,
    by_id INTEGER,
    reason VARCHAR(24) NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_archive_search_by_id_account FOREIGN KEY(by_id) REFERENCES account (id)
);
