//! What a till says to a terminal. Sources: PA00P015, chapter 2, and Portalum.Zvt `ZvtClient.cs`; the request 05 01 is
//! written from general knowledge of the same document.

use std::fmt;

use bezmen_domain::money::Money;

use super::apdu::{self, Control};
use super::bcd;
use crate::terminal::Operation;

/// Registration.
pub const REGISTRATION: Control = [0x06, 0x00];
/// Authorisation.
pub const AUTHORISATION: Control = [0x06, 0x01];
/// Repeat receipt.
pub const REPEAT_RECEIPT: Control = [0x06, 0x20];
/// Reversal.
pub const REVERSAL: Control = [0x06, 0x30];
/// Refund.
pub const REFUND: Control = [0x06, 0x31];
/// End of day.
pub const END_OF_DAY: Control = [0x06, 0x50];
/// Status enquiry.
pub const STATUS_ENQUIRY: Control = [0x05, 0x01];
/// Abort, from the till.
pub const ABORT: Control = [0x06, 0xb0];

/// The till prints the slips of payments (02) and of administration (04), wants intermediate statuses (08), and alone
/// starts payments (10) and administration (20); slips come line by line (80). Without 20 some terminals do not tell
/// their last transaction (reported to the authors of Portalum.Zvt). Without 02 the terminal would print a copy of its last slip before
/// each payment, since the till asks for it.
pub const USUAL_CONFIG: u8 = 0xbe;

/// The largest receipt number of a terminal: four digits.
const MAX_RECEIPT_NUMBER: u32 = 9_999;

/// The numbers that a terminal is configured with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Credentials {
    /// The password, three bytes of digits.
    password: [u8; 3],
    /// The currency, two bytes of digits.
    currency: [u8; 2],
    /// See [`USUAL_CONFIG`].
    config: u8,
}

impl fmt::Debug for Credentials {
    /// Leaves the password out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("currency", &self.currency)
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

impl Credentials {
    /// Makes them; nothing when the password has more than six digits or the currency more than four.
    #[must_use]
    pub fn new(password: u32, currency_number: u16, config: u8) -> Option<Self> {
        Some(Self {
            password: bcd::encode(u64::from(password))?,
            currency: bcd::encode(u64::from(currency_number))?,
            config,
        })
    }

    /// 06 00, with a container that allows slips as blocks (tag 26: 06 D3).
    #[must_use]
    pub fn registration(&self) -> Vec<u8> {
        let container = [0x06, 0x06, 0x26, 0x04, 0x0a, 0x02, 0x06, 0xd3];
        message(
            REGISTRATION,
            &[
                &self.password,
                &[self.config],
                &self.currency,
                &[0x03, 0x00],
                &container,
            ],
        )
    }

    /// 06 20.
    #[must_use]
    pub fn repeat_receipt(&self) -> Vec<u8> {
        message(REPEAT_RECEIPT, &[&self.password])
    }

    /// 05 01.
    #[must_use]
    pub fn status_enquiry(&self) -> Vec<u8> {
        message(STATUS_ENQUIRY, &[&self.password])
    }

    /// 06 B0.
    #[must_use]
    pub fn abort() -> Vec<u8> {
        message(ABORT, &[])
    }

    /// The command of an operation; nothing when its amount or receipt number has no place in it.
    #[must_use]
    pub fn operation(&self, operation: Operation) -> Option<Vec<u8>> {
        Some(match operation {
            Operation::Sale { amount } => message(
                AUTHORISATION,
                &[&[0x04], &amount_bytes(amount)?, &[0x49], &self.currency],
            ),
            Operation::Reverse { receipt_number, .. } => {
                let number = Some(receipt_number).filter(|number| *number <= MAX_RECEIPT_NUMBER)?;
                let number: [u8; 2] = bcd::encode(u64::from(number))?;
                message(REVERSAL, &[&self.password, &[0x87], &number])
            }
            Operation::Refund { amount } => message(
                REFUND,
                &[
                    &self.password,
                    &[0x04],
                    &amount_bytes(amount)?,
                    &[0x49],
                    &self.currency,
                ],
            ),
            Operation::EndOfDay => message(END_OF_DAY, &[&self.password]),
        })
    }
}

fn message(control: Control, parts: &[&[u8]]) -> Vec<u8> {
    // Every command of a till is shorter than 65,535 bytes, so that it always can be written.
    apdu::encode(control, &parts.concat()).unwrap_or_default()
}

/// Twelve digits of minor units; nothing for an amount that is not positive or too long.
fn amount_bytes(amount: Money) -> Option<[u8; 6]> {
    let minor = u64::try_from(amount.minor())
        .ok()
        .filter(|minor| *minor > 0)?;
    bcd::encode(minor)
}
