-- What is searched: a kind read alone and newest first, births, what observations say; and what
-- writes any of it, by whatever way, is noted to be indexed anew before it is committed.

DROP TABLE search_words;

ALTER TABLE search_entry ADD COLUMN born VARCHAR(60) DEFAULT '' NOT NULL;

DELETE FROM search_entry WHERE kind NOT IN ('case', 'household');

-- The number of a line says its kind and its record: one reads no row to know what it leads to.
-- Written anew in the order of these numbers: each line moved by itself would cost far more.
CREATE TEMP TABLE search_line AS
SELECT -(CASE kind WHEN 'case' THEN 1 ELSE 2 END * 10000000000 + ref) AS id, kind, ref, words,
    phonetic, coalesce((
        SELECT CASE
            WHEN birth_earliest = birth_latest THEN strftime('%Y %Y%m %Y%m%d d%m%d', birth_earliest)
            WHEN substr(birth_earliest, 1, 7) = substr(birth_latest, 1, 7)
                THEN strftime('%Y %Y%m', birth_earliest)
            WHEN substr(birth_earliest, 1, 4) = substr(birth_latest, 1, 4)
                THEN substr(birth_earliest, 1, 4)
            ELSE substr(birth_earliest, 1, 4) || ' ' || substr(birth_latest, 1, 4)
        END
        FROM case_file JOIN youth ON youth.id = case_file.youth_id
        WHERE search_entry.kind = 'case' AND case_file.id = search_entry.ref
    ), '') AS born
FROM search_entry;

DELETE FROM search_entry;

INSERT INTO search_entry (id, kind, ref, words, phonetic, born)
SELECT id, kind, ref, words, phonetic, born FROM search_line ORDER BY id;

DROP TABLE search_line;

CREATE VIRTUAL TABLE search_words USING fts5(
    words, phonetic, born,
    content='search_entry', content_rowid='id',
    tokenize='ascii', prefix='1 2 3 4 5 6', detail=column, columnsize=0
);

INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1);

-- All the words of a town at once in memory: the index is written in one go, not in hundreds of
-- pieces to put together.
INSERT INTO search_words (search_words, rank) VALUES ('hashsize', 33554432);

INSERT INTO search_words (search_words) VALUES ('rebuild');

INSERT INTO search_words (search_words, rank) VALUES ('hashsize', 1048576);

DELETE FROM search_words_config WHERE k = 'hashsize';

-- The words themselves, for one typed with a slip.
CREATE VIRTUAL TABLE search_words_terms USING fts5vocab(search_words, row);

CREATE TRIGGER search_words_added AFTER INSERT ON search_entry BEGIN
    INSERT INTO search_words (rowid, words, phonetic, born)
    VALUES (new.id, new.words, new.phonetic, new.born); END;

CREATE TRIGGER search_words_gone AFTER DELETE ON search_entry BEGIN
    INSERT INTO search_words (search_words, rowid, words, phonetic, born)
    VALUES ('delete', old.id, old.words, old.phonetic, old.born); END;

CREATE TRIGGER search_words_changed AFTER UPDATE ON search_entry BEGIN
    INSERT INTO search_words (search_words, rowid, words, phonetic, born)
    VALUES ('delete', old.id, old.words, old.phonetic, old.born); INSERT INTO search_words
    (rowid, words, phonetic, born) VALUES (new.id, new.words, new.phonetic, new.born); END;

-- Observations are indexed where they stand: nothing of them is kept twice.
CREATE VIEW search_words_said (id, said) AS
SELECT -id, $said
FROM observation;

CREATE VIRTUAL TABLE search_words_notes USING fts5(
    said,
    content='search_words_said', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='3', detail=none, columnsize=0
);

INSERT INTO search_words_notes (search_words_notes, rank) VALUES ('secure-delete', 1);

INSERT INTO search_words_notes (search_words_notes, rank) VALUES ('hashsize', 33554432);

-- As the view says, without making anything of the many that have no ligature.
INSERT INTO search_words_notes (rowid, said)
SELECT -id, CASE WHEN text GLOB '*[œŒæÆ]*' OR person_statement GLOB '*[œŒæÆ]*'
    THEN $said
    ELSE text || ' ' || coalesce(person_statement, '') END
FROM observation ORDER BY id DESC;

INSERT INTO search_words_notes (search_words_notes, rank) VALUES ('hashsize', 1048576);

DELETE FROM search_words_notes_config WHERE k = 'hashsize';

CREATE TRIGGER search_words_note_added AFTER INSERT ON observation BEGIN
    INSERT INTO search_words_notes (rowid, said)
    VALUES (-new.id, $said_new); END;

CREATE TRIGGER search_words_note_gone AFTER DELETE ON observation BEGIN
    INSERT INTO search_words_notes (search_words_notes, rowid, said)
    VALUES ('delete', -old.id, $said_old); END;

CREATE TRIGGER search_words_note_changed AFTER UPDATE OF text, person_statement ON observation BEGIN
    INSERT INTO search_words_notes (search_words_notes, rowid, said)
    VALUES ('delete', -old.id, $said_old); INSERT INTO search_words_notes
    (rowid, said) VALUES (-new.id, $said_new); END;

-- What is to be indexed anew: emptied in the transaction that fills it. What is gone leaves at once.
CREATE TABLE search_words_due (
    kind VARCHAR(20) NOT NULL,
    ref INTEGER NOT NULL,
    PRIMARY KEY (kind, ref)
) WITHOUT ROWID;

INSERT INTO search_words_due SELECT 'intake', id FROM intake_report WHERE case_id IS NULL;

INSERT INTO search_words_due SELECT 'case', id FROM case_file WHERE household_id IS NOT NULL;

CREATE TRIGGER search_words_case_added AFTER INSERT ON case_file BEGIN
    INSERT OR IGNORE INTO search_words_due VALUES ('case', new.id); END;

CREATE TRIGGER search_words_case_changed
AFTER UPDATE OF file_number, youth_id, household_id ON case_file BEGIN
    INSERT OR IGNORE INTO search_words_due VALUES ('case', new.id); END;

$case_gone

CREATE TRIGGER search_words_youth_changed
AFTER UPDATE OF last_name, usage_name, first_name, known_as, birth_earliest, birth_latest
ON youth BEGIN
    INSERT OR IGNORE INTO search_words_due
    SELECT 'case', id FROM case_file WHERE youth_id = new.id; END;

CREATE TRIGGER search_words_guardian_changed
AFTER UPDATE OF last_name, usage_name, first_name ON guardian BEGIN
    INSERT OR IGNORE INTO search_words_due
    SELECT 'case', case_file.id FROM guardianship
    JOIN case_file ON case_file.youth_id = guardianship.youth_id
    WHERE guardianship.guardian_id = new.id; END;

CREATE TRIGGER search_words_link_added AFTER INSERT ON guardianship BEGIN
    INSERT OR IGNORE INTO search_words_due
    SELECT 'case', id FROM case_file WHERE youth_id = new.youth_id; END;

CREATE TRIGGER search_words_link_changed AFTER UPDATE OF youth_id, guardian_id ON guardianship BEGIN
    INSERT OR IGNORE INTO search_words_due
    SELECT 'case', id FROM case_file WHERE youth_id IN (old.youth_id, new.youth_id); END;

CREATE TRIGGER search_words_link_gone AFTER DELETE ON guardianship BEGIN
    INSERT OR IGNORE INTO search_words_due
    SELECT 'case', id FROM case_file WHERE youth_id = old.youth_id; END;

CREATE TRIGGER search_words_household_added AFTER INSERT ON household BEGIN
    INSERT OR IGNORE INTO search_words_due VALUES ('household', new.id); END;

CREATE TRIGGER search_words_household_changed AFTER UPDATE OF name ON household BEGIN
    INSERT OR IGNORE INTO search_words_due VALUES ('household', new.id); INSERT OR IGNORE INTO
    search_words_due SELECT 'case', id FROM case_file WHERE household_id = new.id; END;

$household_gone

CREATE TRIGGER search_words_intake_added AFTER INSERT ON intake_report BEGIN
    INSERT OR IGNORE INTO search_words_due VALUES ('intake', new.id); END;

CREATE TRIGGER search_words_intake_changed
AFTER UPDATE OF last_name, usage_name, first_name, place, birth_earliest, birth_latest, case_id
ON intake_report BEGIN
    INSERT OR IGNORE INTO search_words_due VALUES ('intake', new.id); END;

$intake_gone
