//! What a simulated terminal remembers.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is wrong with the terminal, until it is told otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TerminalFault {
    /// Nothing.
    #[default]
    None,
    /// It takes connections and closes them at once.
    Off,
    /// It takes connections and never answers.
    Silent,
    /// It refuses payments with 84 and this code.
    Refuses(u8),
    /// It answers “please wait” to this many requests of any kind.
    BusyFor(u8),
    /// The bank declines with this result code.
    Declines(u8),
    /// The customer cancels: 06 1E.
    Aborts,
    /// It takes the payment and the connection breaks before the card is charged.
    DropsBeforeCharge,
    /// The connection breaks after the card is charged and before that is said.
    DropsAfterCharge,
    /// As [`Self::DropsAfterCharge`], and then it is [`Self::Off`].
    DiesAfterCharge,
    /// The connection breaks after the approval and before the end.
    DropsAfterStatus,
    /// It charges and says no more, with the connection open.
    SilentAfterCharge,
    /// The connection breaks, and the customer presents the card only then; an abort of the till prevents the charge.
    LateCard,
    /// Bytes that mean nothing stand before each message of a payment.
    Garbage,
    /// The approval is damaged on its way.
    DamagedStatus,
    /// The answer and what follows come in one piece.
    Glued,
    /// Every byte comes by itself.
    Split,
    /// Payments take this many intermediate statuses, one each tenth of a second.
    Slow(u8),
    /// It charges and completes without a status information.
    NoResult,
    /// It charges one minor unit more than it was told.
    OtherAmount,
    /// It repeats the approval of the payment before, and charges nothing.
    RepeatsOldApproval,
    /// It sends an old approval before it answers, then declines.
    OldApprovalFirst,
    /// It works, but does not tell its last transaction.
    TellsNothing,
}

impl TerminalFault {
    /// The names of all faults, as [`Self::from_name`] reads them; `N` stands for a number that may be left out.
    pub const NAMES: &'static [&'static str] = &[
        "ok",
        "off",
        "silent",
        "refuses N",
        "busy N",
        "declines N",
        "aborts",
        "drops-before-charge",
        "drops-after-charge",
        "dies-after-charge",
        "drops-after-status",
        "silent-after-charge",
        "late-card",
        "garbage",
        "damaged-status",
        "glued",
        "split",
        "slow N",
        "no-result",
        "other-amount",
        "repeats-old-approval",
        "old-approval-first",
        "tells-nothing",
    ];

    /// Finds a fault by its name on the command line: `ok`, `off`, `silent`,
    /// `drops-after-charge`, `slow 20` and so on.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let (name, number) = name.trim().split_once(' ').unwrap_or((name.trim(), ""));
        Some(match name {
            "ok" => Self::None,
            "off" => Self::Off,
            "silent" => Self::Silent,
            "refuses" => Self::Refuses(number.parse().unwrap_or(0x83)),
            "busy" => Self::BusyFor(number.parse().unwrap_or(3)),
            "declines" => Self::Declines(number.parse().unwrap_or(0x71)),
            "aborts" => Self::Aborts,
            "drops-before-charge" => Self::DropsBeforeCharge,
            "drops-after-charge" => Self::DropsAfterCharge,
            "dies-after-charge" => Self::DiesAfterCharge,
            "drops-after-status" => Self::DropsAfterStatus,
            "silent-after-charge" => Self::SilentAfterCharge,
            "late-card" => Self::LateCard,
            "garbage" => Self::Garbage,
            "damaged-status" => Self::DamagedStatus,
            "glued" => Self::Glued,
            "split" => Self::Split,
            "slow" => Self::Slow(number.parse().unwrap_or(20)),
            "no-result" => Self::NoResult,
            "other-amount" => Self::OtherAmount,
            "repeats-old-approval" => Self::RepeatsOldApproval,
            "old-approval-first" => Self::OldApprovalFirst,
            "tells-nothing" => Self::TellsNothing,
            _ => return None,
        })
    }
}

/// How often a simulated terminal did what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TerminalCounts {
    /// Requests to charge.
    pub authorisations: u32,
    /// Cards charged.
    pub charges: u32,
    /// What was charged less what was given back, in minor units.
    pub balance_minor: i64,
    /// Charges taken back.
    pub reversals: u32,
    /// Refunds made.
    pub refunds: u32,
    /// Days ended.
    pub ends_of_day: u32,
    /// Requests for the last transaction.
    pub inquiries: u32,
    /// Aborts by the till.
    pub aborts: u32,
}

/// A transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Booking {
    pub(super) number: u32,
    pub(super) minor: u64,
    pub(super) reversed: bool,
}

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) fault: TerminalFault,
    pub(super) counts: TerminalCounts,
    pub(super) bookings: Vec<Booking>,
    numbers: u32,
    /// Whether a payment waits for its card without a connection.
    pub(super) is_waiting_for_card: bool,
}

impl State {
    pub(super) fn charge(&mut self, minor: u64) -> Booking {
        self.counts.charges += 1;
        self.counts.balance_minor += i64::try_from(minor).unwrap_or_default();
        self.book(minor)
    }

    pub(super) fn refund(&mut self, minor: u64) -> Booking {
        self.counts.refunds += 1;
        self.counts.balance_minor -= i64::try_from(minor).unwrap_or_default();
        self.book(minor)
    }

    /// Takes a charge back; nothing when there is none of this number, or it is taken back already.
    pub(super) fn reverse(&mut self, number: u32) -> Option<Booking> {
        let booking = self
            .bookings
            .iter_mut()
            .find(|booking| booking.number == number && !booking.reversed)?;
        booking.reversed = true;
        let minor = booking.minor;
        self.counts.reversals += 1;
        self.counts.balance_minor -= i64::try_from(minor).unwrap_or_default();
        Some(self.book(minor))
    }

    fn book(&mut self, minor: u64) -> Booking {
        self.numbers += 1;
        let booking = Booking {
            number: self.numbers,
            minor,
            reversed: false,
        };
        self.bookings.push(booking);
        booking
    }
}

#[derive(Debug, Default)]
pub(super) struct Shared {
    state: Mutex<State>,
    stopped: AtomicBool,
}

impl Shared {
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::SeqCst);
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }
}
