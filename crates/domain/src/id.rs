//! Identifiers of everything the shop remembers: one type for each kind of thing, so that they cannot be mixed up.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The text is not a UUID, so it cannot be an identifier.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{text}” is not an identifier; copy all 36 characters of it")]
pub struct ParseIdError {
    /// What was given.
    pub text: String,
}

/// Builds a version 7 UUID: 48 bits of milliseconds, then random bits. Sorting by it sorts by time.
///
/// Source of the layout: RFC 9562, section 5.7.
fn uuid_v7(unix_ms: u64, random: [u8; 10]) -> Uuid {
    let mut bytes = [0_u8; 16];
    bytes[..6].copy_from_slice(&unix_ms.to_be_bytes()[2..]);
    bytes[6..].copy_from_slice(&random);
    bytes[6] = (bytes[6] & 0x0f) | 0x70;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    Uuid::from_bytes(bytes)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Builds a time-ordered identifier from the milliseconds since 1970 and ten random bytes.
            pub fn from_parts(unix_ms: u64, random: [u8; 10]) -> Self {
                Self(uuid_v7(unix_ms, random))
            }

            /// Wraps a UUID that is already known, such as one read from a table.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// Returns the UUID inside, for a database driver.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = ParseIdError;

            fn from_str(text: &str) -> Result<Self, ParseIdError> {
                Uuid::try_parse(text.trim()).map(Self).map_err(|_| ParseIdError { text: text.to_owned() })
            }
        }
    )+};
}

ids! {
    /// A company: everything it owns stays apart from every other company.
    TenantId;
    /// A shop of a company.
    StoreId;
    /// A till of a shop.
    TerminalId;
    /// Somebody who works with the system.
    PersonId;
    /// A product of the catalogue.
    ProductId;
    /// A category of products.
    CategoryId;
    /// A tax rate.
    TaxRateId;
    /// A customer.
    CustomerId;
    /// An open ticket: what is being rung up now.
    TicketId;
    /// A line of a ticket, a sale or a return.
    LineId;
    /// A sale or a return that has been completed.
    SaleId;
    /// A payment or a refund.
    PaymentId;
    /// A cashier's shift on a till.
    ShiftId;
    /// Money put into or taken out of the drawer outside a sale.
    CashMoveId;
    /// An entry of a till's operation log.
    OpId;
    /// A job of the print queue.
    PrintJobId;
    /// A ticket that has been put aside.
    HeldTicketId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_version_7_uuid_and_sorts_by_time() {
        let earlier = SaleId::from_parts(1_700_000_000_000, [0xff; 10]);
        let later = SaleId::from_parts(1_700_000_000_001, [0; 10]);
        assert!(earlier < later);
        assert_eq!(earlier.uuid().get_version_num(), 7);
        assert_eq!(later.uuid().get_variant(), uuid::Variant::RFC4122);
        assert!(earlier.to_string() < later.to_string());
    }

    #[test]
    fn an_id_reads_back_from_its_text_and_json() {
        let id = LineId::from_parts(1, [7; 10]);
        assert_eq!(id.to_string().parse::<LineId>().unwrap(), id);
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(json, format!("\"{id}\""));
        assert_eq!(serde_json::from_str::<LineId>(&json).unwrap(), id);
        assert_eq!("12".parse::<LineId>().unwrap_err().text, "12");
    }
}
