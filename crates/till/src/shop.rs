//! What the rooms need to know of company, store and till, read together.

mod known;
mod rules;

pub use known::Company;
pub use rules::{RuleLeftOut, ShopRules};

use std::sync::Arc;

use bezmen_contract::till::Settings;
use bezmen_domain::barcode::RuleSet;
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{Currency, Money};
use bezmen_domain::receipt::ReceiptHead;
use rusqlite::Connection;

use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::settings;
use crate::store::{self, Identity};

/// Names, money and language of the shop.
#[derive(Debug, Clone)]
pub struct Shop {
    /// The company's name.
    pub company: String,
    /// The store's name, which stands on receipts.
    pub store: String,
    /// The till's name.
    pub terminal: String,
    /// What prices are in.
    pub currency: Currency,
    /// Language of screens and receipts.
    pub locale: Locale,
    /// Smallest coin given as change.
    pub cash_step: Money,
    /// Local time less UTC.
    pub utc_offset_minutes: i32,
    /// The till's settings.
    pub settings: Settings,
    address: String,
    tax_number: String,
    footer: String,
    /// The barcode rules.
    pub rules: Arc<ShopRules>,
}

impl Shop {
    /// Reads it from the latest rows, and from the pairing before the first of them arrives.
    pub fn read(
        connection: &Connection,
        engine: &Engine,
        identity: &Identity,
    ) -> Result<Self, Refusal> {
        let known = engine.company.known(store::company_body(connection)?)?;
        let company = known.row.as_ref();
        let card = store::store_card(connection)?;
        let terminal = store::terminal_card(connection)?;
        let settings = settings::beside(connection, company)?;
        let company_name = company
            .map_or(&identity.tenant_name, |company| &company.name)
            .clone();
        Ok(Self {
            store: card
                .as_ref()
                .map_or(&company_name, |card| &card.name)
                .clone(),
            terminal: terminal
                .map_or_else(|| identity.terminal_name.clone(), |terminal| terminal.name),
            currency: known.currency(),
            locale: settings.locale,
            cash_step: settings.cash_step,
            utc_offset_minutes: card.as_ref().map_or_else(
                || engine.clock.utc_offset_minutes(),
                |card| card.utc_offset_minutes,
            ),
            address: card
                .as_ref()
                .map(|card| card.address.clone())
                .unwrap_or_default(),
            tax_number: card
                .as_ref()
                .map(|card| card.tax_number.clone())
                .unwrap_or_default(),
            footer: card.map(|card| card.receipt_footer).unwrap_or_default(),
            rules: Arc::clone(&known.rules),
            company: company_name,
            settings,
        })
    }

    /// The head of a document made now by somebody.
    pub fn head(&self, cashier: &str, wall_ms: i64) -> ReceiptHead {
        ReceiptHead {
            shop_name: self.store.clone(),
            address_lines: lines(&self.address),
            tax_id: Some(self.tax_number.clone()).filter(|number| !number.is_empty()),
            terminal_name: self.terminal.clone(),
            cashier_name: cashier.to_owned(),
            wall_ms,
            utc_offset_minutes: self.utc_offset_minutes,
        }
    }

    /// What stands under every receipt.
    pub fn foot_lines(&self) -> Vec<String> {
        lines(&self.footer)
    }

    /// The barcode rules in force: the owner's, or the built-in ones.
    pub fn barcode_rules(&self) -> &RuleSet {
        &self.rules.set
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}
