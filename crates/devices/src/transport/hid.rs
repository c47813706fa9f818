//! The HID devices that are no keyboards: barcode scanners and scales, as Linux lists them.

use std::path::Path;

use serde::Serialize;

use super::{PortAddress, udev};

/// What a HID device is, by the page of its first usage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HidKind {
    /// A barcode scanner: page 8Ch.
    Scanner,
    /// A scale: page 8Dh.
    Scale,
}

/// A HID device that may be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HidDevice {
    /// The way to it.
    pub address: PortAddress,
    /// What it calls itself.
    pub name: String,
    /// What it is.
    pub kind: HidKind,
    /// The numbers of its maker and model.
    pub numbers: Option<(u16, u16)>,
}

/// The scanners and scales of this machine; none where the system does not list them.
#[must_use]
pub fn list() -> Vec<HidDevice> {
    listed(Path::new("/sys/class/hidraw"))
}

fn listed(classes: &Path) -> Vec<HidDevice> {
    let Ok(entries) = std::fs::read_dir(classes) else {
        return Vec::new();
    };
    let mut found: Vec<HidDevice> = entries
        .filter_map(|entry| device(&entry.ok()?.path()))
        .collect();
    found.sort_by_key(|device| device.address.to_string());
    found
}

fn device(class: &Path) -> Option<HidDevice> {
    let kind = kind_of(&std::fs::read(class.join("device/report_descriptor")).ok()?)?;
    let uevent = std::fs::read_to_string(class.join("device/uevent")).unwrap_or_default();
    let path = Path::new("/dev").join(class.file_name()?);
    let name = uevent
        .lines()
        .find_map(|line| line.strip_prefix("HID_NAME="))
        .map_or_else(|| path.display().to_string(), |name| name.trim().to_owned());
    Some(HidDevice {
        numbers: udev::hid_numbers(&uevent),
        address: PortAddress::Hidraw { path },
        name,
        kind,
    })
}

/// Reads the first page off a report descriptor: the item 05h with one byte or 06h with two.
fn kind_of(descriptor: &[u8]) -> Option<HidKind> {
    match descriptor {
        [0x05, 0x8c, ..] | [0x06, 0x8c, 0x00, ..] => Some(HidKind::Scanner),
        [0x05, 0x8d, ..] | [0x06, 0x8d, 0x00, ..] => Some(HidKind::Scale),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scanners_and_scales_are_listed_and_keyboards_are_not() {
        let folder = std::env::temp_dir().join(format!("bezmen-hid-{}", std::process::id()));
        let add = |name: &str, descriptor: &[u8], uevent: &str| {
            let device = folder.join(name).join("device");
            std::fs::create_dir_all(&device).unwrap();
            std::fs::write(device.join("report_descriptor"), descriptor).unwrap();
            std::fs::write(device.join("uevent"), uevent).unwrap();
        };
        add("hidraw0", &[0x05, 0x01, 0x09, 0x06], "HID_NAME=Keyboard\n");
        add("hidraw1", &[0x05, 0x8d], "");
        let scanner = "HID_ID=0003:00000C2E:00000B61\nHID_NAME=Honeywell 1450g\n";
        add("hidraw2", &[0x05, 0x8c, 0x09, 0x02], scanner);
        let found = listed(&folder);
        std::fs::remove_dir_all(&folder).unwrap();
        let seen: Vec<_> = found
            .iter()
            .map(|one| (one.address.to_string(), one.name.as_str(), one.kind))
            .collect();
        assert_eq!(
            seen,
            [
                (
                    "hidraw:/dev/hidraw1".to_owned(),
                    "/dev/hidraw1",
                    HidKind::Scale
                ),
                (
                    "hidraw:/dev/hidraw2".to_owned(),
                    "Honeywell 1450g",
                    HidKind::Scanner
                ),
            ]
        );
        assert_eq!(found[1].numbers, Some((0x0c2e, 0x0b61)));
        assert!(listed(Path::new("/no/such/folder")).is_empty());
    }
}
