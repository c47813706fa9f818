//! What other rooms plug into the engine: the network and the scale.

use bezmen_contract::failure::Failure;
use bezmen_contract::till::{PairingView, ScaleView, SyncState};

/// How the talk with the server goes, as the sync worker sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyncContact {
    /// How it is.
    pub state: SyncState,
    /// When the server last answered.
    pub last_contact_ms: Option<i64>,
    /// When the worker tries next.
    pub next_try_ms: Option<i64>,
    /// Why the last try failed, in words.
    pub last_error: String,
    /// The server's clock less ours.
    pub clock_skew_ms: Option<i64>,
}

/// The network side of the till.
pub trait SyncControl: Send + Sync + 'static {
    /// Asks the server for a pairing code. What follows may join another company only with consent.
    ///
    /// # Errors
    /// Says why there is none and what to do.
    fn start_pairing(
        &self,
        server_url: &str,
        device_name: &str,
        has_consent: bool,
    ) -> Result<PairingView, Failure>;
    /// How the pairing goes, as far as is known here: nobody who asks waits for the server.
    fn pairing(&self) -> PairingView;
    /// Forgets the company.
    ///
    /// # Errors
    /// Refused while facts wait to be sent.
    fn unpair(&self) -> Result<(), Failure>;
    /// Tries now rather than later.
    fn sync_now(&self);
    /// How it goes.
    fn contact(&self) -> SyncContact;
}

/// The scale, as the worker that polls it sees it.
pub trait ScaleReader: Send + Sync + 'static {
    /// The latest reading and its age.
    fn view(&self) -> ScaleView;
}
