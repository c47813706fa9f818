//! Registering a company and signing in.

use bezmen_domain::id::{PersonId, StoreId, TenantId};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Currency;
use bezmen_domain::permission::{Permission, Role};
use serde::{Deserialize, Serialize};

/// Makes a company with its owner, first store and usual tax rates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegisterCompany {
    /// The company's name.
    pub company: String,
    /// The first store's name.
    pub store: String,
    /// The owner's name.
    pub name: String,
    /// The owner's address to sign in with.
    pub email: String,
    /// At least ten characters.
    pub password: String,
    /// What prices are in; cannot be changed later.
    pub currency: Currency,
    /// Language of receipts and of the first words.
    pub locale: Locale,
    /// Local time less UTC.
    pub utc_offset_minutes: i32,
}

/// Whether companies may be registered on this server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegistrationState {
    /// False when only whoever runs the server makes companies.
    pub open: bool,
}

/// Signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignIn {
    /// Address.
    pub email: String,
    /// Password.
    pub password: String,
}

/// A session began. The cookie is set too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SignedIn {
    /// For programs: a bearer token, shown only now.
    pub token: String,
    /// Who, and where.
    pub me: Me,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// Who.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their role.
    pub role: Role,
    /// What they may do.
    pub permissions: Vec<Permission>,
    /// The company.
    pub tenant_id: TenantId,
    /// Its name.
    pub company: String,
    /// What prices are in.
    pub currency: Currency,
    /// Language of the company.
    pub locale: Locale,
    /// The stores they may see.
    pub stores: Vec<MyStore>,
}

/// A store of the company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MyStore {
    /// Which.
    pub store_id: StoreId,
    /// Its name.
    pub name: String,
    /// Local time less UTC.
    pub utc_offset_minutes: i32,
}
