//! What other rooms plug into the engine: the network and the scale.

use bezmen_contract::failure::Failure;
use bezmen_contract::till::{
    PairingView, ScaleBenchView, ScaleOrder, ScaleSettings, ScaleView, SyncState,
};

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
    /// The latest reading and its age. While a scale is on trial or the port is let go there is none: nothing is sold by a
    /// scale that nobody has confirmed.
    fn view(&self) -> ScaleView;
    /// The bench, where there is a real line behind it.
    fn bench(&self) -> Option<&dyn ScaleBench>;
}

/// What a technician does with a scale.
pub trait ScaleBench {
    /// What it shows: of the scale on trial, else of the till's own; entries of the line from this number on.
    fn look(&self, since: u64) -> ScaleBenchView;
    /// Lets the till's own scale go and connects to another one until the trial ends.
    fn begin_trial(&self, scale: ScaleSettings);
    /// Lets the scale on trial go and connects to the till's own again.
    fn end_trial(&self);
    /// Lets go of whatever is connected, or takes it up again when all who held it off have said so. When this returns, the
    /// port is free.
    fn hold(&self, holds: bool);
    /// Tells the scale something; says whether it is connected and its protocol has that.
    fn order(&self, order: ScaleOrder) -> bool;
}
