//! What becomes of a print job, and how it is written down.

use bezmen_contract::till::PrinterState;
use bezmen_devices::transport::TransportError;
use bezmen_domain::id::PrintJobId;
use bezmen_domain::locale::Locale;

use super::{Step, Worker};
use crate::printing::queue::{self, DueJob, Failed};
use crate::printing::setup::PrinterSetup;
use crate::printing::words::{labels_broken_off, unreadable};
use crate::store::StoreError;

/// A job that broke off in the middle so often waits for a person: more copies would only be more waste paper.
const MOST_BREAK_OFFS: u32 = 3;

impl Worker {
    /// Leaves a job whose document cannot be read to a person, so that the others are printed.
    pub(super) fn pass_over(&mut self, id: PrintJobId, locale: Locale) -> Step {
        tracing::error!(print_job.id = %id, "the document of a print job cannot be read; the job is passed over");
        self.break_offs.insert(id, MOST_BREAK_OFFS);
        let failed = Failed {
            reason: unreadable(locale).to_owned(),
            may_have_printed: false,
        };
        self.settle(move |connection| queue::mark_failed(connection, id, &failed));
        Step::Again
    }

    pub(super) fn failed(
        &mut self,
        setup: &PrinterSetup,
        job: &DueJob,
        error: &TransportError,
        locale: Locale,
    ) -> Result<Step, StoreError> {
        let id = job.id;
        tracing::warn!(print_job.id = %id, error = %error, "a job could not be printed");
        self.failures = self.failures.saturating_add(1);
        let may_have_printed = error.may_have_printed();
        if may_have_printed {
            *self.break_offs.entry(id).or_default() += 1;
        }
        let mut reason = error.words(locale);
        if may_have_printed && job.document.is_labels() {
            reason = format!("{reason}; {}", labels_broken_off(locale));
        }
        let failed = Failed {
            reason: reason.clone(),
            may_have_printed,
        };
        self.settle(move |connection| queue::mark_failed(connection, id, &failed));
        if matches!(
            error,
            TransportError::PaperOut { .. }
                | TransportError::CoverOpen { .. }
                | TransportError::Faulty { .. }
        ) {
            self.open_drawers(setup)?;
        }
        self.show(PrinterState::Trouble, &reason)?;
        Ok(Step::Pause)
    }

    /// The printer cannot print, but it can open its drawer: whoever waits for change gets it, wherever in the queue their
    /// receipt is.
    fn open_drawers(&self, setup: &PrinterSetup) -> Result<(), StoreError> {
        let (now_ms, share) = (self.host.now_ms(), self.share);
        let kicks = self
            .host
            .store()
            .read(|connection| queue::kicks_due(connection, share, now_ms))?;
        for kick in kicks {
            if !setup.kick_now() {
                break;
            }
            self.settle(move |connection| queue::mark_kicked(connection, kick, now_ms));
        }
        Ok(())
    }

    pub(super) fn is_given_up(&self, id: PrintJobId) -> bool {
        self.break_offs
            .get(&id)
            .is_some_and(|count| *count >= MOST_BREAK_OFFS)
    }

    pub(super) fn done(&self, job: &DueJob, remark: &'static str) -> Result<Step, StoreError> {
        let (id, now_ms) = (job.id, self.host.now_ms());
        self.settle(move |connection| queue::mark_done(connection, id, now_ms, remark));
        Ok(Step::Again)
    }

    /// Writes what became of a job, again and again until the database takes it: a job that is printed but not known
    /// to be would be printed twice.
    pub(super) fn settle(&self, write: impl Fn(&rusqlite::Connection) -> Result<(), StoreError>) {
        loop {
            let Err(error) = self.host.store().write(|transaction| write(transaction)) else {
                return;
            };
            tracing::error!(error = %error, "the fate of a print job cannot be written down yet");
            if self.shared.stopped() {
                return;
            }
            self.runtime.block_on(async {
                let _ =
                    tokio::time::timeout(self.pace.first_pause, self.shared.bell.notified()).await;
            });
        }
    }
}
