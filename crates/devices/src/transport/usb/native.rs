//! USB printers as the system gives them: the thin part that no test without hardware can reach.

use std::time::Duration;

use nusb::descriptors::{InterfaceDescriptor, TransferType};
use nusb::transfer::{
    Buffer, Bulk, ControlIn, ControlType, Direction, In, Out, Recipient, TransferError,
};
use nusb::{DeviceInfo, Endpoint, ErrorKind, Interface, MaybeFuture};

use super::bulk::{BulkError, BulkPair, Moved};
use super::device_id::DeviceId;
use super::{UsbPrinterId, UsbPrinterInfo};
use crate::transport::{TransportError, udev};

/// The class of printers, and its only subclass.
const PRINTER: (u8, u8) = (7, 1);

/// For an answer to a request about the port.
const REQUEST_LIMIT: Duration = Duration::from_millis(500);

/// The USB printers that are plugged in.
///
/// # Errors
/// The system does not tell.
pub fn list() -> Result<Vec<UsbPrinterInfo>, TransportError> {
    let found = devices().map_err(|error| failed("usb", &error))?;
    Ok(found
        .iter()
        .filter(|one| is_printer(one))
        .map(info)
        .collect())
}

/// Everything that is plugged in; nothing on a machine without USB.
fn devices() -> Result<Vec<DeviceInfo>, nusb::Error> {
    match nusb::list_devices().wait() {
        Ok(found) => Ok(found.collect()),
        Err(error) if cfg!(target_os = "linux") && error.os_error() == Some(NO_SUCH_FOLDER) => {
            Ok(Vec::new())
        }
        Err(error) => Err(error),
    }
}

/// ENOENT: Linux without USB has no folder of its devices.
const NO_SUCH_FOLDER: u32 = 2;

fn is_printer(device: &DeviceInfo) -> bool {
    device
        .interfaces()
        .any(|interface| (interface.class(), interface.subclass()) == PRINTER)
}

fn id(device: &DeviceInfo) -> UsbPrinterId {
    UsbPrinterId {
        vendor_id: device.vendor_id(),
        product_id: device.product_id(),
        serial_number: device.serial_number().map(str::to_owned),
        location: location(device),
    }
}

fn info(device: &DeviceInfo) -> UsbPrinterInfo {
    UsbPrinterInfo {
        id: id(device),
        manufacturer: device.manufacturer_string().map(str::to_owned),
        product: device.product_string().map(str::to_owned),
        device_id: said_about_itself(device),
    }
}

/// The driver of the system has asked the printer already, and tells anybody.
#[cfg(target_os = "linux")]
fn said_about_itself(device: &DeviceInfo) -> Option<DeviceId> {
    let interfaces = std::fs::read_dir(device.sysfs_path()).ok()?;
    interfaces
        .filter_map(|interface| {
            std::fs::read_to_string(interface.ok()?.path().join("ieee1284_id")).ok()
        })
        .find_map(|text| DeviceId::parse(&text))
}

#[cfg(not(target_os = "linux"))]
fn said_about_itself(_device: &DeviceInfo) -> Option<DeviceId> {
    None
}

#[cfg(any(target_os = "linux", target_os = "macos", target_os = "windows"))]
fn location(device: &DeviceInfo) -> Option<String> {
    let chain: Vec<String> = device.port_chain().iter().map(u8::to_string).collect();
    (!chain.is_empty()).then(|| format!("{}-{}", device.bus_id(), chain.join(".")))
}

#[cfg(not(any(target_os = "linux", target_os = "macos", target_os = "windows")))]
fn location(_device: &DeviceInfo) -> Option<String> {
    None
}

/// A claimed printer. Linux gives it back to its own driver when this is dropped.
pub(super) struct NativePair {
    interface: Interface,
    write: Endpoint<Bulk, Out>,
    read: Option<Endpoint<Bulk, In>>,
}

/// Opens the printer and claims it, taking it from the system's driver.
pub(super) fn open(wanted: &UsbPrinterId) -> Result<NativePair, TransportError> {
    let address = wanted.address().to_string();
    let gone = || TransportError::NoSuchPort {
        path: address.clone(),
    };
    let failed = |error: nusb::Error| failed(&address, &error);
    let found = devices().map_err(failed)?;
    let found = found.into_iter().find(|device| wanted.is(&id(device)));
    let device = found.ok_or_else(gone)?.open().wait().map_err(failed)?;
    let configuration = device
        .active_configuration()
        .map_err(|error| failed(error.into()))?;
    // One that answers is preferred (2, then 3: with packets of IEEE 1284.4, which it also leaves out), then one that does not.
    let interface = configuration
        .interface_alt_settings()
        .filter(|one| (one.class(), one.subclass()) == PRINTER)
        .min_by_key(|one| match one.protocol() {
            2 => 0,
            1 => 1,
            _ => 2,
        })
        .ok_or_else(|| TransportError::WrongWay {
            address: address.clone(),
        })?;
    let endpoint = |direction| bulk(&interface, direction);
    let (out, back) = (endpoint(Direction::Out), endpoint(Direction::In));
    let claimed = device
        .detach_and_claim_interface(interface.interface_number())
        .wait()
        .map_err(failed)?;
    if interface.alternate_setting() != 0 {
        claimed
            .set_alt_setting(interface.alternate_setting())
            .wait()
            .map_err(failed)?;
    }
    let out = out.ok_or_else(gone)?;
    Ok(NativePair {
        write: claimed.endpoint(out).map_err(failed)?,
        read: back.and_then(|address| claimed.endpoint(address).ok()),
        interface: claimed,
    })
}

impl NativePair {
    /// GET_DEVICE_ID: request 0 to the interface and its alternate setting, of the first configuration.
    pub(super) fn device_id(&self) -> Option<Vec<u8>> {
        const ROOM: u16 = 1024;
        let setting = u16::from(self.interface.get_alt_setting());
        let request = ControlIn {
            control_type: ControlType::Class,
            recipient: Recipient::Interface,
            request: 0,
            value: 0,
            index: u16::from(self.interface.interface_number()) << 8 | setting,
            length: ROOM,
        };
        self.interface
            .control_in(request, REQUEST_LIMIT)
            .wait()
            .ok()
    }
}

fn bulk(interface: &InterfaceDescriptor<'_>, direction: Direction) -> Option<u8> {
    interface
        .endpoints()
        .find(|one| one.transfer_type() == TransferType::Bulk && one.direction() == direction)
        .map(|one| one.address())
}

impl BulkPair for NativePair {
    fn write(&mut self, bytes: &[u8], limit: Duration) -> Moved {
        let done = self
            .write
            .transfer_blocking(Buffer::from(bytes.to_vec()), limit);
        Moved {
            count: done.actual_len.min(bytes.len()),
            error: done.status.err().map(transfer_failed),
        }
    }

    fn read(&mut self, limit: Duration) -> Option<Result<Vec<u8>, BulkError>> {
        let endpoint = self.read.as_mut()?;
        let room = endpoint.max_packet_size().max(1);
        let done = endpoint.transfer_blocking(Buffer::new(room), limit);
        // What came before the limit passed counts.
        if done.actual_len > 0 {
            return Some(Ok(done.buffer.into_vec()));
        }
        Some(done.status.map(|()| Vec::new()).map_err(transfer_failed))
    }

    fn clear_halt(&mut self) {
        // When it cannot be cleared, the next transfer says so.
        let _ = self.write.clear_halt().wait();
        if let Some(read) = self.read.as_mut() {
            let _ = read.clear_halt().wait();
        }
    }

    /// GET_PORT_STATUS: request 1 to the interface, one byte.
    fn port_status(&mut self) -> Option<u8> {
        let request = ControlIn {
            control_type: ControlType::Class,
            recipient: Recipient::Interface,
            request: 1,
            value: 0,
            index: u16::from(self.interface.interface_number()),
            length: 1,
        };
        let answer = self.interface.control_in(request, REQUEST_LIMIT).wait();
        answer.ok()?.first().copied()
    }
}

fn transfer_failed(error: TransferError) -> BulkError {
    match error {
        TransferError::Cancelled => BulkError::TimedOut,
        TransferError::Stall => BulkError::Stall,
        TransferError::Disconnected => BulkError::Gone,
        TransferError::Fault | TransferError::InvalidArgument | TransferError::Unknown(_) => {
            BulkError::Other(error.to_string())
        }
    }
}

fn failed(address: &str, error: &nusb::Error) -> TransportError {
    let address = address.to_owned();
    match error.kind() {
        ErrorKind::PermissionDenied => TransportError::UsbPermission {
            address,
            rule: udev::PRINTERS.to_owned(),
        },
        ErrorKind::Busy => TransportError::Busy { path: address },
        ErrorKind::Disconnected | ErrorKind::NotFound => {
            TransportError::NoSuchPort { path: address }
        }
        ErrorKind::Unsupported => TransportError::UsbDriver { address },
        _ => TransportError::Other {
            address,
            source: std::io::Error::other(error.to_string()),
            sent: 0,
        },
    }
}
