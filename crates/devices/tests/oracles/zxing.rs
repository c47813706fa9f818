//! zxing-cpp reads our codes: alone, and on the paper that the interpreter draws.

use std::path::{Path, PathBuf};

use bezmen_devices::printer::barcode::qr::{QUIET_ZONE, QrLevel, QrMatrix};
use bezmen_devices::printer::barcode::{LinearBarcode, Symbology};
use bezmen_devices::printer::interpret::{self, Align, EventKind, Rendering};
use bezmen_devices::printer::job::{JobWriter, Look};
use bezmen_devices::printer::profile::{Barcodes, DeviceKind, PrinterProfile};
use bezmen_devices::printer::raster::Bitmap;
use serde_json::json;

use crate::python;

/// What is printed, and what a reader says.
const LINEAR: [(Symbology, &str, &str); 15] = [
    (Symbology::Ean13, "4006381333931", "4006381333931"),
    (Symbology::Ean13, "2112345006789", "2112345006789"),
    (Symbology::Ean13, "0012345000065", "0012345000065"),
    (Symbology::Ean8, "55123457", "55123457"),
    (Symbology::Ean8, "00000017", "00000017"),
    (Symbology::UpcA, "036000291452", "0036000291452"),
    (Symbology::UpcE, "04252614", "0042100005264"),
    (Symbology::UpcE, "01234565", "0012345000065"),
    (Symbology::Code39, "ABC-123 $/+%.", "ABC-123 $/+%."),
    (Symbology::Itf, "12345678901231", "12345678901231"),
    (Symbology::Code128, "A1-000123", "A1-000123"),
    (Symbology::Code128, "1234567890", "1234567890"),
    (Symbology::Code128, "abc12345678DEF{}~", "abc12345678DEF{}~"),
    (
        Symbology::Code128,
        "AB\u{1}\u{2}cd\u{3}ef",
        "AB\u{1}\u{2}cd\u{3}ef",
    ),
    (
        Symbology::Gs1128,
        "010460068200017410AB\u{1d}3103001234",
        "010460068200017410AB\u{1d}3103001234",
    ),
];

/// Dots of paper beside the width that a head prints: five millimetres at 203 dots to the inch.
const PAPER_MARGIN: u32 = 40;

const QR_TEXTS: [&str; 3] = [
    "BZ:A1-1:0190f3c2",
    "Чек № 7: «Гала» 1 234,50 ₽",
    "t=20261121T1200&s=1234.50&fn=9999078900000000",
];

/// Pictures with what a reader should find in each.
struct Album {
    folder: PathBuf,
    pages: Vec<(PathBuf, String, String)>,
}

impl Album {
    fn new(name: &str) -> Self {
        Self {
            folder: python::scratch(name),
            pages: Vec::new(),
        }
    }

    fn add(&mut self, png: &[u8], expected: &str, about: String) {
        let path = self.folder.join(format!("{:04}.png", self.pages.len()));
        std::fs::write(&path, png).unwrap();
        self.pages.push((path, expected.to_owned(), about));
    }

    /// Each picture holds one code, and it says what it should.
    fn is_read(&self) {
        let paths: Vec<&Path> = self.pages.iter().map(|(path, ..)| path.as_path()).collect();
        let answer = python::ask("zxing.py", &json!(paths));
        let answer: Vec<Vec<(String, String)>> = serde_json::from_value(answer).unwrap();
        assert_eq!(answer.len(), self.pages.len());
        let mut wrong = Vec::new();
        for (found, (path, expected, about)) in answer.iter().zip(&self.pages) {
            let texts: Vec<&str> = found.iter().map(|(text, _)| text.as_str()).collect();
            if texts != [expected.as_str()] {
                wrong.push(format!(
                    "{about}: {expected:?} is read as {found:?} in {}",
                    path.display()
                ));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// A picture with white paper around it.
fn on_paper(drawn: &Bitmap, margin: u32) -> Vec<u8> {
    let mut paper = Bitmap::new(drawn.width() + 2 * margin, drawn.height() + 2 * margin);
    paper.blit(drawn, margin.into(), margin.into());
    paper.to_png()
}

#[test]
#[ignore = "installs zxing-cpp from PyPI"]
fn zxing_reads_our_codes() {
    let mut album = Album::new("codes");
    for (symbology, text, read) in LINEAR {
        let code = LinearBarcode::new(symbology, text).unwrap();
        let picture = on_paper(&code.to_bitmap(2, 60), 2 * code.quiet_zone());
        album.add(&picture, read, symbology.name().to_owned());
    }
    for level in [QrLevel::L, QrLevel::M, QrLevel::Q, QrLevel::H] {
        for text in QR_TEXTS {
            let matrix = QrMatrix::new(text.as_bytes(), level).unwrap();
            let picture = matrix.to_bitmap(3, QUIET_ZONE).to_png();
            album.add(&picture, text, format!("QR {level:?}"));
        }
    }
    album.is_read();
}

/// Whether the printer drew a code: by a command that it knows, or as a picture. Otherwise it did not fit the paper and stands
/// there as text.
fn drew_a_code(paper: &Rendering) -> bool {
    paper.events.iter().any(|event| {
        matches!(
            event.kind,
            EventKind::Barcode { .. }
                | EventKind::Qr { .. }
                | EventKind::Symbol { .. }
                | EventKind::Image { .. }
        )
    })
}

/// A receipt as people see it: words above, the code, words below.
fn receipt(profile: &PrinterProfile, code: impl FnOnce(&mut JobWriter<'_>)) -> Rendering {
    let mut job = JobWriter::begin(profile, "");
    // Letters that a printer has not are drawn, and would pass for a drawn code.
    let (above, below) = if profile.writes_cyrillic() {
        ("Чек 7: хлеб 54.90", "Спасибо за покупку")
    } else {
        ("Receipt 7: bread 54.90", "Thank you")
    };
    job.line(above, Look::Normal, Align::Left);
    code(&mut job);
    job.line(below, Look::Bold, Align::Center);
    interpret::draw(&job.finish(), profile)
}

#[test]
#[ignore = "installs zxing-cpp from PyPI"]
fn zxing_reads_the_codes_on_the_paper_of_every_printer() {
    let mut album = Album::new("paper");
    let mut ways = std::collections::BTreeSet::new();
    let printers = PrinterProfile::all().filter(|profile| profile.kind == DeviceKind::Printer);
    for profile in printers {
        let mut codes = 0;
        let mut add = |paper: &Rendering, expected: &str, kind: &str| {
            if drew_a_code(paper) {
                let about = format!("{kind} of {}", profile.name);
                let picture = paper.picture.as_ref().unwrap();
                album.add(&on_paper(picture, PAPER_MARGIN), expected, about);
                codes += 1;
            }
        };
        for (symbology, text, read) in LINEAR {
            let code = LinearBarcode::new(symbology, text).unwrap();
            let paper = receipt(profile, |job| job.barcode_as(&code));
            add(&paper, read, symbology.name());
        }
        for text in QR_TEXTS {
            add(&receipt(profile, |job| job.qr(text)), text, "QR");
        }
        let draws = profile.draws_pictures() || profile.barcodes == Barcodes::BothForms;
        assert!(
            codes >= 9 || !draws,
            "{} draws only {codes} codes",
            profile.name
        );
        if codes > 0 {
            ways.insert((
                format!("{:?}", profile.barcodes),
                format!("{:?}", profile.images),
                profile.draws_qr,
            ));
        }
    }
    // By command in both forms and as pictures of every kind.
    assert!(ways.len() >= 4, "{ways:?}");
    album.is_read();
}

#[test]
#[ignore = "installs zxing-cpp from PyPI"]
fn zxing_reads_data_matrix_that_the_paper_was_told_to_draw() {
    let mut album = Album::new("data-matrix");
    let profile = PrinterProfile::built_in("epson").unwrap();
    let marking = "010460068200017421abcDEF12345\u{1d}93dGVz";
    for text in ["BZ:A1-1:0190f3c2", marking] {
        let mut bytes = profile.init.clone();
        let mut tell = |function: u8, data: &[u8]| {
            let [low, high] = u16::try_from(data.len() + 2).unwrap().to_le_bytes();
            bytes.extend([0x1d, b'(', b'k', low, high, 54, function]);
            bytes.extend(data);
        };
        tell(67, &[6]);
        let mut stored = vec![48];
        stored.extend(text.bytes());
        tell(80, &stored);
        tell(81, &[48]);
        // The reader wants white paper around the code, on a receipt as on a label.
        let mut before = profile.init.clone();
        before.extend(b"\n\x1ba\x01");
        before.extend(bytes);
        before.extend(b"\n\n");
        let paper = interpret::draw(&before, &profile);
        album.add(&paper.to_png().unwrap(), text, "Data Matrix".to_owned());
    }
    album.is_read();
}
