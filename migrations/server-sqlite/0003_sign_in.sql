-- Wrong sign-ins are counted for each person and each place they come from. It differs from the schema for PostgreSQL in
-- row-level security only.

-- When somebody last gave the right password from there; null where nobody ever did. A place that is known this way is not
-- held up by what others try from elsewhere.
alter table login_attempt add column signed_in_at_ms integer;
-- Where nobody ever gave it comes first, so that what is to be removed is found without reading the familiar places.
create index login_attempt_by_time on login_attempt (coalesce(signed_in_at_ms, 0), last_failed_at_ms);
