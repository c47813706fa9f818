-- The database of a terminal. Times are milliseconds since 1970 UTC, sums are minor units, quantities are thousandths,
-- ids are UUID text. Facts (op, sale, sale_line, sale_payment, sale_tax, stock_move, cash_move) are only ever inserted.

-- Who this till is. No row: not paired yet.
create table identity (
    only_row integer primary key check (only_row = 1),
    tenant_id text not null,
    tenant_name text not null,
    store_id text not null,
    terminal_id text not null,
    terminal_name text not null,
    -- Incarnation of the till, issued by the server alone.
    epoch integer not null check (epoch >= 0),
    -- Receipt series bound to this incarnation.
    series text not null,
    server_url text not null,
    -- Incarnation of the server's database.
    server_epoch integer not null,
    paired_at_ms integer not null
) strict;

-- Single values: settings as JSON, the clean-stop flag, what sync remembers. Names are dotted.
create table setting (
    name text primary key,
    value text not null
) strict, without rowid;

-- The newest operation of the incarnation in force, so that a commit need not search for it.
create table op_head (
    only_row integer primary key check (only_row = 1),
    epoch integer not null,
    seq integer not null,
    -- 64 hex digits; zeros before the first operation.
    hash text not null,
    hlc integer not null,
    -- Business time: the till's clock, which never goes backwards.
    business_ms integer not null,
    -- Every operation up to here is in the server's ledger.
    received_through integer not null default 0
) strict;

-- The append-only log that is pushed to the server.
create table op (
    epoch integer not null,
    -- Dense 1, 2, 3… within an epoch.
    seq integer not null,
    op_id text not null,
    kind text not null,
    v integer not null,
    hlc integer not null,
    wall_ms integer not null,
    state text not null check (state in ('pending', 'received', 'applied', 'parked')),
    -- Why the server parked it.
    reason text not null default '',
    prev_hash text not null,
    hash text not null,
    -- JSON text, kept byte for byte: the hash covers it.
    body text not null
) strict;
create unique index op_by_seq on op (epoch, seq);
-- Small while the server answers; tells the lamp how many receipts wait and how old the oldest is.
create index op_waiting on op (epoch, seq, kind, wall_ms) where state = 'pending';
create index op_parked on op (epoch, seq) where state = 'parked';

create table receipt_series (
    series text primary key,
    epoch integer not null,
    last_number integer not null
) strict, without rowid;

-- Rows pulled from the server -----------------------------------------------------------------------------------

-- How far each stream is applied here.
create table stream_cursor (
    stream text primary key,
    revision integer not null,
    -- Wrapping 64-bit sum of the row hashes, as 16 hex digits.
    checksum text not null,
    row_count integer not null
) strict, without rowid;

-- Pages that wait for their checkpoint.
create table staged_row (
    stream text not null,
    rev integer not null,
    kind text not null,
    id text not null,
    deleted integer not null check (deleted in (0, 1)),
    body text not null,
    hash text not null,
    primary key (stream, kind, id)
) strict, without rowid;

-- Hash of each living row of a stream, to keep the checksum while rows change.
create table feed_row (
    stream text not null,
    kind text not null,
    id text not null,
    rev integer not null,
    -- First eight bytes of the row's hash, little-endian.
    hash integer not null,
    primary key (stream, kind, id)
) strict, without rowid;

-- The company, the store and the terminal as their latest row says, as JSON.
create table card (
    kind text primary key check (kind in ('company', 'store', 'terminal')),
    body text not null
) strict, without rowid;

create table tax_rate (
    id text primary key,
    name text not null,
    basis_points integer not null,
    mode text not null,
    is_default integer not null check (is_default in (0, 1))
) strict, without rowid;

create table category (
    id text primary key,
    name text not null,
    color text not null,
    position integer not null
) strict, without rowid;

create table product (
    -- Short key for barcodes and search.
    rid integer primary key,
    id text not null unique,
    name text not null,
    sku text not null,
    unit text not null,
    price_minor integer not null,
    tax_rate_id text not null,
    category_id text,
    quick_key integer,
    active integer not null check (active in (0, 1)),
    -- Name and article number, folded for search.
    folded text not null,
    -- Revision of the stream that brought it: what a line was sold at.
    rev integer not null
) strict;
create index product_quick on product (quick_key) where quick_key is not null;
create index product_category on product (category_id);
create index product_sku on product (sku) where sku <> '';

-- How many products are active, so that no screen waits for a million to be counted.
create table product_tally (
    only_row integer primary key check (only_row = 1),
    active integer not null
) strict;
insert into product_tally (only_row, active) values (1, 0);

create table product_barcode (
    -- GTIN as 14 digits, or the base code of an in-store label.
    code text not null,
    rid integer not null references product (rid) on delete cascade,
    -- Bound at this till and not known to the server yet: kept when the product's row arrives again.
    local integer not null default 0 check (local in (0, 1)),
    primary key (code, rid)
) strict, without rowid;
create index product_barcode_by_product on product_barcode (rid);

-- Beginnings of words.
create virtual table product_word using fts5 (
    folded, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3',
    tokenize = 'unicode61 remove_diacritics 0'
);
-- Parts of words.
create virtual table product_part using fts5 (
    folded, content = '', contentless_delete = 1, detail = none,
    tokenize = 'trigram case_sensitive 1'
);

-- A first sync writes a hundred thousand rows: fewer, larger pieces of index are merged less.
insert into product_word (product_word, rank) values ('hashsize', 8388608);
insert into product_part (product_part, rank) values ('hashsize', 8388608);

create table person (
    id text primary key,
    name text not null,
    role text not null,
    -- argon2id PHC string; null when no PIN is set.
    pin_hash text,
    active integer not null check (active in (0, 1))
) strict, without rowid;

-- Wrong PINs, kept across restarts.
create table pin_attempt (
    person_id text primary key,
    wrong integer not null,
    last_wrong_ms integer not null,
    locked_until_ms integer not null
) strict, without rowid;

create table customer (
    id text primary key,
    name text not null,
    phone text not null,
    card text not null,
    active integer not null check (active in (0, 1)),
    -- Name, digits of the phone and card, folded for search.
    folded text not null
) strict;
create index customer_phone on customer (phone) where phone <> '';
create index customer_card on customer (card) where card <> '';
create virtual table customer_part using fts5 (
    folded, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1'
);

-- The server's stock at its `applied_seq`; what is shown adds this till's moves after it.
create table stock (
    product_id text primary key,
    on_hand integer not null
) strict, without rowid;

-- What the till makes itself -------------------------------------------------------------------------------------

-- The open ticket (at most one) and those on hold.
create table ticket (
    id text primary key,
    held_id text unique,
    -- The ticket as JSON.
    body text not null,
    note text not null default '',
    held_by text not null default '',
    held_at_ms integer
) strict;
create unique index ticket_only_one_open on ticket ((held_id is null)) where held_id is null;

create table shift (
    id text primary key,
    -- 1, 2, 3… per till.
    number integer not null unique,
    person_id text not null,
    person_name text not null,
    opened_at_ms integer not null,
    opened_epoch integer not null,
    opened_seq integer not null,
    opening_float integer not null,
    -- ShiftTotals as JSON, brought up to date by each fact of the shift.
    totals text not null,
    closed_at_ms integer,
    counted_cash integer,
    difference integer,
    -- The Z report as JSON.
    document text
) strict;
create unique index shift_only_one_open on shift ((closed_at_ms is null)) where closed_at_ms is null;

create table sale (
    -- By order of commit.
    rid integer primary key,
    id text not null unique,
    -- The ticket it was paid from: the same ticket never sells twice.
    ticket_id text unique,
    op_epoch integer not null,
    op_seq integer not null,
    series text not null,
    number integer not null,
    shift_id text not null references shift (id),
    person_id text not null,
    person_name text not null,
    sold_at_ms integer not null,
    customer_id text,
    -- 'sale' or 'return'; sums of a return are positive and mean the other direction.
    kind text not null check (kind in ('sale', 'return')),
    return_of text,
    gross_minor integer not null,
    discount_minor integer not null,
    total_minor integer not null,
    rounding_minor integer not null,
    change_minor integer not null,
    -- First items, for lists.
    summary text not null,
    external_ref text not null,
    constraint sale_number unique (series, number)
) strict;
create index sale_return_of on sale (return_of) where return_of is not null;
create index sale_external_ref on sale (external_ref) where external_ref <> '';

create table sale_line (
    sale_rid integer not null references sale (rid),
    position integer not null,
    id text not null,
    product_id text,
    barcode text,
    name text not null,
    unit text not null,
    quantity integer not null,
    unit_price_minor integer not null,
    gross_minor integer not null,
    line_discount_minor integer not null,
    receipt_discount_minor integer not null,
    base_minor integer not null,
    tax_minor integer not null,
    total_minor integer not null,
    tax_rate_id text not null,
    tax_basis_points integer not null,
    tax_mode text not null,
    tax_name text not null,
    source text not null,
    return_of_line text,
    primary key (sale_rid, position)
) strict, without rowid;
create index sale_line_return_of on sale_line (return_of_line) where return_of_line is not null;

create table sale_payment (
    sale_rid integer not null references sale (rid),
    position integer not null,
    id text not null,
    tender text not null,
    -- Kept, change already given.
    amount_minor integer not null,
    tendered_minor integer not null,
    reference text,
    primary key (sale_rid, position)
) strict, without rowid;

create table sale_tax (
    sale_rid integer not null references sale (rid),
    position integer not null,
    tax_rate_id text not null,
    name text not null,
    basis_points integer not null,
    mode text not null,
    base_minor integer not null,
    tax_minor integer not null,
    primary key (sale_rid, position)
) strict, without rowid;

-- What left (negative) or came back (positive), by the operation that says so.
create table stock_move (
    epoch integer not null,
    seq integer not null,
    position integer not null,
    product_id text not null,
    quantity integer not null,
    primary key (epoch, seq, position)
) strict, without rowid;

create table cash_move (
    id text primary key,
    shift_id text not null references shift (id),
    op_epoch integer not null,
    op_seq integer not null,
    person_id text not null,
    person_name text not null,
    -- Positive in, negative out.
    amount_minor integer not null,
    reason text not null,
    moved_at_ms integer not null
) strict;
create index cash_move_by_shift on cash_move (shift_id);

create table print_job (
    -- The queue is printed in this order.
    rid integer primary key,
    id text not null unique,
    -- The sale it prints; null for reports, test pages and the drawer alone.
    sale_id text,
    title text not null,
    -- ReceiptDocument as JSON; bytes are made when it is sent, for the printer there is then.
    document text not null,
    kick_drawer integer not null check (kick_drawer in (0, 1)),
    is_copy integer not null check (is_copy in (0, 1)),
    state text not null check (state in ('queued', 'sending', 'done', 'failed')),
    attempts integer not null default 0,
    last_error text not null default '',
    created_at_ms integer not null,
    sent_at_ms integer
) strict;
create index print_job_waiting on print_job (rid) where state <> 'done';

-- What somebody should read.
create table notice (
    id integer primary key,
    -- Notices of the same code are not repeated while one stands.
    code text not null,
    at_ms integer not null,
    -- Arguments of the sentence as JSON, or the sentence itself under "text".
    body text not null,
    dismissed_at_ms integer
) strict;
create unique index notice_standing on notice (code) where dismissed_at_ms is null;

create table backup_log (
    id integer primary key,
    at_ms integer not null,
    path text not null,
    bytes integer not null,
    -- Empty when it succeeded.
    error text not null
) strict;
