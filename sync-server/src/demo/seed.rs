use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use bezmen_contract::console::account::{SignIn, SignedIn};
use bezmen_contract::console::company::Store;
use bezmen_contract::wire::fact::kind;
use bezmen_contract::wire::{PairedTerminal, PullPage};
use bezmen_domain::shift::ShiftTotals;

use super::client::Client;
use super::history::History;
use super::pairing::{Pairing, pair};
use super::place::place;
use super::push::push_day;
use super::report::{DemoOwner, DemoPaths, DemoPerson, DemoShop, DemoStore, DemoTill};
use super::seed_error::SeedError;
use super::shop::{DemoTerminal, Shop, StoreCard};
use super::staff::{OWNER_EMAIL, OWNER_PASSWORD, STAFF, TILLS};
use super::till::DAYS;
use super::traffic::MINUTE_MS;
use super::{company, known};
use crate::app::App;
use crate::platform::clock::Clock;
use crate::platform::db::Db;

/// The last sale is so old: the tills were busy until a moment ago.
const LAST_SALE_AGO_MS: i64 = 4 * MINUTE_MS;

/// Decides everything about the shop that the time does not.
const SEED: u64 = 20_260_101;

/// The company is set up so long before its first day begins.
const SET_UP_AHEAD_MS: i64 = 6 * 60 * MINUTE_MS;

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seeded {
    /// The shop was made.
    New(Box<DemoShop>),
    /// It was there.
    Already(Box<DemoShop>),
}

impl Seeded {
    /// What to tell.
    pub fn shop(&self) -> &DemoShop {
        match self {
            Self::New(shop) | Self::Already(shop) => shop,
        }
    }
}

/// Makes the demo shop in a migrated database, as of `now_ms`. The folder keeps the logins for the next time.
pub async fn seed(db: &Db, data: &Path, now_ms: i64) -> Result<Seeded, SeedError> {
    if let Some(shop) = known::find(db, data).await? {
        return Ok(Seeded::Already(Box::new(shop)));
    }
    let begun = Instant::now();
    let end_ms = now_ms - LAST_SALE_AGO_MS;
    let place = place(end_ms);
    // The server's clock stands where the history is, so everything it notes by the way is as old as it should be.
    let time = Arc::new(AtomicI64::new(
        end_ms - i64::from(DAYS + 1) * 24 * 60 * MINUTE_MS - SET_UP_AHEAD_MS,
    ));
    let app = App::new(
        db.clone(),
        Clock::held(Arc::clone(&time)),
        data.to_owned(),
        None,
    );
    let mut client = Client::new(app.clone().router());

    let signed = company::register(&mut client, place).await?;
    let stores = company::open_stores(&mut client, &signed, place).await?;
    let workers = company::take_on(&mut client, &signed).await?;
    let goods = company::fill_shelves(&mut client, &app, &signed).await?;
    let tills = pair_tills(&mut client, &signed, &stores).await?;
    let prices: PullPage = client
        .get("/v1/pull?stream=tenant&after=0&limit=1", &tills[0].token)
        .await?;

    let products = goods.len();
    let shop = Shop {
        stores: stores.iter().map(store_card).collect(),
        terminals: tills
            .iter()
            .zip(TILLS)
            .map(|(till, (_, store))| terminal(till, store))
            .collect(),
        workers,
        goods,
        catalog_revision: prices.upto,
        utc_offset_minutes: place.utc_offset_minutes,
        end_ms,
        seed: SEED,
    };
    let mut history = History::new(shop);
    let (mut totals, mut customers) = (ShiftTotals::default(), 0_u64);
    while let Some(day) = history.next_day()? {
        tracing::info!(demo.date = %day.date, "a day of the demo shop goes into the ledger");
        for till_day in day.tills {
            totals = totals.merge(&till_day.totals);
            customers += till_day
                .ops
                .iter()
                .filter(|op| op.kind == kind::CUSTOMER_PUT)
                .count() as u64;
            push_day(&mut client, &time, &tills[till_day.till], till_day.ops).await?;
        }
    }

    time.store(now_ms, Ordering::SeqCst);
    let again = SignIn {
        email: OWNER_EMAIL.to_owned(),
        password: OWNER_PASSWORD.to_owned(),
    };
    let signed: SignedIn = client.post("/api/v1/session", "", &again).await?;
    let free = Pairing {
        store_id: tills[0].store_id,
        name: &tills[0].terminal_name,
        replaces: Some(tills[0].terminal_id),
    };
    let free = pair(&mut client, &signed.token, free).await?;
    client.delete("/api/v1/session", &signed.token).await?;

    let shop = DemoShop {
        tenant_id: signed.me.tenant_id,
        company: signed.me.company,
        paths: DemoPaths {
            console: "/".to_owned(),
            api: "/api/v1".to_owned(),
            docs: "/api/docs".to_owned(),
        },
        owner: DemoOwner {
            email: OWNER_EMAIL.to_owned(),
            password: OWNER_PASSWORD.to_owned(),
        },
        people: STAFF
            .iter()
            .map(|member| DemoPerson {
                name: member.name.to_owned(),
                role: member.role,
                pin: member.pin.to_owned(),
            })
            .collect(),
        stores: stores
            .iter()
            .map(|store| DemoStore {
                store_id: store.store_id,
                name: store.input.name.clone(),
            })
            .collect(),
        terminals: told(&tills, &stores, free),
        products,
        customers,
        receipts: totals.sales.count + totals.returns.count,
        days: DAYS,
        totals,
        seconds: begun.elapsed().as_secs(),
    };
    shop.write(data)?;
    Ok(Seeded::New(Box::new(shop)))
}

async fn pair_tills(
    client: &mut Client,
    signed: &SignedIn,
    stores: &[Store],
) -> Result<Vec<PairedTerminal>, SeedError> {
    let mut tills = Vec::with_capacity(TILLS.len());
    for (name, store) in TILLS {
        let pairing = Pairing {
            store_id: stores[store].store_id,
            name,
            replaces: None,
        };
        tills.push(pair(client, &signed.token, pairing).await?);
    }
    Ok(tills)
}

fn store_card(store: &Store) -> StoreCard {
    StoreCard {
        name: store.input.name.clone(),
        address: store.input.address.clone(),
        tax_number: store.input.tax_number.clone(),
        footer: store.input.receipt_footer.clone(),
    }
}

fn terminal(till: &PairedTerminal, store: usize) -> DemoTerminal {
    DemoTerminal {
        terminal_id: till.terminal_id,
        name: till.terminal_name.clone(),
        store,
        epoch: till.epoch,
        series: till.series.clone(),
    }
}

/// The tills as they are told of; the first one is free to be started.
fn told(tills: &[PairedTerminal], stores: &[Store], free: PairedTerminal) -> Vec<DemoTill> {
    let mut told: Vec<DemoTill> = tills
        .iter()
        .map(|till| DemoTill {
            terminal_id: till.terminal_id,
            name: till.terminal_name.clone(),
            store: stores
                .iter()
                .find(|store| store.store_id == till.store_id)
                .map(|store| store.input.name.clone())
                .unwrap_or_default(),
            paired_terminal: None,
        })
        .collect();
    if let Some(first) = told.first_mut() {
        first.paired_terminal = Some(free);
    }
    told
}
