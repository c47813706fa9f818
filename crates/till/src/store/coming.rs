//! Products that come with a change of many: written beforehand beside those that are sold, a few at a time, and seen all at
//! once when one flag is turned. What is hidden then is thrown away, again a few at a time. The table holds the versions; the
//! view `product` shows those of now.

use std::collections::BTreeSet;

use bezmen_contract::wire::row::ProductRow;
use bezmen_domain::id::{CategoryId, ProductId};
use rusqlite::{Connection, OptionalExtension, params};

use super::catalog::{insert_version, put_barcodes, remove_version, tally};
use super::columns::Text;
use super::error::Stored;

/// How a row of the table changes, as its column `change` says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Not at all.
    Stands = 0,
    /// It is not seen until the change is shown.
    Comes = 1,
    /// It is not seen from then on.
    Goes = 2,
    /// Its price, unit, tax and revision are others from then on.
    Price = 3,
}

/// Writes a product beforehand as it is going to be. Answers by how many the active products will be more.
///
/// A change that is under way may name a product once.
pub fn prepare_product(connection: &Connection, row: &ProductRow, rev: u64) -> Stored<i64> {
    let Some(here) = standing(connection, row.product_id)? else {
        insert_version(connection, row, rev, Change::Comes)?;
        return Ok(i64::from(row.active));
    };
    if here.is_but_for_price(row) {
        connection
            .prepare_cached(
                "update product_version set change = ?2, next_unit = ?3, next_price_minor = ?4, next_tax_rate_id = ?5,
                    next_rev = ?6
                where rid = ?1",
            )?
            .execute(params![
                here.rid,
                Change::Price as i64,
                row.unit.code(),
                row.price.minor(),
                Text(row.tax_rate_id),
                rev
            ])?;
        return Ok(0);
    }
    goes(connection, here.rid)?;
    let rid = insert_version(connection, row, rev, Change::Comes)?;
    // What this till has bound to the product stays bound.
    let bound = barcodes(connection, here.rid, true)?;
    put_barcodes(connection, rid, &bound, true)?;
    Ok(i64::from(row.active) - i64::from(here.active))
}

/// Marks a product beforehand that is going to be gone. Answers by how many the active products will be more.
pub fn prepare_removal(connection: &Connection, id: ProductId) -> Stored<i64> {
    let Some(here) = standing(connection, id)? else {
        return Ok(0);
    };
    goes(connection, here.rid)?;
    Ok(-i64::from(here.active))
}

/// Shows everything that was prepared, and nothing that goes.
pub fn show_prepared(connection: &Connection, more_active: i64) -> Stored<()> {
    hide(connection, Change::Goes)?;
    tally(connection, more_active)
}

/// Whether what was prepared is shown and not settled yet.
pub fn is_prepared_shown(connection: &Connection) -> Stored<bool> {
    let hidden: i64 = connection
        .prepare_cached("select hidden from product_tally")?
        .query_row([], |row| row.get(0))?;
    Ok(hidden == Change::Goes as i64)
}

/// Throws away a few of the products that are hidden, and makes a few others what they are seen as. Answers whether there may
/// be more. Nobody sees a difference: whether the change was shown or not decides what stays.
pub fn settle_prepared(connection: &Connection, products: usize) -> Stored<bool> {
    let changing: Vec<(i64, bool)> = connection
        .prepare_cached(
            "select rid, change = (select hidden from product_tally) from product_version where change <> 0 limit ?1",
        )?
        .query_map([products], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    if changing.is_empty() {
        hide(connection, Change::Comes)?;
        return Ok(false);
    }
    for (rid, is_hidden) in changing {
        if is_hidden {
            remove_version(connection, rid)?;
            continue;
        }
        connection
            .prepare_cached(
                "update product_version set (unit, price_minor, tax_rate_id, rev) =
                    (select p.unit, p.price_minor, p.tax_rate_id, p.rev from product p where p.rid = ?1),
                    change = 0, next_unit = null, next_price_minor = null, next_tax_rate_id = null, next_rev = null
                where rid = ?1",
            )?
            .execute([rid])?;
    }
    Ok(true)
}

fn hide(connection: &Connection, which: Change) -> Stored<()> {
    connection
        .prepare_cached("update product_tally set hidden = ?1 where hidden <> ?1")?
        .execute([which as i64])?;
    Ok(())
}

fn goes(connection: &Connection, rid: i64) -> Stored<()> {
    connection
        .prepare_cached("update product_version set change = ?2 where rid = ?1")?
        .execute([rid, Change::Goes as i64])?;
    Ok(())
}

/// A product as it stands: what does not change with its price.
struct Standing {
    rid: i64,
    active: bool,
    rest: Rest,
    barcodes: BTreeSet<String>,
}

type Rest = (String, String, Option<CategoryId>, Option<i32>);

impl Standing {
    fn is_but_for_price(&self, row: &ProductRow) -> bool {
        let (name, sku, category_id, quick_key) = &self.rest;
        self.active == row.active
            && *name == row.name
            && *sku == row.sku
            && *category_id == row.category_id
            && *quick_key == row.quick_key
            && self
                .barcodes
                .iter()
                .eq(row.barcodes.iter().collect::<BTreeSet<_>>())
    }
}

fn standing(connection: &Connection, id: ProductId) -> Stored<Option<Standing>> {
    let found: Option<(i64, bool, Rest)> = connection
        .prepare_cached(
            "select rid, active, name, sku, category_id, quick_key from product_version where id = ?1 and change = 0",
        )?
        .query_row([Text(id)], |row| {
            let category: Option<Text<_>> = row.get(4)?;
            Ok((
                row.get(0)?,
                row.get(1)?,
                (row.get(2)?, row.get(3)?, category.map(|id| id.0), row.get(5)?),
            ))
        })
        .optional()?;
    let Some((rid, active, rest)) = found else {
        return Ok(None);
    };
    Ok(Some(Standing {
        rid,
        active,
        rest,
        barcodes: barcodes(connection, rid, false)?.into_iter().collect(),
    }))
}

fn barcodes(connection: &Connection, rid: i64, local: bool) -> Stored<Vec<String>> {
    let mut statement = connection
        .prepare_cached("select code from product_barcode where rid = ?1 and local = ?2")?;
    let codes = statement.query_map(params![rid, local], |row| row.get(0))?;
    Ok(codes.collect::<Result<_, _>>()?)
}
