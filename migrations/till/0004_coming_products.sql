-- A change of many products is written beforehand, a few at a time, and seen all at once: what a product is going to be stands
-- beside what it is until one flag is turned.

create table product_version (
    -- Short key for barcodes and search.
    rid integer primary key,
    id text not null,
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
    rev integer not null,
    -- 0: it stands; 1: it comes; 2: it goes; 3: its price, unit, tax and revision become those in the columns below.
    change integer not null default 0 check (change in (0, 1, 2, 3)),
    next_unit text,
    next_price_minor integer,
    next_tax_rate_id text,
    next_rev integer,
    constraint product_version_once unique (id, change)
) strict;
insert into product_version
    (rid, id, name, sku, unit, price_minor, tax_rate_id, category_id, quick_key, active, folded, rev)
    select rid, id, name, sku, unit, price_minor, tax_rate_id, category_id, quick_key, active, folded, rev from product;

create table product_barcode_kept (
    -- GTIN as 14 digits, or the base code of an in-store label.
    code text not null,
    rid integer not null references product_version (rid) on delete cascade,
    -- Bound at this till and not known to the server yet: kept when the product's row arrives again.
    local integer not null default 0 check (local in (0, 1)),
    primary key (code, rid)
) strict, without rowid;
insert into product_barcode_kept (code, rid, local) select code, rid, local from product_barcode;
drop table product_barcode;
alter table product_barcode_kept rename to product_barcode;
create index product_barcode_by_product on product_barcode (rid);

drop table product;
create index product_quick on product_version (quick_key) where quick_key is not null;
create index product_category on product_version (category_id);
create index product_sku on product_version (sku) where sku <> '';
-- Empty but for the moments of a change.
create index product_changing on product_version (change) where change <> 0;

-- Which versions are not seen: 1, those that come, until the change is taken over; 2, those that go, from then on.
alter table product_tally add column hidden integer not null default 1 check (hidden in (1, 2));

-- The products as they are now.
create view product
    (rid, id, name, sku, unit, price_minor, tax_rate_id, category_id, quick_key, active, folded, rev) as
    select v.rid, v.id, v.name, v.sku,
        iif(v.change = 3 and (select hidden from product_tally) = 2, v.next_unit, v.unit),
        iif(v.change = 3 and (select hidden from product_tally) = 2, v.next_price_minor, v.price_minor),
        iif(v.change = 3 and (select hidden from product_tally) = 2, v.next_tax_rate_id, v.tax_rate_id),
        v.category_id, v.quick_key, v.active, v.folded,
        iif(v.change = 3 and (select hidden from product_tally) = 2, v.next_rev, v.rev)
    from product_version v where v.change <> (select hidden from product_tally);

-- A part of an index that holds nothing but products that are gone is otherwise read through whole in the midst of one commit,
-- while a cashier waits. What is gone leaves the index with the merges that new products bring about.
insert into product_word (product_word, rank) values ('deletemerge', 0);
insert into product_part (product_part, rank) values ('deletemerge', 0);
