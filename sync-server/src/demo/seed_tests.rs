use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use bezmen_contract::console::account::{SignIn, SignedIn};
use bezmen_contract::console::page::Page;
use bezmen_contract::console::people::Customer;
use bezmen_contract::console::products::Product;
use bezmen_contract::console::sales::DayTotals;
use bezmen_contract::console::shifts::{ShiftRow, ZCheck};
use bezmen_contract::console::terminals::Terminal;
use bezmen_contract::console::today::Today;
use bezmen_contract::wire::HeadReply;
use bezmen_domain::money::Money;
use bezmen_domain::tender::TenderKind;

use super::client::Client;
use super::{DAYS, DemoShop, SeedError, Seeded, seed};
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
    let dates: std::collections::BTreeSet<&str> =
        days.iter().map(|day| day.business_date.as_str()).collect();
    assert_eq!(dates.len(), usize::try_from(DAYS).unwrap() + 1);
}

async fn shifts_are_proved(client: &mut Client, shop: &DemoShop, token: &str) {
    let shifts: Vec<ShiftRow> = pages(client, "/api/v1/shifts", token).await;
    let of = |check: ZCheck| shifts.iter().filter(|shift| shift.check == check).count();
    assert_eq!(
        (of(ZCheck::Verified), of(ZCheck::Open)),
        (usize::try_from(DAYS).unwrap() * 3, 2)
    );
    assert_eq!(shifts.len(), of(ZCheck::Verified) + of(ZCheck::Open));
    assert_eq!(
        shifts.iter().map(|shift| shift.takings).sum::<Money>(),
        shop.totals.takings()
    );
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
