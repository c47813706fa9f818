use bezmen_domain::id::{PersonId, ProductId, TerminalId};
use bezmen_domain::permission::Role;
use bezmen_domain::receipt::ReceiptHead;
use bezmen_domain::tax::TaxRate;

use super::Goods;

/// A product that the company sells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stocked {
    /// Its card.
    pub product_id: ProductId,
    /// Its row of the catalogue.
    pub goods: Goods,
    /// Its tax.
    pub tax: TaxRate,
}

/// Somebody who works there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    /// Who.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
}

/// A store as its receipts name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreCard {
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// Its tax number.
    pub tax_number: String,
    /// What stands under its receipts.
    pub footer: String,
}

/// A till that sells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoTerminal {
    /// Which.
    pub terminal_id: TerminalId,
    /// Its name.
    pub name: String,
    /// Place of its store among the stores.
    pub store: usize,
    /// Its incarnation.
    pub epoch: u32,
    /// Its receipt series.
    pub series: String,
}

/// Everything that the history of the shop is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shop {
    /// The stores.
    pub stores: Vec<StoreCard>,
    /// The tills; the first one has sold nothing today.
    pub terminals: Vec<DemoTerminal>,
    /// Those who sell at tills, and the owner and the manager who consent.
    pub workers: Vec<Worker>,
    /// The goods.
    pub goods: Vec<Stocked>,
    /// Revision of the price list that the tills have.
    pub catalog_revision: u64,
    /// Local time less UTC.
    pub utc_offset_minutes: i32,
    /// The last moment of the history.
    pub end_ms: i64,
    /// What decides everything else.
    pub seed: u64,
}

impl Shop {
    /// The head of a document of a till.
    pub(super) fn head(&self, terminal: &DemoTerminal, cashier: &str, wall_ms: i64) -> ReceiptHead {
        let store = self.stores.get(terminal.store);
        ReceiptHead {
            shop_name: store.map(|store| store.name.clone()).unwrap_or_default(),
            address_lines: store.map(|store| lines(&store.address)).unwrap_or_default(),
            tax_id: store
                .map(|store| store.tax_number.clone())
                .filter(|number| !number.is_empty()),
            terminal_name: terminal.name.clone(),
            cashier_name: cashier.to_owned(),
            wall_ms,
            utc_offset_minutes: self.utc_offset_minutes,
        }
    }

    /// What stands under the receipts of a till.
    pub(super) fn foot_lines(&self, terminal: &DemoTerminal) -> Vec<String> {
        self.stores
            .get(terminal.store)
            .map(|store| lines(&store.footer))
            .unwrap_or_default()
    }

    /// Those of a role.
    pub(super) fn workers_of(&self, role: Role) -> impl Iterator<Item = &Worker> {
        self.workers
            .iter()
            .filter(move |worker| worker.role == role)
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}
