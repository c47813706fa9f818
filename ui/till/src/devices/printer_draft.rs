//! The printer that is being set up: kept as typed until it is saved.

use bezmen_contract::till::{PrinterAddress, PrinterSettings};
use bezmen_kit::notice::Tone;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::words::{Printers, t};

/// How a printer is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    /// There is none.
    None,
    /// Over the network.
    Network,
    /// By a serial port.
    Serial,
    /// On USB, or a queue of the system.
    Queue,
    /// A device or a plain file.
    File,
}

/// The usual setting of a serial line.
pub const USUAL_LINE: &str = "8N1";

/// The fields; copied freely.
#[derive(Clone, Copy)]
pub struct PrinterDraft {
    /// How it is connected.
    pub connection: RwSignal<Connection>,
    /// Where it is, for each way to connect it.
    places: StoredValue<[RwSignal<String>; 4]>,
    /// Bits a second of a serial line.
    pub baud: RwSignal<String>,
    /// Bits, parity and flow of a serial line.
    pub line: RwSignal<String>,
    /// The profile's name.
    pub profile: RwSignal<String>,
    /// Whether a drawer hangs on it.
    pub drawer: RwSignal<bool>,
    /// What the fields do not show: its own profile, the drawer's sensor.
    base: RwSignal<Option<PrinterSettings>>,
    desk: Desk,
}

impl PrinterDraft {
    /// Begins with what is kept.
    pub fn begin(desk: Desk) -> Self {
        let draft = Self {
            connection: RwSignal::new(Connection::None),
            places: StoredValue::new([(); 4].map(|()| RwSignal::new(String::new()))),
            baud: RwSignal::new("9600".to_owned()),
            line: RwSignal::new(USUAL_LINE.to_owned()),
            profile: RwSignal::new("epson".to_owned()),
            drawer: RwSignal::new(true),
            base: RwSignal::new(None),
            desk,
        };
        if let Some(kept) = draft.kept() {
            draft.adopt(kept);
        }
        draft
    }

    /// The printer of the settings.
    fn kept(self) -> Option<PrinterSettings> {
        let status = self.desk.status;
        status.with(|status| status.settings.printer.clone())
    }

    /// The field of the place for a way to connect it, so that a name tried in vain is not lost to another way.
    pub fn place(self, connection: Connection) -> RwSignal<String> {
        let [network, serial, queue, file] = self.places.get_value();
        match connection {
            Connection::None | Connection::Network => network,
            Connection::Serial => serial,
            Connection::Queue => queue,
            Connection::File => file,
        }
    }

    /// Shows a printer in the fields.
    pub fn adopt(self, printer: PrinterSettings) {
        let (connection, place) = match &printer.address {
            PrinterAddress::Tcp { address } => (Connection::Network, address.clone()),
            PrinterAddress::Serial { port, baud, line } => {
                self.baud.set(baud.to_string());
                self.line
                    .set(line.clone().unwrap_or_else(|| USUAL_LINE.to_owned()));
                (Connection::Serial, port.clone())
            }
            PrinterAddress::File { path } => (Connection::File, path.clone()),
            PrinterAddress::Other { address } => (Connection::Queue, address.clone()),
        };
        self.connection.set(connection);
        self.place(connection).set(place);
        self.profile.set(printer.profile.clone());
        self.drawer.set(printer.drawer);
        self.base.set(Some(printer));
    }

    /// Takes a profile of the product; the printer's own one goes.
    pub fn choose_profile(self, name: String) {
        self.profile.set(name);
        self.base.update(|base| {
            if let Some(base) = base {
                base.own_profile = None;
            }
        });
    }

    /// Whether the printer has a profile of its own.
    pub fn has_own_profile(self) -> bool {
        self.base
            .with(|base| base.as_ref().is_some_and(|base| base.own_profile.is_some()))
    }

    /// Reads the fields: nothing when there is no printer.
    fn read(self) -> Result<Option<PrinterSettings>, Printers> {
        let connection = self.connection.get();
        let place = self.place(connection).get().trim().to_owned();
        if connection != Connection::None && place.is_empty() {
            return Err(Printers::PlaceMissing);
        }
        let address = match connection {
            Connection::None => return Ok(None),
            Connection::Network => PrinterAddress::Tcp { address: place },
            Connection::Serial => {
                let baud = self.baud.get().trim().parse();
                let line = self.line.get();
                PrinterAddress::Serial {
                    port: place,
                    baud: baud.map_err(|_| Printers::BaudWrong)?,
                    line: (line != USUAL_LINE).then_some(line),
                }
            }
            Connection::File => PrinterAddress::File { path: place },
            Connection::Queue => PrinterAddress::Other { address: place },
        };
        let base = self.base.get();
        Ok(Some(PrinterSettings {
            address,
            profile: self.profile.get(),
            drawer: self.drawer.get(),
            own_profile: base.as_ref().and_then(|base| base.own_profile.clone()),
            drawer_open_is_high: base.as_ref().and_then(|base| base.drawer_open_is_high),
        }))
    }

    /// The printer as the fields describe it, or says what is missing.
    pub fn on_trial(self) -> Option<PrinterSettings> {
        self.desk.said.set(None);
        match untrack(|| self.read()) {
            Ok(Some(printer)) => Some(printer),
            Ok(None) => {
                self.desk.say(Tone::Bad, t(Printers::PlaceMissing));
                None
            }
            Err(word) => {
                self.desk.say(Tone::Bad, t(word));
                None
            }
        }
    }

    /// Whether the fields say something else than the settings.
    pub fn is_changed(self) -> bool {
        self.read() != Ok(self.kept())
    }

    /// Keeps the printer with the settings.
    pub fn save(self) {
        match untrack(|| self.read()) {
            Ok(printer) => keep_printer(self.desk, printer),
            Err(word) => self.desk.say(Tone::Bad, t(word)),
        }
    }
}

/// Keeps a printer, or that there is none, with the settings.
pub fn keep_printer(desk: Desk, printer: Option<PrinterSettings>) {
    let word = if printer.is_some() {
        Printers::Saved
    } else {
        Printers::Removed
    };
    keep(desk, printer, word);
}

/// Keeps a printer with the settings, and says a word when it is done.
pub fn keep(desk: Desk, printer: Option<PrinterSettings>, word: Printers) {
    desk.keep_and_say(|settings| settings.printer = printer, word);
}
