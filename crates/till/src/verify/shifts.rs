//! Shifts: the totals a shift keeps, and a Z report names, are the sum of its operations.

use bezmen_contract::wire::fact::{CashMoveFact, SaleFact, ShiftClosed, ShiftOpened, kind};
use bezmen_domain::id::ShiftId;
use bezmen_domain::shift::{ShiftEntry, ShiftTotals};
use rusqlite::Connection;
use serde::de::DeserializeOwned;

use super::VerifyReport;
use crate::refusal::Refusal;
use crate::store::{self, Json, ShiftRecord, StoreError, Text};

/// Adds the operations of each shift up again, in the order of the log.
pub fn check(connection: &Connection, report: &mut VerifyReport) -> Result<(), Refusal> {
    let mut statement = connection.prepare(
        "select kind, body from op where kind in ('shift_opened', 'sale', 'return', 'cash_move', 'shift_closed')
            and reason <> ?1
        order by epoch >= ?2 desc, epoch, seq",
    )?;
    let ops = statement.query_map((store::REISSUED, store::FILED_EPOCHS), |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })?;
    let mut running: Option<(ShiftOpened, ShiftTotals)> = None;
    for op in ops {
        let (word, body) = op?;
        match word.as_str() {
            kind::SHIFT_OPENED => {
                let opened: ShiftOpened = parse(&body)?;
                let totals = ShiftTotals::opened(opened.opening_float);
                running = Some((opened, totals));
            }
            kind::SHIFT_CLOSED => {
                report.shifts += 1;
                let closed: ShiftClosed = parse(&body)?;
                check_closed(connection, running.take(), &closed, report)?;
            }
            word => {
                if let Some((_, totals)) = &mut running {
                    totals.add(&entry(word, &body)?);
                } else {
                    report.fault("something was sold while no shift was open".to_owned());
                }
            }
        }
    }
    check_open(connection, running, report)
}

fn check_closed(
    connection: &Connection,
    running: Option<(ShiftOpened, ShiftTotals)>,
    closed: &ShiftClosed,
    report: &mut VerifyReport,
) -> Result<(), Refusal> {
    let Some((opened, totals)) = running.filter(|(opened, _)| opened.shift_id == closed.shift_id)
    else {
        report.fault(format!(
            "shift {} was closed without having been opened",
            closed.number
        ));
        return Ok(());
    };
    if totals != closed.totals || closed.difference != closed.counted_cash - totals.expected_cash {
        report.fault(format!(
            "the Z report of shift {} is not the sum of its operations",
            opened.number
        ));
    }
    let kept: Option<ShiftTotals> = kept_totals(connection, opened.shift_id)?;
    if kept.as_ref() != Some(&totals) {
        report.fault(format!(
            "the totals kept of shift {} are not the sum of its operations",
            opened.number
        ));
    }
    Ok(())
}

fn check_open(
    connection: &Connection,
    running: Option<(ShiftOpened, ShiftTotals)>,
    report: &mut VerifyReport,
) -> Result<(), Refusal> {
    let open: Option<ShiftRecord> = store::open_shift(connection)?;
    match (running, open) {
        (None, None) => {}
        (Some((opened, totals)), Some(shift)) if opened.shift_id == shift.id => {
            report.shifts += 1;
            if shift.totals != totals {
                report.fault(format!(
                    "the totals of the open shift {} are not the sum of its operations",
                    shift.number
                ));
            }
        }
        (running, _) => {
            let number = running.map_or(0, |(opened, _)| opened.number);
            report.fault(format!(
                "the log and the list of shifts disagree about which shift is open ({number})"
            ));
        }
    }
    Ok(())
}

fn kept_totals(connection: &Connection, id: ShiftId) -> Result<Option<ShiftTotals>, Refusal> {
    use rusqlite::OptionalExtension;
    let totals: Option<Json<ShiftTotals>> = connection
        .query_row(
            "select totals from shift where id = ?1",
            [Text(id)],
            |row| row.get(0),
        )
        .optional()?;
    Ok(totals.map(|totals| totals.0))
}

fn entry(word: &str, body: &str) -> Result<ShiftEntry, Refusal> {
    if word == kind::CASH_MOVE {
        let fact: CashMoveFact = parse(body)?;
        let amount = fact.amount.abs();
        return Ok(if fact.amount.is_negative() {
            ShiftEntry::CashOut { amount }
        } else {
            ShiftEntry::CashIn { amount }
        });
    }
    let fact: SaleFact = parse(body)?;
    let receipt = fact.shift_receipt();
    Ok(if word == kind::RETURN {
        ShiftEntry::Return(receipt)
    } else {
        ShiftEntry::Sale(receipt)
    })
}

fn parse<T: DeserializeOwned>(body: &str) -> Result<T, Refusal> {
    Ok(serde_json::from_str(body).map_err(StoreError::from)?)
}
