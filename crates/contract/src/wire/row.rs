//! Bodies of the rows a till pulls.

use bezmen_domain::barcode::RuleSpec;
use bezmen_domain::barcode::rule::Encoding;
use bezmen_domain::id::{
    CategoryId, CustomerId, PersonId, ProductId, StoreId, TaxRateId, TenantId, TerminalId,
};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{Currency, Money};
use bezmen_domain::permission::Role;
use bezmen_domain::quantity::Unit;
use bezmen_domain::tax::TaxMode;
use serde::{Deserialize, Serialize};

/// The company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyRow {
    /// Which.
    pub tenant_id: TenantId,
    /// Its name.
    pub name: String,
    /// What prices are in.
    pub currency: Currency,
    /// Language of receipts unless a till says otherwise.
    pub locale: Locale,
    /// Smallest coin given as change; zero for no cash rounding.
    pub cash_step: Money,
    /// The shop's own barcode rules by sequence; the built-in ones when empty.
    #[serde(default)]
    pub barcode_rules: Vec<BarcodeRuleRow>,
}

/// One barcode rule of the shop's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BarcodeRuleRow {
    /// `ean8`, `ean13`, `upca` or `any`; a label of 13 digits when absent.
    #[serde(default = "ean13")]
    pub encoding: String,
    /// Such as `21.....{NNDDD}.`.
    pub pattern: String,
    /// What its codes are, such as `weight`, `price` or `customer`.
    pub kind: String,
    /// When it is tried; rules of one number in the order of the list.
    #[serde(default)]
    pub sequence: i64,
}

fn ean13() -> String {
    Encoding::Ean13.name().to_owned()
}

impl From<BarcodeRuleRow> for RuleSpec {
    fn from(row: BarcodeRuleRow) -> Self {
        Self {
            encoding: row.encoding,
            pattern: row.pattern,
            sequence: Some(row.sequence),
            kind: Some(row.kind),
            name: None,
        }
    }
}

/// The store, as it stands on receipts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoreRow {
    /// Which.
    pub store_id: StoreId,
    /// Its name.
    pub name: String,
    /// Lines of its address.
    #[serde(default)]
    pub address: String,
    /// Tax number, printed as it is.
    #[serde(default)]
    pub tax_number: String,
    /// Printed under every receipt.
    #[serde(default)]
    pub receipt_footer: String,
    /// Local time less UTC.
    pub utc_offset_minutes: i32,
}

/// A tax rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxRateRow {
    /// Which.
    pub tax_rate_id: TaxRateId,
    /// Such as `НДС 20 %`.
    pub name: String,
    /// 2000 = 20 %.
    pub basis_points: u32,
    /// Included or on top.
    pub mode: TaxMode,
    /// What a product gets when none is chosen, and what is sold at a typed price.
    #[serde(default)]
    pub is_default: bool,
}

/// A category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryRow {
    /// Which.
    pub category_id: CategoryId,
    /// Its name.
    pub name: String,
    /// As `#rrggbb`.
    pub color: String,
    /// Order on the quick keys.
    pub position: i32,
}

/// A product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductRow {
    /// Which.
    pub product_id: ProductId,
    /// What it is called.
    pub name: String,
    /// The shop's article number, or empty.
    #[serde(default)]
    pub sku: String,
    /// GTINs in canonical form (14 digits) and in-store base codes as printed.
    pub barcodes: Vec<String>,
    /// How it is measured.
    pub unit: Unit,
    /// Price of one unit.
    pub price: Money,
    /// Its tax.
    pub tax_rate_id: TaxRateId,
    /// Its category.
    #[serde(default)]
    pub category_id: Option<CategoryId>,
    /// Place on the quick keys of its category; `None` when it has none.
    #[serde(default)]
    pub quick_key: Option<i32>,
    /// Whether it may be sold.
    pub active: bool,
}

/// Somebody who works here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRow {
    /// Who.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// argon2id PHC string of the PIN; `None` when no PIN is set.
    #[serde(default)]
    pub pin_hash: Option<String>,
    /// Whether they may sign in.
    pub active: bool,
}

/// A customer card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerRow {
    /// Who.
    pub customer_id: CustomerId,
    /// How to address the person.
    pub name: String,
    /// With country code, or empty.
    #[serde(default)]
    pub phone: String,
    /// Card number, or empty.
    #[serde(default)]
    pub card: String,
    /// Whether the card may be used.
    pub active: bool,
}

/// The terminal itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TerminalRow {
    /// Which.
    pub terminal_id: TerminalId,
    /// Its name.
    pub name: String,
    /// Its store.
    pub store_id: StoreId,
    /// Incarnation in force.
    pub epoch: u32,
    /// Receipt series of that incarnation.
    pub series: String,
    /// Ops whose effect is in the pulled rows: what the till shows = pulled rows + its own ops after this.
    pub applied_seq: u64,
}
