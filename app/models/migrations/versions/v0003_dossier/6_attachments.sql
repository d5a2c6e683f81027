-- Documents: what is said of each, which lists read; and its bytes, read when it is opened.

CREATE TABLE attachment (
    case_id INTEGER NOT NULL,
    title VARCHAR(120) NOT NULL,
    kind VARCHAR(24) NOT NULL,
    size INTEGER NOT NULL,
    pages INTEGER NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    sharing_scope VARCHAR(24) NOT NULL,
    version INTEGER NOT NULL,
    created_at VARCHAR(26) NOT NULL,
    updated_at VARCHAR(26) NOT NULL,
    created_by INTEGER,
    updated_by INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_attachment_case_id_case_file FOREIGN KEY(case_id) REFERENCES case_file (id),
    CONSTRAINT fk_attachment_created_by_account FOREIGN KEY(created_by) REFERENCES account (id),
    CONSTRAINT fk_attachment_updated_by_account FOREIGN KEY(updated_by) REFERENCES account (id)
);

CREATE INDEX ix_attachment_case_id_id ON attachment (case_id, id);

CREATE TABLE attachment_content (
    attachment_id INTEGER NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_attachment_content PRIMARY KEY (attachment_id)
);
