-- Wrong sign-ins are counted for each person and each place they come from. It differs from the schema for SQLite in
-- row-level security only.

-- When somebody last gave the right password from there; null where nobody ever did. A place that is known this way is not
-- held up by what others try from elsewhere.
alter table login_attempt add column signed_in_at_ms bigint;
-- Where nobody ever gave it comes first, so that what is to be removed is found without reading the familiar places.
create index login_attempt_by_time on login_attempt (coalesce(signed_in_at_ms, 0), last_failed_at_ms);

-- Whoever signs in removes what has been forgotten: a day after a wrong password, ninety days after a right one. What is to
-- be removed has to be seen; nobody changes it or adds to it this way.
create policy expired_seen on login_attempt for select using (
    current_setting('app.key_kind', true) = 'login_attempt'
    and last_failed_at_ms < extract(epoch from now()) * 1000 - 86400000
    and coalesce(signed_in_at_ms, 0) < extract(epoch from now()) * 1000 - 7776000000
);
create policy expired_removed on login_attempt for delete using (
    current_setting('app.key_kind', true) = 'login_attempt'
    and last_failed_at_ms < extract(epoch from now()) * 1000 - 86400000
    and coalesce(signed_in_at_ms, 0) < extract(epoch from now()) * 1000 - 7776000000
);
