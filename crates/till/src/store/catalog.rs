//! Products, barcodes, categories and tax rates.

use bezmen_contract::wire::row::{CategoryRow, ProductRow, TaxRateRow};
use bezmen_domain::id::{CategoryId, ProductId, TaxRateId};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Unit;
use bezmen_domain::tax::TaxRate;
use rusqlite::{Connection, OptionalExtension, Row, Statement, ToSql, params};

use super::columns::{Text, Word};
use super::coming::Change;
use super::error::Stored;
use super::search::{fold, with_word_bounds};

/// Columns of [`product_record`], of `product p`.
pub const PRODUCT_COLUMNS: &str =
    "p.rid, p.id, p.name, p.sku, p.unit, p.price_minor, p.tax_rate_id, p.category_id, p.rev,
    (select b0.code from product_barcode b0 where b0.rid = p.rid limit 1)";

/// The same of `product p` found by its barcode `b`.
const SCANNED_COLUMNS: &str = "p.rid, p.id, p.name, p.sku, p.unit, p.price_minor, p.tax_rate_id, p.category_id, p.rev, b.code";

/// A product as selling needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductRecord {
    /// Short key.
    pub rid: i64,
    /// The product.
    pub id: ProductId,
    /// What it is called.
    pub name: String,
    /// Article number.
    pub sku: String,
    /// How it is measured.
    pub unit: Unit,
    /// Price of one unit.
    pub price: Money,
    /// Its tax.
    pub tax_rate_id: TaxRateId,
    /// Its category.
    pub category_id: Option<CategoryId>,
    /// Revision it was pulled at.
    pub rev: u64,
    /// One of its barcodes: the one it was found by, if it was.
    pub barcode: Option<String>,
}

/// The tax of what is sold at a typed price.
pub type DefaultTax = TaxRate;

/// Reads a row of [`PRODUCT_COLUMNS`].
pub fn product_record(row: &Row<'_>) -> rusqlite::Result<ProductRecord> {
    let unit: String = row.get(4)?;
    Ok(ProductRecord {
        rid: row.get(0)?,
        id: row.get::<_, Text<_>>(1)?.0,
        name: row.get(2)?,
        sku: row.get(3)?,
        // A unit of a newer server is sold by the piece rather than not at all.
        unit: Unit::from_code(&unit).unwrap_or_default(),
        price: Money::from_minor(row.get(5)?),
        tax_rate_id: row.get::<_, Text<_>>(6)?.0,
        category_id: row.get::<_, Option<Text<_>>>(7)?.map(|id| id.0),
        rev: row.get(8)?,
        barcode: row.get(9)?,
    })
}

/// Finds the active product of a barcode (GTIN as 14 digits or base code of a label).
pub fn find_by_barcode(connection: &Connection, code: &str) -> Stored<Option<ProductRecord>> {
    let mut statement = connection.prepare_cached(&format!(
        "select {SCANNED_COLUMNS} from product_barcode b join product p on p.rid = b.rid
        where b.code = ?1 and p.active = 1 order by b.local desc, p.rev desc limit 1"
    ))?;
    Ok(statement.query_row([code], product_record).optional()?)
}

/// Finds the active product of an article number.
pub fn find_by_sku(connection: &Connection, sku: &str) -> Stored<Option<ProductRecord>> {
    let mut statement = connection.prepare_cached(&format!(
        "select {PRODUCT_COLUMNS} from product p where p.sku = ?1 and p.sku <> '' and p.active = 1 limit 1"
    ))?;
    Ok(statement.query_row([sku], product_record).optional()?)
}

/// Reads an active product.
pub fn get_product(connection: &Connection, id: ProductId) -> Stored<Option<ProductRecord>> {
    let mut statement = connection.prepare_cached(&format!(
        "select {PRODUCT_COLUMNS} from product p where p.id = ?1 and p.active = 1"
    ))?;
    Ok(statement.query_row([Text(id)], product_record).optional()?)
}

/// Lists the active weighed products by name, each with its barcodes.
pub fn weighed_products(connection: &Connection) -> Stored<Vec<(ProductRecord, Vec<String>)>> {
    let mut statement = connection.prepare_cached(&format!(
        "select {PRODUCT_COLUMNS} from product p
        where p.unit in ('kilogram', 'gram') and p.active = 1 order by p.name, p.rid"
    ))?;
    let products: Vec<ProductRecord> = statement
        .query_map([], product_record)?
        .collect::<Result<_, _>>()?;
    let mut codes = connection
        .prepare_cached("select code from product_barcode where rid = ?1 order by local, code")?;
    products
        .into_iter()
        .map(|product| {
            let own = codes.query_map([product.rid], |row| row.get(0))?;
            let own = own.collect::<Result<_, _>>()?;
            Ok((product, own))
        })
        .collect()
}

/// Lists active products whose row is newer than a revision, by name.
pub fn changed_products(
    connection: &Connection,
    since_rev: u64,
    limit: u32,
) -> Stored<Vec<ProductRecord>> {
    let mut statement = connection.prepare_cached(&format!(
        "select {PRODUCT_COLUMNS} from product p
        where p.rev > ?1 and p.active = 1 order by p.name, p.rid limit ?2"
    ))?;
    let rows = statement.query_map(params![since_rev, limit], product_record)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The newest revision of a product.
pub fn newest_product_rev(connection: &Connection) -> Stored<u64> {
    let mut statement = connection.prepare_cached("select coalesce(max(rev), 0) from product")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// Counts the active products.
pub fn product_count(connection: &Connection) -> Stored<u64> {
    Ok(connection
        .prepare_cached("select active from product_tally where only_row = 1")?
        .query_row([], |row| row.get(0))?)
}

/// Lists the products on the quick keys with their categories, both in the owner's order.
pub fn quick_keys(connection: &Connection) -> Stored<Vec<(CategoryRow, Vec<ProductRecord>)>> {
    let mut statement = connection.prepare_cached(&format!(
        "select {PRODUCT_COLUMNS} from product p where p.quick_key is not null and p.active = 1 order by p.quick_key, p.name"
    ))?;
    let products: Vec<ProductRecord> = statement
        .query_map([], product_record)?
        .collect::<Result<_, _>>()?;
    let pages = categories(connection)?.into_iter().map(|category| {
        let own = products
            .iter()
            .filter(|product| product.category_id == Some(category.category_id))
            .cloned()
            .collect();
        (category, own)
    });
    Ok(pages
        .filter(|(_, products): &(_, Vec<_>)| !products.is_empty())
        .collect())
}

/// Lists the categories in the owner's order.
pub fn category_names(connection: &Connection) -> Stored<Vec<CategoryRow>> {
    categories(connection)
}

fn categories(connection: &Connection) -> Stored<Vec<CategoryRow>> {
    let mut statement = connection
        .prepare_cached("select id, name, color, position from category order by position, name")?;
    let rows = statement.query_map([], |row| {
        Ok(CategoryRow {
            category_id: row.get::<_, Text<_>>(0)?.0,
            name: row.get(1)?,
            color: row.get(2)?,
            position: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Reads a tax rate.
pub fn tax_rate(connection: &Connection, id: TaxRateId) -> Stored<Option<TaxRate>> {
    let mut statement = connection
        .prepare_cached("select id, name, basis_points, mode from tax_rate where id = ?1")?;
    Ok(statement.query_row([Text(id)], rate_record).optional()?)
}

/// Reads the rate of goods without one of their own.
pub fn default_tax_rate(connection: &Connection) -> Stored<Option<DefaultTax>> {
    let mut statement = connection.prepare_cached(
        "select id, name, basis_points, mode from tax_rate order by is_default desc, id limit 1",
    )?;
    Ok(statement.query_row([], rate_record).optional()?)
}

fn rate_record(row: &Row<'_>) -> rusqlite::Result<TaxRate> {
    Ok(TaxRate {
        id: row.get::<_, Text<_>>(0)?.0,
        name: row.get(1)?,
        basis_points: row.get(2)?,
        mode: row.get::<_, Word<_>>(3)?.0,
    })
}

/// Writes or replaces a tax rate.
pub fn put_tax_rate(connection: &Connection, row: &TaxRateRow) -> Stored<()> {
    connection
        .prepare_cached(
            "insert into tax_rate (id, name, basis_points, mode, is_default) values (?1, ?2, ?3, ?4, ?5)
            on conflict (id) do update set name = excluded.name, basis_points = excluded.basis_points,
                mode = excluded.mode, is_default = excluded.is_default",
        )?
        .execute((Text(row.tax_rate_id), &row.name, row.basis_points, Word(row.mode), row.is_default))?;
    Ok(())
}

/// Writes or replaces a category.
pub fn put_category(connection: &Connection, row: &CategoryRow) -> Stored<()> {
    connection
        .prepare_cached(
            "insert into category (id, name, color, position) values (?1, ?2, ?3, ?4)
            on conflict (id) do update set name = excluded.name, color = excluded.color, position = excluded.position",
        )?
        .execute((Text(row.category_id), &row.name, &row.color, row.position))?;
    Ok(())
}

/// Writes or replaces a product with its barcodes and its place in the search indexes. Nothing may be prepared meanwhile.
pub fn put_product(connection: &Connection, row: &ProductRow, rev: u64) -> Stored<()> {
    let old: Option<(i64, String, bool)> = connection
        .prepare_cached("select rid, folded, active from product_version where id = ?1")?
        .query_row([Text(row.product_id)], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    let Some((rid, was, was_active)) = old else {
        insert_version(connection, row, rev, Change::Stands)?;
        return tally(connection, i64::from(row.active));
    };
    tally(connection, i64::from(row.active) - i64::from(was_active))?;
    let folded = folded_text(row);
    let mut update = connection.prepare_cached(
        "update product_version set name = ?2, sku = ?3, unit = ?4, price_minor = ?5, tax_rate_id = ?6,
            category_id = ?7, quick_key = ?8, active = ?9, folded = ?10, rev = ?11, change = ?12
        where rid = ?1",
    )?;
    write_columns(&mut update, &rid, row, &folded, rev, Change::Stands)?;
    connection
        .prepare_cached("delete from product_barcode where rid = ?1 and local = 0")?
        .execute([rid])?;
    put_barcodes(connection, rid, &row.barcodes, false)?;
    if was != folded {
        unindex(connection, rid)?;
        index(connection, rid, &folded)?;
    }
    Ok(())
}

/// Writes a row for a product with its barcodes and its place in the search indexes; answers its short key.
pub fn insert_version(
    connection: &Connection,
    row: &ProductRow,
    rev: u64,
    change: Change,
) -> Stored<i64> {
    let folded = folded_text(row);
    let mut insert = connection.prepare_cached(
        "insert into product_version
            (id, name, sku, unit, price_minor, tax_rate_id, category_id, quick_key, active, folded, rev, change)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    write_columns(
        &mut insert,
        &Text(row.product_id),
        row,
        &folded,
        rev,
        change,
    )?;
    let rid = connection.last_insert_rowid();
    put_barcodes(connection, rid, &row.barcodes, false)?;
    index(connection, rid, &folded)?;
    Ok(rid)
}

/// Runs a statement that takes the key first and then the columns of a product in the order of the table.
fn write_columns(
    statement: &mut Statement<'_>,
    key: &dyn ToSql,
    row: &ProductRow,
    folded: &str,
    rev: u64,
    change: Change,
) -> Stored<()> {
    statement.execute(params![
        key,
        row.name,
        row.sku,
        row.unit.code(),
        row.price.minor(),
        Text(row.tax_rate_id),
        row.category_id.map(Text),
        row.quick_key,
        row.active,
        folded,
        rev,
        change as i64
    ])?;
    Ok(())
}

/// Writes barcodes of a product. What the server says is no longer the till's own.
pub fn put_barcodes(
    connection: &Connection,
    rid: i64,
    codes: &[String],
    local: bool,
) -> Stored<()> {
    let mut statement = connection.prepare_cached(
        "insert into product_barcode (code, rid, local) values (?1, ?2, ?3)
        on conflict (code, rid) do update set local = min(local, excluded.local)",
    )?;
    for code in codes {
        statement.execute(params![code, rid, local])?;
    }
    Ok(())
}

/// Takes a product out of the catalogue. Receipts keep what they were sold at. Nothing may be prepared meanwhile.
pub fn remove_product(connection: &Connection, id: ProductId) -> Stored<()> {
    let gone: Option<(i64, bool)> = connection
        .prepare_cached("select rid, active from product_version where id = ?1")?
        .query_row([Text(id)], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((rid, active)) = gone else {
        return Ok(());
    };
    tally(connection, -i64::from(active))?;
    remove_version(connection, rid)
}

/// Removes a row of a product with its barcodes and its place in the search indexes.
pub fn remove_version(connection: &Connection, rid: i64) -> Stored<()> {
    connection
        .prepare_cached("delete from product_version where rid = ?1")?
        .execute([rid])?;
    unindex(connection, rid)
}

fn folded_text(row: &ProductRow) -> String {
    if row.sku.is_empty() {
        fold(&row.name)
    } else {
        format!("{} {}", fold(&row.name), fold(&row.sku))
    }
}

/// Keeps the number of active products.
pub fn tally(connection: &Connection, more: i64) -> Stored<()> {
    if more != 0 {
        connection
            .prepare_cached("update product_tally set active = active + ?1 where only_row = 1")?
            .execute([more])?;
    }
    Ok(())
}

fn index(connection: &Connection, rid: i64, folded: &str) -> Stored<()> {
    connection
        .prepare_cached("insert into product_word (rowid, folded) values (?1, ?2)")?
        .execute(params![rid, folded])?;
    connection
        .prepare_cached("insert into product_part (rowid, folded) values (?1, ?2)")?
        .execute(params![rid, with_word_bounds(folded)])?;
    Ok(())
}

fn unindex(connection: &Connection, rid: i64) -> Stored<()> {
    for sql in [
        "delete from product_word where rowid = ?1",
        "delete from product_part where rowid = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([rid])?;
    }
    Ok(())
}

/// Binds a barcode to a product at this till, as it is and as it is going to be, until the server's row brings it.
pub fn bind_barcode(connection: &Connection, code: &str, rid: i64) -> Stored<()> {
    connection.execute(
        "insert into product_barcode (code, rid, local)
            select ?1, rid, 1 from product_version where id = (select id from product_version where rid = ?2)
        on conflict (code, rid) do nothing",
        params![code, rid],
    )?;
    Ok(())
}
