-- Tills: pairing, their logs, the ledger. It differs from the schema for SQLite in column types and in row-level security only.

-- Incarnation of the database: +1 after a restore from a backup, so that tills send what the backup lacks.
create table server_state (
    only_row bigint not null,
    server_epoch bigint not null,
    constraint server_state_pk primary key (only_row),
    constraint server_state_one check (only_row = 1)
);
insert into server_state (only_row, server_epoch) values (1, 1);

create table terminal (
    tenant_id uuid not null,
    id uuid not null,
    store_id uuid not null,
    name text not null,
    -- 1, 2, 3… in the company: the letters of its receipt series.
    ordinal bigint not null,
    -- Incarnation in force: +1 at each pairing and each fork.
    epoch bigint not null,
    -- Receipt series of that incarnation.
    series text not null,
    -- What the machine calls itself, and the version it runs.
    device_name text not null default '',
    app_version text not null default '',
    paired_at_ms bigint not null,
    last_seen_at_ms bigint,
    -- The till's clock less ours, at its last request.
    clock_skew_ms bigint,
    -- Set by the owner: no pull from then on, pushes go to quarantine.
    revoked_at_ms bigint,
    -- The last fork, and a second one soon after it: two machines live on as one, a person must pair one of them anew.
    forked_at_ms bigint,
    quarantined_at_ms bigint,
    -- Newest op the till says it has, of the incarnation in force.
    head_seq bigint not null default 0,
    revision bigint not null default 1,
    constraint terminal_pk primary key (tenant_id, id),
    constraint terminal_store_fk foreign key (tenant_id, store_id) references store (tenant_id, id)
);
create unique index terminal_by_ordinal on terminal (tenant_id, ordinal);

create table terminal_token (
    tenant_id uuid not null,
    -- SHA-256 of the token; the token itself is kept by the till alone.
    token_hash bytea not null,
    terminal_id uuid not null,
    -- A token of an earlier incarnation belongs to a machine that was replaced.
    epoch bigint not null,
    created_at_ms bigint not null,
    -- Null until the till has used it: until then it may be made anew, should the answer be lost.
    used_at_ms bigint,
    constraint terminal_token_pk primary key (token_hash),
    constraint terminal_token_terminal_fk foreign key (tenant_id, terminal_id) references terminal (tenant_id, id)
);
create index terminal_token_by_terminal on terminal_token (tenant_id, terminal_id);

-- The end of each log in the ledger. Locked by every push until it commits.
create table terminal_head (
    tenant_id uuid not null,
    terminal_id uuid not null,
    epoch bigint not null,
    last_seq bigint not null,
    last_hash bytea not null,
    constraint terminal_head_pk primary key (tenant_id, terminal_id, epoch)
);

-- Every operation as it came, for ever.
create table op (
    tenant_id uuid not null,
    terminal_id uuid not null,
    epoch bigint not null,
    seq bigint not null,
    op_id uuid not null,
    -- 'sale', 'shift_opened' and so on.
    kind text not null,
    v bigint not null,
    hlc bigint not null,
    wall_ms bigint not null,
    -- JSON text, kept byte for byte: the hash covers it.
    body text not null,
    prev_hash bytea not null,
    hash bytea not null,
    -- 'applied', 'parked', 'quarantined', or 'duplicate' for an op re-issued under a new incarnation.
    outcome text not null,
    -- Why it was parked, as a stable code, and what the projection said, for whoever looks into it.
    reason text not null default '',
    detail text not null default '',
    received_at_ms bigint not null,
    constraint op_pk primary key (tenant_id, terminal_id, epoch, seq)
);
create index op_by_id on op (tenant_id, op_id);
create index op_parked on op (tenant_id, terminal_id, epoch, seq) where outcome = 'parked';
create index op_quarantined on op (tenant_id, terminal_id, epoch, seq) where outcome = 'quarantined';

-- Operations whose place in the ledger is taken by others: what a cloned or set back till pushed. Nobody's data is dropped.
create table fork_op (
    tenant_id uuid not null,
    terminal_id uuid not null,
    epoch bigint not null,
    seq bigint not null,
    hash bytea not null,
    -- The whole operation as it came, JSON.
    record text not null,
    received_at_ms bigint not null,
    constraint fork_op_pk primary key (tenant_id, terminal_id, epoch, seq, hash)
);

create table pairing (
    -- SHA-256 of the till's secret.
    device_hash bytea not null,
    -- What a person types, without the dash.
    user_code text not null,
    device_name text not null,
    app_version text not null,
    created_at_ms bigint not null,
    expires_at_ms bigint not null,
    -- 'pending', 'approved' or 'denied'.
    state text not null,
    -- Null until somebody confirms; whose the row is from then on.
    tenant_id uuid,
    terminal_id uuid,
    -- Incarnation the confirmation made.
    epoch bigint,
    constraint pairing_pk primary key (device_hash)
);
create unique index pairing_by_code on pairing (user_code);

-- Codes typed wrong, per person.
create table pairing_try (
    tenant_id uuid not null,
    person_id uuid not null,
    failures bigint not null,
    last_failed_at_ms bigint not null,
    locked_until_ms bigint not null,
    constraint pairing_try_pk primary key (tenant_id, person_id)
);

select protect_tenant_table(name::regclass)
from unnest(array['terminal', 'terminal_token', 'terminal_head', 'op', 'fork_op', 'pairing_try']) as name;

-- Whose token it is is known only when it was found.
create policy by_key on terminal_token using (
    current_setting('app.key_kind', true) = 'terminal_token' and encode(token_hash, 'hex') = current_setting('app.key', true)
);

-- A pairing belongs to nobody until it is confirmed: the till presents its secret, the person the code.
alter table pairing enable row level security;
alter table pairing force row level security;
create policy by_tenant on pairing using (tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
create policy by_key on pairing using (
    (current_setting('app.key_kind', true) = 'pairing_device' and encode(device_hash, 'hex') = current_setting('app.key', true))
    or (current_setting('app.key_kind', true) = 'pairing_user_code' and user_code = current_setting('app.key', true))
);
-- Whoever starts a pairing removes those that nobody confirmed; they name no company.
create policy expired on pairing using (
    tenant_id is null and expires_at_ms < extract(epoch from now()) * 1000 - 3600000
);

-- No company's data: everybody may read it, and the command that follows a restore may raise it.
alter table server_state enable row level security;
alter table server_state force row level security;
create policy for_all on server_state using (true);
