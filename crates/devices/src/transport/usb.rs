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

/// Which USB printer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UsbPrinterId {
    /// The number of its maker.
    pub vendor_id: u16,
    /// The number of its model.
    pub product_id: u16,
    /// Its serial number; without one, the first of this model.
    pub serial_number: Option<String>,
}

impl UsbPrinterId {
    /// As an address: `usb:04b8:0202:serial`.
    #[must_use]
    pub fn address(&self) -> super::PortAddress {
        super::PortAddress::Usb {
            vendor_id: self.vendor_id,
            product_id: self.product_id,
            serial_number: self.serial_number.clone(),
        }
    }
}

/// A USB printer that is plugged in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsbPrinterInfo {
    /// Which one it is.
    pub id: UsbPrinterId,
    /// The maker's name, as the device has it.
    pub manufacturer: Option<String>,
    /// The model's name, as the device has it.
    pub product: Option<String>,
    /// What it says about itself, where the system tells without opening it.
    pub device_id: Option<device_id::DeviceId>,
    /// The bus and the ports that lead to it: `1-2.3`.
    pub location: Option<String>,
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
