//! The till's devices at work: the threads that print, weigh, scan and show, as the settings say.

use std::sync::Arc;

use bezmen_contract::till::{
    BuyerView, Event, PrinterLamp, ScaleSettings, ScaleView, ScannerSettings, Settings,
};
use bezmen_devices::scanner::event::ScanEvent;
use bezmen_domain::locale::Locale;
use rusqlite::Connection;
use tokio::sync::watch;

use crate::buyer::Buying;
use crate::displaying::{DisplayDesk, DisplayHost, Displaying, Wanted};
use crate::printing::{InForce, Pace, PrintHost, Printing, Station};
use crate::reads::{ScannerLink, Told};
use crate::refusal::Refusal;
use crate::scanning::{ScanHost, Scanning};
use crate::settings;
use crate::store::{Store, StoreError};
use crate::till::Till;
use crate::weighing::{WeighHost, Weighing};

/// The running workers. They stop when this is dropped, the printer's after the job it is at.
#[derive(Debug)]
pub struct Hardware {
    till: Till,
    printing: Printing,
    _label_printing: Printing,
    _weighing: Weighing,
    _scanning: Scanning,
    _displaying: Displaying,
    _buying: Buying,
}

impl Hardware {
    /// Starts to print, to weigh, to scan and to show as the settings say, now and after each change of them.
    ///
    /// # Errors
    /// The database refuses, or the system gives no thread.
    pub fn start(till: &Till) -> Result<Self, StoreError> {
        Self::start_at(till, Pace::USUAL)
    }

    /// As [`Self::start`], with other patience for the printer.
    ///
    /// # Errors
    /// The database refuses, or the system gives no thread.
    pub fn start_at(till: &Till, pace: Pace) -> Result<Self, StoreError> {
        let host = Arc::new(Host(till.clone()));
        let printing = Printing::start(Arc::clone(&host) as Arc<dyn PrintHost>, pace)?;
        let label_printing = Printing::start(Arc::new(LabelHost(till.clone())), pace)?;
        let weighing = Weighing::start(Arc::clone(&host) as Arc<dyn WeighHost>)?;
        let scanning = Scanning::start(Arc::clone(&host) as Arc<dyn ScanHost>)?;
        let buying = Buying::start(till)?;
        let displaying = Displaying::start(host)?;
        till.plug_scale(Some(weighing.reader()));
        Ok(Self {
            till: till.clone(),
            printing,
            _label_printing: label_printing,
            _weighing: weighing,
            _scanning: scanning,
            _displaying: displaying,
            _buying: buying,
        })
    }

    /// The printer's lamp as the worker sees it.
    pub fn printer_lamp(&self) -> PrinterLamp {
        self.printing.lamp()
    }
}

impl Drop for Hardware {
    fn drop(&mut self) {
        self.till.plug_scale(None);
    }
}

/// The till as the workers see it.
struct Host(Till);

/// The till as the worker of the label printer sees it.
struct LabelHost(Till);

fn settings_in(connection: &Connection) -> Result<Settings, StoreError> {
    settings::current(connection).map_err(|refusal| match refusal {
        Refusal::Store(error) => error,
        other => StoreError::Unreadable(other.to_string()),
    })
}

impl Host {
    fn settings(&self) -> Result<Settings, StoreError> {
        self.0.store().read(settings_in)
    }

    /// Tells the screens of a read.
    fn tell(&self, told: Told) {
        self.0.emit(match told {
            Told::Code { number, text } => Event::ScannerRead { number, text },
            Told::Trouble(trouble) => {
                let locale = self.settings().map(|settings| settings.locale);
                let words = trouble.words(locale.unwrap_or_default()).to_owned();
                Event::ScannerTrouble { words }
            }
        });
    }
}

impl PrintHost for Host {
    fn store(&self) -> &Store {
        self.0.store()
    }

    fn now_ms(&self) -> i64 {
        self.0.clock().now_ms()
    }

    fn printer(&self, connection: &Connection) -> Result<InForce, StoreError> {
        Ok(InForce::receipts(settings_in(connection)?))
    }

    fn station(&self) -> Arc<Station> {
        self.0.station()
    }

    fn queue_grew(&self) -> watch::Receiver<u64> {
        self.0.print_queue_growth()
    }

    fn lamp_changed(&self, _lamp: PrinterLamp) {
        self.0.announce_lamps();
    }
}

impl PrintHost for LabelHost {
    fn store(&self) -> &Store {
        self.0.store()
    }

    fn now_ms(&self) -> i64 {
        self.0.clock().now_ms()
    }

    fn printer(&self, connection: &Connection) -> Result<InForce, StoreError> {
        Ok(InForce::labels(settings_in(connection)?))
    }

    fn station(&self) -> Arc<Station> {
        Arc::clone(&self.0.engine().label_station)
    }

    fn queue_grew(&self) -> watch::Receiver<u64> {
        self.0.print_queue_growth()
    }

    /// The list of devices says how it is; the frame of the screens has no lamp for it.
    fn lamp_changed(&self, _lamp: PrinterLamp) {}
}

impl WeighHost for Host {
    fn scale(&self) -> Result<(Option<ScaleSettings>, Locale), StoreError> {
        let settings = self.settings()?;
        Ok((settings.scale, settings.locale))
    }

    fn settings_changed(&self) -> watch::Receiver<u64> {
        self.0.print_queue_growth()
    }

    fn weight_changed(&self, view: ScaleView) {
        self.0.emit(Event::Weight(view));
    }

    fn label_came(&self, text: String) {
        self.tell(self.0.engine().reads.add_text(text));
    }
}

impl ScanHost for Host {
    fn scanner(&self) -> Result<(Option<ScannerSettings>, Locale), StoreError> {
        let settings = self.settings()?;
        Ok((settings.scanner, settings.locale))
    }

    fn settings_changed(&self) -> watch::Receiver<u64> {
        self.0.print_queue_growth()
    }

    fn link_changed(&self, link: ScannerLink) {
        self.0.engine().reads.show(link);
    }

    fn read(&self, event: ScanEvent) {
        self.tell(self.0.engine().reads.add(event));
    }
}

impl DisplayHost for Host {
    fn wanted(&self) -> Result<Wanted, StoreError> {
        let settings = self.settings()?;
        Ok(Wanted {
            display: settings.display,
            printer: settings.printer,
            locale: settings.locale,
        })
    }

    fn settings_changed(&self) -> watch::Receiver<u64> {
        self.0.print_queue_growth()
    }

    fn buyer(&self) -> watch::Receiver<BuyerView> {
        self.0.buyer()
    }

    fn station(&self) -> Arc<Station> {
        self.0.station()
    }

    fn desk(&self) -> &DisplayDesk {
        &self.0.engine().display
    }
}

#[cfg(test)]
mod display_tests;
#[cfg(test)]
mod label_tests;
#[cfg(test)]
mod scanner_tests;
#[cfg(test)]
mod tests;
