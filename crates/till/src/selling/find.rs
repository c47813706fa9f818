//! Which product a code stands for.

use bezmen_domain::barcode::{BaseCode, Gtin, Scanned};
use rusqlite::Connection;

use crate::refusal::Refusal;
use crate::store::{self, ProductRecord};

/// Finds the product that a scanned code stands for, whatever becomes of it then.
pub fn product_of(
    connection: &Connection,
    scanned: &Scanned,
) -> Result<Option<ProductRecord>, Refusal> {
    match scanned {
        Scanned::Product { gtin } => find_gtin(connection, *gtin),
        Scanned::Weight { base_code, plu, .. }
        | Scanned::Price { base_code, plu, .. }
        | Scanned::Count { base_code, plu, .. } => find_label(connection, base_code, plu),
        Scanned::Text { text }
        | Scanned::BadCheckDigit { text, .. }
        | Scanned::NotGoods { text, .. } => match text.parse::<Gtin>() {
            Ok(gtin) => find_gtin(connection, gtin),
            Err(_) => find_text(connection, text),
        },
        Scanned::Receipt { .. } | Scanned::MisreadLabel { .. } | Scanned::InexactLabel { .. } => {
            Ok(None)
        }
    }
}

/// Finds the product with a number.
pub fn find_gtin(connection: &Connection, gtin: Gtin) -> Result<Option<ProductRecord>, Refusal> {
    if let Some(product) = store::find_by_barcode(connection, &gtin.canonical())? {
        return Ok(Some(product));
    }
    // The base code of a label stands in the catalogue as it is printed.
    Ok(store::find_by_barcode(connection, &gtin.printed())?)
}

/// A label names its product by the base code, or by the number on the scale, which may be the article number.
pub fn find_label(
    connection: &Connection,
    base_code: &BaseCode,
    plu: &str,
) -> Result<Option<ProductRecord>, Refusal> {
    let by_code = match base_code {
        BaseCode::Number(gtin) => find_gtin(connection, *gtin)?,
        BaseCode::Text(text) => store::find_by_barcode(connection, text)?,
    };
    if by_code.is_some() {
        return Ok(by_code);
    }
    if let Some(product) = store::find_by_sku(connection, plu)? {
        return Ok(Some(product));
    }
    let bare = plu.trim_start_matches('0');
    if bare.is_empty() {
        Ok(None)
    } else {
        Ok(store::find_by_sku(connection, bare)?)
    }
}

/// Finds the product with a code of the shop's own, or with an article number.
pub fn find_text(connection: &Connection, text: &str) -> Result<Option<ProductRecord>, Refusal> {
    if let Some(product) = store::find_by_barcode(connection, text)? {
        return Ok(Some(product));
    }
    Ok(store::find_by_sku(connection, text)?)
}
