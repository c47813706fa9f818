//! HID devices as Linux shows them: each read gives one report, each write sends one.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::FileTypeExt;
use std::path::Path;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::{TransportError, udev};

/// More than any report descriptor has (the kernel's own limit).
const MOST_DESCRIPTOR_BYTES: u64 = 4096;

/// An open HID device.
#[derive(Debug)]
pub(super) struct Hidraw {
    file: File,
    turn: Duration,
}

impl Hidraw {
    /// Opens a device whose reads wait for at most a turn.
    pub(super) fn open(path: &Path, turn: Duration) -> io::Result<Self> {
        let both = OpenOptions::new().read(true).write(true).open(path);
        let file = match both {
            // A scanner is only listened to.
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => File::open(path)?,
            other => other?,
        };
        if !file.metadata()?.file_type().is_char_device() {
            return Err(io::ErrorKind::NotFound.into());
        }
        Ok(Self { file, turn })
    }

    /// Reads one report.
    pub(super) fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let limit = Timespec {
            tv_sec: self.turn.as_secs().try_into().unwrap_or(i64::MAX),
            tv_nsec: self.turn.subsec_nanos().into(),
        };
        let mut waited = [PollFd::new(&self.file, PollFlags::IN)];
        if poll(&mut waited, Some(&limit))? == 0 {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.file.read(bytes)
    }

    pub(super) fn write(&mut self, report: &[u8]) -> io::Result<()> {
        self.file.write_all(report)
    }
}

/// Says why a device could not be opened; without permission, with the line that gives it.
pub(super) fn opening_failed(path: &Path, error: io::Error) -> TransportError {
    let name = path.display().to_string();
    if error.kind() != io::ErrorKind::PermissionDenied {
        return TransportError::from_open(&name, error);
    }
    let numbers = told(path, "uevent")
        .ok()
        .and_then(|bytes| udev::hid_numbers(&String::from_utf8_lossy(&bytes)));
    match numbers {
        Some((vendor_id, product_id)) => TransportError::UsbPermission {
            address: format!("hidraw:{name}"),
            rule: udev::hid(vendor_id, product_id),
        },
        None => TransportError::Permission { path: name },
    }
}

/// The descriptor of the device's reports, which says what stands where in them.
///
/// # Errors
/// There is no such device.
pub(super) fn descriptor(path: &Path) -> io::Result<Vec<u8>> {
    told(path, "report_descriptor")
}

/// What the system tells of a device without opening it.
fn told(path: &Path, what: &str) -> io::Result<Vec<u8>> {
    // The path may be a link with a name that stays.
    let path = path.canonicalize()?;
    let name = path.file_name().ok_or(io::ErrorKind::NotFound)?;
    let file = Path::new("/sys/class/hidraw")
        .join(name)
        .join("device")
        .join(what);
    let mut bytes = Vec::new();
    File::open(file)?
        .take(MOST_DESCRIPTOR_BYTES)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}
