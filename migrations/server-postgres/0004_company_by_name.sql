-- Whoever runs the server may name a company by its name. It differs from the schema for SQLite in row-level security only.

create index tenant_by_name on tenant (name);

-- Two companies may have one name, so that a name is no proof of anything: it shows the row of each company that bears it, to
-- be read, and opens nothing else of the company.
create policy by_key on tenant for select using (
    current_setting('app.key_kind', true) = 'company_name' and name = current_setting('app.key', true)
);
