mod busy;
mod cut_short;
mod follower;

use std::sync::atomic::{AtomicBool, Ordering};

use bezmen_contract::till::{Event, GetShift, SignIn};
use bezmen_contract::wire::{FeedRow, RowKind, SnapshotReply};
use bezmen_domain::id::ProductId;
use futures::FutureExt;
use serde_json::{Value, json};

use super::*;
use crate::fixture;
use crate::sync::meanwhile::Rests;
use crate::sync::snapshot;
use follower::{Counted, Follower, card, catalog, customer, edit, product, reaching, renamed, row};

#[test]
fn somebody_dismissed_while_signed_in_sees_nothing_more() {
    let follower = Follower::new();
    let till = &follower.till;
    till.ask(SignIn {
        person_id: fixture::cashier(),
        pin: fixture::PINS[0].to_owned(),
    })
    .unwrap();
    let mut told = till.events();
    let id = fixture::cashier().to_string();
    let body = json!({ "person_id": id, "name": "Анна", "role": "cashier", "pin_hash": null, "active": false });
    let rows = [row(RowKind::Person, &id, 1, body.to_string())];
    assert!(follower.follow(&rows, reaching(&rows, Order::NewestWins)));
    let refused = till.ask(GetShift {}).unwrap_err();
    assert_eq!(refused.code, "SIGN_IN_REQUIRED");
    let status = std::iter::from_fn(|| told.try_recv().ok()).find_map(|event| match event {
        Event::Status(status) => Some(status),
        _ => None,
    });
    assert_eq!(status.unwrap().person, None, "the screen asks who sells");
}

#[test]
fn a_product_under_two_names_does_not_hold_the_stream_up() {
    for products in [20, 200] {
        let mut rows = catalog(products, 100, 0);
        rows.push(row(
            RowKind::Product,
            &ProductId::from_parts(9_999, *b"product---").to_string(),
            products + 1,
            rows[0].body.clone(),
        ));
        let follower = Follower::new();
        assert!(follower.follow(&rows, reaching(&rows, Order::NewestWins)));
        assert_eq!(follower.seen().0, products);
    }
}

#[test]
fn i9_a_change_of_five_thousand_products_is_seen_whole_or_not_at_all() {
    const PRODUCTS: u64 = 5_000;
    let before = catalog(PRODUCTS, 100, 0);
    let follower = Follower::with(&before);
    // Half are renamed, the others only cost something else, and some are new.
    let mut after = renamed(catalog(PRODUCTS / 2, 200, PRODUCTS));
    after.extend(catalog(PRODUCTS + 500, 200, PRODUCTS).drain(2_500..));
    let (old, new) = (
        (PRODUCTS, Some(100), Some(100), Some(PRODUCTS), 0),
        (
            PRODUCTS + 500,
            Some(200),
            Some(200),
            Some(2 * PRODUCTS + 500),
            PRODUCTS / 2,
        ),
    );
    assert_eq!(follower.seen(), old);
    follower.stage(&after);
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
fn rows_that_do_not_add_up_change_nothing_and_are_read_anew() {
    for products in [50, 500] {
        let follower = Follower::with(&catalog(products, 100, 0));
        let after = renamed(catalog(products, 200, products));
        follower.stage(&after[1..]);
        assert!(!follower.take_over(reaching(&after, Order::NewestWins)));
        // The stream is read anew: there is no cursor.
        assert_eq!(follower.seen(), (products, Some(100), Some(100), None, 0));
        assert_eq!(follower.staged(), 0);
        assert!(follower.follow(&after, reaching(&after, Order::NewestWins)));
        assert_eq!(follower.seen().4, products);
    }
}

#[test]
fn what_was_made_ready_beforehand_comes_out_as_row_by_row() {
    let before = catalog(1_200, 100, 0);
    let after = mixed(&before);
    let (ready, plain) = (Follower::with(&before), Follower::with(&before));
    for follower in [&ready, &plain] {
        // A code that this till has learnt by itself stays with its product.
        for number in [11, 12] {
            let bound = move |tx: &rusqlite::Transaction<'_>| {
                let code = format!("{number:014}");
                let here = store::find_by_barcode(tx, &code)?.expect("it is sold");
                store::bind_barcode(tx, &format!("9{code}"), here.rid)
            };
            follower.till.store().write(bound).unwrap();
        }
        follower.stage(&after);
    }
    let checkpoint = reaching(&after, Order::NewestWins);
    assert!(ready.take_over(checkpoint));
    row_by_row(&plain, checkpoint);
    ready.assert_same(&plain);
    assert_eq!(ready.seen().0, 1_299);
    for follower in [&ready, &plain] {
        assert_eq!(follower.finds("предмет 11"), ["Предмет 11"]);
        assert!(!follower.finds("товар 11").contains(&"Товар 11".to_owned()));
        assert_eq!(follower.finds("товар 1300"), ["Товар 1300"]);
        let vera = |connection: &Connection| store::find_customer_by_card(connection, "77");
        assert!(follower.till.store().read(vera).unwrap().is_some());
    }
}

/// Takes staged rows over in one transaction.
fn row_by_row(follower: &Follower, checkpoint: Checkpoint) {
    let engine = follower.till.engine();
    let stream = checkpoint.stream;
    let sum = engine
        .store
        .read(|connection| staging::sum(connection, stream));
    let ready = Ready {
        checkpoint,
        sum: sum.unwrap(),
        prepared: None,
    };
    engine.store.write(move |tx| take(tx, &ready)).unwrap();
    while write(engine, move |tx| settle_some(tx, stream)).unwrap() {}
}

/// New prices of all, and among them another name, barcode, unit, goods no longer sold, and some that stay as they are;
/// and a hundred goods that are new.
fn mixed(before: &[FeedRow]) -> Vec<FeedRow> {
    let count = before.len() as u64;
    let mut after = catalog(count + 100, 250, count);
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
    let newer = after.len() as u64 + count;
    let others = [
        (RowKind::TaxRate, tax_rate()),
        (
            RowKind::Category,
            json!({ "category_id": other_id(), "name": "Сыры", "color": "", "position": 1 }),
        ),
        (
            RowKind::Person,
            json!({ "person_id": other_id(), "name": "Нина", "role": "cashier", "active": true }),
        ),
        (
            RowKind::Customer,
            json!({ "customer_id": other_id(), "name": "Вера", "card": "77", "active": true }),
        ),
        (
            RowKind::Other("probe".to_owned()),
            json!({ "of": "tomorrow" }),
        ),
        // A product that only a newer till can read.
        (
            RowKind::Product,
            json!({ "product_id": other_id(), "name": ["Сыр"] }),
        ),
    ];
    let others = others.into_iter().zip(newer + 1..);
    after.extend(others.map(|((kind, body), rev)| row(kind, &other_id(), rev, body.to_string())));
    after
}

fn other_id() -> String {
    ProductId::from_parts(1, *b"other-----").to_string()
}

fn tax_rate() -> Value {
    json!({ "tax_rate_id": other_id(), "name": "НДС 5 %", "basis_points": 500, "mode": "included" })
}

#[test]
fn a_code_that_is_learnt_while_its_product_changes_stays_with_it() {
    const CODE: &str = "04600682000174";
    let before = catalog(500, 100, 0);
    let after = renamed(catalog(500, 200, 500));
    for at in [0, 2, 5, 7, 9] {
        let follower = Follower::with(&before);
        follower.stage(&after);
        let name_of = |code: &str| {
            let found = follower
                .till
                .store()
                .read(|connection| store::find_by_barcode(connection, code));
            found.unwrap().map(|product| (product.rid, product.name))
        };
        let bind = || {
            let (rid, _) = name_of("00000000000011").expect("it is sold");
            let bound = follower
                .till
                .store()
                .write(move |tx| store::bind_barcode(tx, CODE, rid));
            bound.unwrap();
        };
        let engine = follower.till.engine();
        let (mut applied, mut pauses) = (Applied::default(), DoesAt(at, bind));
        let checkpoint = reaching(&after, Order::NewestWins);
        let work = take_over(engine, vec![checkpoint], &mut applied, &mut pauses);
        assert!(work.now_or_never().unwrap().unwrap());
        assert_eq!(
            name_of(CODE).unwrap().1,
            "Предмет 11",
            "learnt in pause {at}"
        );
    }
}

/// Pauses of which one is used.
struct DoesAt<F>(usize, F);

impl<F: FnMut()> Pauses for DoesAt<F> {
    async fn pause(&mut self) {
        if self.0 == 0 {
            self.1();
        }
        self.0 = self.0.wrapping_sub(1);
    }
}

#[test]
fn a_file_of_a_stream_that_is_here_is_taken_over_whole_with_what_is_gone() {
    let before = catalog(3_000, 100, 0);
    let follower = Follower::with(&before);
    write(follower.till.engine(), |tx| {
        staging::forget_cursor(tx, Stream::Tenant)
    })
    .unwrap();
    // The server was set back: one product is gone, some are cheaper at a lower revision than the till has them.
    let mut file = before.clone();
    file.remove(0);
    for number in 2..=201 {
        file[number as usize - 2] = product(number, 90, 1);
    }
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
    let mut rests = Rests;
    let compared = snapshot::compare(
        follower.till.engine(),
        Stream::Tenant,
        &reply,
        lines.as_slice(),
        &mut rests,
    );
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(compared).unwrap();
    assert_eq!(
        follower.staged(),
        201,
        "only what differs is written: prices and what is gone"
    );
    assert_eq!(follower.seen().0, 3_000, "nothing is taken over yet");
    assert!(follower.take_over(reaching(&file, Order::AsSaid)));
    assert_eq!(
        follower.seen(),
        (2_999, Some(90), Some(100), Some(3_000), 0)
    );
    let barcode = format!("{:014}", 1);
    let found = follower
        .till
        .store()
        .read(|connection| store::find_by_barcode(connection, &barcode))
        .unwrap();
    assert_eq!(found, None);
}
