//! A till with somebody at it.

use std::sync::Arc;

use bezmen_contract::failure::Failure;
use bezmen_till::clock::{ManualClock, SeededEntropy};
use bezmen_till::fixture::{self, ShopKind};
use bezmen_till::{Till, TillOptions, store};
use serde_json::{Value, json};
use tempfile::TempDir;

/// 2026-03-02 09:00 UTC.
pub const MORNING_MS: i64 = 1_772_442_000_000;

/// The first grocery: milk at 89.90.
pub const MILK: &str = "4600682000174";
/// The second: kefir at 79.90.
pub const KEFIR: &str = "4600682000181";

pub struct Desk {
    pub till: Option<Till>,
    pub clock: Arc<ManualClock>,
    pub folder: TempDir,
}

impl Desk {
    /// A till that is paired, with nobody at it.
    pub fn new() -> Self {
        Self::with(ShopKind::GROCERY)
    }

    pub fn with(kind: ShopKind) -> Self {
        let folder = TempDir::new().expect("a folder");
        let clock = Arc::new(ManualClock::new(MORNING_MS));
        let mut desk = Self {
            till: None,
            clock,
            folder,
        };
        desk.start();
        fixture::seed(desk.till(), kind).expect("seeded");
        desk
    }

    /// A till with a cashier and an open shift with 1 000.00 in the drawer.
    pub fn open() -> Self {
        let desk = Self::new();
        desk.sign_in(fixture::cashier(), "1111");
        desk.ok("open_shift", json!({ "opening_float": 100_000 }));
        desk
    }

    pub fn options(&self) -> TillOptions {
        TillOptions::new(self.folder.path())
            .with_clock(Arc::clone(&self.clock) as Arc<_>)
            .with_entropy(Arc::new(SeededEntropy::new(7)))
    }

    pub fn start(&mut self) {
        let options =
            TillOptions::new(self.folder.path()).with_clock(Arc::clone(&self.clock) as Arc<_>);
        self.till = Some(Till::open(options).expect("the till opens"));
    }

    /// Ends the process and starts it again, as far as a test can.
    pub fn restart(&mut self) {
        if let Some(till) = self.till.take() {
            till.close();
        }
        self.start();
    }

    /// Makes the till's server the one at this address.
    pub fn belongs_to(&self, server_url: String) {
        self.till()
            .store()
            .write(move |tx| {
                let mut identity = store::get_identity(tx)?.expect("the till is paired");
                identity.server_url = server_url;
                store::put_identity(tx, &identity)
            })
            .expect("the database is written");
        std::fs::write(self.folder.path().join("terminal.token"), "token").expect("a token");
    }

    pub fn till(&self) -> &Till {
        self.till.as_ref().expect("the till runs")
    }

    pub fn call(&self, name: &str, arguments: Value) -> Result<Value, Failure> {
        self.till().call_json(name, arguments)
    }

    #[track_caller]
    pub fn ok(&self, name: &str, arguments: Value) -> Value {
        self.call(name, arguments)
            .unwrap_or_else(|failure| panic!("{name}: {failure:?}"))
    }

    /// The code of the failure; its message must say something in Russian.
    #[track_caller]
    pub fn refused(&self, name: &str, arguments: Value) -> String {
        let failure = self.call(name, arguments).expect_err("it is refused");
        assert!(
            failure
                .message
                .chars()
                .any(|letter| ('а'..='я').contains(&letter)),
            "{failure:?}"
        );
        failure.code
    }

    pub fn sign_in(&self, who: impl serde::Serialize, pin: &str) {
        self.ok("sign_in", json!({ "person_id": who, "pin": pin }));
    }

    #[track_caller]
    pub fn scan(&self, text: &str) -> Value {
        self.ok("scan", json!({ "text": text }))
    }

    /// The open ticket, without the version, which each view of it has for itself.
    #[track_caller]
    pub fn ticket(&self) -> Value {
        let mut ticket = self.ok("get_ticket", Value::Null);
        assert!(ticket["version"].take().is_u64());
        ticket
    }

    /// What pays the open ticket as it is now.
    #[track_caller]
    pub fn payment(&self, tenders: Value) -> Value {
        let ticket = self.ticket();
        json!({ "ticket_id": ticket["ticket_id"], "expected_total": ticket["total"], "tenders": tenders })
    }

    /// Pays the open ticket.
    #[track_caller]
    pub fn pay(&self, tenders: Value) -> Value {
        self.ok("pay", self.payment(tenders))
    }

    pub fn cash(amount: i64) -> Value {
        json!([{ "kind": "cash", "amount": amount, "reference": null }])
    }

    /// What must be in the drawer, as the books have it: a cashier is not told.
    pub fn expected_cash(&self) -> i64 {
        let shift = self.till().store().read(store::open_shift);
        let shift = shift
            .expect("the database is read")
            .expect("a shift is open");
        shift.totals.expected_cash.minor()
    }

    #[track_caller]
    pub fn assert_clean(&self) {
        let report = self.till().verify().expect("the database is read");
        assert_eq!(report.faults, Vec::<String>::new());
    }
}

/// The texts of a document, one a row.
pub fn texts(document: &Value) -> String {
    document["rows"].to_string()
}

/// A consent of the manager.
pub fn approval(reason: &str) -> Value {
    json!({ "person_id": fixture::manager(), "pin": "2222", "reason": reason })
}
