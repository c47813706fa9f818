//! A till that is ready to sell without a server: for tests, benches and a first look.
//!
//! What a server would send is written down here: company, store, people, a small catalogue. A till made like this is
//! never a shop's: its ids are the same everywhere.

mod groceries;
#[cfg(test)]
mod owner;

use argon2::password_hash::PasswordHasher;
use argon2::{Algorithm, Argon2, Params, Version};
use bezmen_contract::wire::PairedTerminal;
use bezmen_contract::wire::row::{
    BarcodeRuleRow, CompanyRow, CustomerRow, PersonRow, ProductRow, StoreRow, TaxRateRow,
};
use bezmen_contract::wire::{FeedRow, RowKind};
use bezmen_domain::id::{CustomerId, PersonId, StoreId, TaxRateId, TenantId, TerminalId};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{Currency, Money};
use bezmen_domain::permission::Role;
use bezmen_domain::tax::TaxMode;
use serde::Serialize;

pub use groceries::{categories, product_id, products};
#[cfg(test)]
pub use owner::{change_settings, owners_till, sign_owner_in};

use crate::store::{self, Identity, StoreError};
use crate::till::Till;

/// The PIN of the cashier, of the manager and of the owner of the made-up shop.
pub const PINS: [&str; 3] = ["1111", "2222", "3333"];

/// A cashier with PIN 1111.
pub fn cashier() -> PersonId {
    PersonId::from_parts(1, *b"cashier---")
}

/// A manager with PIN 2222.
pub fn manager() -> PersonId {
    PersonId::from_parts(1, *b"manager---")
}

/// The owner with PIN 3333.
pub fn owner() -> PersonId {
    PersonId::from_parts(1, *b"owner-----")
}

/// A customer with a card.
pub fn customer() -> CustomerId {
    CustomerId::from_parts(1, *b"customer--")
}

/// The made-up till's place in the world.
pub fn paired_terminal() -> PairedTerminal {
    PairedTerminal {
        tenant_id: TenantId::from_parts(1, *b"tenant----"),
        tenant_name: "Лавка".to_owned(),
        store_id: store_id(),
        terminal_id: TerminalId::from_parts(1, *b"terminal--"),
        terminal_name: "Касса 1".to_owned(),
        epoch: 1,
        series: "A1".to_owned(),
        token: String::new(),
        server_epoch: 1,
    }
}

fn store_id() -> StoreId {
    StoreId::from_parts(1, *b"store-----")
}

/// The rate of most goods.
pub fn tax_20() -> TaxRateId {
    TaxRateId::from_parts(1, *b"tax-20----")
}

/// The rate of food.
pub fn tax_10() -> TaxRateId {
    TaxRateId::from_parts(1, *b"tax-10----")
}

/// What money and language the made-up shop has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShopKind {
    /// What prices are in.
    pub currency: Currency,
    /// Language of screens and receipts.
    pub locale: Locale,
    /// Smallest coin given as change.
    pub cash_step: Money,
    /// Whether it has the small catalogue of groceries.
    pub has_groceries: bool,
}

impl ShopKind {
    /// A Russian grocery.
    pub const GROCERY: Self = Self {
        currency: Currency::RUB,
        locale: Locale::Ru,
        cash_step: Money::ZERO,
        has_groceries: true,
    };
}

/// Makes the till a paired one with people, taxes and a small catalogue. Does nothing to one that is paired already.
///
/// # Errors
/// The database refuses.
pub fn seed(till: &Till, kind: ShopKind) -> Result<(), StoreError> {
    if till.store().read(store::get_identity)?.is_some() {
        return Ok(());
    }
    till.provision_local(&paired_terminal(), "http://127.0.0.1:9")?;
    let mut rows = Vec::new();
    let terminal = paired_terminal();
    let company = company_row(kind, Vec::new());
    push(&mut rows, RowKind::Company, terminal.tenant_id, &company);
    push(
        &mut rows,
        RowKind::Store,
        store_id(),
        &StoreRow {
            store_id: store_id(),
            name: "Лавка на Садовой".to_owned(),
            address: "Садовая ул., 12".to_owned(),
            tax_number: "7700000000".to_owned(),
            receipt_footer: kind
                .locale
                .pick("Спасибо за покупку!", "Thank you!")
                .to_owned(),
            utc_offset_minutes: if kind.locale == Locale::Ru { 180 } else { 0 },
        },
    );
    for (id, percent, is_default) in [(tax_20(), 20, true), (tax_10(), 10, false)] {
        let name = match kind.locale {
            Locale::Ru => format!("НДС {percent} %"),
            Locale::En => format!("VAT {percent} %"),
        };
        let row = TaxRateRow {
            tax_rate_id: id,
            name,
            basis_points: percent * 100,
            mode: TaxMode::Included,
            is_default,
        };
        push(&mut rows, RowKind::TaxRate, id, &row);
    }
    for (id, name, role, pin) in [
        (cashier(), "Анна Кассирова", Role::Cashier, PINS[0]),
        (manager(), "Мария Старшинова", Role::Manager, PINS[1]),
        (owner(), "Олег Хозяинов", Role::Owner, PINS[2]),
    ] {
        let row = PersonRow {
            person_id: id,
            name: name.to_owned(),
            role,
            pin_hash: Some(hash_pin(pin)?),
            active: true,
        };
        push(&mut rows, RowKind::Person, id, &row);
    }
    let row = CustomerRow {
        customer_id: customer(),
        name: "Иван Покупателев".to_owned(),
        phone: "+79123456789".to_owned(),
        card: "C-1001".to_owned(),
        active: true,
    };
    push(&mut rows, RowKind::Customer, row.customer_id, &row);
    if kind.has_groceries {
        for row in categories() {
            push(&mut rows, RowKind::Category, row.category_id, &row);
        }
        for row in products() {
            push(&mut rows, RowKind::Product, row.product_id, &row);
        }
    }
    apply(till, rows)
}

fn company_row(kind: ShopKind, barcode_rules: Vec<BarcodeRuleRow>) -> CompanyRow {
    let terminal = paired_terminal();
    CompanyRow {
        tenant_id: terminal.tenant_id,
        name: terminal.tenant_name,
        currency: kind.currency,
        locale: kind.locale,
        cash_step: kind.cash_step,
        barcode_rules,
    }
}

/// Puts the owner's barcode rules in force, as encoding, pattern and kind in their order.
///
/// # Errors
/// The database refuses.
pub fn put_barcode_rules(
    till: &Till,
    kind: ShopKind,
    rules: &[(&str, &str, &str)],
) -> Result<(), StoreError> {
    let row = |(sequence, (encoding, pattern, kind)): (i64, &(&str, &str, &str))| BarcodeRuleRow {
        encoding: (*encoding).to_owned(),
        pattern: (*pattern).to_owned(),
        kind: (*kind).to_owned(),
        sequence,
    };
    let company = company_row(kind, (1..).zip(rules).map(row).collect());
    let mut rows = Vec::new();
    push(&mut rows, RowKind::Company, company.tenant_id, &company);
    apply(till, rows)
}

/// Puts more products into the catalogue.
///
/// # Errors
/// The database refuses.
pub fn put_products(till: &Till, products: Vec<ProductRow>) -> Result<(), StoreError> {
    till.store().write(move |tx| {
        products
            .iter()
            .try_for_each(|product| store::put_product(tx, product, 1))
    })
}

/// Applies rows as if the server had sent them.
///
/// # Errors
/// The database refuses.
pub fn apply(till: &Till, rows: Vec<FeedRow>) -> Result<(), StoreError> {
    till.store().write(move |tx| {
        rows.iter()
            .try_for_each(|row| store::apply_row(tx, row).map(|_| ()))
    })?;
    till.announce_status();
    Ok(())
}

fn push(rows: &mut Vec<FeedRow>, kind: RowKind, id: impl std::fmt::Display, row: &impl Serialize) {
    let body = serde_json::to_string(row).unwrap_or_default();
    rows.push(FeedRow {
        kind,
        id: id.to_string(),
        rev: 1,
        deleted: false,
        body,
        hash: String::new(),
    });
}

/// Hashes a PIN as the server does, but cheaply: these PINs guard nothing.
///
/// # Errors
/// The hash refuses its own parameters, which does not happen.
pub fn hash_pin(pin: &str) -> Result<String, StoreError> {
    let fault =
        |error: &dyn std::fmt::Display| StoreError::Unreadable(format!("PIN hash: {error}"));
    let params = Params::new(1024, 1, 1, None).map_err(|error| fault(&error))?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2
        .hash_password(pin.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|error| fault(&error))
}

impl Till {
    /// Makes this till the terminal that a server said it is, without talking to one. A new epoch begins a new log and a
    /// new receipt series.
    ///
    /// # Errors
    /// The database refuses.
    pub fn provision_local(
        &self,
        terminal: &PairedTerminal,
        server_url: &str,
    ) -> Result<(), StoreError> {
        let identity = Identity {
            tenant_id: terminal.tenant_id,
            tenant_name: terminal.tenant_name.clone(),
            store_id: terminal.store_id,
            terminal_id: terminal.terminal_id,
            terminal_name: terminal.terminal_name.clone(),
            epoch: terminal.epoch,
            series: terminal.series.clone(),
            server_url: server_url.to_owned(),
            server_epoch: terminal.server_epoch,
            paired_at_ms: self.clock().now_ms(),
        };
        self.store().write(move |tx| {
            store::put_identity(tx, &identity)?;
            store::start_epoch(tx, identity.epoch, &identity.series)
        })
    }
}
