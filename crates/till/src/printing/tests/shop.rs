//! A till that is only a print queue, and the printer it prints on.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bezmen_contract::till::{PrinterAddress, PrinterLamp, PrinterSettings, PrinterState};
use bezmen_devices::printer::profile::PrinterProfile;
use bezmen_devices::simulate::printer::VirtualPrinter;
use bezmen_devices::transport::Limits;
use bezmen_domain::id::PrintJobId;
use bezmen_domain::locale::Locale;
use bezmen_domain::receipt::{Align, ReceiptDocument, ReceiptKind, Row, Style};
use rusqlite::Connection;

use tokio::sync::watch;

use super::super::*;
use crate::clock::{Clock, ManualClock};
use crate::store::{NewPrintJob, PrintJobRecord, Store, StoreError, insert_print_job, print_jobs};

/// A moment of business time.
pub(super) const NOW_MS: i64 = 1_800_000_000_000;

/// Far longer than anything here takes.
pub(super) const LONG: Duration = Duration::from_secs(10);

pub(super) const QUICK: Pace = Pace {
    first_pause: Duration::from_millis(5),
    longest_pause: Duration::from_millis(20),
    limits: Limits {
        connect: Duration::from_secs(2),
        stall: Duration::from_millis(300),
        answer: Duration::from_millis(700),
        confirm: Duration::from_millis(200),
        done: Duration::from_millis(2_000),
    },
    asks_every: None,
};

/// What is done to the database before the worker is given it.
pub(super) type Meddling = Box<dyn FnMut(&Store) + Send>;

/// A till that is only a print queue.
pub(super) struct Till {
    pub(super) store: Store,
    pub(super) clock: ManualClock,
    pub(super) printer: Mutex<Option<PrinterSettings>>,
    pub(super) grew: watch::Sender<u64>,
    pub(super) lamps: Sender<PrinterLamp>,
    pub(super) station: Arc<Station>,
    pub(super) meddles: Mutex<Option<Meddling>>,
    /// How often the worker asked for the settings.
    pub(super) asked: watch::Sender<u64>,
}

impl PrintHost for Till {
    fn store(&self) -> &Store {
        if let Some(meddle) = &mut *self.meddles.lock().unwrap() {
            meddle(&self.store);
        }
        &self.store
    }

    fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    fn printer(&self, _connection: &Connection) -> Result<InForce, StoreError> {
        self.asked.send_modify(|count| *count += 1);
        let printer = self.printer.lock().unwrap().clone();
        Ok(InForce {
            printer: printer.map(|printer| Printer::Receipts {
                printer,
                labels: None,
            }),
            share: Share::Receipts,
            locale: Locale::Ru,
        })
    }

    fn station(&self) -> Arc<Station> {
        Arc::clone(&self.station)
    }

    fn queue_grew(&self) -> watch::Receiver<u64> {
        self.grew.subscribe()
    }

    fn lamp_changed(&self, lamp: PrinterLamp) {
        self.lamps.send(lamp).unwrap();
    }
}

pub(super) struct Shop {
    // The worker stops before the rest goes.
    pub(super) printing: Option<Printing>,
    pub(super) lamps: Receiver<PrinterLamp>,
    pub(super) printer: VirtualPrinter,
    pub(super) till: Arc<Till>,
    pub(super) jobs: u64,
    pub(super) _folder: tempfile::TempDir,
}

impl Shop {
    /// A till with a printer, before the worker runs.
    pub(super) fn closed() -> Self {
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
            station: Arc::default(),
            meddles: Mutex::new(None),
            asked: watch::Sender::new(0),
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

    pub(super) fn open() -> Self {
        let mut shop = Self::closed();
        shop.start();
        shop
    }

    pub(super) fn start(&mut self) {
        let host: Arc<dyn PrintHost> = Arc::clone(&self.till) as Arc<dyn PrintHost>;
        self.printing = Some(Printing::start(host, QUICK).unwrap());
    }

    /// A till that asks its idle printer how it is all the time.
    pub(super) fn watching() -> Self {
        let mut shop = Self::closed();
        let host: Arc<dyn PrintHost> = Arc::clone(&shop.till) as Arc<dyn PrintHost>;
        let pace = Pace {
            asks_every: Some(Duration::from_millis(10)),
            ..QUICK
        };
        shop.printing = Some(Printing::start(host, pace).unwrap());
        shop
    }

    pub(super) fn use_printer(&self, settings: Option<PrinterSettings>) {
        *self.till.printer.lock().unwrap() = settings;
        self.wake();
    }

    pub(super) fn wake(&self) {
        self.till.grew.send_modify(|count| *count += 1);
    }

    pub(super) fn settings(&self) -> PrinterSettings {
        let address = PrinterAddress::Tcp {
            address: self.printer.addr().to_string(),
        };
        PrinterSettings {
            address,
            profile: "virtual".to_owned(),
            drawer: true,
            own_profile: None,
            drawer_open_is_high: None,
        }
    }

    /// Puts a job into the queue as a sale does, and wakes the worker.
    pub(super) fn queue(&mut self, text: &str, kick_drawer: bool) -> PrintJobId {
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

    pub(super) fn write<T>(
        &self,
        work: impl FnOnce(&rusqlite::Transaction<'_>) -> Result<T, StoreError>,
    ) -> T {
        self.till.store.write(work).unwrap()
    }

    pub(super) fn job(&self, id: PrintJobId) -> PrintJobRecord {
        let jobs = self
            .till
            .store
            .read(|connection| print_jobs(connection, 100))
            .unwrap();
        jobs.into_iter().find(|job| job.id == id).unwrap()
    }

    /// Waits for a lamp and gives it.
    pub(super) fn lamp(&self, state: PrinterState) -> PrinterLamp {
        loop {
            let lamp = self.lamps.recv_timeout(LONG).unwrap();
            if lamp.state == state {
                return lamp;
            }
        }
    }

    pub(super) fn receipts(&self, count: usize) -> Vec<String> {
        self.printer
            .wait_for(count, LONG)
            .iter()
            .map(|receipt| receipt.text())
            .collect()
    }
}
