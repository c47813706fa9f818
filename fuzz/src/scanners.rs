//! A target for each way of barcode scanners.

use std::time::Duration;

use bezmen_devices::scanner::event::ScanEvent;
use bezmen_devices::scanner::hid;
use bezmen_devices::scanner::layout::HidPosLayout;
use bezmen_devices::scanner::serial::{self, ScannerSettings, SerialScanner};
use bezmen_devices::transport::usb::device_id::DeviceId;
use bezmen_domain::barcode::{ScanEnd, ScanMarks};

/// What takes the bytes.
type Run = fn(&[u8]);

/// The targets with their names.
pub fn all() -> impl Iterator<Item = (&'static str, Run)> {
    [
        ("scanner_serial", serial_whole_and_in_pieces as Run),
        ("scanner_hid", reports),
        ("usb_device_id", device_id),
    ]
    .into_iter()
}

fn device_id(data: &[u8]) {
    let _ = DeviceId::from_answer(data);
}

/// Reads the bytes at once and in pieces: both must give the same. The first byte says how a code ends and how the others are
/// cut.
fn serial_whole_and_in_pieces(data: &[u8]) {
    let Some((cut, bytes)) = data.split_first() else {
        return;
    };
    let end = ScanEnd::ALL[usize::from(*cut) % ScanEnd::ALL.len()];
    let prefix = if *cut > 200 { "F8" } else { "" };
    let gs = if *cut > 100 { "~" } else { "" };
    let settings = ScannerSettings {
        marks: ScanMarks::parse(prefix, end, "#", gs).unwrap_or_default(),
        ..ScannerSettings::default()
    };
    let whole = serial::decode(&settings, bytes);
    let mut scanner = SerialScanner::new(settings);
    let mut pieces: Vec<ScanEvent> = bytes
        .chunks(usize::from(*cut) + 1)
        .flat_map(|piece| scanner.receive(piece, Duration::ZERO))
        .collect();
    pieces.extend(scanner.wait(Duration::MAX));
    assert_eq!(pieces, whole);
}

/// Reads a descriptor, and the rest as reports of the layout that it gives; and all of it as reports of the usual one.
fn reports(data: &[u8]) {
    let (descriptor, rest) = data.split_at(data.len() / 2);
    if let Some(layout) = HidPosLayout::from_descriptor(descriptor) {
        let _ = hid::decode(layout, rest);
    }
    let _ = hid::decode(HidPosLayout::USUAL, data);
}
