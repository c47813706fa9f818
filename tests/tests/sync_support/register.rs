//! A till with its cashier and its sync worker.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bezmen_contract::failure::Failure;
use bezmen_contract::till::{
    Approval, CashDirection, CloseShift, Event, GetSyncStatus, MoveCash, OpenShift, PairingState,
    PairingView, Pay, PollPairing, ReceiptView, ReturnChoice, ReturnItems, SaleDone, Scan, SignIn,
    StartPairing, SyncStatusView,
};
use bezmen_domain::id::{CashMoveId, SaleId};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Quantity;
use bezmen_domain::tender::{TenderInput, TenderKind};
use bezmen_till::sync::{Counts, SyncOptions, SyncWorker};
use bezmen_till::{Till, TillOptions, store};

use tokio::sync::broadcast::Receiver;

use super::shop::{PIN, Shop};

/// Codes of the shop's goods.
pub const MILK: &str = "4600682000174";
pub const BREAD: &str = "4601498010012";

pub struct Register {
    pub till: Till,
    pub worker: Arc<SyncWorker>,
}

impl Register {
    /// Starts the till of a folder. It talks to the server only when it is told to.
    pub fn start(folder: &Path) -> Self {
        // Patient: the machine that runs the tests may be busy.
        let options = SyncOptions {
            silence: Duration::from_secs(60),
            ..SyncOptions::once()
        };
        Self::start_with(folder, options)
    }

    pub fn start_with(folder: &Path, options: SyncOptions) -> Self {
        let till = Till::open(TillOptions::new(folder)).unwrap();
        let worker = SyncWorker::start(&till, options).unwrap();
        Self { till, worker }
    }

    /// Pairs with the shop, at an address that may be a proxy's, and syncs for the first time.
    pub fn pair(&self, shop: &Shop, url: &str, name: &str) {
        self.pair_as(shop, url, name, None);
        self.sync().unwrap();
    }

    pub fn pair_as(&self, shop: &Shop, url: &str, name: &str, replaces: Option<serde_json::Value>) {
        let code = self.ask_for_code(url, None).unwrap();
        self.confirmed(shop, &code, name, replaces);
    }

    /// Asks a server for a pairing code.
    pub fn ask_for_code(
        &self,
        url: &str,
        approval: Option<Approval>,
    ) -> Result<PairingView, Failure> {
        self.till.ask(StartPairing {
            server_url: url.to_owned(),
            device_name: "test".to_owned(),
            approval,
        })
    }

    /// The owner confirms the code, and the till is paired.
    pub fn confirmed(
        &self,
        shop: &Shop,
        code: &PairingView,
        name: &str,
        replaces: Option<serde_json::Value>,
    ) {
        assert_eq!(code.state, PairingState::Waiting);
        let (status, body) = shop.confirm(&code.user_code, name, replaces);
        assert_eq!(status, 200, "{body}");
        let view = self.decided();
        assert_eq!(view.state, PairingState::Paired, "{}", view.hint);
    }

    /// Waits until the till has heard what became of its code.
    pub fn decided(&self) -> PairingView {
        let asked = Instant::now();
        loop {
            let view = self.till.ask(PollPairing {}).unwrap();
            if view.state != PairingState::Waiting {
                return view;
            }
            assert!(
                asked.elapsed() < Duration::from_secs(60),
                "the till hears nothing of its code"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn sync(&self) -> Result<Counts, Failure> {
        self.worker.sync_once()
    }

    pub fn sign_in(&self, shop: &Shop) {
        self.till
            .ask(SignIn {
                person_id: shop.cashier.person_id,
                pin: PIN.to_owned(),
            })
            .unwrap();
    }

    pub fn open_shift(&self, shop: &Shop) {
        self.sign_in(shop);
        self.till
            .ask(OpenShift {
                opening_float: Money::from_minor(100_000),
            })
            .unwrap();
    }

    /// Sells what the codes name for exact cash.
    pub fn sell(&self, codes: &[&str]) -> SaleDone {
        let mut ticket = None;
        for code in codes {
            ticket = Some(
                self.till
                    .ask(Scan {
                        text: (*code).to_owned(),
                        quantity: None,
                        approval: None,
                    })
                    .unwrap()
                    .ticket,
            );
        }
        let ticket = ticket.expect("something was scanned");
        self.till
            .ask(Pay {
                ticket_id: ticket.ticket_id,
                expected_total: ticket.total,
                tenders: vec![TenderInput {
                    kind: TenderKind::Cash,
                    amount: ticket.cash_due,
                    reference: None,
                }],
            })
            .unwrap()
    }

    /// Gives one piece of the first line back.
    pub fn give_back(&self, receipt: &ReceiptView, approval: &Approval) -> SaleDone {
        let mut random = [0; 10];
        getrandom::fill(&mut random).unwrap();
        self.till
            .ask(ReturnItems {
                return_id: SaleId::from_parts(1, random),
                sale_id: receipt.row.sale_id,
                items: vec![ReturnChoice {
                    line_id: receipt.lines[0].line_id,
                    quantity: Quantity::from_units(1),
                }],
                reason: "не понравилось".to_owned(),
                refund_to: None,
                approval: Some(approval.clone()),
            })
            .unwrap()
    }

    /// Takes cash out of the drawer.
    pub fn move_cash(&self, minor: i64, approval: &Approval) {
        let mut random = [0; 10];
        getrandom::fill(&mut random).unwrap();
        self.till
            .ask(MoveCash {
                cash_move_id: CashMoveId::from_parts(1, random),
                direction: CashDirection::Out,
                amount: Money::from_minor(minor),
                reason: "в банк".to_owned(),
                approval: Some(approval.clone()),
            })
            .unwrap();
    }

    /// Closes the shift with what the drawer should hold.
    pub fn close_shift(&self, approval: &Approval) {
        let shift = self.till.store().read(store::open_shift).unwrap();
        let expected = shift.expect("a shift is open").totals.expected_cash;
        self.till
            .ask(CloseShift {
                counted_cash: expected,
                note: String::new(),
                approval: Some(approval.clone()),
            })
            .unwrap();
    }

    /// Waits until the till says something; a minute of silence fails the test.
    pub fn until(&self, events: &mut Receiver<Event>, says: impl Fn(&Event) -> bool) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        loop {
            let event = runtime.block_on(async {
                tokio::time::timeout(Duration::from_secs(60), events.recv()).await
            });
            if says(
                &event
                    .expect("the till says something within a minute")
                    .unwrap(),
            ) {
                return;
            }
        }
    }

    /// The till's token, from its file.
    pub fn token(&self) -> String {
        std::fs::read_to_string(self.till.data_dir().join("terminal.token")).unwrap()
    }

    pub fn status(&self) -> SyncStatusView {
        self.till.ask(GetSyncStatus {}).unwrap()
    }

    /// Ends the till as a closing window does.
    pub fn close(self) {
        self.worker.stop();
        drop(self.worker);
        self.till.close();
    }
}
