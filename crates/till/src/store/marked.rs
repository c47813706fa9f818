//! Where the code of a marked piece is: on a ticket that is put aside, or sold.

use bezmen_domain::barcode::Ki;
use rusqlite::{Connection, OptionalExtension};

use super::error::Stored;
use super::tickets::{HELD_COLUMNS, HeldRecord, held_record};

/// The sale of a piece that has not come back since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SoldPiece {
    /// Receipt series.
    pub series: String,
    /// Number in it.
    pub number: u64,
    /// When.
    pub sold_at_ms: i64,
}

/// Finds the sale of a piece; nothing when it was never sold here, or came back after it was.
pub fn sold_piece(connection: &Connection, ki: &Ki) -> Stored<Option<SoldPiece>> {
    let mut statement = connection.prepare_cached(SOLD_PIECE)?;
    let last = statement
        .query_row([ki.as_str()], |row| {
            let piece = SoldPiece {
                series: row.get(1)?,
                number: row.get(2)?,
                sold_at_ms: row.get(3)?,
            };
            Ok((row.get::<_, String>(0)? == "sale").then_some(piece))
        })
        .optional()?;
    Ok(last.flatten())
}

/// What happened to a piece last. Receipts that are put away belong to a company that this machine has left.
const SOLD_PIECE: &str = "select s.kind, s.series, s.number, s.sold_at_ms
    from sale_line l cross join sale s on s.rid = l.sale_rid
    where l.ki = ?1 and substr(s.series, 1, 1) <> '~' order by l.sale_rid desc limit 1";

/// Finds the ticket on hold that has a piece.
pub fn held_ticket_of(connection: &Connection, ki: &Ki) -> Stored<Option<HeldRecord>> {
    // As the ticket has it among its words.
    let needle = format!("\"ki\":{}", serde_json::to_string(ki)?);
    let sql = format!(
        "select {HELD_COLUMNS} from ticket where held_id is not null and instr(body, ?1) > 0"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row([needle], held_record).optional()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sold_piece_is_found_by_its_index() {
        let folder = tempfile::TempDir::new().unwrap();
        let connection =
            super::super::opening::open_checked(&folder.path().join("till.db")).unwrap();
        let mut statement = connection
            .prepare(&format!("explain query plan {SOLD_PIECE}"))
            .unwrap();
        let steps: Vec<String> = statement
            .query_map(["x"], |row| row.get(3))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        let plan = steps.join("\n");
        assert!(plan.contains("INDEX sale_line_by_ki (ki=?)"), "{plan}");
        assert!(plan.contains("INTEGER PRIMARY KEY (rowid=?)"), "{plan}");
        assert!(!plan.contains("SCAN") && !plan.contains("B-TREE"), "{plan}");
    }
}
