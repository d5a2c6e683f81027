-- Families: a usual name, every way to reach someone with its dates, adults of a foyer, two homes.

ALTER TABLE youth ADD COLUMN known_as VARCHAR(60);

ALTER TABLE household_membership ADD COLUMN sharing VARCHAR(24);

CREATE TABLE youth_contact (
    youth_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at VARCHAR(26) NOT NULL,
    updated_at VARCHAR(26) NOT NULL,
    created_by INTEGER,
    updated_by INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind VARCHAR(24) NOT NULL,
    value VARCHAR(200) NOT NULL,
    postal_code VARCHAR(5),
    city VARCHAR(80),
    from_on DATE,
    until_on DATE,
    preferred BOOLEAN NOT NULL,
    note VARCHAR(60),
    CONSTRAINT fk_youth_contact_youth_id_youth FOREIGN KEY(youth_id) REFERENCES youth (id),
    CONSTRAINT fk_youth_contact_created_by_account FOREIGN KEY(created_by) REFERENCES account (id),
    CONSTRAINT fk_youth_contact_updated_by_account FOREIGN KEY(updated_by) REFERENCES account (id)
);

CREATE INDEX ix_youth_contact_youth_id ON youth_contact (youth_id);

CREATE TABLE guardian_contact (
    guardian_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at VARCHAR(26) NOT NULL,
    updated_at VARCHAR(26) NOT NULL,
    created_by INTEGER,
    updated_by INTEGER,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    kind VARCHAR(24) NOT NULL,
    value VARCHAR(200) NOT NULL,
    postal_code VARCHAR(5),
    city VARCHAR(80),
    from_on DATE,
    until_on DATE,
    preferred BOOLEAN NOT NULL,
    note VARCHAR(60),
    CONSTRAINT fk_guardian_contact_guardian_id_guardian FOREIGN KEY(guardian_id) REFERENCES guardian (id),
    CONSTRAINT fk_guardian_contact_created_by_account FOREIGN KEY(created_by) REFERENCES account (id),
    CONSTRAINT fk_guardian_contact_updated_by_account FOREIGN KEY(updated_by) REFERENCES account (id)
);

CREATE INDEX ix_guardian_contact_guardian_id ON guardian_contact (guardian_id);

CREATE TABLE household_adult (
    household_id INTEGER NOT NULL,
    guardian_id INTEGER NOT NULL,
    link VARCHAR(24) NOT NULL,
    from_on DATE,
    until_on DATE,
    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    CONSTRAINT fk_household_adult_household_id_household FOREIGN KEY(household_id) REFERENCES household (id),
    CONSTRAINT fk_household_adult_guardian_id_guardian FOREIGN KEY(guardian_id) REFERENCES guardian (id)
);

CREATE INDEX ix_household_adult_household_id ON household_adult (household_id);

CREATE INDEX ix_household_adult_guardian_id ON household_adult (guardian_id);
