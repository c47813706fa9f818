//! A till that follows the company's stream and nothing else.

use bezmen_contract::wire::row::{CustomerRow, ProductRow};
use bezmen_contract::wire::{FeedRow, RowKind};
use bezmen_domain::id::{CustomerId, ProductId};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Unit;
use bezmen_sync::chain::{hash_text, parse_hash};
use bezmen_sync::checksum::{kind_text, row_hash};
use futures::FutureExt;
use rusqlite::types::Value;

use super::super::*;
use crate::fixture::{self, ShopKind};
use crate::{Till, TillOptions};

/// Pauses in which others of the machine go first.
pub struct Rests;

impl Pauses for Rests {
    async fn pause(&mut self) {
        std::thread::yield_now();
    }
}

/// Pauses that are counted.
#[derive(Default)]
pub struct Counted(pub u64);

impl Pauses for Counted {
    async fn pause(&mut self) {
        self.0 += 1;
    }
}

/// Pauses of which one never ends: what waits there is dropped, as the program is when it dies between two transactions.
pub struct DiesAt(pub usize);

impl Pauses for DiesAt {
    async fn pause(&mut self) {
        match self.0.checked_sub(1) {
            Some(left) => self.0 = left,
            None => std::future::pending().await,
        }
    }
}

pub struct Follower {
    pub till: Till,
    _folder: tempfile::TempDir,
}

impl Follower {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let till = Till::open(TillOptions::new(folder.path())).unwrap();
        let kind = ShopKind {
            has_groceries: false,
            ..ShopKind::GROCERY
        };
        fixture::seed(&till, kind).unwrap();
        Self {
            till,
            _folder: folder,
        }
    }

    /// One that has taken rows over.
    pub fn with(rows: &[FeedRow]) -> Self {
        let follower = Self::new();
        assert!(follower.follow(rows, reaching(rows, Order::NewestWins)));
        follower
    }

    /// Stages rows page by page, as they come from the server.
    pub fn stage(&self, rows: &[FeedRow]) {
        for page in rows.chunks(2_000) {
            let page = page.to_vec();
            write(self.till.engine(), move |tx| {
                staging::stage(tx, Stream::Tenant, &page)
            })
            .unwrap();
        }
    }

    /// Takes the staged rows over as the worker does; answers whether they add up.
    pub fn take_over(&self, checkpoint: Checkpoint) -> bool {
        let (mut applied, mut pauses) = (Applied::default(), Rests);
        let engine = self.till.engine();
        let work = take_over(engine, vec![checkpoint], &mut applied, &mut pauses);
        work.now_or_never().unwrap().unwrap()
    }

    /// Reads a checkpoint of the stream from its beginning, whatever was left before.
    pub fn follow(&self, rows: &[FeedRow], checkpoint: Checkpoint) -> bool {
        self.settle();
        self.stage(rows);
        self.take_over(checkpoint)
    }

    /// Clears up as the worker does before it asks the server.
    pub fn settle(&self) {
        let mut pauses = Rests;
        let settled = settle(self.till.engine(), Stream::Tenant, &mut pauses);
        settled.now_or_never().unwrap().unwrap();
    }

    /// Takes the staged rows over until it dies in a pause; answers whether it came to the end before.
    pub fn dies_at(&self, pause: usize, checkpoint: Checkpoint) -> bool {
        let mut applied = Applied::default();
        let engine = self.till.engine();
        let mut pauses = DiesAt(pause);
        let work = take_over(engine, vec![checkpoint], &mut applied, &mut pauses);
        work.now_or_never().is_some()
    }

    pub fn seen(&self) -> Seen {
        self.till.store().read(seen).unwrap()
    }

    pub fn staged(&self) -> usize {
        let count = |connection: &Connection| staging::staged_count(connection, Stream::Tenant);
        self.till.store().read(count).unwrap()
    }

    pub fn finds(&self, text: &str) -> Vec<String> {
        let found = self
            .till
            .store()
            .read(|connection| store::search_products(connection, text, None, 50));
        found
            .unwrap()
            .into_iter()
            .map(|product| product.name)
            .collect()
    }

    /// Fails unless another till knows the same of the stream. The short keys of products mean nothing to anybody else.
    pub fn assert_same(&self, other: &Self) {
        self.assert_same_in(other, &GOODS);
        self.assert_same_in(other, &REST);
    }

    /// Fails unless another till has the same goods.
    pub fn assert_same_goods(&self, other: &Self) {
        self.assert_same_in(other, &GOODS);
    }

    fn assert_same_in(&self, other: &Self, tables: &[&str]) {
        for sql in tables {
            let (here, there) = (self.rows(sql), other.rows(sql));
            let first = here.iter().zip(&there).find(|(here, there)| here != there);
            assert_eq!(first, None, "{sql}");
            assert_eq!(here.len(), there.len(), "{sql}");
        }
    }

    fn rows(&self, sql: &str) -> Vec<Vec<Value>> {
        let read = |connection: &Connection| {
            let mut statement = connection.prepare(sql)?;
            let columns = statement.column_count();
            let rows =
                statement.query_map([], |row| (0..columns).map(|at| row.get(at)).collect())?;
            Ok::<_, StoreError>(rows.collect::<Result<_, _>>()?)
        };
        self.till.store().read(read).unwrap()
    }
}

/// What a till knows of goods.
const GOODS: [&str; 8] = [
    "select id, name, sku, unit, price_minor, tax_rate_id, category_id, quick_key, active, folded, rev from product order by id",
    "select b.code, p.id, b.local from product_barcode b join product p on p.rid = b.rid order by b.code, p.id",
    "select * from product_tally",
    "select id, change, next_price_minor from product_version where change <> 0 or next_rev is not null",
    "select count(*) from product_word",
    "select count(*) from product_part",
    "select count(*) from product_barcode",
    "select count(*) from staged_row",
];

/// And what it knows of the stream besides.
const REST: [&str; 6] = [
    "select * from tax_rate order by id",
    "select * from category order by id",
    "select id, name, role, active from person order by id",
    "select id, name, active from customer order by id",
    "select * from feed_row order by stream, kind, id",
    "select * from stream_cursor",
];

/// What one look at the catalogue tells: products, lowest and highest price, revision of the cursor, products of the new name.
pub type Seen = (u64, Option<i64>, Option<i64>, Option<u64>, u64);

pub fn seen(connection: &Connection) -> Result<Seen, StoreError> {
    Ok(connection.query_row(
        "select count(*), min(price_minor), max(price_minor), (select revision from stream_cursor where stream = 'tenant'),
            count(*) filter (where name like 'Предмет%')
        from product",
        [],
        |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
            ))
        },
    )?)
}

/// A product of the stream, at a price.
pub fn product(number: u64, price: i64, rev: u64) -> FeedRow {
    let product_id = ProductId::from_parts(number, *b"product---");
    let body = serde_json::to_string(&ProductRow {
        product_id,
        name: format!("Товар {number}"),
        sku: format!("T-{number}"),
        barcodes: vec![format!("{number:014}")],
        unit: Unit::Piece,
        price: Money::from_minor(price),
        tax_rate_id: fixture::tax_20(),
        category_id: None,
        quick_key: None,
        active: true,
    })
    .unwrap();
    row(RowKind::Product, &product_id.to_string(), rev, body)
}

/// A customer's card.
pub fn card(number: u64, rev: u64) -> FeedRow {
    customer(number, rev, &format!("Покупатель {number}"))
}

/// A customer's card, by name.
pub fn customer(number: u64, rev: u64, name: &str) -> FeedRow {
    let customer_id = CustomerId::from_parts(number, *b"customer--");
    let body = serde_json::to_string(&CustomerRow {
        customer_id,
        name: name.to_owned(),
        phone: String::new(),
        card: String::new(),
        active: true,
    });
    row(
        RowKind::Customer,
        &customer_id.to_string(),
        rev,
        body.unwrap(),
    )
}

/// A row of the stream.
pub fn row(kind: RowKind, id: &str, rev: u64, body: String) -> FeedRow {
    FeedRow {
        hash: hash_text(&row_hash(kind_text(&kind), id, &body)),
        kind,
        id: id.to_owned(),
        rev,
        deleted: false,
        body,
    }
}

/// Writes something else into a row.
pub fn edit(row: &mut FeedRow, from: &str, to: &str) {
    assert!(row.body.contains(from), "{}", row.body);
    row.body = row.body.replace(from, to);
    row.hash = hash_text(&row_hash("product", &row.id, &row.body));
}

/// All products at one price; revisions follow `after`.
pub fn catalog(products: u64, price: i64, after: u64) -> Vec<FeedRow> {
    (1..=products)
        .map(|number| product(number, price, after + number))
        .collect()
}

/// The same products with another name.
pub fn renamed(mut rows: Vec<FeedRow>) -> Vec<FeedRow> {
    for row in &mut rows {
        edit(row, "Товар", "Предмет");
    }
    rows
}

/// The checkpoint that rows lead to, when those that are not deleted are all that is here.
pub fn reaching(rows: &[FeedRow], order: Order) -> Checkpoint {
    let mut sum = StreamSum::default();
    for row in rows.iter().filter(|row| !row.deleted) {
        sum.add(&parse_hash(&row.hash).unwrap());
    }
    Checkpoint {
        stream: Stream::Tenant,
        upto: rows.iter().map(|row| row.rev).max().unwrap(),
        sum: Some(sum),
        order,
    }
}
