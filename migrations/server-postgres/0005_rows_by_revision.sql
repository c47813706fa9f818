-- A row of a feed is looked up by its kind and id, or read in the order of revisions. While PostgreSQL has not looked at the
-- table yet, as in the first import of a new company, it took the index of revisions for both, and read all of a stream for
-- each row. Revisions begin at one, so this condition leaves nothing out; only a question that repeats it uses the index.

drop index feed_row_by_rev;
create unique index feed_row_by_rev on feed_row (tenant_id, stream, rev) where rev > 0;
