-- Whoever runs the server may name a company by its name. It differs from the schema for PostgreSQL in row-level security only.

create index tenant_by_name on tenant (name);
