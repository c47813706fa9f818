//! Putting jobs into the print queue. The printing worker takes them out.

use std::sync::Arc;

use bezmen_contract::till::{
    DropPrintJob, ListPrintJobs, PrintJobState, PrintJobView, PrinterLamp, PrinterState,
    RetryPrintJob,
};
use bezmen_contract::wire::fact::SaleFact;
use bezmen_domain::id::{PrintJobId, SaleId};
use bezmen_domain::receipt::{ReceiptDocument, ReceiptKind};
use bezmen_domain::tender::TenderKind;
use rusqlite::Connection;

use crate::answer::Answer;
use crate::catalog::MAX_ROWS;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::printing::{Seen, Share};
use crate::refusal::Refusal;
use crate::store::{self, NewPrintJob, PrintJobRecord, WaitingJobs};
use crate::{settings, status};

/// Whether the drawer opens with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawer {
    /// It does, if there is one.
    Opens,
    /// It does not.
    StaysShut,
}

/// Queues the receipt of a sale or return that was just written down; the drawer opens when any of it was cash.
pub fn receipt_of(desk: &mut Desk<'_>, fact: &SaleFact) -> Result<Option<PrintJobId>, Refusal> {
    let by_cash = fact
        .payments
        .iter()
        .any(|payment| payment.tender == TenderKind::Cash);
    let drawer = if by_cash {
        Drawer::Opens
    } else {
        Drawer::StaysShut
    };
    let title = fact.receipt_number().to_string();
    receipt(desk, Some(fact.sale_id), &title, &fact.document, drawer)
}

/// Queues a document of the shop's business: printed if the settings say so, the drawer opened for cash either way.
pub fn receipt(
    desk: &mut Desk<'_>,
    sale_id: Option<SaleId>,
    title: &str,
    document: &ReceiptDocument,
    drawer: Drawer,
) -> Result<Option<PrintJobId>, Refusal> {
    if desk.shop()?.settings.print_receipts {
        return report(desk, sale_id, title, document, drawer);
    }
    if drawer == Drawer::Opens {
        kick(desk, title)?;
    }
    Ok(None)
}

/// Queues a document whatever the settings say; `None` when no printer is set up.
pub fn report(
    desk: &mut Desk<'_>,
    sale_id: Option<SaleId>,
    title: &str,
    document: &ReceiptDocument,
    drawer: Drawer,
) -> Result<Option<PrintJobId>, Refusal> {
    queue(desk, sale_id, title, document, drawer, false)
}

/// Queues a copy.
pub fn copy(
    desk: &mut Desk<'_>,
    sale_id: SaleId,
    title: &str,
    document: &ReceiptDocument,
) -> Result<Option<PrintJobId>, Refusal> {
    queue(
        desk,
        Some(sale_id),
        title,
        document,
        Drawer::StaysShut,
        true,
    )
}

/// Queues the opening of the drawer alone; `None` when there is none.
pub fn kick(desk: &mut Desk<'_>, title: &str) -> Result<Option<PrintJobId>, Refusal> {
    let Some(printer) = desk.shop()?.settings.printer.clone() else {
        return Ok(None);
    };
    if !printer.drawer {
        return Ok(None);
    }
    let nothing = ReceiptDocument {
        kind: ReceiptKind::CashMove,
        locale: desk.shop()?.locale,
        rows: Vec::new(),
    };
    queue(desk, None, title, &nothing, Drawer::Opens, false)
}

fn queue(
    desk: &mut Desk<'_>,
    sale_id: Option<SaleId>,
    title: &str,
    document: &ReceiptDocument,
    drawer: Drawer,
    is_copy: bool,
) -> Result<Option<PrintJobId>, Refusal> {
    let Some(printer) = desk.shop()?.settings.printer.clone() else {
        return Ok(None);
    };
    let id = PrintJobId::from_parts(desk.id_ms(), desk.random());
    let job = NewPrintJob {
        id,
        sale_id,
        title,
        document,
        kick_drawer: drawer == Drawer::Opens && printer.drawer,
        is_copy,
        created_at_ms: desk.now_ms(),
    };
    store::insert_print_job(desk.tx, &job)?;
    desk.effects.print_jobs += 1;
    Ok(Some(id))
}

impl Answer for ListPrintJobs {
    fn answer(self, engine: &Arc<Engine>) -> Result<Vec<PrintJobView>, Refusal> {
        engine.store.read(|connection| jobs(connection, self.limit))
    }
}

impl Answer for RetryPrintJob {
    fn answer(self, engine: &Arc<Engine>) -> Result<Vec<PrintJobView>, Refusal> {
        let is_queued = engine
            .store
            .write(move |tx| store::retry_print_job(tx, self.job_id))?;
        if !is_queued {
            return Err(Refusal::PrintJobUnknown);
        }
        engine.queue_grew.send_modify(|count| *count += 1);
        status::announce_lamps(engine);
        engine.store.read(|connection| jobs(connection, MAX_ROWS))
    }
}

impl Answer for DropPrintJob {
    fn answer(self, engine: &Arc<Engine>) -> Result<Vec<PrintJobView>, Refusal> {
        engine.write(None, move |desk| {
            let person = desk.person()?;
            let title = store::drop_print_job(desk.tx, self.job_id)?;
            let title = title.ok_or(Refusal::PrintJobUnknown)?;
            desk.audit(&person, "print_job_dropped", title, None)
        })?;
        engine.queue_grew.send_modify(|count| *count += 1);
        status::announce_lamps(engine);
        engine.store.read(|connection| jobs(connection, MAX_ROWS))
    }
}

fn jobs(connection: &Connection, limit: u32) -> Result<Vec<PrintJobView>, Refusal> {
    let jobs = store::print_jobs(connection, limit.clamp(1, MAX_ROWS))?;
    Ok(jobs
        .into_iter()
        .map(|job| PrintJobView {
            job_id: job.id,
            title: job.title,
            created_at_ms: job.created_at_ms,
            state: job.state,
            attempts: job.attempts,
            error: job.last_error,
        })
        .collect())
}

/// The printer's lamp, from the settings and the queue; while nothing waits, from what the printer says of itself.
pub fn lamp(connection: &Connection, engine: &Engine) -> Result<PrinterLamp, Refusal> {
    let settings = settings::current(connection)?;
    let (receipts, labels) = store::waiting_print_jobs(connection)?;
    let waiting = match Share::of_receipts(&settings) {
        Share::All => WaitingJobs {
            all: receipts.all + labels.all,
            failed: receipts.failed + labels.failed,
        },
        Share::Receipts | Share::Labels | Share::Nothing => receipts,
    };
    let seen = || engine.station.seen();
    lamp_of(
        connection,
        settings.printer.is_some(),
        waiting,
        seen,
        |job| !job.is_labels || waiting.all > receipts.all,
    )
}

/// The label printer's lamp, where labels do not come out of the receipt printer.
pub fn label_lamp(connection: &Connection, engine: &Engine) -> Result<PrinterLamp, Refusal> {
    let settings = settings::current(connection)?;
    let (_, labels) = store::waiting_print_jobs(connection)?;
    let seen = || engine.label_station.seen();
    let is_set_up = settings.label_printer.is_some();
    lamp_of(connection, is_set_up, labels, seen, |job| job.is_labels)
}

fn lamp_of(
    connection: &Connection,
    is_set_up: bool,
    waiting: WaitingJobs,
    seen: impl FnOnce() -> Option<Seen>,
    is_own: impl Fn(&PrintJobRecord) -> bool,
) -> Result<PrinterLamp, Refusal> {
    let newest_error = || -> Result<String, Refusal> {
        let jobs = store::print_jobs(connection, MAX_ROWS)?;
        let failed = jobs
            .into_iter()
            .find(|job| is_own(job) && job.state == PrintJobState::Failed);
        Ok(failed.map(|job| job.last_error).unwrap_or_default())
    };
    let (state, hint) = match (is_set_up, waiting.all, waiting.failed) {
        (false, _, _) => (PrinterState::Absent, String::new()),
        (true, 0, _) => seen().map_or((PrinterState::Ready, String::new()), |seen| {
            (seen.state, seen.words)
        }),
        (true, _, 0) => (PrinterState::Printing, String::new()),
        (true, _, _) => (PrinterState::Trouble, newest_error()?),
    };
    Ok(PrinterLamp {
        state,
        waiting: waiting.all,
        hint,
    })
}

#[cfg(test)]
mod tests;
