//! The printers of this machine, for the technician to choose from.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::usb::device_id::DeviceId;
use super::usb::{self, UsbPrinterId, UsbPrinterInfo};
use super::{PortAddress, cups, windows};

/// A printer that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FoundPrinter {
    /// The way to it.
    pub address: PortAddress,
    /// What it calls itself, or what its queue is called.
    pub name: String,
    /// The languages it says to understand; often nothing.
    pub commands: Vec<String>,
}

/// Tells what printers there are. The window and the command line use [`SystemPrinters`].
pub trait PrinterLister: Send + Sync {
    /// The printers: USB first, then files of the system's driver, then queues. One printer may be reached by several ways.
    fn printers(&self) -> Vec<FoundPrinter>;
}

/// The printers of this machine. What cannot be listed is left out: an address can always be typed.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemPrinters;

impl PrinterLister for SystemPrinters {
    fn printers(&self) -> Vec<FoundPrinter> {
        let usb = usb::list().unwrap_or_else(|error| {
            tracing::warn!(error = %error, "the USB printers cannot be listed");
            Vec::new()
        });
        let mut found = of_usb(usb);
        found.extend(driver_files(
            Path::new("/dev/usb"),
            Path::new("/sys/class/usbmisc"),
        ));
        let queue = |queue: String, address: fn(String) -> PortAddress| FoundPrinter {
            name: queue.clone(),
            address: address(queue),
            commands: Vec::new(),
        };
        let of_cups = cups::queues(&cups::Programs::default()).into_iter();
        found.extend(of_cups.map(|name| queue(name, |queue| PortAddress::Cups { queue })));
        let of_windows = windows::queues().into_iter();
        found.extend(of_windows.map(|name| queue(name, |queue| PortAddress::Windows { queue })));
        found
    }
}

/// Names each printer by as little as tells it from the others: its serial number, and its place only when another one has the
/// same, so that a single printer may be plugged in anywhere.
fn of_usb(printers: Vec<UsbPrinterInfo>) -> Vec<FoundPrinter> {
    let bare = |id: &UsbPrinterId| UsbPrinterId {
        location: None,
        ..id.clone()
    };
    let ids: Vec<UsbPrinterId> = printers.iter().map(|printer| bare(&printer.id)).collect();
    let found = printers.into_iter().map(|printer| {
        let id = bare(&printer.id);
        let alike = ids.iter().filter(|other| **other == id).count();
        let address = if alike > 1 { printer.id } else { id }.address();
        let said = printer.device_id.unwrap_or_default();
        let maker = said.manufacturer.or(printer.manufacturer);
        let model = said.model.or(printer.product);
        FoundPrinter {
            name: name(maker, model).unwrap_or_else(|| address.to_string()),
            address,
            commands: said.commands,
        }
    });
    found.collect()
}

/// The maker and the model, the maker once.
fn name(maker: Option<String>, model: Option<String>) -> Option<String> {
    match (maker, model) {
        (Some(maker), Some(model)) if !model.to_lowercase().starts_with(&maker.to_lowercase()) => {
            Some(format!("{maker} {model}"))
        }
        (maker, model) => model.or(maker),
    }
}

/// The files of Linux' own printer driver: `lp0` and so on.
fn driver_files(devices: &Path, classes: &Path) -> Vec<FoundPrinter> {
    let Ok(entries) = std::fs::read_dir(devices) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| number_of(path).is_some())
        .collect();
    paths.sort_by_key(|path| number_of(path));
    let found = paths.into_iter().map(|path| {
        let file = path.file_name().unwrap_or_default();
        let told = classes.join(file).join("device/ieee1284_id");
        let said = std::fs::read_to_string(told)
            .ok()
            .and_then(|text| DeviceId::parse(&text))
            .unwrap_or_default();
        FoundPrinter {
            name: name(said.manufacturer, said.model).unwrap_or_else(|| path.display().to_string()),
            address: PortAddress::File { path },
            commands: said.commands,
        }
    });
    found.collect()
}

fn number_of(path: &Path) -> Option<u32> {
    path.file_name()?.to_str()?.strip_prefix("lp")?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_the_driver_are_named_by_what_the_printer_says() {
        let folder = std::env::temp_dir().join(format!("bezmen-lp-{}", std::process::id()));
        let (devices, classes) = (folder.join("usb"), folder.join("usbmisc"));
        std::fs::create_dir_all(&devices).unwrap();
        for name in ["lp10", "lp2", "hiddev0"] {
            std::fs::write(devices.join(name), b"").unwrap();
        }
        std::fs::create_dir_all(classes.join("lp2/device")).unwrap();
        std::fs::write(
            classes.join("lp2/device/ieee1284_id"),
            "MFG:EPSON;CMD:ESC/POS;MDL:TM-T88V;\n",
        )
        .unwrap();
        let found = driver_files(&devices, &classes);
        std::fs::remove_dir_all(&folder).unwrap();
        let names: Vec<&str> = found.iter().map(|printer| printer.name.as_str()).collect();
        let unnamed = devices.join("lp10").display().to_string();
        assert_eq!(names, ["EPSON TM-T88V", unnamed.as_str()]);
        assert_eq!(found[0].commands, ["ESC/POS"]);
        assert_eq!(
            found[0].address,
            PortAddress::File {
                path: devices.join("lp2")
            }
        );
        assert!(driver_files(&folder.join("nothing"), &classes).is_empty());
    }

    fn usb(serial: Option<&str>, location: &str) -> UsbPrinterInfo {
        UsbPrinterInfo {
            id: UsbPrinterId {
                vendor_id: 0x0416,
                product_id: 0x5011,
                serial_number: serial.map(str::to_owned),
                location: Some(location.to_owned()),
            },
            manufacturer: Some("STMicro".to_owned()),
            product: Some("STMicro POS58".to_owned()),
            device_id: None,
        }
    }

    #[test]
    fn a_usb_printer_is_named_by_itself_or_by_its_numbers() {
        let mut printer = usb(None, "1-2");
        assert_eq!(of_usb(vec![printer.clone()])[0].name, "STMicro POS58");
        (printer.manufacturer, printer.product) = (None, None);
        assert_eq!(of_usb(vec![printer])[0].name, "usb:0416:5011");
    }

    #[test]
    fn two_printers_that_look_the_same_are_told_apart_by_their_places() {
        let printers = vec![usb(None, "1-2"), usb(Some("J7"), "1-3"), usb(None, "1-4.1")];
        let addresses: Vec<String> = of_usb(printers)
            .iter()
            .map(|printer| printer.address.to_string())
            .collect();
        assert_eq!(
            addresses,
            [
                "usb:0416:5011@1-2",
                "usb:0416:5011:J7",
                "usb:0416:5011@1-4.1"
            ]
        );
    }
}
