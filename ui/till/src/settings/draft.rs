//! Settings that are being edited: kept as typed until they are saved.

use bezmen_contract::till::{PrinterAddress, PrinterSettings, Settings, Theme};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::{Money, format_number};
use bezmen_kit::look;
use leptos::prelude::*;

use crate::shift::read_sum;
use crate::words::{Preferences, t};

/// How a printer is connected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    /// There is none.
    None,
    /// Over the network.
    Network,
    /// By a serial port.
    Serial,
    /// A file or a device.
    File,
    /// A USB printer or a queue of the system.
    Other,
}

/// The fields of the page; copied freely.
#[derive(Clone, Copy)]
pub struct Draft {
    pub locale: RwSignal<Locale>,
    pub theme: RwSignal<Theme>,
    pub compact: RwSignal<bool>,
    pub print_receipts: RwSignal<bool>,
    pub auto_lock: RwSignal<String>,
    pub cash_step: RwSignal<String>,
    pub backup_dir: RwSignal<String>,
    pub connection: RwSignal<Connection>,
    pub printer_place: RwSignal<String>,
    pub baud: RwSignal<String>,
    pub profile: RwSignal<String>,
    pub drawer: RwSignal<bool>,
    /// What is edited elsewhere, as it was.
    kept: StoredValue<Settings>,
}

impl Draft {
    /// Begins with what is kept.
    pub fn of(settings: &Settings) -> Self {
        let (connection, place, baud) = match settings
            .printer
            .as_ref()
            .map(|printer| &printer.address)
        {
            None => (Connection::None, String::new(), 9_600),
            Some(PrinterAddress::Tcp { address }) => (Connection::Network, address.clone(), 9_600),
            Some(PrinterAddress::Serial { port, baud, .. }) => {
                (Connection::Serial, port.clone(), *baud)
            }
            Some(PrinterAddress::File { path }) => (Connection::File, path.clone(), 9_600),
            Some(PrinterAddress::Other { address }) => (Connection::Other, address.clone(), 9_600),
        };
        let (profile, drawer) = settings
            .printer
            .as_ref()
            .map_or(("epson".to_owned(), true), |printer| {
                (printer.profile.clone(), printer.drawer)
            });
        Self {
            locale: RwSignal::new(settings.locale),
            theme: RwSignal::new(settings.theme),
            compact: RwSignal::new(settings.compact),
            print_receipts: RwSignal::new(settings.print_receipts),
            auto_lock: RwSignal::new(settings.auto_lock_minutes.to_string()),
            cash_step: RwSignal::new(format_number(
                settings.cash_step,
                look::currency(),
                look::locale(),
            )),
            backup_dir: RwSignal::new(settings.backup_dir.clone().unwrap_or_default()),
            connection: RwSignal::new(connection),
            printer_place: RwSignal::new(place),
            baud: RwSignal::new(baud.to_string()),
            profile: RwSignal::new(profile),
            drawer: RwSignal::new(drawer),
            kept: StoredValue::new(settings.clone()),
        }
    }

    /// Reads the fields, or says which one does not hold a number.
    pub fn read(self) -> Result<Settings, String> {
        let whole = |text: RwSignal<String>| {
            let typed = text.get_untracked();
            typed
                .trim()
                .parse::<u32>()
                .map_err(|_| format!("“{typed}”: {}", t(Preferences::NumberWrong)))
        };
        let place = self.printer_place.get_untracked().trim().to_owned();
        let address = match self.connection.get_untracked() {
            Connection::None => None,
            Connection::Network => Some(PrinterAddress::Tcp { address: place }),
            Connection::Serial => Some(PrinterAddress::Serial {
                port: place,
                baud: whole(self.baud)?,
                line: None,
            }),
            Connection::File => Some(PrinterAddress::File { path: place }),
            Connection::Other => Some(PrinterAddress::Other { address: place }),
        };
        let step = self.cash_step.get_untracked();
        let kept = self.kept.get_value();
        let backup = self.backup_dir.get_untracked().trim().to_owned();
        Ok(Settings {
            locale: self.locale.get_untracked(),
            theme: self.theme.get_untracked(),
            printer: address.map(|address| PrinterSettings {
                address,
                profile: self.profile.get_untracked().trim().to_owned(),
                drawer: self.drawer.get_untracked(),
                own_profile: kept
                    .printer
                    .as_ref()
                    .and_then(|printer| printer.own_profile.clone()),
                drawer_open_is_high: kept
                    .printer
                    .as_ref()
                    .and_then(|printer| printer.drawer_open_is_high),
            }),
            cash_step: if step.trim().is_empty() {
                Money::ZERO
            } else {
                read_sum(&step)?
            },
            print_receipts: self.print_receipts.get_untracked(),
            backup_dir: (!backup.is_empty()).then_some(backup),
            auto_lock_minutes: whole(self.auto_lock)?,
            compact: self.compact.get_untracked(),
            ..kept
        })
    }
}
