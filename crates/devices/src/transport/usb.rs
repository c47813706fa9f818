//! Printers of USB class 7 without a driver in between.
//!
//! Source: USB Device Class Definition for Printing Devices 1.1. Bytes of a job go to the bulk OUT endpoint, answers come from
//! bulk IN; two requests tell the name of the printer and the state of its paper.

pub(crate) mod bulk;
pub mod device_id;
mod native;
pub mod port_status;

pub use self::native::list;
use super::{Delivery, Limits, TransportError, conversation};
use crate::printer::status::PrinterStatus;

/// Which USB printer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UsbPrinterId {
    /// The number of its maker.
    pub vendor_id: u16,
    /// The number of its model.
    pub product_id: u16,
    /// Its serial number; without one, any of this model.
    pub serial_number: Option<String>,
    /// The bus and the ports that lead to it, `1-2.3`; without them, wherever it is plugged in.
    pub location: Option<String>,
}

impl UsbPrinterId {
    /// As an address: `usb:04b8:0202:serial`.
    #[must_use]
    pub fn address(&self) -> super::PortAddress {
        super::PortAddress::Usb {
            vendor_id: self.vendor_id,
            product_id: self.product_id,
            serial_number: self.serial_number.clone(),
            location: self.location.clone(),
        }
    }

    /// The printer of an address; nothing when that leads elsewhere.
    #[must_use]
    pub fn of(address: &super::PortAddress) -> Option<Self> {
        match address {
            super::PortAddress::Usb {
                vendor_id,
                product_id,
                serial_number,
                location,
            } => Some(Self {
                vendor_id: *vendor_id,
                product_id: *product_id,
                serial_number: serial_number.clone(),
                location: location.clone(),
            }),
            _ => None,
        }
    }

    /// Tells whether a device that is plugged in is the one that is looked for. Buses are numbered as the system meets them, so
    /// only the ports on them count.
    fn is(&self, found: &Self) -> bool {
        let chain = |id: &Self| {
            let location = id.location.as_deref()?;
            Some(location.split_once('-')?.1.to_owned())
        };
        (found.vendor_id, found.product_id) == (self.vendor_id, self.product_id)
            && (self.serial_number.is_none() || found.serial_number == self.serial_number)
            && (self.location.is_none() || chain(found) == chain(self))
    }
}

/// A USB printer that is plugged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsbPrinterInfo {
    /// Which one it is, by everything that is known.
    pub id: UsbPrinterId,
    /// The maker's name, as the device has it.
    pub manufacturer: Option<String>,
    /// The model's name, as the device has it.
    pub product: Option<String>,
    /// What it says about itself, where the system tells without opening it.
    pub device_id: Option<device_id::DeviceId>,
}

/// Sends a job to a USB printer.
pub(super) fn send(
    wanted: &UsbPrinterId,
    limits: &Limits,
    asks_status: bool,
    job: &[u8],
) -> Result<Delivery, TransportError> {
    let wire = bulk::UsbWire::new(native::open(wanted)?);
    let address = wanted.address().to_string();
    conversation::deliver(wire, address, limits, asks_status, job).map(|(delivery, _)| delivery)
}

/// Asks a USB printer how it is.
pub(super) fn ask(
    wanted: &UsbPrinterId,
    limits: &Limits,
) -> Result<Vec<PrinterStatus>, TransportError> {
    let wire = bulk::UsbWire::new(native::open(wanted)?);
    conversation::ask(wire, wanted.address().to_string(), limits)
}

/// Asks a printer what it says about itself; nothing when it does not say.
///
/// # Errors
/// It cannot be opened: says what is wrong and what to do.
pub fn ask_device_id(wanted: &UsbPrinterId) -> Result<Option<device_id::DeviceId>, TransportError> {
    let answer = native::open(wanted)?.device_id();
    Ok(answer.and_then(|bytes| device_id::DeviceId::from_answer(&bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(serial: Option<&str>, location: Option<&str>) -> UsbPrinterId {
        UsbPrinterId {
            vendor_id: 0x0416,
            product_id: 0x5011,
            serial_number: serial.map(str::to_owned),
            location: location.map(str::to_owned),
        }
    }

    #[rstest::rstest]
    #[case(id(None, None), true)]
    #[case(id(Some("J7"), None), true)]
    #[case(id(Some("J8"), None), false)]
    #[case(id(None, Some("1-2.3")), true)]
    #[case(id(None, Some("3-2.3")), true)]
    #[case(id(None, Some("1-2")), false)]
    #[case(UsbPrinterId { product_id: 1, ..id(None, None) }, false)]
    fn a_printer_is_known_by_what_is_given_of_it(
        #[case] wanted: UsbPrinterId,
        #[case] known: bool,
    ) {
        assert_eq!(wanted.is(&id(Some("J7"), Some("1-2.3"))), known);
    }
}
