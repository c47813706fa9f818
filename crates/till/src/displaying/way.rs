//! The way to a display: a line of its own, or the receipt printer's.

use std::time::Duration;

use bezmen_contract::till::{DisplaySettings, PrinterSettings};
use bezmen_devices::display::{
    Brightness, CustomerDisplay, DisplayProfile, DisplayView, DisplayWriter, Overflow,
};
use bezmen_devices::transport::{Limits, Link, PortAddress};
use bezmen_domain::locale::Locale;

use crate::bench::places;
use crate::printing::{PrinterSetup, Station, means_receipt_printer};

/// How long the printer may take to be found, and to take the bytes of a view: a receipt waits for as long.
const PRINTER_LIMIT: Duration = Duration::from_secs(1);

/// How long to wait for a job that is being printed before looking at what else has come.
const JOB_TURN: Duration = Duration::from_millis(200);

/// How long to look for a display that is only looked at.
const LOOK_LIMIT: Duration = Duration::from_secs(2);

/// What became of a view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It went out, now or before.
    Shown([String; 2]),
    /// The printer prints.
    PrinterBusy,
}

/// A display that views can be sent to.
#[derive(Debug)]
pub enum Way {
    /// It has a line of its own.
    Own {
        /// The display.
        display: Box<CustomerDisplay>,
        /// Where.
        address: PortAddress,
        /// As it writes.
        writer: DisplayWriter,
    },
    /// The printer passes on what is for it.
    Printer(Box<BehindPrinter>),
}

/// A display that hangs on the receipt printer.
#[derive(Debug)]
pub struct BehindPrinter {
    setup: PrinterSetup,
    writer: DisplayWriter,
    brightness: Brightness,
    is_started: bool,
    shown: Option<[String; 2]>,
}

impl Way {
    /// Reads the settings; nothing is opened yet.
    ///
    /// # Errors
    /// Says in words what is wrong with them and what to do.
    pub fn new(
        display: &DisplaySettings,
        printer: Option<&PrinterSettings>,
        locale: Locale,
    ) -> Result<Self, String> {
        let is_behind_printer = means_receipt_printer(&display.address);
        let profile = DisplayProfile::of_settings(&display.protocol, is_behind_printer)
            .map_err(|error| error.words(locale))?;
        let writer = DisplayWriter::new(profile);
        let level = display.brightness;
        let brightness = level.map_or(Brightness::Full, Brightness::from_level);
        if is_behind_printer {
            let printer = printer.ok_or_else(|| no_printer(locale).to_owned())?;
            let limits = Limits {
                connect: PRINTER_LIMIT,
                stall: PRINTER_LIMIT,
                ..Limits::USUAL
            };
            let setup = PrinterSetup::new(printer, limits).map_err(|error| error.words(locale))?;
            if setup.is_queue() {
                return Err(only_a_queue(locale).to_owned());
            }
            return Ok(Self::Printer(Box::new(BehindPrinter {
                setup,
                writer,
                brightness,
                is_started: false,
                shown: None,
            })));
        }
        let address =
            places::scale_address(&display.address, None).map_err(|error| error.words(locale))?;
        if let Some(guard) = places::guard_of(&address) {
            return Err(guard.words(locale).to_owned());
        }
        Ok(Self::Own {
            display: Box::new(CustomerDisplay::new(
                address.clone(),
                writer.clone(),
                brightness,
            )),
            address,
            writer,
        })
    }

    /// Shows a view, unless it stands there already.
    ///
    /// # Errors
    /// Says in words what is wrong and what to do.
    pub(super) fn show(
        &mut self,
        view: &DisplayView,
        station: &Station,
        locale: Locale,
    ) -> Result<Outcome, String> {
        match self {
            Self::Own {
                display, writer, ..
            } => display
                .show(view, Overflow::Cut)
                .map(|_| Outcome::Shown(writer.lines(view, Overflow::Cut)))
                .map_err(|error| error.words(locale)),
            Self::Printer(behind) => behind.show(view, station, locale),
        }
    }

    /// Tells the display everything anew with the next view.
    pub(super) fn refresh(&mut self) {
        match self {
            Self::Own { display, .. } => display.refresh(),
            Self::Printer(behind) => behind.forget(),
        }
    }

    /// Whether it can be reached, without showing anything.
    ///
    /// # Errors
    /// Says in words what is wrong and what to do.
    pub fn look(&self, locale: Locale) -> Result<(), String> {
        let looked = match self {
            Self::Own { address, .. } => {
                Link::open(address, LOOK_LIMIT, Duration::from_millis(1)).map(drop)
            }
            Self::Printer(behind) => behind
                .setup
                .look(crate::printing::Patience::Short)
                .map(drop),
        };
        looked.map_err(|error| error.words(locale))
    }
}

impl BehindPrinter {
    fn show(
        &mut self,
        view: &DisplayView,
        station: &Station,
        locale: Locale,
    ) -> Result<Outcome, String> {
        let lines = self.writer.lines(view, Overflow::Cut);
        if self.shown.as_ref() == Some(&lines) {
            return Ok(Outcome::Shown(lines));
        }
        let Some(_turn) = station.take(&self.setup.place(), JOB_TURN) else {
            return Ok(Outcome::PrinterBusy);
        };
        let mut bytes = if self.is_started {
            Vec::new()
        } else {
            self.writer.start(self.brightness)
        };
        bytes.extend(self.writer.show(&lines));
        match self.setup.send_now(&bytes) {
            Ok(()) => {
                self.is_started = true;
                self.shown = Some(lines.clone());
                Ok(Outcome::Shown(lines))
            }
            Err(error) => {
                self.forget();
                Err(error.words(locale))
            }
        }
    }

    fn forget(&mut self) {
        self.is_started = false;
        self.shown = None;
    }
}

const fn no_printer(locale: Locale) -> &'static str {
    locale.pick(
        "Дисплей подключён через принтер чеков, а принтер не настроен. Настройте принтер или укажите порт дисплея.",
        "The display hangs on the receipt printer, and no printer is set up. Set the printer up, or name the display's own port.",
    )
}

/// A queue of the system makes a job of each view: they would come late, one after another, and fill the queue.
const fn only_a_queue(locale: Locale) -> &'static str {
    locale.pick(
        "Дисплей подключён через принтер чеков, а принтер печатает через очередь системы: дисплей так не работает. Выберите для принтера прямое подключение (USB, порт или сеть) или подключите дисплей к своему порту.",
        "The display hangs on the receipt printer, and that prints through a queue of the system: no display works so. Choose a direct way to the printer (USB, a port or the network), or plug the display into a port of its own.",
    )
}

#[cfg(test)]
mod tests {
    use bezmen_contract::till::PrinterAddress;

    use super::*;

    fn way(printer: &str, locale: Locale) -> Result<Way, String> {
        let printer = PrinterSettings {
            address: PrinterAddress::Other {
                address: printer.to_owned(),
            },
            profile: "virtual".to_owned(),
            drawer: false,
            own_profile: None,
            drawer_open_is_high: None,
        };
        let display = DisplaySettings {
            address: "Printer".to_owned(),
            protocol: "dm-d".to_owned(),
            brightness: None,
        };
        Way::new(&display, Some(&printer), locale)
    }

    #[test]
    fn a_printer_behind_a_queue_of_the_system_passes_nothing_on() {
        for queue in ["cups:RECEIPTS", "windows:RECEIPTS"] {
            let words = way(queue, Locale::Ru).unwrap_err();
            assert!(words.contains("через очередь системы"), "{words}");
            let words = way(queue, Locale::En).unwrap_err();
            assert!(words.contains("a queue of the system"), "{words}");
        }
        assert!(way("usb:04b8:0202", Locale::Ru).is_ok());
    }
}
