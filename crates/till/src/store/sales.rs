//! Sales and returns. What was sold is read back from the operation itself; the tables are for numbers, lists and proof.

use std::collections::HashMap;

use bezmen_contract::wire::fact::SaleFact;
use bezmen_domain::barcode::Ki;
use bezmen_domain::id::{LineId, SaleId, TicketId};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Quantity;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

use super::columns::{Text, Word};
use super::error::{StoreError, Stored};
use super::log::{LoggedOp, OpState, get_op_body};

const COLUMNS: &str =
    "s.id, s.series, s.number, s.kind, s.sold_at_ms, s.person_name, s.summary, s.total_minor,
    coalesce((select o.state from op o where o.epoch = s.op_epoch and o.seq = s.op_seq), 'pending'),
    exists (select 1 from sale r where r.return_of = s.id)";

/// A series that begins so is put away: receipts this machine made for a company it has left. No server names a series so.
pub const PUT_AWAY: &str = "~";

/// What a receipt that is not put away meets.
const IN_SIGHT: &str = "substr(s.series, 1, 1) <> '~'";

/// Items named in a list of receipts.
const SUMMARY_ITEMS: usize = 3;

/// A receipt in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleRecord {
    /// The sale or return.
    pub id: SaleId,
    /// Receipt series.
    pub series: String,
    /// Number in it.
    pub number: u64,
    /// Whether goods came back.
    pub is_return: bool,
    /// When.
    pub sold_at_ms: i64,
    /// Who.
    pub person_name: String,
    /// First items.
    pub summary: String,
    /// Its total.
    pub total: Money,
    /// How far the server is with it.
    pub state: OpState,
    /// Whether something of it has come back.
    pub has_returns: bool,
}

/// What receipts are looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SaleQuery {
    /// A number, with or without the series.
    pub number: Option<(Option<String>, u64)>,
    /// A total.
    pub total: Option<Money>,
    /// The identification code of a marked piece on it.
    pub ki: Option<Ki>,
    /// Part of an item's name or an outside number, among the last twenty thousand receipts.
    pub text: Option<String>,
    /// Not before.
    pub from_ms: Option<i64>,
    /// Before.
    pub to_ms: Option<i64>,
    /// At most.
    pub limit: u32,
}

/// Takes the next number of a series.
pub fn take_number(connection: &Connection, series: &str) -> Stored<u64> {
    let mut statement = connection.prepare_cached(
        "update receipt_series set last_number = last_number + 1 where series = ?1 returning last_number",
    )?;
    let number = statement.query_row([series], |row| row.get(0)).optional()?;
    number.ok_or_else(|| StoreError::Unreadable(format!("receipt series {series} is not known")))
}

/// The last number taken in a series.
pub fn last_number(connection: &Connection, series: &str) -> Stored<u64> {
    let mut statement =
        connection.prepare_cached("select last_number from receipt_series where series = ?1")?;
    Ok(statement
        .query_row([series], |row| row.get(0))
        .optional()?
        .unwrap_or(0))
}

/// Adds a sale or return with its lines. Payments and taxes are read from the operation, stock moves from the lines.
pub fn insert_sale(
    connection: &Connection,
    at: LoggedOp,
    ticket_id: Option<TicketId>,
    is_return: bool,
    fact: &SaleFact,
) -> Stored<()> {
    let rid = insert_head(connection, at, ticket_id, is_return, fact)?;
    insert_lines(connection, rid, fact)?;
    Ok(())
}

fn insert_head(
    connection: &Connection,
    at: LoggedOp,
    ticket_id: Option<TicketId>,
    is_return: bool,
    fact: &SaleFact,
) -> Stored<i64> {
    let mut summary: String = fact
        .lines
        .iter()
        .take(SUMMARY_ITEMS)
        .map(|line| line.name.as_str())
        .collect::<Vec<_>>()
        .join(", ");
    if fact.lines.len() > SUMMARY_ITEMS {
        summary.push_str(" …");
    }
    connection
        .prepare_cached(
            "insert into sale (id, ticket_id, op_epoch, op_seq, series, number, shift_id, person_id, person_name, sold_at_ms,
                customer_id, kind, return_of, gross_minor, discount_minor, total_minor, rounding_minor, change_minor,
                summary, external_ref)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)",
        )?
        .execute(params![
            Text(fact.sale_id),
            ticket_id.map(Text),
            at.epoch,
            at.seq,
            fact.series,
            fact.number,
            Text(fact.shift_id),
            Text(fact.person_id),
            fact.person_name,
            fact.sold_at_ms,
            fact.customer_id.map(Text),
            if is_return { "return" } else { "sale" },
            fact.return_of.map(Text),
            fact.gross.minor(),
            fact.discount.minor(),
            fact.total.minor(),
            fact.rounding.minor(),
            fact.change.minor(),
            summary,
            fact.external_ref
        ])?;
    Ok(connection.last_insert_rowid())
}

fn insert_lines(connection: &Connection, rid: i64, fact: &SaleFact) -> Stored<()> {
    let mut statement = connection.prepare_cached(
        "insert into sale_line (sale_rid, position, id, product_id, name, quantity, gross_minor, discount_minor,
            base_minor, tax_minor, total_minor, tax_mode, return_of_line, ki)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?;
    for (position, line) in fact.lines.iter().enumerate() {
        statement.execute(params![
            rid,
            position,
            Text(line.line_id),
            line.product_id.map(Text),
            line.name,
            line.quantity.thousandths(),
            line.gross.minor(),
            line.discount().minor(),
            line.base.minor(),
            line.tax.minor(),
            line.total.minor(),
            Word(line.tax_mode),
            line.return_of_line.map(Text),
            line.ki.as_deref()
        ])?;
    }
    Ok(())
}

/// Reads the fact of a sale or return, as it was logged; `None` for one that is put away too.
pub fn get_sale(connection: &Connection, id: SaleId) -> Stored<Option<(SaleRecord, SaleFact)>> {
    let sql = format!(
        "select {COLUMNS}, s.op_epoch, s.op_seq from sale s where s.id = ?1 and {IN_SIGHT}"
    );
    let found = connection
        .prepare_cached(&sql)?
        .query_row([Text(id)], |row| {
            Ok((record(row)?, row.get(10)?, row.get(11)?))
        })
        .optional()?;
    let Some((record, epoch, seq)) = found else {
        return Ok(None);
    };
    let fact = logged_fact(connection, epoch, seq)?;
    Ok(Some((record, fact)))
}

/// Reads the fact of a sale or return, as it was logged, whether it is put away or not: a call that comes a second time gets
/// the same answer wherever the receipt is by then.
pub fn get_sale_fact(connection: &Connection, id: SaleId) -> Stored<Option<SaleFact>> {
    let found = connection
        .prepare_cached("select op_epoch, op_seq from sale where id = ?1")?
        .query_row([Text(id)], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    found
        .map(|(epoch, seq)| logged_fact(connection, epoch, seq))
        .transpose()
}

fn logged_fact(connection: &Connection, epoch: u32, seq: u64) -> Stored<SaleFact> {
    let body = get_op_body(connection, epoch, seq)?.ok_or_else(|| {
        StoreError::Unreadable(format!(
            "operation {seq} of incarnation {epoch}, which a receipt points to, is missing"
        ))
    })?;
    Ok(serde_json::from_str(&body)?)
}

/// The sale that a ticket became.
pub fn sale_by_ticket(connection: &Connection, ticket_id: TicketId) -> Stored<Option<SaleId>> {
    let mut statement = connection.prepare_cached("select id from sale where ticket_id = ?1")?;
    Ok(statement
        .query_row([Text(ticket_id)], |row| Ok(row.get::<_, Text<_>>(0)?.0))
        .optional()?)
}

/// The sale of a receipt number.
pub fn sale_by_number(
    connection: &Connection,
    series: &str,
    number: u64,
) -> Stored<Option<SaleId>> {
    let mut statement =
        connection.prepare_cached("select id from sale where series = ?1 and number = ?2")?;
    Ok(statement
        .query_row(params![series, number], |row| {
            Ok(row.get::<_, Text<_>>(0)?.0)
        })
        .optional()?)
}

/// How much of each line of a sale has come back.
pub fn returned_quantities(
    connection: &Connection,
    fact: &SaleFact,
) -> Stored<HashMap<LineId, Quantity>> {
    let mut returned = HashMap::new();
    let mut statement = connection.prepare_cached(
        "select coalesce(sum(quantity), 0) from sale_line where return_of_line = ?1",
    )?;
    for line in &fact.lines {
        let quantity: i64 = statement.query_row([Text(line.line_id)], |row| row.get(0))?;
        if quantity != 0 {
            returned.insert(line.line_id, Quantity::from_thousandths(quantity));
        }
    }
    Ok(returned)
}

/// Lists what came back of a sale, oldest first.
pub fn returns_of(connection: &Connection, id: SaleId) -> Stored<Vec<SaleRecord>> {
    let sql = format!("select {COLUMNS} from sale s where s.return_of = ?1 order by s.rid");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([Text(id)], record)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Reads the facts of what came back of a sale.
pub fn sale_facts_of(connection: &Connection, id: SaleId) -> Stored<Vec<SaleFact>> {
    let mut statement = connection.prepare_cached(
        "select o.body from sale s join op o on o.epoch = s.op_epoch and o.seq = s.op_seq where s.return_of = ?1 order by s.rid",
    )?;
    let bodies = statement.query_map([Text(id)], |row| row.get::<_, String>(0))?;
    bodies
        .map(|body| Ok(serde_json::from_str(&body?)?))
        .collect()
}

/// Reads the facts of the sales or returns that carry an outside number, oldest first.
pub fn sales_by_outside_number(connection: &Connection, number: &str) -> Stored<Vec<SaleFact>> {
    let sql = format!(
        "select o.body from sale s join op o on o.epoch = s.op_epoch and o.seq = s.op_seq
        where s.external_ref = ?1 and s.external_ref <> '' and {IN_SIGHT} order by s.rid"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let bodies = statement.query_map([number], |row| row.get::<_, String>(0))?;
    bodies
        .map(|body| Ok(serde_json::from_str(&body?)?))
        .collect()
}

/// Finds receipts, newest first.
pub fn find_sales(connection: &Connection, query: &SaleQuery) -> Stored<Vec<SaleRecord>> {
    let mut conditions = vec![IN_SIGHT.to_owned()];
    let mut values: Vec<Value> = Vec::new();
    let mut when = |condition: &str, value: Value| {
        values.push(value);
        conditions.push(condition.replace('?', &format!("?{}", values.len())));
    };
    if let Some((series, number)) = &query.number {
        when(
            "s.number = ?",
            Value::from(i64::try_from(*number).unwrap_or(i64::MAX)),
        );
        if let Some(series) = series {
            when("s.series = ?", Value::from(series.clone()));
        }
    }
    if let Some(total) = query.total {
        when("s.total_minor = ?", Value::from(total.minor()));
    }
    if let Some(ki) = &query.ki {
        when(
            "s.rid in (select l.sale_rid from sale_line l where l.ki = ?)",
            Value::from(ki.to_string()),
        );
    }
    if let Some(text) = &query.text {
        when(
            "s.rid > (select coalesce(max(rid), 0) - 20000 from sale) and (s.external_ref = ? or exists (
                select 1 from sale_line l where l.sale_rid = s.rid and instr(fold(l.name), fold(?)) > 0))",
            Value::from(text.clone()),
        );
    }
    if let Some(from_ms) = query.from_ms {
        when("s.sold_at_ms >= ?", Value::from(from_ms));
    }
    if let Some(to_ms) = query.to_ms {
        when("s.sold_at_ms < ?", Value::from(to_ms));
    }
    let sql = format!(
        "select {COLUMNS} from sale s where {} order by s.rid desc limit {}",
        conditions.join(" and "),
        query.limit
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(values), record)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn record(row: &Row<'_>) -> rusqlite::Result<SaleRecord> {
    Ok(SaleRecord {
        id: row.get::<_, Text<_>>(0)?.0,
        series: row.get(1)?,
        number: row.get(2)?,
        is_return: row.get::<_, String>(3)? == "return",
        sold_at_ms: row.get(4)?,
        person_name: row.get(5)?,
        summary: row.get(6)?,
        total: Money::from_minor(row.get(7)?),
        state: row.get::<_, Word<_>>(8)?.0,
        has_returns: row.get(9)?,
    })
}

#[cfg(test)]
mod tests;
