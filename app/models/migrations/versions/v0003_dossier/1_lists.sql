-- What Accueil counts is read from an index alone.

DROP INDEX ix_referral_next_step_on_id;

CREATE INDEX ix_referral_next_step_on_id_case_id ON referral (next_step_on, id, case_id);
