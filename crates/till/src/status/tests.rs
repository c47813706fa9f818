use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bezmen_contract::failure::Failure;
use bezmen_contract::till::{
    CashDirection, MoveCash, OpenShift, PairingState, PairingView, Scan, SignIn,
};
use bezmen_domain::id::CashMoveId;
use bezmen_domain::money::Money;
use tokio::sync::broadcast;

use super::*;
use crate::fixture::{self, ShopKind};
use crate::hooks::{SyncContact, SyncControl};
use crate::{Till, TillOptions};

/// A network side whose state changes in the very moment in which somebody reads it: the reader gets the old state, and
/// goes on only when the change was told or has had its time.
struct Changing {
    state: Mutex<SyncState>,
    read: Mutex<Option<Sender<()>>>,
    told: Mutex<Receiver<()>>,
}

impl SyncControl for Changing {
    fn start_pairing(&self, _: &str, _: &str, _: bool) -> Result<PairingView, Failure> {
        Err(Failure::new("NONE", "no pairing"))
    }

    fn pairing(&self) -> PairingView {
        PairingView {
            state: PairingState::Idle,
            user_code: String::new(),
            confirm_url: String::new(),
            expires_at_ms: 0,
            hint: String::new(),
        }
    }

    fn unpair(&self) -> Result<(), Failure> {
        Ok(())
    }

    fn sync_now(&self) {}

    fn contact(&self) -> SyncContact {
        let state = *self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let first = self.read.lock().unwrap().take();
        if let Some(read) = first {
            read.send(()).unwrap();
            let _ = self
                .told
                .lock()
                .unwrap()
                .recv_timeout(Duration::from_millis(500));
        }
        SyncContact {
            state,
            last_contact_ms: None,
            next_try_ms: None,
            last_error: String::new(),
            clock_skew_ms: None,
        }
    }
}

fn begin_to_sell(till: &Till) {
    fixture::seed(till, ShopKind::GROCERY).unwrap();
    till.ask(SignIn {
        person_id: fixture::cashier(),
        pin: fixture::PINS[0].to_owned(),
    })
    .unwrap();
    till.ask(OpenShift {
        opening_float: Money::from_minor(100_000),
    })
    .unwrap();
}

/// The state that the screens show at the end, when the owner switches the till off while `act` reads how it is.
fn shown_after(act: impl FnOnce(&Till) + Send) -> SyncState {
    let folder = tempfile::tempdir().unwrap();
    let till = Till::open(TillOptions::new(folder.path())).unwrap();
    begin_to_sell(&till);
    let (read, is_read) = channel();
    let (tell, told) = channel();
    let network = Arc::new(Changing {
        state: Mutex::new(SyncState::Level),
        read: Mutex::new(Some(read)),
        told: Mutex::new(told),
    });
    let plugged: Arc<dyn SyncControl> = Arc::<Changing>::clone(&network);
    assert!(till.engine().sync.set(plugged).is_ok());
    let mut events = till.events();
    std::thread::scope(|threads| {
        threads.spawn(|| act(&till));
        is_read.recv().unwrap();
        *network.state.lock().unwrap() = SyncState::Revoked;
        announce_lamps(till.engine());
        let _ = tell.send(());
    });
    last_sync_state(&mut events)
}

fn last_sync_state(events: &mut broadcast::Receiver<Event>) -> SyncState {
    let mut last = None;
    while let Ok(event) = events.try_recv() {
        last = match event {
            Event::Sync(lamp) => Some(lamp.state),
            Event::Status(status) => Some(status.sync.state),
            _ => last,
        };
    }
    last.expect("the lamp is told")
}

#[test]
fn what_is_told_last_is_how_it_is() {
    let state = shown_after(|till| {
        announce(till.engine()).unwrap();
    });
    assert_eq!(state, SyncState::Revoked);
}

#[test]
fn what_a_call_tells_after_its_commit_is_no_older_than_what_was_told_before() {
    let state = shown_after(|till| {
        till.ask(MoveCash {
            cash_move_id: CashMoveId::from_parts(1, [1; 10]),
            direction: CashDirection::In,
            amount: Money::from_minor(100),
            reason: "размен".to_owned(),
            approval: None,
        })
        .unwrap();
    });
    assert_eq!(state, SyncState::Revoked);
}

#[test]
fn views_of_the_ticket_are_told_in_the_order_of_its_changes() {
    let folder = tempfile::tempdir().unwrap();
    let till = Till::open(TillOptions::new(folder.path())).unwrap();
    begin_to_sell(&till);
    let mut events = till.events();
    std::thread::scope(|threads| {
        for _ in 0..4 {
            threads.spawn(|| {
                for _ in 0..10 {
                    till.ask(Scan {
                        text: "4600682000174".to_owned(),
                        quantity: None,
                        approval: None,
                    })
                    .unwrap();
                }
            });
        }
    });
    let mut totals = Vec::new();
    let mut versions = Vec::new();
    while let Ok(event) = events.try_recv() {
        if let Event::TicketChanged(ticket) = event {
            totals.push(ticket.total);
            versions.push(ticket.version);
        }
    }
    assert_eq!(totals.len(), 40);
    assert!(totals.is_sorted_by(|before, after| before < after));
    assert!(versions.is_sorted_by(|before, after| before < after));
}
