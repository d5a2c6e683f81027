-- What persons ask of their dossier: restrictions of its processing, reasons not to inform first.

CREATE TABLE case_restriction (
    case_id INTEGER NOT NULL,
    reason VARCHAR(24) NOT NULL,
    asked_on DATE NOT NULL,
    set_at VARCHAR(26) NOT NULL,
    set_by_id INTEGER NOT NULL,
    lifted_at VARCHAR(26),
    lifted_by_id INTEGER,
    lift_reason VARCHAR(24),
    told_on DATE,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_case_restriction_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id),
    CONSTRAINT fk_case_restriction_set_by_id_account FOREIGN KEY(set_by_id) REFERENCES account (id),
    CONSTRAINT fk_case_restriction_lifted_by_id_account FOREIGN KEY(lifted_by_id) REFERENCES account (id)
);

CREATE INDEX ix_case_restriction_case_id ON case_restriction (case_id);

CREATE TABLE notice_override (
    case_id INTEGER NOT NULL,
    reason VARCHAR(24) NOT NULL,
    at VARCHAR(26) NOT NULL,
    by_id INTEGER NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_notice_override_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id),
    CONSTRAINT fk_notice_override_by_id_account FOREIGN KEY(by_id) REFERENCES account (id)
);

CREATE INDEX ix_notice_override_case_id ON notice_override (case_id);
