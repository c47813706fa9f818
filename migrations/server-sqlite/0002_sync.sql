-- Tills: pairing, their logs, the ledger. It differs from the schema for PostgreSQL in column types only.

-- Incarnation of the database: +1 after a restore from a backup, so that tills send what the backup lacks.
create table server_state (
    only_row integer not null,
    server_epoch integer not null,
    constraint server_state_pk primary key (only_row),
    constraint server_state_one check (only_row = 1)
) strict;
insert into server_state (only_row, server_epoch) values (1, 1);

create table terminal (
    tenant_id blob not null,
    id blob not null,
    store_id blob not null,
    name text not null,
    -- 1, 2, 3… in the company: the letters of its receipt series.
    ordinal integer not null,
    -- Incarnation in force: +1 at each pairing and each fork.
    epoch integer not null,
    -- Receipt series of that incarnation.
    series text not null,
    -- What the machine calls itself, and the version it runs.
    device_name text not null default '',
    app_version text not null default '',
    paired_at_ms integer not null,
    last_seen_at_ms integer,
    -- The till's clock less ours, at its last request.
    clock_skew_ms integer,
    -- Set by the owner: no pull from then on, pushes go to quarantine.
    revoked_at_ms integer,
    -- The last fork, and a second one soon after it: two machines live on as one, a person must pair one of them anew.
    forked_at_ms integer,
    quarantined_at_ms integer,
    -- Newest op the till says it has, of the incarnation in force.
    head_seq integer not null default 0,
    revision integer not null default 1,
    constraint terminal_pk primary key (tenant_id, id),
    constraint terminal_store_fk foreign key (tenant_id, store_id) references store (tenant_id, id)
) strict;
create unique index terminal_by_ordinal on terminal (tenant_id, ordinal);

create table terminal_token (
    tenant_id blob not null,
    -- SHA-256 of the token; the token itself is kept by the till alone.
    token_hash blob not null,
    terminal_id blob not null,
    -- A token of an earlier incarnation belongs to a machine that was replaced.
    epoch integer not null,
    created_at_ms integer not null,
    -- Null until the till has used it: until then it may be made anew, should the answer be lost.
    used_at_ms integer,
    constraint terminal_token_pk primary key (token_hash),
    constraint terminal_token_terminal_fk foreign key (tenant_id, terminal_id) references terminal (tenant_id, id)
) strict;
create index terminal_token_by_terminal on terminal_token (tenant_id, terminal_id);

-- The end of each log in the ledger. Locked by every push until it commits.
create table terminal_head (
    tenant_id blob not null,
    terminal_id blob not null,
    epoch integer not null,
    last_seq integer not null,
    last_hash blob not null,
    constraint terminal_head_pk primary key (tenant_id, terminal_id, epoch)
) strict;

-- Every operation as it came, for ever.
create table op (
    tenant_id blob not null,
    terminal_id blob not null,
    epoch integer not null,
    seq integer not null,
    op_id blob not null,
    -- 'sale', 'shift_opened' and so on.
    kind text not null,
    v integer not null,
    hlc integer not null,
    wall_ms integer not null,
    -- JSON text, kept byte for byte: the hash covers it.
    body text not null,
    prev_hash blob not null,
    hash blob not null,
    -- 'applied', 'parked', 'quarantined', or 'duplicate' for an op re-issued under a new incarnation.
    outcome text not null,
    -- Why it was parked, as a stable code, and what the projection said, for whoever looks into it.
    reason text not null default '',
    detail text not null default '',
    received_at_ms integer not null,
    constraint op_pk primary key (tenant_id, terminal_id, epoch, seq)
) strict;
create index op_by_id on op (tenant_id, op_id);
create index op_parked on op (tenant_id, terminal_id, epoch, seq) where outcome = 'parked';
create index op_quarantined on op (tenant_id, terminal_id, epoch, seq) where outcome = 'quarantined';

-- Operations whose place in the ledger is taken by others: what a cloned or set back till pushed. Nobody's data is dropped.
create table fork_op (
    tenant_id blob not null,
    terminal_id blob not null,
    epoch integer not null,
    seq integer not null,
    hash blob not null,
    -- The whole operation as it came, JSON.
    record text not null,
    received_at_ms integer not null,
    constraint fork_op_pk primary key (tenant_id, terminal_id, epoch, seq, hash)
) strict;

create table pairing (
    -- SHA-256 of the till's secret.
    device_hash blob not null,
    -- What a person types, without the dash.
    user_code text not null,
    device_name text not null,
    app_version text not null,
    created_at_ms integer not null,
    expires_at_ms integer not null,
    -- 'pending', 'approved' or 'denied'.
    state text not null,
    -- Null until somebody confirms; whose the row is from then on.
    tenant_id blob,
    terminal_id blob,
    -- Incarnation the confirmation made.
    epoch integer,
    constraint pairing_pk primary key (device_hash)
) strict;
create unique index pairing_by_code on pairing (user_code);

-- Codes typed wrong, per person.
create table pairing_try (
    tenant_id blob not null,
    person_id blob not null,
    failures integer not null,
    last_failed_at_ms integer not null,
    locked_until_ms integer not null,
    constraint pairing_try_pk primary key (tenant_id, person_id)
) strict;
