//! What every scale protocol states about itself, and what it can do.

use std::fmt;
use std::time::Duration;

use bezmen_domain::locale::Locale;
use serde::{Deserialize, Serialize};

use super::reading::{Observation, WeightUnit};
use super::said::{Said, Step};
use crate::transport::SerialSettings;

pub use super::protocols::ScaleProtocol;

/// What a scale can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleCommand {
    /// Take what is on the pan now as zero.
    Zero,
    /// Take what is on the pan now as the wrapping.
    Tare,
    /// Take so many grams as the wrapping.
    SetTare(u32),
    /// Forget the wrapping.
    ClearTare,
    /// The price of a kilogram, in minor units of the currency.
    Price(u32),
}

/// Who speaks first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speaks {
    /// The scale answers when it is asked.
    WhenAsked,
    /// The scale sends its weight all the time.
    ByItself,
}

/// What is known about a protocol before a byte is exchanged.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    /// Makers and models, in Russian and in English.
    pub title: [&'static str; 2],
    /// How its serial line is set, the likeliest first; empty when it has none.
    pub serial: &'static [SerialSettings],
    /// Its usual port on TCP.
    pub tcp_port: Option<u16>,
    /// Whether its bytes have seven bits, so that an eighth one is a parity bit that leaked.
    pub seven_bit: bool,
    /// Whether its frames name their unit.
    pub names_unit: bool,
    /// Whether its frames hold a decimal point, or an exponent.
    pub names_decimals: bool,
    /// Who speaks first.
    pub speaks: Speaks,
    /// The longest frame in bytes; what is longer without an end is garbage.
    pub longest: usize,
    /// The longest pause between two bytes of a frame.
    pub gap: Duration,
    /// How long an answer may take.
    pub answer: Duration,
}

impl Facts {
    /// What is so of most scales: it answers when it is asked, and its frames hold eight bits, a unit and a decimal point.
    #[must_use]
    pub const fn usual(
        title: [&'static str; 2],
        serial: &'static [SerialSettings],
        longest: usize,
    ) -> Self {
        Self {
            title,
            serial,
            tcp_port: None,
            seven_bit: false,
            names_unit: true,
            names_decimals: true,
            speaks: Speaks::WhenAsked,
            longest,
            gap: USUAL_GAP,
            answer: USUAL_ANSWER,
        }
    }

    /// The title in a language.
    #[must_use]
    pub const fn title(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::Ru => self.title[0],
            Locale::En => self.title[1],
        }
    }
}

/// The longest usual pause between two bytes of a frame: serial adapters hold bytes back for 16 ms, networks longer.
pub const USUAL_GAP: Duration = Duration::from_millis(250);

/// How long an answer may usually take.
pub const USUAL_ANSWER: Duration = Duration::from_millis(1_000);

/// What a technician sets for one scale, where its protocol leaves it open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ScaleOptions {
    /// The unit, for frames that do not name one.
    pub unit: Option<WeightUnit>,
    /// Digits after the decimal point, for frames without a point.
    pub decimals: Option<u8>,
    /// Whether a comma is a decimal point.
    pub decimal_comma: bool,
    /// Digits after the decimal point of prices and sums.
    pub price_decimals: u8,
    /// The password, where the protocol has one: four digits.
    pub password: [u8; 4],
    /// The number of the scale on its line, where it has one.
    pub address: u8,
    /// The secret of the maker that unlocks the scale (Dialog 06): the polynomial of its checksum and the checksum of the
    /// approved program.
    pub vendor_key: Option<VendorKey>,
}

impl Default for ScaleOptions {
    fn default() -> Self {
        Self {
            unit: None,
            decimals: None,
            decimal_comma: true,
            price_decimals: 2,
            password: *b"0030",
            address: 1,
            vendor_key: None,
        }
    }
}

/// The key of a maker (Dialog 06).
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct VendorKey {
    /// The polynomial of the maker's checksum.
    pub polynomial: u16,
    /// The checksum of the approved program.
    pub checksum: u16,
}

impl fmt::Debug for VendorKey {
    /// Leaves the secret out.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("VendorKey(…)")
    }
}

/// A protocol at work: a grammar and a conversation. It owns no port, no clock and no buffer.
pub trait Protocol: Send + fmt::Debug {
    /// Judges the front of `bytes`, which are never empty. Never answers a length of zero or beyond the bytes.
    ///
    /// Bytes of a seven-bit protocol come without their eighth bit.
    fn step(&self, bytes: &[u8]) -> Step;

    /// Judges the front of bytes after which the line was quiet for longer than [`Facts::gap`]: for protocols in which only
    /// silence ends a frame. What is still waited for then is dropped.
    fn step_last(&self, bytes: &[u8]) -> Step {
        self.step(bytes)
    }

    /// Hears a frame at a time since some fixed moment, to know what to send next. Answers what follows from it beside what it
    /// says: that a command was done, where only the conversation tells that.
    fn heard(&mut self, said: &Said, at: Duration) -> Option<Observation>;

    /// Looks at the bytes of a frame before it is heard, to know by which measure the next ones are judged: a line that lost a
    /// byte can look like a whole one.
    fn measure(&mut self, _said: &Said, _frame: &[u8]) {}

    /// Hears that a piece was no frame.
    fn garbled(&mut self, _at: Duration) {}

    /// Gives bytes that are due to be sent, if any: the next question, an acknowledgement, or a command.
    fn to_send(&mut self, at: Duration) -> Option<Vec<u8>>;

    /// Queues a command; says whether the protocol has it. Some have none: zero and tare are keys of the scale then.
    fn command(&mut self, _command: ScaleCommand) -> bool {
        false
    }

    /// Starts anew after the connection was made again, or the scale fell silent. Commands that were not sent yet are dropped:
    /// what lies on the pan by then is something else.
    fn reset(&mut self);
}
