-- The index of revisions serves the reading of a feed in their order and nothing else; see the schema for PostgreSQL.

drop index feed_row_by_rev;
create unique index feed_row_by_rev on feed_row (tenant_id, stream, rev) where rev > 0;
