//! People who work here, and customers.

use bezmen_domain::id::{CustomerId, PersonId};
use bezmen_domain::money::Money;
use bezmen_domain::permission::Role;
use serde::{Deserialize, Serialize};

/// Somebody who works here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Person {
    /// Who.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Address to sign in to the console with; empty when they cannot.
    pub email: String,
    /// Whether a PIN for tills is set.
    pub has_pin: bool,
    /// Whether they may sign in anywhere.
    pub active: bool,
    /// To be sent back with a change.
    pub revision: u64,
}

/// What can be set of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonInput {
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Address to sign in to the console with; empty for none.
    #[serde(default)]
    pub email: String,
    /// A new password, at least ten characters; absent keeps the old one.
    #[serde(default)]
    pub password: Option<String>,
    /// Whether they may sign in anywhere.
    pub active: bool,
    /// See [`super::company::StoreInput::expected_revision`].
    #[serde(default)]
    pub expected_revision: Option<u64>,
}

/// Sets or clears a PIN.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PinInput {
    /// 4–8 digits; absent clears it.
    pub pin: Option<String>,
}

/// A customer card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Customer {
    /// Who.
    pub customer_id: CustomerId,
    /// How to address the person.
    pub name: String,
    /// With country code, or empty.
    pub phone: String,
    /// Card number, or empty.
    pub card: String,
    /// How many receipts.
    pub receipts: u64,
    /// Bought less returned.
    pub spent: Money,
    /// The last receipt.
    pub last_at_ms: Option<i64>,
}

/// Narrows the list of customers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
pub struct CustomerFilter {
    /// Words of name, phone or card.
    pub query: Option<String>,
    /// Rows a page.
    pub limit: Option<u32>,
    /// From the page before.
    pub cursor: Option<String>,
}
