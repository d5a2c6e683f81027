-- What happened to the records, the care of the vault itself, a search that answers at once.

CREATE TABLE record_change (
    action VARCHAR(24) NOT NULL,
    version INTEGER NOT NULL,
    at VARCHAR(26) NOT NULL,
    by_id INTEGER,
    content TEXT NOT NULL,
    owner_type VARCHAR(40) NOT NULL,
    owner_id INTEGER NOT NULL,
    object_type VARCHAR(40) NOT NULL,
    object_id INTEGER NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_record_change_by_id_account FOREIGN KEY(by_id) REFERENCES account (id)
);

CREATE INDEX ix_record_change_object_type_object_id_id ON record_change (object_type, object_id, id);

CREATE INDEX ix_record_change_owner_type_owner_id_id ON record_change (owner_type, owner_id, id);

CREATE TABLE trash_item (
    reason VARCHAR(200) NOT NULL,
    trashed_at VARCHAR(26) NOT NULL,
    trashed_by_id INTEGER,
    erase_on DATE NOT NULL,
    content TEXT NOT NULL,
    owner_type VARCHAR(40) NOT NULL,
    owner_id INTEGER NOT NULL,
    object_type VARCHAR(40) NOT NULL,
    object_id INTEGER NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_trash_item_trashed_by_id_account FOREIGN KEY(trashed_by_id) REFERENCES account (id)
);

CREATE INDEX ix_trash_item_erase_on ON trash_item (erase_on);

CREATE INDEX ix_trash_item_owner_type_owner_id_id ON trash_item (owner_type, owner_id, id);

CREATE TABLE elimination (
    object_type VARCHAR(40) NOT NULL,
    object_id INTEGER NOT NULL,
    field VARCHAR(60),
    number VARCHAR(12),
    reason VARCHAR(40) NOT NULL,
    at VARCHAR(26) NOT NULL,
    by_id INTEGER,
    rows INTEGER NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_elimination_by_id_account FOREIGN KEY(by_id) REFERENCES account (id)
);

CREATE INDEX ix_elimination_object_type_object_id ON elimination (object_type, object_id);

CREATE TABLE upkeep (
    backup_folder VARCHAR(400),
    purge_due BOOLEAN NOT NULL,
    recovery_rehearsed_on DATE,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

CREATE TABLE backup_record (
    name VARCHAR(120) NOT NULL,
    made_at VARCHAR(26) NOT NULL,
    size INTEGER NOT NULL,
    cases INTEGER NOT NULL,
    journal_id INTEGER,
    journal_hash VARCHAR(64),
    verified_at VARCHAR(26),
    problem VARCHAR(40),
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT
);

CREATE TABLE seat (
    account_id INTEGER NOT NULL,
    page VARCHAR(60) NOT NULL,
    ref INTEGER,
    tab VARCHAR(60),
    field VARCHAR(120),
    cursor INTEGER NOT NULL,
    left_at VARCHAR(26) NOT NULL,
    CONSTRAINT pk_seat PRIMARY KEY (account_id),
    CONSTRAINT fk_seat_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
);

INSERT INTO upkeep (purge_due) VALUES (0);

-- Families are listed by the dossiers of their members, without opening a row.
DROP INDEX ix_household_membership_household_id;

DROP INDEX ix_household_membership_youth_id;

CREATE INDEX ix_household_membership_by_household ON household_membership (household_id, youth_id, until_on);

CREATE INDEX ix_household_membership_by_youth ON household_membership (youth_id, household_id, until_on);

CREATE INDEX ix_case_file_of_youth ON case_file (youth_id, id, status, elimination_due_on, processing_restricted, group_id, lead_officer_id, second_officer_id);

-- Newest first is the ascending order, in which FTS5 answers at once; from the first letter.
UPDATE search_entry SET id = -id WHERE id > 0;

DROP TABLE search_words;

CREATE VIRTUAL TABLE search_words USING fts5(
    words, phonetic,
    content='search_entry', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='1 2 3 4 5 6'
);

INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1);

INSERT INTO search_words (search_words) VALUES ('rebuild');
