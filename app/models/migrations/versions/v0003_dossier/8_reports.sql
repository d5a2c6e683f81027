-- A signalement may be about a family as a whole, or about a young person nobody can name yet.
-- The author has a reference of their own, which comes back on the feedback slip.
-- What the law leaves to the town in a notice (its purpose, who receives the data).

ALTER TABLE intake_report ADD COLUMN subject VARCHAR(24) DEFAULT 'YOUTH' NOT NULL;

ALTER TABLE intake_report ADD COLUMN place VARCHAR(80);

ALTER TABLE intake_report ADD COLUMN author_reference VARCHAR(40);

ALTER TABLE organisation ADD COLUMN notice_purpose VARCHAR(600);

ALTER TABLE organisation ADD COLUMN notice_recipients VARCHAR(600);
