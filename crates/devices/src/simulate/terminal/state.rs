//! What a simulated terminal remembers.

use super::TerminalFault;
use crate::simulate::playing::Kept;

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

impl Kept for State {
    fn is_unplugged(&self) -> bool {
        self.fault == TerminalFault::Off
    }
}
