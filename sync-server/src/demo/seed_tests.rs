use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use bezmen_contract::console::account::{SignIn, SignedIn};
use bezmen_contract::console::company::Store;
use bezmen_contract::console::page::Page;
use bezmen_contract::console::people::{Customer, Person};
use bezmen_contract::console::products::Product;
use bezmen_contract::console::sales::DayTotals;
use bezmen_contract::console::shifts::{ShiftRow, ZCheck};
use bezmen_contract::console::terminals::Terminal;
use bezmen_contract::console::today::Today;
use bezmen_contract::wire::HeadReply;
use bezmen_domain::money::Money;
use bezmen_domain::permission::Role;
use bezmen_domain::tender::TenderKind;

use super::client::Client;
use super::{DemoShop, SeedError, Seeded, seed};
use crate::app::App;
use crate::platform::clock::Clock;
use crate::platform::db::Db;

/// A Friday, nine minutes past two in the afternoon in Moscow.
const NOW_MS: i64 = 1_795_172_940_000;

async fn pages<T: serde::de::DeserializeOwned>(
    client: &mut Client,
    path: &str,
    token: &str,
) -> Vec<T> {
    let mut rows = Vec::new();
    let mut cursor = String::new();
    loop {
        let page: Page<T> = client
            .get(&format!("{path}?limit=200{cursor}"), token)
            .await
            .unwrap();
        rows.extend(page.rows);
        match page.next {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return rows,
        }
    }
}

async fn totals_agree(client: &mut Client, shop: &DemoShop, token: &str) {
    let days: Vec<DayTotals> = client.get("/api/v1/totals", token).await.unwrap();
    let mut sums: BTreeMap<TenderKind, (Money, Money)> = BTreeMap::new();
    for day in &days {
        let sum = sums.entry(day.tender).or_default();
        *sum = (sum.0 + day.sales, sum.1 + day.returns);
    }
    let generated: BTreeMap<TenderKind, (Money, Money)> = shop
        .totals
        .by_tender
        .iter()
        .map(|total| (total.kind, (total.sales, total.returns)))
        .collect();
    assert_eq!(sums, generated);
    let dates: BTreeSet<&str> = days.iter().map(|day| day.business_date.as_str()).collect();
    assert_eq!(dates.len(), 31, "thirty whole days, and today");
}

async fn shifts_are_proved(client: &mut Client, shop: &DemoShop, token: &str) {
    let shifts: Vec<ShiftRow> = pages(client, "/api/v1/shifts", token).await;
    let of = |check: ZCheck| shifts.iter().filter(|shift| shift.check == check).count();
    assert_eq!((of(ZCheck::Verified), of(ZCheck::Open)), (30 * 3, 2));
    assert_eq!(shifts.len(), of(ZCheck::Verified) + of(ZCheck::Open));
    assert_eq!(
        shifts.iter().map(|shift| shift.takings).sum::<Money>(),
        shop.totals.takings()
    );
}

/// Two stores; an owner, a manager, two cashiers and a stockkeeper, each with the PIN that is printed for them.
async fn people_and_stores_are_there(client: &mut Client, shop: &DemoShop, token: &str) {
    let stores: Vec<Store> = client.get("/api/v1/stores", token).await.unwrap();
    assert_eq!((stores.len(), shop.stores.len()), (2, 2));
    let people: Vec<Person> = client.get("/api/v1/people", token).await.unwrap();
    let mut roles: Vec<Role> = people.iter().map(|person| person.role).collect();
    roles.sort_by_key(|role| role.code());
    let (cashier, manager, owner, stockkeeper) =
        (Role::Cashier, Role::Manager, Role::Owner, Role::Stockkeeper);
    assert_eq!(roles, [cashier, cashier, manager, owner, stockkeeper]);
    assert!(
        people.iter().all(|person| person.active && person.has_pin),
        "{people:?}"
    );
    let pins: BTreeSet<&str> = shop.people.iter().map(|person| &*person.pin).collect();
    assert_eq!(pins.len(), 5, "nobody signs in with another's PIN");
}

/// Three hundred groceries and more, in Russian, with barcodes a scanner takes; some are weighed.
fn shelves_are_full(products: &[Product]) {
    assert!(products.len() > 300, "{}", products.len());
    let russian = |name: &str| name.chars().any(|letter| matches!(letter, 'а'..='я'));
    assert!(products.iter().all(|product| russian(&product.input.name)));
    let weighed = products
        .iter()
        .filter(|product| product.input.unit.is_weighed());
    assert!(weighed.count() > 10);
    let codes = products.iter().flat_map(|product| &product.input.barcodes);
    let mut gtins = 0;
    for code in codes.filter(|code| code.len() >= 8) {
        // GS1 General Specifications 7.9: weights 3 and 1 from the right, the sum a multiple of ten.
        let digits = code.bytes().rev().map(|digit| u32::from(digit - b'0'));
        let sum: u32 = digits
            .zip([1, 3].into_iter().cycle())
            .map(|(digit, weight)| digit * weight)
            .sum();
        assert_eq!(sum % 10, 0, "{code}");
        gtins += 1;
    }
    assert!(gtins > 300, "{gtins}");
}

async fn tills_are_level(client: &mut Client, shop: &DemoShop, token: &str) {
    let terminals: Vec<Terminal> = client.get("/api/v1/terminals", token).await.unwrap();
    assert_eq!(terminals.len(), 3);
    assert!(
        terminals
            .iter()
            .all(|till| till.parked_ops == 0 && till.waiting_ops == 0),
        "{terminals:?}"
    );
    let free = shop.terminals[0].paired_terminal.clone().unwrap();
    let first = terminals
        .iter()
        .find(|till| till.terminal_id == free.terminal_id)
        .unwrap();
    assert_eq!(
        (first.epoch, first.series.as_str(), free.series.as_str()),
        (2, "A2", "A2")
    );
    assert!(
        shop.terminals[1..]
            .iter()
            .all(|till| till.paired_terminal.is_none())
    );
    let head: HeadReply = client.get("/v1/head", &free.token).await.unwrap();
    assert_eq!((head.epoch, head.received_through), (2, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_owner_finds_a_month_that_adds_up() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&format!(
        "sqlite:{}",
        folder.path().join("server.db").display()
    ))
    .await
    .unwrap();
    db.migrate().await.unwrap();
    let Seeded::New(shop) = seed(&db, folder.path(), NOW_MS).await.unwrap() else {
        panic!("it was there")
    };

    let clock = Clock::held(Arc::new(AtomicI64::new(NOW_MS)));
    let mut client =
        Client::new(App::new(db.clone(), clock, folder.path().to_owned(), None).router());
    let ask = SignIn {
        email: shop.owner.email.clone(),
        password: shop.owner.password.clone(),
    };
    let signed: SignedIn = client.post("/api/v1/session", "", &ask).await.unwrap();
    let token = signed.token.as_str();

    totals_agree(&mut client, &shop, token).await;
    shifts_are_proved(&mut client, &shop, token).await;
    tills_are_level(&mut client, &shop, token).await;
    people_and_stores_are_there(&mut client, &shop, token).await;
    let today: Today = client.get("/api/v1/today", token).await.unwrap();
    assert_eq!(today.date, "2026-11-20");
    assert!(
        today.figures.receipts > 20 && today.before.receipts > 20,
        "{:?}",
        today.figures
    );
    assert_eq!(today.on_shift.len(), 2);
    let products: Vec<Product> = pages(&mut client, "/api/v1/products", token).await;
    assert_eq!(products.len(), shop.products);
    shelves_are_full(&products);
    let customers: Vec<Customer> = pages(&mut client, "/api/v1/customers", token).await;
    assert_eq!(customers.len() as u64, shop.customers);
    assert!(customers.len() > 120 && customers.iter().any(|customer| customer.receipts > 5));

    let Seeded::Already(again) = seed(&db, folder.path(), NOW_MS + 60_000).await.unwrap() else {
        panic!("made twice")
    };
    assert_eq!(again, shop);
    std::fs::remove_file(folder.path().join("demo.json")).unwrap();
    let refused = seed(&db, folder.path(), NOW_MS).await.unwrap_err();
    assert!(matches!(refused, SeedError::Forgotten { .. }), "{refused}");
    assert!(
        refused
            .to_string()
            .contains("start with an empty --data folder"),
        "{refused}"
    );
}
