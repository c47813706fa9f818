//! The company as it was read last.

use std::sync::{Arc, Mutex, PoisonError};

use bezmen_contract::wire::row::CompanyRow;
use bezmen_domain::money::Currency;

use super::rules::ShopRules;
use crate::store::StoreError;

/// The company's row and what follows from it. While the row stays the same it is not taken apart again: every scan asks
/// for it.
#[derive(Debug, Default)]
pub struct Company {
    known: Mutex<Option<Arc<Known>>>,
}

/// The company's row, taken apart.
#[derive(Debug)]
pub struct Known {
    /// The row as it is kept; nothing before the first pull.
    body: Option<String>,
    /// The row.
    pub row: Option<CompanyRow>,
    /// The rules by which its barcodes are read.
    pub rules: Arc<ShopRules>,
}

impl Known {
    /// What prices are in.
    pub fn currency(&self) -> Currency {
        let row = self.row.as_ref();
        row.map_or(Currency::RUB, |company| company.currency)
    }
}

impl Company {
    /// Returns what the row says.
    pub fn known(&self, body: Option<String>) -> Result<Arc<Known>, StoreError> {
        let mut last = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = last.as_ref().filter(|known| known.body == body) {
            return Ok(Arc::clone(known));
        }
        let row = body.as_deref().map(serde_json::from_str::<CompanyRow>);
        let row = row.transpose()?;
        let (rows, currency) = match &row {
            Some(row) => (row.barcode_rules.as_slice(), row.currency),
            None => (&[] as &[_], Currency::RUB),
        };
        let rules = ShopRules::of_rows(rows, currency);
        for one in &rules.left_out {
            tracing::warn!(
                rule = %one.rule,
                error = %one.error,
                "a barcode rule of the shop is left out; correct it in the console, or update the till"
            );
        }
        let known = Arc::new(Known {
            body,
            row,
            rules: Arc::new(rules),
        });
        *last = Some(Arc::clone(&known));
        Ok(known)
    }
}
