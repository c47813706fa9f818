//! Rows of the server, put where the till looks for them. Cursor, staging and checksum are the sync room's.

use bezmen_contract::wire::row::{CategoryRow, CustomerRow, PersonRow, ProductRow, TaxRateRow};
use bezmen_contract::wire::{FeedRow, RowKind};
use bezmen_domain::id::ProductId;
use rusqlite::Connection;
use serde::de::DeserializeOwned;

use super::catalog::{put_category, put_product, put_tax_rate, remove_product};
use super::coming::{prepare_product, prepare_removal};
use super::customers::put_customer;
use super::error::{StoreError, Stored};
use super::people::put_person;

/// Which part of the till a row has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppliedRow {
    /// Company, store or terminal: names and settings.
    Card,
    /// Products, categories, tax rates.
    Catalog,
    /// People.
    People,
    /// Customers.
    Customers,
    /// Of a kind this version does not know.
    Unknown,
}

/// Applies one row, a deletion included.
pub fn apply_row(connection: &Connection, row: &FeedRow) -> Stored<AppliedRow> {
    let id = row.id.as_str();
    match &row.kind {
        RowKind::Company => card(connection, "company", row),
        RowKind::Store => card(connection, "store", row),
        RowKind::Terminal => card(connection, "terminal", row),
        RowKind::TaxRate if row.deleted => remove(
            connection,
            "delete from tax_rate where id = ?1",
            id,
            AppliedRow::Catalog,
        ),
        RowKind::TaxRate => {
            put_tax_rate(connection, &body::<TaxRateRow>(row)?)?;
            Ok(AppliedRow::Catalog)
        }
        RowKind::Category if row.deleted => remove(
            connection,
            "delete from category where id = ?1",
            id,
            AppliedRow::Catalog,
        ),
        RowKind::Category => {
            put_category(connection, &body::<CategoryRow>(row)?)?;
            Ok(AppliedRow::Catalog)
        }
        RowKind::Product if row.deleted => {
            remove_product(connection, product_id(row)?)?;
            Ok(AppliedRow::Catalog)
        }
        RowKind::Product => {
            put_product(connection, &product(row)?, row.rev)?;
            Ok(AppliedRow::Catalog)
        }
        // People and customers stay by name in old receipts; they can only no longer be picked.
        RowKind::Person if row.deleted => remove(
            connection,
            "update person set active = 0 where id = ?1",
            id,
            AppliedRow::People,
        ),
        RowKind::Person => {
            put_person(connection, &body::<PersonRow>(row)?)?;
            Ok(AppliedRow::People)
        }
        RowKind::Customer if row.deleted => remove(
            connection,
            "update customer set active = 0 where id = ?1",
            id,
            AppliedRow::Customers,
        ),
        RowKind::Customer => {
            put_customer(connection, &body::<CustomerRow>(row)?)?;
            Ok(AppliedRow::Customers)
        }
        RowKind::Other(_) => Ok(AppliedRow::Unknown),
    }
}

/// Writes a product's row beforehand, a deletion included. Answers by how many the active products will be more.
pub fn prepare_product_row(connection: &Connection, row: &FeedRow) -> Stored<i64> {
    if row.deleted {
        prepare_removal(connection, product_id(row)?)
    } else {
        prepare_product(connection, &product(row)?, row.rev)
    }
}

/// The product a row tells of. It has the row's name, or one product could stand in two rows.
fn product(row: &FeedRow) -> Stored<ProductRow> {
    let product = body::<ProductRow>(row)?;
    if product.product_id == product_id(row)? {
        Ok(product)
    } else {
        Err(StoreError::Unreadable(format!(
            "row {} tells of product {}",
            row.id, product.product_id
        )))
    }
}

fn product_id(row: &FeedRow) -> Stored<ProductId> {
    let id = row.id.as_str();
    id.parse()
        .map_err(|_| StoreError::Unreadable(format!("product id {id}")))
}

fn card(connection: &Connection, kind: &str, row: &FeedRow) -> Stored<AppliedRow> {
    if !row.deleted {
        connection.execute(
            "insert into card (kind, body) values (?1, ?2) on conflict (kind) do update set body = excluded.body",
            (kind, &row.body),
        )?;
    }
    Ok(AppliedRow::Card)
}

fn remove(connection: &Connection, sql: &str, id: &str, what: AppliedRow) -> Stored<AppliedRow> {
    connection.prepare_cached(sql)?.execute([id])?;
    Ok(what)
}

fn body<T: DeserializeOwned>(row: &FeedRow) -> Stored<T> {
    serde_json::from_str(&row.body)
        .map_err(|error| StoreError::Unreadable(format!("row {:?} {}: {error}", row.kind, row.id)))
}
