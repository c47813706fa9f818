use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use bezmen_contract::wire::row::ProductRow;
use bezmen_contract::wire::{FeedRow, RowKind, SnapshotReply};
use bezmen_domain::id::ProductId;
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Unit;
use bezmen_sync::chain::{hash_text, parse_hash};
use bezmen_sync::checksum::{StreamSum, row_hash};
use rusqlite::Connection;

use super::*;
use crate::fixture::{self, ShopKind};
use crate::store::StoreError;
use crate::sync::apply::Order;
use crate::sync::snapshot;
use crate::{Till, TillOptions};

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap()
}

/// A till that follows the company's stream and nothing else.
struct Follower {
    till: Till,
    _folder: tempfile::TempDir,
}

impl Follower {
    fn new() -> Self {
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

    fn stage(&self, rows: Vec<FeedRow>) {
        write(self.till.engine(), move |tx| {
            staging::stage(tx, Stream::Tenant, &rows)
        })
        .unwrap();
    }

    /// Takes the staged rows over as the worker does; answers whether they add up.
    fn take_over(&self, checkpoint: Checkpoint) -> bool {
        let mut applied = Applied::default();
        runtime()
            .block_on(take_over(
                self.till.engine(),
                vec![checkpoint],
                &mut applied,
            ))
            .unwrap()
    }

    fn seen(&self) -> Seen {
        self.till.store().read(seen).unwrap()
    }

    fn staged(&self) -> usize {
        let count = |connection: &Connection| staging::staged_count(connection, Stream::Tenant);
        self.till.store().read(count).unwrap()
    }
}

/// What one look at the catalogue tells: products, lowest and highest price, revision of the cursor.
type Seen = (u64, Option<i64>, Option<i64>, Option<u64>);

fn seen(connection: &Connection) -> Result<Seen, StoreError> {
    Ok(connection.query_row(
        "select count(*), min(price_minor), max(price_minor), (select revision from stream_cursor where stream = 'tenant')
        from product",
        [],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?)
}

/// A product of the stream, at a price.
fn product(number: u64, price: i64, rev: u64) -> FeedRow {
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
    let id = product_id.to_string();
    let hash = hash_text(&row_hash("product", &id, &body));
    FeedRow {
        kind: RowKind::Product,
        id,
        rev,
        deleted: false,
        body,
        hash,
    }
}

/// All products at one price; revisions follow `after`.
fn catalog(products: u64, price: i64, after: u64) -> Vec<FeedRow> {
    (1..=products)
        .map(|number| product(number, price, after + number))
        .collect()
}

/// The checkpoint that rows lead to, when they are all that is here.
fn reaching(rows: &[FeedRow], order: Order) -> Checkpoint {
    let mut sum = StreamSum::default();
    for row in rows {
        sum.add(&parse_hash(&row.hash).unwrap());
    }
    Checkpoint {
        stream: Stream::Tenant,
        upto: rows.iter().map(|row| row.rev).max().unwrap(),
        sum: Some(sum),
        order,
    }
}

#[test]
fn i9_a_change_of_five_thousand_prices_is_seen_whole_or_not_at_all() {
    const PRODUCTS: u64 = 5_000;
    let follower = Follower::new();
    let before = catalog(PRODUCTS, 100, 0);
    follower.stage(before.clone());
    assert!(follower.take_over(reaching(&before, Order::NewestWins)));
    let (old, new) = (
        (PRODUCTS, Some(100), Some(100), Some(PRODUCTS)),
        (PRODUCTS, Some(200), Some(200), Some(2 * PRODUCTS)),
    );
    assert_eq!(follower.seen(), old);

    let after = catalog(PRODUCTS, 200, PRODUCTS);
    // The pages of the stream arrive one by one, as they do from the server.
    for page in after.chunks(2_000) {
        follower.stage(page.to_vec());
    }
    let is_over = AtomicBool::new(false);
    let looks = std::thread::scope(|scope| {
        let readers: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let (mut olds, mut news) = (0_u64, 0_u64);
                    loop {
                        let last = is_over.load(Ordering::Acquire);
                        match follower.seen() {
                            look if look == old => olds += 1,
                            look if look == new => news += 1,
                            half => panic!("half of a change is seen: {half:?}"),
                        }
                        if last {
                            return (olds, news);
                        }
                    }
                })
            })
            .collect();
        // A cashier writes meanwhile, and is never held up by a half of it either.
        scope.spawn(|| {
            while !is_over.load(Ordering::Acquire) {
                follower
                    .till
                    .store()
                    .write(|tx| store::put_setting(tx, "test.cashier", "sells"))
                    .unwrap();
                std::thread::sleep(Duration::from_millis(50));
            }
        });
        assert!(follower.take_over(reaching(&after, Order::NewestWins)));
        is_over.store(true, Ordering::Release);
        readers
            .into_iter()
            .map(|reader| reader.join().unwrap())
            .collect::<Vec<_>>()
    });
    assert_eq!(follower.seen(), new);
    assert_eq!(follower.staged(), 0);
    assert!(looks.iter().all(|(_, news)| *news > 0), "{looks:?}");
    assert!(looks.iter().any(|(olds, _)| *olds > 0), "{looks:?}");
}

#[test]
fn a_checkpoint_that_gives_way_leaves_nothing_behind_and_comes_again() {
    let follower = Follower::new();
    let before = catalog(500, 100, 0);
    follower.stage(before.clone());
    assert!(follower.take_over(reaching(&before, Order::NewestWins)));
    let after = catalog(500, 200, 500);
    follower.stage(after.clone());
    let checkpoint = reaching(&after, Order::NewestWins);
    let given = follower.till.store().write(move |tx| {
        // Somebody comes when most of it is done.
        let must_give_way = comes_at(12);
        apply::checkpoint(tx, &checkpoint, &Prepared::default(), &must_give_way)
    });
    assert!(matches!(given, Err(NotTaken::GaveWay)), "{given:?}");
    assert_eq!(follower.seen(), (500, Some(100), Some(100), Some(500)));
    assert_eq!(follower.staged(), 500);
    assert!(follower.take_over(checkpoint));
    assert_eq!(follower.seen(), (500, Some(200), Some(200), Some(1_000)));
}

/// Somebody who is there from a look on, counted from none.
fn comes_at(look: usize) -> impl Fn() -> bool + Clone + Send + 'static {
    let looks = Arc::new(AtomicUsize::new(0));
    move || looks.fetch_add(1, Ordering::Relaxed) >= look
}

#[test]
fn prices_made_ready_give_way_in_the_middle_of_a_statement() {
    let follower = Follower::new();
    let engine = follower.till.engine();
    let before = catalog(2_000, 100, 0);
    follower.stage(before.clone());
    assert!(follower.take_over(reaching(&before, Order::NewestWins)));
    let after = catalog(2_000, 200, 2_000);
    follower.stage(after.clone());
    let checkpoint = reaching(&after, Order::NewestWins);
    let prepared = prepared::prepare(engine, Stream::Tenant, Order::NewestWins).unwrap();
    assert_eq!(follower.staged(), 0, "no row is looked at one by one");
    let given = follower.till.store().write(move |tx| {
        // Nobody waits at the beginning.
        apply::checkpoint(tx, &checkpoint, &prepared, &comes_at(3))
    });
    assert!(matches!(given, Err(NotTaken::GaveWay)), "{given:?}");
    let old = (2_000, Some(100), Some(100), Some(2_000));
    assert_eq!(follower.seen(), old);
    // Whatever is written next is not broken off any more.
    let all = |tx: &rusqlite::Transaction<'_>| Ok(tx.execute("update product set rev = rev", [])?);
    let written: Result<usize, StoreError> = follower.till.store().write(all);
    assert_eq!(written.unwrap(), 2_000);
    one_turn(engine, vec![(checkpoint, prepared)], true).unwrap();
    assert_eq!(follower.seen(), (2_000, Some(200), Some(200), Some(4_000)));
}

#[test]
fn a_shop_that_never_pauses_gets_new_prices_all_the_same() {
    let follower = Follower::new();
    let rows = catalog(300, 100, 0);
    follower.stage(rows.clone());
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        // Two who always wait for each other: whoever writes is awaited.
        for _ in 0..3 {
            scope.spawn(|| {
                while !is_over.load(Ordering::Acquire) {
                    let pay = |tx: &rusqlite::Transaction<'_>| {
                        store::put_setting(tx, "test.cashier", "sells")
                    };
                    follower.till.store().write(pay).unwrap();
                }
            });
        }
        assert!(follower.take_over(reaching(&rows, Order::NewestWins)));
        is_over.store(true, Ordering::Release);
    });
    assert_eq!(follower.seen(), (300, Some(100), Some(100), Some(300)));
}

#[test]
fn rows_that_do_not_add_up_change_nothing_and_are_read_anew() {
    let follower = Follower::new();
    let before = catalog(100, 100, 0);
    follower.stage(before.clone());
    assert!(follower.take_over(reaching(&before, Order::NewestWins)));
    let after = catalog(100, 200, 100);
    follower.stage(after[1..].to_vec());
    assert!(!follower.take_over(reaching(&after, Order::NewestWins)));
    let (products, lowest, highest, cursor) = follower.seen();
    assert_eq!((products, lowest, highest), (100, Some(100), Some(100)));
    assert_eq!(cursor, None, "the stream is read anew");
}

#[test]
fn what_was_made_ready_beforehand_comes_out_as_row_by_row() {
    let (ready, plain) = (Follower::new(), Follower::new());
    let before = catalog(1_200, 100, 0);
    let mut after: Vec<FeedRow> = catalog(1_300, 250, 1_200);
    let edit = |row: &mut FeedRow, from: &str, to: &str| {
        assert!(row.body.contains(from), "{}", row.body);
        row.body = row.body.replace(from, to);
        row.hash = hash_text(&row_hash("product", &row.id, &row.body));
    };
    // Among a thousand new prices: another name, barcode, unit, and goods no longer sold; and some that stay as they are.
    edit(&mut after[10], "Товар 11", "Предмет 11");
    edit(&mut after[20], "00000000000021", "00000000000099");
    edit(&mut after[30], "\"piece\"", "\"kilogram\"");
    edit(&mut after[40], "\"active\":true", "\"active\":false");
    for number in 50..60 {
        after[number] = FeedRow {
            rev: after[number].rev,
            ..before[number].clone()
        };
    }
    after[70] = FeedRow {
        deleted: true,
        body: String::new(),
        hash: String::new(),
        ..after[70].clone()
    };
    for follower in [&ready, &plain] {
        follower.stage(before.clone());
        assert!(follower.take_over(reaching(&before, Order::NewestWins)));
        follower.stage(after.clone());
    }
    let living: Vec<FeedRow> = after.iter().filter(|row| !row.deleted).cloned().collect();
    let checkpoint = reaching(&living, Order::NewestWins);
    assert!(ready.take_over(checkpoint));
    let row_by_row = vec![(checkpoint, Prepared::default())];
    one_turn(plain.till.engine(), row_by_row, false).unwrap();
    let everything = |follower: &Follower| {
        let rows = |connection: &Connection, sql: &str| {
            let mut statement = connection.prepare(sql)?;
            let columns = statement.column_count();
            let rows = statement.query_map([], |row| {
                (0..columns)
                    .map(|column| row.get::<_, rusqlite::types::Value>(column))
                    .collect::<Result<Vec<_>, _>>()
            })?;
            rows.collect::<Result<Vec<_>, _>>()
        };
        follower
            .till
            .store()
            .read(|connection| {
                let tables = [
                    "select * from product order by id",
                    "select * from product_barcode order by code, rid",
                    "select * from feed_row order by stream, kind, id",
                    "select * from stream_cursor",
                    "select * from product_tally",
                ];
                let read: Result<Vec<_>, rusqlite::Error> =
                    tables.iter().map(|sql| rows(connection, sql)).collect();
                read.map_err(StoreError::from)
            })
            .unwrap()
    };
    assert_eq!(everything(&ready), everything(&plain));
    assert_eq!(ready.seen().0, 1_299);
}

#[test]
fn a_file_of_a_stream_that_is_here_is_taken_over_whole_with_what_is_gone() {
    let follower = Follower::new();
    let before = catalog(3_000, 100, 0);
    follower.stage(before.clone());
    assert!(follower.take_over(reaching(&before, Order::NewestWins)));
    write(follower.till.engine(), |tx| {
        staging::forget_cursor(tx, Stream::Tenant)
    })
    .unwrap();
    // The server was set back: one product is gone, one is cheaper at a lower revision than the till has it.
    let mut file = before.clone();
    file.remove(0);
    file[0] = product(2, 90, 1);
    let lines: Vec<u8> = file
        .iter()
        .flat_map(|row| serde_json::to_vec(row).unwrap().into_iter().chain(*b"\n"))
        .collect();
    let reply = SnapshotReply {
        path: String::new(),
        upto: 3_000,
        bytes: 0,
        hash: String::new(),
        rows: 2_999,
        checksum: String::new(),
        server_epoch: 1,
    };
    let compared = snapshot::compare(
        follower.till.engine(),
        Stream::Tenant,
        &reply,
        lines.as_slice(),
    );
    runtime().block_on(compared).unwrap();
    assert_eq!(
        follower.staged(),
        2,
        "only what differs is written: a price and what is gone"
    );
    assert_eq!(follower.seen().0, 3_000, "nothing is taken over yet");
    assert!(follower.take_over(reaching(&file, Order::AsSaid)));
    assert_eq!(follower.seen(), (2_999, Some(90), Some(100), Some(3_000)));
    let barcode = format!("{:014}", 1);
    let found = follower
        .till
        .store()
        .read(|connection| store::find_by_barcode(connection, &barcode))
        .unwrap();
    assert_eq!(found, None);
}
