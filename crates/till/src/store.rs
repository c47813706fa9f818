//! The terminal's database: one file, one connection that writes, others that only read. SQL lives below this room.

mod backup;
mod catalog;
mod columns;
mod coming;
mod customers;
mod error;
mod feed;
mod folder;
mod identity;
mod log;
mod marked;
mod notices;
mod opening;
mod people;
mod print_jobs;
mod readers;
mod sales;
mod search;
mod settings;
mod shifts;
mod tickets;
mod writer;

pub use backup::{backup_to, dated_backup};
pub use catalog::{
    DefaultTax, ProductRecord, bind_barcode, category_names, changed_products, default_tax_rate,
    find_by_barcode, find_by_sku, get_product, newest_product_rev, product_count, put_category,
    put_product, put_tax_rate, quick_keys, remove_product, tax_rate, weighed_products,
};
pub use columns::{Json, Text, Word};
pub use coming::{is_prepared_shown, settle_prepared, show_prepared};
pub use customers::{find_customer_by_card, get_customer, put_customer, search_customers};
pub use error::{OpenError, StoreError, Stored};
pub use feed::{AppliedRow, apply_row, prepare_product_row};
pub use folder::FolderLock;
pub use identity::{
    Identity, company, company_body, get_identity, put_identity, store_card, terminal_card,
};
pub use log::{
    FILED_EPOCHS, LoggedOp, OpHead, OpState, Outbox, REISSUED, append_op, get_op_body, head,
    mark_received, op_counts, outbox, pending_ops, start_epoch,
};
pub use marked::{SoldPiece, held_ticket_of, sold_piece};
pub use notices::{NoticeRecord, dismiss_notice, notices, put_notice};
pub use people::{
    PersonRecord, PinAttempt, clear_pin_attempts, get_person, pin_attempt, put_person,
    save_pin_attempt, staff,
};
pub use print_jobs::{
    IS_LABELS, JobDocument, NewPrintJob, PrintJobRecord, WaitingJobs, drop_print_job,
    insert_label_job, insert_print_job, print_jobs, retry_print_job, waiting_print_jobs,
};
pub use sales::{
    PUT_AWAY, SaleQuery, SaleRecord, find_sales, get_sale, get_sale_fact, insert_sale, last_number,
    returned_quantities, returns_of, sale_by_number, sale_by_ticket, sale_facts_of,
    sales_by_outside_number, take_number,
};
pub use search::{fold, search_products};
pub use settings::{get_setting, put_setting};
pub use shifts::{
    CashMoveRecord, PUT_AWAY_SHIFTS, ShiftRecord, cash_move_exists, cash_moves, close_shift,
    insert_cash_move, insert_shift, last_shifts, next_shift_number, open_shift, save_totals,
};
pub use tickets::{
    HeldRecord, delete_ticket, held_tickets, hold_ticket, open_ticket_body, recall_ticket,
    save_open_ticket,
};

use std::path::{Path, PathBuf};

use rusqlite::{Connection, Transaction};

use readers::Readers;
use writer::Writer;

/// The database file in the data folder.
pub const DATABASE_FILE: &str = "till.db";

/// The open database.
#[derive(Debug)]
pub struct Store {
    // Fields drop in this order: the connections close before the folder is given free.
    readers: Readers,
    writer: Writer,
    path: PathBuf,
    _lock: FolderLock,
}

impl Store {
    /// Opens the database of a data folder, making both when they are not there; takes the folder for this process.
    ///
    /// # Errors
    /// [`OpenError`] says what is wrong with the folder and what to do.
    pub fn open(data_dir: &Path) -> Result<Self, OpenError> {
        let lock = FolderLock::take(data_dir)?;
        let path = data_dir.join(DATABASE_FILE);
        let connection = opening::open_checked(&path)?;
        Ok(Self {
            readers: Readers::new(path.clone()),
            writer: Writer::new(connection),
            path,
            _lock: lock,
        })
    }

    /// Runs work in one immediate transaction, after those who asked before: committed and on disk when it answers `Ok`,
    /// rolled back whole when it answers `Err`.
    ///
    /// # Errors
    /// Whatever the work answers, and [`StoreError`] when the database refuses.
    pub fn write<T, E>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        self.writer.run(work)
    }

    /// Runs work on a connection that can only read and sees every commit made before.
    ///
    /// # Errors
    /// Whatever the work answers, and [`StoreError`] when no connection can be opened.
    pub fn read<T, E>(&self, work: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E>
    where
        E: From<StoreError>,
    {
        self.readers.run(work)
    }

    /// Where the database is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}
