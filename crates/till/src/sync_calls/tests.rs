use std::sync::Mutex;

use bezmen_contract::failure::Failure;
use bezmen_contract::till::PairingState;

use super::*;
use crate::engine::lock;
use crate::fixture::{self, ShopKind};
use crate::hooks::SyncContact;
use crate::{Till, TillOptions};

/// The network side of a till whose server, or somebody in between, says that it does not know the till.
#[derive(Default)]
struct CutOff {
    /// Servers that were asked for a code, and whether with consent.
    asked: Mutex<Vec<(String, bool)>>,
}

impl SyncControl for CutOff {
    fn start_pairing(
        &self,
        server_url: &str,
        _: &str,
        has_consent: bool,
    ) -> Result<PairingView, Failure> {
        lock(&self.asked).push((server_url.to_owned(), has_consent));
        Ok(self.pairing())
    }

    fn pairing(&self) -> PairingView {
        PairingView {
            state: PairingState::Waiting,
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
        SyncContact {
            state: SyncState::Forgotten,
            last_contact_ms: None,
            next_try_ms: None,
            last_error: String::new(),
            clock_skew_ms: None,
        }
    }
}

#[test]
fn a_till_that_is_cut_off_asks_nobody_for_its_own_server_and_somebody_for_any_other() {
    let folder = tempfile::tempdir().unwrap();
    let till = Till::open(TillOptions::new(folder.path())).unwrap();
    fixture::seed(&till, ShopKind::GROCERY).unwrap();
    let identity = till.store().read(store::get_identity).unwrap().unwrap();
    let network = Arc::new(CutOff::default());
    let plugged: Arc<dyn SyncControl> = Arc::<CutOff>::clone(&network);
    assert!(till.engine().sync.set(plugged).is_ok());
    let pair = |server_url: &str| {
        till.ask(StartPairing {
            server_url: server_url.to_owned(),
            device_name: String::new(),
            approval: None,
        })
    };
    let refused = pair("https://elsewhere.example").unwrap_err();
    assert_eq!(refused.code, "SIGN_IN_REQUIRED");
    assert!(lock(&network.asked).is_empty());
    pair(&identity.server_url).unwrap();
    assert_eq!(
        *lock(&network.asked),
        [(identity.server_url.clone(), false)],
        "and not with leave to join another company"
    );
}
