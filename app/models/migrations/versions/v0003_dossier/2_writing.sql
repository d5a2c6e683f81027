-- The writing control: the town's own words, and what was kept as written, with its reason.

CREATE TABLE watched_word (
    category VARCHAR(24) NOT NULL,
    words VARCHAR(200) NOT NULL,
    "key" VARCHAR(200) NOT NULL,
    aside BOOLEAN NOT NULL,
    at VARCHAR(26) NOT NULL,
    by_id INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT uq_watched_word_category_key UNIQUE (category, "key"),
    CONSTRAINT fk_watched_word_by_id_account FOREIGN KEY(by_id) REFERENCES account (id)
);

CREATE TABLE writing_confirmation (
    field VARCHAR(60) NOT NULL,
    categories VARCHAR(120) NOT NULL,
    reason VARCHAR(24) NOT NULL,
    at VARCHAR(26) NOT NULL,
    by_id INTEGER,
    owner_type VARCHAR(40) NOT NULL,
    owner_id INTEGER NOT NULL,
    object_type VARCHAR(40) NOT NULL,
    object_id INTEGER NOT NULL,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_writing_confirmation_by_id_account FOREIGN KEY(by_id) REFERENCES account (id)
);

CREATE INDEX ix_writing_confirmation_object_type_object_id_id ON writing_confirmation (object_type, object_id, id);

CREATE INDEX ix_writing_confirmation_owner_type_owner_id_id ON writing_confirmation (owner_type, owner_id, id);
