-- The server's first schema. It differs from the one for PostgreSQL in column types and in row-level security only.

create table tenant (
    tenant_id blob not null,
    name text not null,
    -- ISO 4217 code; every *_minor column of the company is in its minor units.
    currency text not null,
    -- 'ru' or 'en': the language of printed documents.
    locale text not null,
    -- Cash sums are rounded to a multiple of this; 0 rounds nothing.
    cash_step_minor integer not null default 0,
    created_at_ms integer not null,
    -- Grows by one with each edit; an edit names the revision it was made from.
    revision integer not null default 1,
    constraint tenant_pk primary key (tenant_id)
) strict;

create table store (
    tenant_id blob not null,
    id blob not null,
    name text not null,
    address text not null default '',
    phone text not null default '',
    -- Printed on receipts as it is.
    tax_number text not null default '',
    -- Printed under every receipt.
    receipt_footer text not null default '',
    -- Minutes east of UTC: decides the business date and the hour of a report.
    utc_offset_minutes integer not null default 180,
    active integer not null default true,
    created_at_ms integer not null,
    -- Grows by one with each edit; an edit names the revision it was made from.
    revision integer not null default 1,
    constraint store_pk primary key (tenant_id, id),
    constraint store_tenant_fk foreign key (tenant_id) references tenant (tenant_id)
) strict;

create table person (
    tenant_id blob not null,
    id blob not null,
    name text not null,
    -- 'owner', 'manager', 'cashier' or 'stockkeeper'.
    role text not null,
    -- Lower case; null for a person who signs in at tills only.
    email text,
    -- Argon2id in PHC form.
    password_hash text,
    -- Argon2id in PHC form; tills check it without a network.
    pin_hash text,
    active integer not null default true,
    created_at_ms integer not null,
    revision integer not null default 1,
    constraint person_pk primary key (tenant_id, id),
    constraint person_tenant_fk foreign key (tenant_id) references tenant (tenant_id)
) strict;
-- One e-mail may belong to people of several companies: a company cannot learn who is known to another.
create unique index person_email on person (tenant_id, email);
create index person_by_email on person (email);

create table session (
    tenant_id blob not null,
    -- SHA-256 of the token; the token itself is kept by the browser alone.
    token_hash blob not null,
    person_id blob not null,
    user_agent text not null default '',
    created_at_ms integer not null,
    last_seen_at_ms integer not null,
    expires_at_ms integer not null,
    constraint session_pk primary key (token_hash),
    constraint session_person_fk foreign key (tenant_id, person_id) references person (tenant_id, id) on delete cascade
) strict;
create index session_by_person on session (tenant_id, person_id);

-- Failed sign-ins are counted before it is known which company is meant, so this table has no company.
create table login_attempt (
    -- SHA-256 of the e-mail or of the address of the client, in hexadecimal.
    key text not null,
    failures integer not null,
    last_failed_at_ms integer not null,
    locked_until_ms integer not null,
    constraint login_attempt_pk primary key (key)
) strict;

create table stream_counter (
    tenant_id blob not null,
    -- 'tenant', 'store:<id>' or 'terminal:<id>'.
    stream text not null,
    -- Newest revision. Locked by every writer of the stream until it commits, so revisions appear in their order.
    rev integer not null,
    -- Living rows of the stream.
    row_count integer not null,
    -- Wrapping sum of the first eight bytes of the living rows' hashes.
    checksum integer not null,
    constraint stream_counter_pk primary key (tenant_id, stream)
) strict;

-- The latest state of every row that tills pull, as it goes over the wire. A row that changes moves to the newest revision.
create table feed_row (
    tenant_id blob not null,
    stream text not null,
    -- 'product', 'person' and so on.
    kind text not null,
    id text not null,
    rev integer not null,
    -- A row that is gone keeps its place, so that a till which was away learns of it; body and hash are empty then.
    deleted integer not null default false,
    body text not null,
    hash blob not null,
    constraint feed_row_pk primary key (tenant_id, stream, kind, id)
) strict;
create unique index feed_row_by_rev on feed_row (tenant_id, stream, rev);

create table tax_rate (
    tenant_id blob not null,
    id blob not null,
    name text not null,
    -- 2000 is 20 %.
    basis_points integer not null,
    -- 'included' or 'on_top'.
    mode text not null,
    -- The rate a new product gets.
    is_default integer not null default false,
    active integer not null default true,
    revision integer not null default 1,
    constraint tax_rate_pk primary key (tenant_id, id),
    constraint tax_rate_tenant_fk foreign key (tenant_id) references tenant (tenant_id)
) strict;

create table category (
    tenant_id blob not null,
    id blob not null,
    name text not null,
    -- '#rrggbb'.
    color text not null,
    position integer not null default 0,
    active integer not null default true,
    revision integer not null default 1,
    constraint category_pk primary key (tenant_id, id),
    constraint category_tenant_fk foreign key (tenant_id) references tenant (tenant_id)
) strict;

create table product (
    tenant_id blob not null,
    id blob not null,
    name text not null,
    -- Text that orders names alike on both engines: folded to lower case, compared by its bytes.
    sort_key text not null,
    -- Everything a person may search by, folded, words between single spaces.
    search_text text not null,
    -- The shop's article number.
    sku text not null default '',
    -- 'piece', 'kilogram', 'gram', 'litre' or 'metre'.
    unit text not null,
    -- Price of one unit; 0 makes the till ask for it.
    price_minor integer not null,
    tax_rate_id blob not null,
    category_id blob,
    -- Place among the quick keys of the selling screen; null for a product without a key.
    quick_key integer,
    active integer not null default true,
    created_at_ms integer not null,
    updated_at_ms integer not null,
    revision integer not null default 1,
    constraint product_pk primary key (tenant_id, id),
    constraint product_tax_rate_fk foreign key (tenant_id, tax_rate_id) references tax_rate (tenant_id, id),
    constraint product_category_fk foreign key (tenant_id, category_id) references category (tenant_id, id)
) strict;
create index product_by_name on product (tenant_id, sort_key, id);
create index product_by_category on product (tenant_id, category_id);
create index product_by_price on product (tenant_id, price_minor, id);
create index product_by_change on product (tenant_id, updated_at_ms, id);
create index product_by_sku on product (tenant_id, sku);

create table product_barcode (
    tenant_id blob not null,
    -- A GTIN padded to 14 digits, or a code of the shop's own as it is printed.
    code text not null,
    product_id blob not null,
    -- Order on the product's card; 0 is the main one.
    position integer not null,
    constraint product_barcode_pk primary key (tenant_id, code),
    constraint product_barcode_product_fk foreign key (tenant_id, product_id) references product (tenant_id, id)
        on delete cascade
) strict;
create index product_barcode_by_product on product_barcode (tenant_id, product_id, position);

create table customer (
    tenant_id blob not null,
    id blob not null,
    name text not null default '',
    phone text not null default '',
    card text not null default '',
    email text not null default '',
    note text not null default '',
    search_text text not null default '',
    sort_key text not null default '',
    active integer not null default true,
    -- JSON: for each field the clock and the till of its last writer; the later of two writers keeps the field.
    field_clocks text not null default '{}',
    created_at_ms integer not null,
    updated_at_ms integer not null,
    revision integer not null default 1,
    constraint customer_pk primary key (tenant_id, id)
) strict;
create index customer_by_name on customer (tenant_id, sort_key, id);

-- From here on: facts of the tills, projected from their operations. A fact names rows of the catalogue without a foreign key,
-- because it is never refused.
create table sale (
    tenant_id blob not null,
    id blob not null,
    -- 'sale' or 'return'; the sums of a return are positive as well.
    kind text not null,
    store_id blob not null,
    terminal_id blob not null,
    epoch integer not null,
    seq integer not null,
    shift_id blob not null,
    -- Receipt number: a series belongs to one till in one epoch, its numbers run without gaps.
    series text not null,
    number integer not null,
    cashier_id blob not null,
    cashier_name text not null,
    customer_id blob,
    -- The sale a return gives back.
    original_sale_id blob,
    gross_minor integer not null,
    discount_minor integer not null,
    total_minor integer not null,
    rounding_minor integer not null,
    change_minor integer not null,
    tax_minor integer not null,
    line_count integer not null,
    sold_at_ms integer not null,
    -- Local time less UTC at that moment.
    utc_offset_minutes integer not null,
    -- YYYY-MM-DD of that local time.
    business_date text not null,
    -- 0 to 23 of that local time.
    local_hour integer not null,
    -- The first items, for a list.
    summary text not null,
    -- Tenders in the order they were paid, between commas.
    tenders text not null,
    -- Words of names and barcodes of the lines, as they are searched.
    search_text text not null,
    -- JSON of the receipt as it was printed.
    document text not null,
    -- Why it was returned.
    reason text not null default '',
    -- Who consented, where the cashier alone may not.
    approved_by_id blob,
    -- An outside number, such as an invoice of an import.
    external_ref text not null default '',
    received_at_ms integer not null,
    constraint sale_pk primary key (tenant_id, id)
) strict;
create unique index sale_by_op on sale (tenant_id, terminal_id, epoch, seq);
create index sale_by_number on sale (tenant_id, terminal_id, series, number);
create index sale_by_time on sale (tenant_id, sold_at_ms, id);
create index sale_by_date on sale (tenant_id, business_date, store_id);
create index sale_by_original on sale (tenant_id, original_sale_id);
create index sale_by_shift on sale (tenant_id, shift_id);
create index sale_by_customer on sale (tenant_id, customer_id);

create table sale_line (
    tenant_id blob not null,
    sale_id blob not null,
    position integer not null,
    line_id blob not null,
    product_id blob,
    barcode text,
    name text not null,
    unit text not null,
    -- Thousandths of the unit.
    quantity integer not null,
    unit_price_minor integer not null,
    gross_minor integer not null,
    line_discount_minor integer not null,
    -- This line's share of the discount on the whole receipt.
    receipt_discount_minor integer not null,
    base_minor integer not null,
    tax_minor integer not null,
    total_minor integer not null,
    tax_rate_id blob not null,
    tax_name text not null,
    tax_basis_points integer not null,
    tax_mode text not null,
    -- Revision of the price list the line was sold at.
    catalog_revision integer not null,
    -- How the line came to the receipt: 'scanned', 'quick_key', 'weight_label' and so on.
    source text not null,
    -- The line of the original sale that a return gives back.
    original_line_id blob,
    constraint sale_line_pk primary key (tenant_id, sale_id, position),
    constraint sale_line_sale_fk foreign key (tenant_id, sale_id) references sale (tenant_id, id) on delete cascade
) strict;
create index sale_line_by_product on sale_line (tenant_id, product_id);

create table sale_payment (
    tenant_id blob not null,
    sale_id blob not null,
    position integer not null,
    id blob not null,
    -- 'cash', 'card', 'bonus', 'gift_card' or 'on_account'.
    kind text not null,
    -- What stayed in the shop, change already given.
    amount_minor integer not null,
    tendered_minor integer not null,
    reference text,
    constraint sale_payment_pk primary key (tenant_id, sale_id, position),
    constraint sale_payment_sale_fk foreign key (tenant_id, sale_id) references sale (tenant_id, id) on delete cascade
) strict;

create table sale_tax (
    tenant_id blob not null,
    sale_id blob not null,
    position integer not null,
    tax_rate_id blob not null,
    name text not null,
    basis_points integer not null,
    mode text not null,
    base_minor integer not null,
    tax_minor integer not null,
    constraint sale_tax_pk primary key (tenant_id, sale_id, position),
    constraint sale_tax_sale_fk foreign key (tenant_id, sale_id) references sale (tenant_id, id) on delete cascade
) strict;

create table shift (
    tenant_id blob not null,
    id blob not null,
    store_id blob not null,
    terminal_id blob not null,
    epoch integer not null,
    -- 1, 2, 3 and so on for each till; the Z report's number too.
    number integer not null,
    opened_at_ms integer not null,
    opened_by_id blob not null,
    opening_float_minor integer not null,
    -- Null while the shift is open, and so are the columns below.
    closed_at_ms integer,
    closed_by_id blob,
    -- Operations of the same till and epoch that the shift covers.
    from_seq integer,
    to_seq integer,
    counted_cash_minor integer,
    -- Counted less expected.
    difference_minor integer,
    note text,
    approved_by_id blob,
    -- JSON of the totals that the till printed.
    totals text,
    -- JSON of the Z report as it was printed.
    document text,
    constraint shift_pk primary key (tenant_id, id)
) strict;
create index shift_by_time on shift (tenant_id, opened_at_ms, id);
create index shift_by_terminal on shift (tenant_id, terminal_id, opened_at_ms);

create table cash_move (
    tenant_id blob not null,
    id blob not null,
    store_id blob not null,
    terminal_id blob not null,
    shift_id blob not null,
    -- Positive into the drawer, negative out of it.
    amount_minor integer not null,
    reason text not null,
    person_id blob not null,
    approved_by_id blob,
    at_ms integer not null,
    constraint cash_move_pk primary key (tenant_id, id)
) strict;
create index cash_move_by_shift on cash_move (tenant_id, shift_id);

create table stock_move (
    tenant_id blob not null,
    store_id blob not null,
    product_id blob not null,
    -- What moved it: a sale's or a return's id, and the line in it.
    source_id blob not null,
    source_position integer not null,
    -- 'sale' or 'return'.
    reason text not null,
    -- Thousandths; negative when goods leave.
    quantity integer not null,
    at_ms integer not null,
    constraint stock_move_pk primary key (tenant_id, source_id, source_position)
) strict;
create index stock_move_by_product on stock_move (tenant_id, product_id, store_id, at_ms);

create table audit (
    tenant_id blob not null,
    id blob not null,
    at_ms integer not null,
    store_id blob,
    -- Null for what was done in the console.
    terminal_id blob,
    person_id blob,
    approved_by_id blob,
    -- Stable code of what was done, such as 'line_removed' or 'product_edited'.
    action text not null,
    -- What it was done to.
    subject text not null default '',
    reason text not null default '',
    amount_minor integer,
    -- JSON with particulars.
    details text not null default '{}',
    constraint audit_pk primary key (tenant_id, id)
) strict;
create index audit_by_time on audit (tenant_id, at_ms);

create table import_job (
    tenant_id blob not null,
    id blob not null,
    -- 'previewed', 'running', 'done' or 'failed'.
    state text not null,
    file_name text not null,
    person_id blob not null,
    -- The file itself while the job is not over.
    content blob,
    -- JSON of the choices: columns, encoding, what to do without a price.
    options text not null default '{}',
    total_rows integer not null default 0,
    done_rows integer not null default 0,
    created_rows integer not null default 0,
    updated_rows integer not null default 0,
    unchanged_rows integer not null default 0,
    bad_rows integer not null default 0,
    -- Why a failed job failed, as a stable code.
    failure text not null default '',
    created_at_ms integer not null,
    finished_at_ms integer,
    constraint import_job_pk primary key (tenant_id, id)
) strict;

create table import_bad_row (
    tenant_id blob not null,
    job_id blob not null,
    -- Line of the file, the heading is line 1.
    line integer not null,
    -- Stable code of the reason.
    reason text not null,
    -- The row's text, cut to a readable length.
    content text not null,
    constraint import_bad_row_pk primary key (tenant_id, job_id, line),
    constraint import_bad_row_job_fk foreign key (tenant_id, job_id) references import_job (tenant_id, id) on delete cascade
) strict;
