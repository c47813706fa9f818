//! Customer cards.

use bezmen_contract::wire::row::CustomerRow;
use bezmen_domain::id::CustomerId;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::columns::Text;
use super::error::Stored;
use super::search::{MIN_PART, fold, parts_query};

const COLUMNS: &str = "id, name, phone, card, active";

/// Writes or replaces a customer.
pub fn put_customer(connection: &Connection, row: &CustomerRow) -> Stored<()> {
    let digits: String = row.phone.chars().filter(char::is_ascii_digit).collect();
    let folded = format!("{} {digits} {}", fold(&row.name), fold(&row.card));
    let mut put = connection.prepare_cached(
        "insert into customer (id, name, phone, card, active, folded) values (?1, ?2, ?3, ?4, ?5, ?6)
        on conflict (id) do update set name = excluded.name, phone = excluded.phone, card = excluded.card,
            active = excluded.active, folded = excluded.folded
        returning rowid",
    )?;
    let rowid: i64 = put.query_row(
        params![
            Text(row.customer_id),
            row.name,
            row.phone,
            row.card,
            row.active,
            folded
        ],
        |row| row.get(0),
    )?;
    connection
        .prepare_cached("delete from customer_part where rowid = ?1")?
        .execute([rowid])?;
    connection
        .prepare_cached("insert into customer_part (rowid, folded) values (?1, ?2)")?
        .execute(params![rowid, folded])?;
    Ok(())
}

/// Reads an active customer.
pub fn get_customer(connection: &Connection, id: CustomerId) -> Stored<Option<CustomerRow>> {
    let sql = format!("select {COLUMNS} from customer where id = ?1 and active = 1");
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([Text(id)], record)
        .optional()?)
}

/// Finds an active customer by the number on the card.
pub fn find_customer_by_card(connection: &Connection, card: &str) -> Stored<Option<CustomerRow>> {
    let sql = format!(
        "select {COLUMNS} from customer where card = ?1 and card <> '' and active = 1 limit 1"
    );
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([card], record)
        .optional()?)
}

/// Finds active customers by parts of name, phone or card; an empty query answers the newest.
pub fn search_customers(
    connection: &Connection,
    query: &str,
    limit: u32,
) -> Stored<Vec<CustomerRow>> {
    let folded = fold(query);
    let mut words: Vec<&str> = folded.split_whitespace().collect();
    // A phone typed as people write it is one run of digits.
    let digits: String = query.chars().filter(char::is_ascii_digit).collect();
    let is_phone = digits.len() >= MIN_PART && !query.chars().any(char::is_alphabetic);
    if is_phone {
        words = vec![&digits];
    }
    let rows = match parts_query(&words) {
        Some(matching) => {
            let sql = format!(
                "select {COLUMNS} from customer where rowid in (select rowid from customer_part where customer_part match ?1 limit 1000)
                and active = 1 order by name"
            );
            collect(connection, &sql, params![matching])?
        }
        None => {
            let sql = format!(
                "select {COLUMNS} from customer where active = 1 order by rowid desc limit 1000"
            );
            collect(connection, &sql, params![])?
        }
    };
    let keep = |row: &CustomerRow| {
        let text = format!(
            "{} {} {}",
            fold(&row.name),
            row.phone
                .chars()
                .filter(char::is_ascii_digit)
                .collect::<String>(),
            fold(&row.card)
        );
        words.iter().all(|word| text.contains(word))
    };
    Ok(rows
        .into_iter()
        .filter(keep)
        .take(usize::try_from(limit).unwrap_or(usize::MAX))
        .collect())
}

fn collect(
    connection: &Connection,
    sql: &str,
    arguments: &[&dyn rusqlite::ToSql],
) -> Stored<Vec<CustomerRow>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(arguments, record)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn record(row: &Row<'_>) -> rusqlite::Result<CustomerRow> {
    Ok(CustomerRow {
        customer_id: row.get::<_, Text<_>>(0)?.0,
        name: row.get(1)?,
        phone: row.get(2)?,
        card: row.get(3)?,
        active: row.get(4)?,
    })
}
