-- A sale writes each thing once: what the log holds is read from the log. Fewer tables and indexes on the way of a payment are
-- fewer pages to bring to the disk before the cashier is told that it is done.

-- What waits for the server, counted as it comes and goes, so that no payment counts a week without a network.
alter table op_head add column waiting_ops integer not null default 0;
alter table op_head add column waiting_receipts integer not null default 0;
update op_head set
    waiting_ops = (select count(*) from op where state = 'pending'),
    waiting_receipts = (select count(*) from op where state = 'pending' and kind in ('sale', 'return'));
create trigger op_begins_to_wait after insert on op when new.state = 'pending' begin
    update op_head set waiting_ops = waiting_ops + 1, waiting_receipts = waiting_receipts + (new.kind in ('sale', 'return'));
end;
create trigger op_waits_no_more after update of state on op when old.state = 'pending' and new.state <> 'pending' begin
    update op_head set waiting_ops = waiting_ops - 1, waiting_receipts = waiting_receipts - (new.kind in ('sale', 'return'));
end;
create trigger op_waits_again after update of state on op when old.state <> 'pending' and new.state = 'pending' begin
    update op_head set waiting_ops = waiting_ops + 1, waiting_receipts = waiting_receipts + (new.kind in ('sale', 'return'));
end;

-- The open ticket (at most one) and those on hold: a handful of rows, so what is rung up changes one page.
create table ticket_kept (
    rid integer primary key,
    id text not null,
    held_id text,
    -- The ticket as JSON.
    body text not null,
    note text not null default '',
    held_by text not null default '',
    held_at_ms integer
) strict;
insert into ticket_kept (id, held_id, body, note, held_by, held_at_ms)
    select id, held_id, body, note, held_by, held_at_ms from ticket order by held_at_ms;
drop table ticket;
alter table ticket_kept rename to ticket;
create unique index ticket_only_one_open on ticket ((held_id is null)) where held_id is null;
create unique index ticket_held on ticket (held_id) where held_id is not null;

-- What lists, returns and proofs ask of a line; the rest of it is in the operation.
create table sale_line_kept (
    sale_rid integer not null references sale (rid),
    position integer not null,
    id text not null,
    product_id text,
    name text not null,
    quantity integer not null,
    gross_minor integer not null,
    -- The line's own and its share of the receipt's.
    discount_minor integer not null,
    base_minor integer not null,
    tax_minor integer not null,
    total_minor integer not null,
    tax_mode text not null,
    return_of_line text,
    primary key (sale_rid, position)
) strict, without rowid;
insert into sale_line_kept
    select sale_rid, position, id, product_id, name, quantity, gross_minor, line_discount_minor + receipt_discount_minor,
        base_minor, tax_minor, total_minor, tax_mode, return_of_line
    from sale_line;
drop table sale_line;
alter table sale_line_kept rename to sale_line;
create index sale_line_return_of on sale_line (return_of_line) where return_of_line is not null;

drop table sale_payment;
create view sale_payment (sale_rid, position, id, tender, amount_minor, tendered_minor, reference) as
    select s.rid, p.key, p.value ->> 'payment_id', p.value ->> 'tender', p.value ->> 'amount', p.value ->> 'tendered',
        p.value ->> 'reference'
    from sale s join op o on o.epoch = s.op_epoch and o.seq = s.op_seq, json_each(o.body, '$.payments') p;

drop table sale_tax;
create view sale_tax (sale_rid, position, tax_rate_id, name, basis_points, mode, base_minor, tax_minor) as
    select s.rid, t.key, t.value ->> 'tax_rate_id', t.value ->> 'name', t.value ->> 'basis_points', t.value ->> 'mode',
        t.value ->> 'base', t.value ->> 'tax'
    from sale s join op o on o.epoch = s.op_epoch and o.seq = s.op_seq, json_each(o.body, '$.taxes') t;

-- What left (negative) or came back (positive), by the operation that says so.
drop table stock_move;
create view stock_move (epoch, seq, position, product_id, quantity) as
    select s.op_epoch, s.op_seq, l.position, l.product_id, case s.kind when 'sale' then -l.quantity else l.quantity end
    from sale_line l join sale s on s.rid = l.sale_rid
    where l.product_id is not null;

create table print_job_kept (
    -- The queue is printed in this order.
    rid integer primary key,
    id text not null unique,
    -- The sale it prints; null for reports, test pages and the drawer alone.
    sale_id text,
    title text not null,
    -- ReceiptDocument as JSON; null for the receipt of a sale, which is in its operation. Bytes are made when it is sent, for
    -- the printer there is then.
    document text,
    kick_drawer integer not null check (kick_drawer in (0, 1)),
    is_copy integer not null check (is_copy in (0, 1)),
    state text not null check (state in ('queued', 'sending', 'done', 'failed')),
    attempts integer not null default 0,
    last_error text not null default '',
    created_at_ms integer not null,
    sent_at_ms integer,
    constraint print_job_says_something check (document is not null or sale_id is not null)
) strict;
insert into print_job_kept select * from print_job;
drop table print_job;
alter table print_job_kept rename to print_job;
create index print_job_waiting on print_job (rid) where state <> 'done';

-- Words of a product, whole. Marks are part of a word, as they are when a text is folded.
drop table product_word;
create virtual table product_word using fts5 (
    folded, content = '', contentless_delete = 1, detail = none,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* S* Co'"
);
insert into product_word (product_word, rank) values ('hashsize', 8388608);
insert into product_word (rowid, folded) select rid, folded from product;
-- Parts of words, and how words begin: the trigrams of a text with two spaces around every word.
drop table product_part;
create virtual table product_part using fts5 (
    folded, content = '', contentless_delete = 1, detail = none,
    tokenize = 'trigram case_sensitive 1'
);
insert into product_part (product_part, rank) values ('hashsize', 8388608);
insert into product_part (rowid, folded) select rid, '  ' || replace(folded, ' ', '  ') || '  ' from product;
