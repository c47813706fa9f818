use rstest::rstest;

use super::*;
use crate::printer::barcode::qr::QrLevel;
use crate::printer::barcode::{LinearBarcode, Symbology};
use crate::printer::profile::{Barcodes, DrawerPin, DrawerPulse, Images};
use crate::printer::raster::Bitmap;
use crate::testing::{from_hex, vector};

fn epson() -> PrinterProfile {
    PrinterProfile::built_in("epson").unwrap()
}

fn written(profile: &PrinterProfile, write: impl FnOnce(&mut JobWriter<'_>)) -> Vec<u8> {
    let mut job = JobWriter::bare(profile);
    write(&mut job);
    job.finish()
}

/// The bytes of a vector with a name.
fn theirs(file: &str, key: &str, name: &str) -> Option<Vec<u8>> {
    let data = vector(file)?;
    let case = data["vectors"]
        .as_array()
        .unwrap()
        .iter()
        .find(|case| case[key].as_str().unwrap().starts_with(name))
        .unwrap();
    Some(from_hex(case["hex"].as_str().unwrap()))
}

fn of_receipt_printer_encoder(name: &str) -> Option<Vec<u8>> {
    // Theirs ends lines in LF CR.
    let mut bytes = theirs("escpos_receipt_printer_encoder.json", "name", name)?;
    bytes.truncate(bytes.len() - 1);
    Some(bytes)
}

#[rstest]
#[case("text(hello).newline()", "hello", Look::Normal)]
#[case("line(hello)", "hello", Look::Normal)]
#[case("text(héllo) - é", "héllo", Look::Normal)]
fn lines_are_those_of_receipt_printer_encoder(
    #[case] name: &str,
    #[case] text: &str,
    #[case] look: Look,
) {
    let Some(expected) = of_receipt_printer_encoder(name) else {
        return;
    };
    let profile = epson();
    let mut ours = written(&profile, |job| job.line(text, look, Align::Left));
    // The printer is on page 437 after its start; ours says so rather than to rely on it.
    if !text.is_ascii() {
        assert_eq!(ours[..4], [b'h', 0x1b, 0x74, 0]);
        ours.drain(1..4);
    }
    assert_eq!(ours, expected);
}

#[test]
fn a_chosen_page_has_their_bytes() {
    let Some(expected) = of_receipt_printer_encoder("codepage(windows1252).text(héllo)") else {
        return;
    };
    let mut profile = epson();
    profile.slots.retain(|slot| slot.page.name() == "CP1252");
    let mut ours = Vec::new();
    let mut encoder = TextEncoder::new(&profile.slots);
    encoder.switch(0, &mut ours);
    encoder.encode("héllo", &mut ours);
    ours.push(b'\n');
    assert_eq!(ours, expected);
}

#[test]
fn large_letters_have_their_bytes() {
    let Some(expected) = of_receipt_printer_encoder("width(2).height(2).text(hello)") else {
        return;
    };
    let profile = epson();
    let mut ours = written(&profile, |job| {
        job.line("hello", Look::Large, Align::Left);
        job.line("", Look::Normal, Align::Left);
    });
    // Ours goes back to the usual size on the next line, theirs at once.
    let end = ours.len() - 1;
    assert_eq!(ours[end - 4..], [b'\n', 0x1d, 0x21, 0x00, b'\n']);
    ours.remove(end - 4);
    assert_eq!(ours, expected);
}

#[test]
fn codes_have_the_bytes_of_the_other_libraries() {
    let profile = epson();
    if let Some(expected) = of_receipt_printer_encoder("barcode(CODE128, code128, 60)") {
        let ours = written(&profile, |job| job.barcode("CODE128"));
        let command = |bytes: &[u8]| {
            let start = bytes
                .windows(2)
                .position(|pair| pair == [0x1d, 0x6b])
                .unwrap();
            bytes[start..].to_vec()
        };
        let mut theirs = command(&expected);
        assert_eq!(theirs.pop(), Some(b'\n'));
        assert_eq!(command(&ours), theirs);
    }
    if let Some(expected) = of_receipt_printer_encoder("barcode(3130630574613, ean13, 60)") {
        let mut old = epson();
        old.barcodes = Barcodes::FormA;
        let ours = written(&old, |job| job.barcode("3130630574613"));
        let wanted = &expected[9..expected.len() - 1];
        assert!(ours.ends_with(wanted), "{ours:02x?} {wanted:02x?}");
    }
    if let Some(expected) = theirs(
        "escpos_python_escpos.json",
        "op",
        "qr('1234', native, size=7)",
    ) {
        let ours = written(&profile, |job| job.qr_as("1234", QrLevel::L, Some(7)));
        assert_eq!(ours, [vec![0x1b, 0x61, 1], expected].concat());
    }
}

#[test]
fn cuts_and_pulses_have_the_bytes_of_the_other_libraries() {
    let profile = epson();
    assert_eq!(written(&profile, |job| job.cut()), [0x1d, 0x56, 0x42, 0]);
    if let Some(expected) = theirs("escpos_python_escpos.json", "op", "cut(feed=False)") {
        assert_eq!(written(&profile, |job| job.cut()), expected);
    }
    let pulse = |on_2ms, off_2ms| PrinterProfile {
        drawer: Some(DrawerPulse {
            pin: DrawerPin::Pin2,
            on_2ms,
            off_2ms,
        }),
        ..epson()
    };
    if let Some(expected) = theirs("escpos_python_escpos.json", "op", "cashdraw pin2") {
        assert_eq!(drawer_kick(&pulse(0x32, 0x32)), expected);
    }
    if let Some(expected) = theirs("escpos_receipt_printer_encoder.json", "name", "pulse()") {
        assert_eq!(drawer_kick(&pulse(0x32, 0xfa)), expected);
    }
    assert_eq!(
        drawer_kick_on(&profile, DrawerPin::Pin5),
        [0x1b, 0x70, 1, 0x19, 0xfa]
    );
    assert_eq!(drawer_kick_now(&profile), [0x10, 0x14, 1, 0, 1]);
}

#[rstest]
#[case(Cutter::Both, Cut::Full, &[0x1d, 0x56, 0x41, 3])]
#[case(Cutter::Both, Cut::Partial, &[0x1d, 0x56, 0x42, 3])]
#[case(Cutter::Full, Cut::Partial, &[0x1d, 0x56, 0x41, 3])]
#[case(Cutter::Partial, Cut::Full, &[0x1d, 0x56, 0x42, 3])]
#[case(Cutter::Legacy, Cut::Full, &[0x1b, 0x64, 3, 0x1b, b'i'])]
#[case(Cutter::Legacy, Cut::Partial, &[0x1b, 0x64, 3, 0x1b, b'm'])]
#[case(Cutter::None, Cut::Full, &[0x1b, 0x64, 3])]
fn a_cut_is_what_the_cutter_can(#[case] cutter: Cutter, #[case] wish: Cut, #[case] bytes: &[u8]) {
    let profile = PrinterProfile {
        cutter,
        feed_before_cut: 3,
        ..epson()
    };
    assert_eq!(written(&profile, |job| job.cut_as(wish)), bytes);
}

#[test]
fn a_picture_of_columns_has_the_bytes_of_receipt_printer_encoder() {
    let Some(expected) = of_receipt_printer_encoder("image(canvas, 8, 8)") else {
        return;
    };
    let profile = PrinterProfile {
        images: Images::Column24,
        ..epson()
    };
    let mut dot = Bitmap::new(8, 8);
    dot.set(0, 0, true);
    let mut ours = written(&profile, |job| job.image(&dot, Align::Left));
    // Theirs sets the line spacing to 36 units; 24 are enough and leave no gap where a unit is a dot.
    assert_eq!(ours[..3], [0x1b, 0x33, 24]);
    ours[2] = 0x24;
    ours.push(b'\n');
    assert_eq!(ours, expected);
}

#[test]
fn a_high_picture_goes_in_stripes_and_a_wide_one_is_cut_off() {
    let mut picture = Bitmap::new(2_000, 600);
    picture.set(0, 599, true);
    let profile = epson();
    let bytes = written(&profile, |job| job.image(&picture, Align::Left));
    let mut rest = bytes.as_slice();
    let mut rows = Vec::new();
    while let [0x1d, 0x76, 0x30, 0, 72, 0, low, high, after @ ..] = rest {
        let height = u16::from_le_bytes([*low, *high]);
        rows.push(height);
        rest = &after[72 * usize::from(height)..];
    }
    assert_eq!(rows, [256, 256, 88]);
    assert!(rest.is_empty());
    assert_eq!(bytes[bytes.len() - 72], 0x80);
    let none = PrinterProfile {
        images: Images::None,
        ..epson()
    };
    assert!(written(&none, |job| job.image(&picture, Align::Left)).is_empty());
}

#[test]
fn the_table_is_named_again_after_a_picture() {
    let profile = epson();
    let mut dot = Bitmap::new(1, 1);
    dot.set(0, 0, true);
    let bytes = written(&profile, |job| {
        job.line("Да", Look::Normal, Align::Left);
        job.image(&dot, Align::Left);
        job.line("Да", Look::Normal, Align::Left);
    });
    let named = bytes
        .windows(3)
        .filter(|part| *part == [0x1b, 0x74, 17])
        .count();
    assert_eq!(named, 2);
}

#[test]
fn bar_codes_are_drawn_where_the_printer_draws_none() {
    let plain = PrinterProfile {
        barcodes: Barcodes::None,
        draws_qr: false,
        ..epson()
    };
    let code = LinearBarcode::new(Symbology::Code128, "A1-000123").unwrap();
    let drawn = written(&plain, |job| job.barcode_as(&code));
    assert_eq!(drawn[..7], [0x1b, 0x61, 1, 0x1d, 0x76, 0x30, 0]);
    let drawn = written(&plain, |job| job.qr("BZ:1"));
    // 21 modules and four on each side, six dots each.
    assert_eq!(
        drawn[..11],
        [0x1b, 0x61, 1, 0x1d, 0x76, 0x30, 0, 22, 0, 174, 0]
    );
    let old = PrinterProfile {
        barcodes: Barcodes::FormA,
        ..epson()
    };
    let drawn = written(&old, |job| job.barcode_as(&code));
    assert_eq!(drawn[3..7], [0x1d, 0x76, 0x30, 0], "form A has no Code 128");
    let mute = PrinterProfile {
        images: Images::None,
        ..plain
    };
    assert_eq!(written(&mute, |job| job.barcode_as(&code)), b"A1-000123\n");
    assert_eq!(written(&mute, |job| job.qr("BZ:1")), b"BZ:1\n");
}

#[test]
fn only_a_printer_with_a_beeper_beeps() {
    let loud = PrinterProfile {
        beeper: true,
        ..epson()
    };
    assert_eq!(written(&loud, |job| job.beep(2)), [0x1b, 0x42, 2, 1]);
    assert_eq!(written(&loud, |job| job.beep(200)), [0x1b, 0x42, 9, 1]);
    assert!(written(&epson(), |job| job.beep(2)).is_empty());
}

/// What the `escpos` crate gets wrong must not be in our bytes.
#[test]
fn the_quirks_of_the_other_crate_are_absent() {
    let profile = epson();
    assert_eq!(
        drawer_kick(&profile),
        [0x1b, 0x70, 0, 0x19, 0xfa],
        "with its times"
    );
    assert_eq!(written(&profile, |job| job.cut())[2], 0x42, "a partial cut");
    let line = |page: &str, text: &str| {
        let mut one = epson();
        one.slots.retain(|slot| slot.page.name() == page);
        one.images = Images::None;
        let mut bytes = written(&one, |job| job.line(text, Look::Normal, Align::Left));
        bytes.retain(|byte| *byte != b'\n');
        if let Some(at) = bytes.iter().position(|byte| *byte == 0x1b) {
            bytes.drain(at..at + 3);
        }
        bytes
    };
    assert!(line("CP1251", "Итого-1.50").ends_with(b"-1.50"));
    assert_eq!(line("CP857", "1.50"), b"1.50");
    assert_eq!(line("CP858", "®"), [0xa9]);
    assert_eq!(line("CP866", "5₽ « —"), from_hex("35 e0e3a12e 20 22 20 2d"));
    let qr = written(&profile, |job| job.qr("x"));
    assert!(
        qr.windows(4).any(|part| part == [0x31, 0x41, 0x32, 0]),
        "model 2"
    );
    assert_eq!(
        JobWriter::begin(&profile, "").finish(),
        [0x1b, 0x40, 0x1c, 0x2e]
    );
    let request = crate::printer::status::StatusRequest::Printer.bytes();
    assert_eq!(request, [0x10, 0x04, 0x01], "nothing trails it");
}
