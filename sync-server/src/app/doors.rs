use crate::platform::config::Registration;
use crate::platform::http::Caller;
use crate::platform::rate::Rate;

/// What somebody from outside may do before it is known who they are, and how often from one address. Several people of a
/// shop share an address, so the limits are those of a busy shop and not of one person.
#[derive(Debug)]
pub struct Doors {
    /// Who may register a company.
    pub registration: Registration,
    /// Proxies of our own before the server; see [`Caller`].
    pub proxies: usize,
    /// Companies registered from one address: a chain's trials in one sitting, then ten an hour. Each is some ten rows for ever.
    pub(crate) registrations: Rate<Caller>,
    /// Passwords compared for one address: a shift signing in at once, then one a second. Each takes a processor some tens
    /// of milliseconds.
    pub(crate) sign_ins: Rate<Caller>,
    /// Pairing codes for one address: a store's tills set up at once, then six a minute. Each is a row for an hour.
    pub(crate) pairings: Rate<Caller>,
    /// Pairing codes for all together: there are enough codes that guessing one stays hopeless.
    pub(crate) all_pairings: Rate<()>,
    /// Questions of one address what became of a code: a store's tills set up at once ask every two seconds each.
    pub(crate) pairing_polls: Rate<Caller>,
}

impl Default for Doors {
    fn default() -> Self {
        Self::new(Registration::Open, 0)
    }
}

impl Doors {
    /// Opens the doors.
    pub fn new(registration: Registration, proxies: usize) -> Self {
        Self {
            registration,
            proxies,
            registrations: Rate::new(10, 6 * 60_000),
            sign_ins: Rate::new(60, 1_000),
            pairings: Rate::new(30, 10_000),
            all_pairings: Rate::new(120, 500),
            pairing_polls: Rate::new(200, 50),
        }
    }
}
