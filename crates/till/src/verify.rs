//! Proof that nothing is missing and every sum agrees: the log, the numbers, the receipts, the shifts, the database.

mod log;
mod receipts;
mod shifts;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;
use crate::store::{self, StoreError};

/// Findings listed; a damaged database would fill the screen.
const MAX_FAULTS: usize = 50;

/// What was checked, and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct VerifyReport {
    /// Operations whose hashes were calculated again.
    pub ops: u64,
    /// Sales and returns whose sums were added up again.
    pub receipts: u64,
    /// Shifts whose totals were added up again.
    pub shifts: u64,
    /// What is wrong, in words; empty when nothing is.
    pub faults: Vec<String>,
}

impl VerifyReport {
    fn fault(&mut self, words: String) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(words);
        }
    }
}

/// Checks the whole database.
pub fn verify(connection: &Connection) -> Result<VerifyReport, Refusal> {
    let mut report = VerifyReport::default();
    database(connection, &mut report)?;
    if let Some(identity) = store::get_identity(connection)? {
        log::check(connection, identity.terminal_id, &mut report)?;
    }
    receipts::check(connection, &mut report)?;
    shifts::check(connection, &mut report)?;
    Ok(report)
}

fn database(connection: &Connection, report: &mut VerifyReport) -> Result<(), Refusal> {
    let mut statement = connection
        .prepare("pragma integrity_check")
        .map_err(StoreError::from)?;
    let rows = statement
        .query_map([], |row| row.get::<_, String>(0))
        .map_err(StoreError::from)?;
    for row in rows {
        let row = row.map_err(StoreError::from)?;
        if row != "ok" {
            report.fault(format!("the database is damaged: {row}"));
        }
    }
    Ok(())
}
