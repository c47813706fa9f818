use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bezmen_contract::till::{
    PrintJobState, PrinterAddress, PrinterLamp, PrinterSettings, PrinterState,
};
use bezmen_devices::printer::profile::PrinterProfile;
use bezmen_devices::simulate::printer::{PrinterFault, VirtualPrinter};
use bezmen_devices::transport::Limits;
use bezmen_domain::id::PrintJobId;
use bezmen_domain::locale::Locale;
use bezmen_domain::receipt::{Align, ReceiptDocument, ReceiptKind, Row, Style};

use tokio::sync::watch;

use super::queue;
use super::*;
use crate::clock::{Clock, ManualClock};
use crate::store::{
    NewPrintJob, PrintJobRecord, Store, StoreError, insert_print_job, print_jobs, retry_print_job,
};

/// A moment of business time.
const NOW_MS: i64 = 1_800_000_000_000;

/// Far longer than anything here takes.
const LONG: Duration = Duration::from_secs(10);

const QUICK: Pace = Pace {
    first_pause: Duration::from_millis(5),
    longest_pause: Duration::from_millis(20),
    limits: Limits {
        connect: Duration::from_secs(2),
        stall: Duration::from_millis(300),
        answer: Duration::from_millis(700),
        confirm: Duration::from_millis(200),
        done: Duration::from_millis(2_000),
    },
};

/// A till that is only a print queue.
struct Till {
    store: Store,
    clock: ManualClock,
    printer: Mutex<Option<PrinterSettings>>,
    grew: watch::Sender<u64>,
    lamps: Sender<PrinterLamp>,
}

impl PrintHost for Till {
    fn store(&self) -> &Store {
        &self.store
    }

    fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    fn printer(&self) -> Result<(Option<PrinterSettings>, Locale), StoreError> {
        Ok((self.printer.lock().unwrap().clone(), Locale::Ru))
    }

    fn queue_grew(&self) -> watch::Receiver<u64> {
        self.grew.subscribe()
    }

    fn lamp_changed(&self, lamp: PrinterLamp) {
        self.lamps.send(lamp).unwrap();
    }
}

struct Shop {
    // The worker stops before the rest goes.
    printing: Option<Printing>,
    lamps: Receiver<PrinterLamp>,
    printer: VirtualPrinter,
    till: Arc<Till>,
    jobs: u64,
    _folder: tempfile::TempDir,
}

impl Shop {
    /// A till with a printer, before the worker runs.
    fn closed() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let printer =
            VirtualPrinter::start("127.0.0.1:0", &PrinterProfile::virtual_printer()).unwrap();
        let (tell, lamps) = channel();
        let till = Arc::new(Till {
            store: Store::open(folder.path()).unwrap(),
            clock: ManualClock::new(NOW_MS),
            printer: Mutex::new(None),
            grew: watch::Sender::new(0),
            lamps: tell,
        });
        let shop = Self {
            printing: None,
            lamps,
            printer,
            till,
            jobs: 0,
            _folder: folder,
        };
        shop.use_printer(Some(shop.settings()));
        shop
    }

    fn open() -> Self {
        let mut shop = Self::closed();
        shop.start();
        shop
    }

    fn start(&mut self) {
        let host: Arc<dyn PrintHost> = Arc::clone(&self.till) as Arc<dyn PrintHost>;
        self.printing = Some(Printing::start(host, QUICK).unwrap());
    }

    fn use_printer(&self, settings: Option<PrinterSettings>) {
        *self.till.printer.lock().unwrap() = settings;
        self.wake();
    }

    fn wake(&self) {
        self.till.grew.send_modify(|count| *count += 1);
    }

    fn settings(&self) -> PrinterSettings {
        let address = PrinterAddress::Tcp {
            address: self.printer.addr().to_string(),
        };
        PrinterSettings {
            address,
            profile: "virtual".to_owned(),
            drawer: true,
        }
    }

    /// Puts a job into the queue as a sale does, and wakes the worker.
    fn queue(&mut self, text: &str, kick_drawer: bool) -> PrintJobId {
        self.jobs += 1;
        let id = PrintJobId::from_parts(self.jobs, [7; 10]);
        let rows = if text.is_empty() {
            Vec::new()
        } else {
            let line = Row::Text {
                text: text.to_owned(),
                align: Align::Left,
                style: Style::Normal,
            };
            vec![line, Row::Cut]
        };
        let document = ReceiptDocument {
            kind: ReceiptKind::Sale,
            locale: Locale::Ru,
            rows,
        };
        let (title, created_at_ms) = (text.to_owned(), self.till.now_ms());
        self.write(move |transaction| {
            let job = NewPrintJob {
                id,
                sale_id: None,
                title: &title,
                document: &document,
                kick_drawer,
                is_copy: false,
                created_at_ms,
            };
            insert_print_job(transaction, &job)
        });
        self.wake();
        id
    }

    fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        self.till.store.write(work).unwrap()
    }

    fn job(&self, id: PrintJobId) -> PrintJobRecord {
        let jobs = self
            .till
            .store
            .read(|connection| print_jobs(connection, 100))
            .unwrap();
        jobs.into_iter().find(|job| job.id == id).unwrap()
    }

    /// Waits for a lamp and gives it.
    fn lamp(&self, state: PrinterState) -> PrinterLamp {
        loop {
            let lamp = self.lamps.recv_timeout(LONG).unwrap();
            if lamp.state == state {
                return lamp;
            }
        }
    }

    fn receipts(&self, count: usize) -> Vec<String> {
        self.printer
            .wait_for(count, LONG)
            .iter()
            .map(|receipt| receipt.text())
            .collect()
    }
}

#[test]
fn receipts_come_out_in_order_and_the_drawer_opens_once() {
    let mut shop = Shop::open();
    let first = shop.queue("Чек 1", true);
    shop.queue("Чек 2", false);
    shop.queue("Чек 3", false);
    assert_eq!(shop.receipts(3), ["Чек 1", "Чек 2", "Чек 3"]);
    shop.lamp(PrinterState::Ready);
    assert_eq!(shop.printer.kicks(), 1);
    let job = shop.job(first);
    assert_eq!(
        (job.state, job.attempts, job.last_error.as_str()),
        (PrintJobState::Done, 1, "")
    );
}

#[test]
fn a_printer_that_was_off_prints_when_it_is_on_and_not_as_a_copy() {
    let mut shop = Shop::open();
    shop.printer.set_fault(PrinterFault::Off);
    let job = shop.queue("Чек", false);
    let lamp = shop.lamp(PrinterState::Trouble);
    assert_eq!(lamp.waiting, 1);
    assert!(lamp.hint.contains("включите устройство"), "{}", lamp.hint);
    shop.printer.set_fault(PrinterFault::None);
    assert_eq!(shop.receipts(1), ["Чек"]);
    shop.lamp(PrinterState::Ready);
    assert!(shop.job(job).attempts > 1);
}

#[test]
fn paper_that_ended_before_the_job_holds_it_back() {
    let mut shop = Shop::open();
    shop.printer.set_fault(PrinterFault::PaperOut);
    shop.queue("Чек", true);
    assert!(
        shop.lamp(PrinterState::Trouble)
            .hint
            .contains("кончилась бумага")
    );
    assert_eq!(
        shop.printer.wait_for_kicks(1, LONG),
        1,
        "change is given all the same"
    );
    shop.printer.set_fault(PrinterFault::None);
    assert_eq!(shop.receipts(1), ["Чек"]);
    shop.lamp(PrinterState::Ready);
    assert_eq!(shop.printer.kicks(), 1);
}

#[test]
fn what_may_be_on_paper_already_is_printed_again_as_a_copy_without_the_drawer() {
    let mut shop = Shop::open();
    shop.printer.set_fault(PrinterFault::ResetsAfter(10));
    shop.queue("Чек", true);
    shop.lamp(PrinterState::Trouble);
    shop.printer.set_fault(PrinterFault::None);
    shop.lamp(PrinterState::Ready);
    let receipts = shop.printer.receipts();
    let last = receipts.last().unwrap().text();
    assert!(
        last.contains("*** КОПИЯ ***") && last.contains("Чек"),
        "{last}"
    );
    assert!(shop.printer.kicks() <= 1);
}

#[test]
fn a_job_that_breaks_off_again_and_again_waits_for_a_person() {
    let mut shop = Shop::open();
    shop.printer.set_fault(PrinterFault::ResetsAfter(10));
    let job = shop.queue("Чек", false);
    shop.lamp(PrinterState::Trouble);
    shop.lamp(PrinterState::Ready);
    let given_up = shop.job(job);
    assert_eq!(
        (given_up.state, given_up.attempts),
        (PrintJobState::Failed, 3)
    );
    shop.printer.set_fault(PrinterFault::None);
    shop.queue("Следующий", false);
    shop.lamp(PrinterState::Printing);
    shop.lamp(PrinterState::Ready);
    assert_eq!(
        shop.job(job).attempts,
        3,
        "the next one is printed, this one is not"
    );
    assert!(shop.write(move |transaction| retry_print_job(transaction, job)));
    shop.wake();
    shop.lamp(PrinterState::Ready);
    assert_eq!(shop.job(job).state, PrintJobState::Done);
    assert!(
        shop.printer
            .receipts()
            .last()
            .unwrap()
            .text()
            .contains("*** КОПИЯ ***")
    );
}

#[test]
fn a_crash_while_sending_ends_in_a_copy() {
    let mut shop = Shop::closed();
    let job = shop.queue("Чек", true);
    shop.write(move |transaction| queue::mark_sending(transaction, job));
    shop.till.clock.advance(queue::KICKED_FOR_MS + 1);
    shop.start();
    let receipts = shop.receipts(1);
    assert!(
        receipts[0].contains("*** КОПИЯ ***") && receipts[0].contains("Чек"),
        "{receipts:?}"
    );
    shop.lamp(PrinterState::Ready);
    assert_eq!(
        shop.printer.kicks(),
        0,
        "the drawer stays shut: the sale is long over"
    );
    assert_eq!(shop.job(job).attempts, 2);
}

#[test]
fn a_drawer_is_not_opened_when_nobody_stands_there_any_more() {
    let mut shop = Shop::closed();
    let alone = shop.queue("", true);
    shop.queue("Чек", true);
    shop.till.clock.advance(queue::KICKED_FOR_MS + 1);
    shop.start();
    assert_eq!(shop.receipts(1), ["Чек"]);
    shop.lamp(PrinterState::Ready);
    assert_eq!(shop.printer.kicks(), 0);
    assert!(shop.job(alone).last_error.contains("ящик не открыт"));
}

#[test]
fn a_job_that_is_being_printed_when_the_till_ends_is_no_copy() {
    let mut shop = Shop::open();
    // The printer takes its time over the last question, and meanwhile the till ends.
    shop.printer.set_fault(PrinterFault::NeverSaysDone);
    let job = shop.queue("Чек", false);
    shop.lamp(PrinterState::Printing);
    shop.printing = None;
    assert_eq!(shop.job(job).state, PrintJobState::Done);
    shop.start();
    shop.lamp(PrinterState::Ready);
    assert_eq!(shop.receipts(1), ["Чек"]);
}

#[test]
fn a_drawer_alone_opens() {
    let mut shop = Shop::open();
    shop.queue("", true);
    assert_eq!(shop.printer.wait_for_kicks(1, LONG), 1);
    assert!(shop.printer.receipts().is_empty());
}

#[test]
fn a_job_that_failed_for_long_waits_for_a_person() {
    let mut shop = Shop::closed();
    let job = shop.queue("Утро", false);
    let off = queue::Failed {
        reason: "off".to_owned(),
        may_have_printed: false,
        may_have_kicked: false,
    };
    shop.write(move |transaction| queue::mark_failed(transaction, job, &off));
    shop.till.clock.advance(queue::RETRIED_FOR_MS + 1);
    shop.start();
    shop.queue("Вечер", false);
    assert_eq!(shop.receipts(1), ["Вечер"]);
    shop.lamp(PrinterState::Ready);
    assert_eq!(shop.job(job).state, PrintJobState::Failed);
    assert!(shop.write(move |transaction| retry_print_job(transaction, job)));
    shop.wake();
    assert_eq!(shop.receipts(2)[1], "Утро");
}

#[test]
fn without_a_printer_jobs_say_so_and_a_new_printer_prints_the_fresh_ones() {
    let mut shop = Shop::closed();
    let job = shop.queue("Чек", false);
    shop.use_printer(None);
    shop.start();
    shop.lamp(PrinterState::Absent);
    assert_eq!(shop.job(job).state, PrintJobState::Failed);
    assert!(shop.job(job).last_error.contains("принтер не настроен"));
    shop.use_printer(Some(shop.settings()));
    assert_eq!(shop.receipts(1), ["Чек"]);
}

#[test]
fn settings_that_cannot_be_used_are_said() {
    let shop = Shop::open();
    shop.use_printer(Some(PrinterSettings {
        profile: "nec".to_owned(),
        ..shop.settings()
    }));
    let lamp = shop.lamp(PrinterState::Trouble);
    assert!(
        lamp.hint.contains("nec") && lamp.hint.contains("epson"),
        "{}",
        lamp.hint
    );
    assert_eq!(shop.printing.as_ref().unwrap().lamp(), lamp);
}
