//! Which goods get labels.

use bezmen_domain::barcode::classify;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::engine::Engine;
use crate::refusal::Refusal;
use crate::selling::product_of;
use crate::shop::Shop;
use crate::store::{self, Identity, ProductRecord};

/// The most goods of one order: a roll has no more labels.
pub const MOST_GOODS: u32 = 2_000;

/// Where it is kept how far labels are up to date.
const NAME: &str = "labels.printed";

/// Which goods get labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LabelChoice {
    /// Those of these barcodes and article numbers.
    Codes(Vec<String>),
    /// Those that a search finds.
    Search(String),
    /// Those whose row has changed since labels of all changed goods were printed last.
    Changed,
}

/// How far labels are up to date. Revisions of another company, or of a server that was set back, say nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Printed {
    tenant: String,
    server_epoch: u32,
    rev: u64,
}

/// Finds goods for labels, by name where they are many.
///
/// # Errors
/// A code leads to no product, or there are more goods than [`MOST_GOODS`].
pub fn goods_for_labels(
    connection: &Connection,
    engine: &Engine,
    choice: &LabelChoice,
) -> Result<Vec<ProductRecord>, Refusal> {
    let identity = store::get_identity(connection)?.ok_or(Refusal::NotPaired)?;
    match choice {
        LabelChoice::Codes(codes) => {
            let shop = Shop::read(connection, engine, &identity)?;
            let find = |code: &String| {
                let found = product_of(
                    connection,
                    &classify(code, shop.barcode_rules(), shop.currency),
                )?;
                let found = match found {
                    Some(product) => Some(product),
                    None => store::find_by_sku(connection, code)?,
                };
                found.ok_or_else(|| Refusal::CodeUnknown { code: code.clone() })
            };
            codes.iter().map(find).collect()
        }
        LabelChoice::Search(text) => {
            let found = store::search_products(connection, text, None, MOST_GOODS + 1)?;
            few_enough(found)
        }
        LabelChoice::Changed => {
            let since = printed(connection, &identity)?;
            few_enough(store::changed_products(connection, since, MOST_GOODS + 1)?)
        }
    }
}

fn few_enough(found: Vec<ProductRecord>) -> Result<Vec<ProductRecord>, Refusal> {
    if found.len() > usize::try_from(MOST_GOODS).unwrap_or(usize::MAX) {
        return Err(Refusal::TooManyLabels { most: MOST_GOODS });
    }
    Ok(found)
}

fn printed(connection: &Connection, identity: &Identity) -> Result<u64, Refusal> {
    let Some(text) = store::get_setting(connection, NAME)? else {
        return Ok(0);
    };
    let kept: Printed = serde_json::from_str(&text).map_err(store::StoreError::from)?;
    let is_same =
        kept.tenant == identity.tenant_id.to_string() && kept.server_epoch == identity.server_epoch;
    Ok(if is_same { kept.rev } else { 0 })
}

/// Counts all goods as labelled as they are now.
///
/// # Errors
/// The database refuses, or the till belongs to no company.
pub fn forget_changes(connection: &Connection) -> Result<(), Refusal> {
    let identity = store::get_identity(connection)?.ok_or(Refusal::NotPaired)?;
    let kept = Printed {
        tenant: identity.tenant_id.to_string(),
        server_epoch: identity.server_epoch,
        rev: store::newest_product_rev(connection)?,
    };
    let text = serde_json::to_string(&kept).map_err(store::StoreError::from)?;
    Ok(store::put_setting(connection, NAME, &text)?)
}
