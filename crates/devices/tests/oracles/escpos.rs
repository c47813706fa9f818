//! python-escpos and we: the same commands for the same wishes, and each reads what the other writes.

use bezmen_devices::printer::barcode::qr::QrLevel;
use bezmen_devices::printer::encode;
use bezmen_devices::printer::interpret::{self, Align, EventKind};
use bezmen_devices::printer::job::{JobWriter, Look};
use bezmen_devices::printer::profile::{
    Cutter, DeviceKind, DrawerPin, DrawerPulse, PrinterProfile,
};
use bezmen_devices::printer::raster::Bitmap;
use rstest::rstest;
use serde_json::{Value, json};

use crate::python;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes_of(answer: &Value) -> Vec<u8> {
    let digits = answer["hex"].as_str().unwrap_or_else(|| panic!("{answer}"));
    (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect()
}

fn written(orders: &[Value]) -> Vec<Value> {
    let answer = python::ask("orders.py", &json!(orders));
    let answer: Vec<Value> = serde_json::from_value(answer).unwrap();
    assert_eq!(answer.len(), orders.len());
    answer
}

#[test]
#[ignore = "installs python-escpos from PyPI"]
fn we_write_the_commands_that_python_escpos_writes() {
    const MODEL: &str = "TM-T88V";
    let theirs = written(&[
        json!([MODEL, "qr", ["BZ:1"], {"ec": 1, "size": 6, "native": true}]),
        json!([MODEL, "cut", [], {"feed": false}]),
        json!([MODEL, "cashdraw", [2], {}]),
        json!([MODEL, "cashdraw", [5], {}]),
        json!([MODEL, "page", ["CP866", "Итого-1.50 № 7"], {}]),
    ]);
    let theirs: Vec<String> = theirs.iter().map(|answer| hex(&bytes_of(answer))).collect();
    let mut profile = PrinterProfile::built_in(MODEL).unwrap();
    profile.drawer = Some(DrawerPulse {
        pin: DrawerPin::Pin2,
        on_2ms: 0x32,
        off_2ms: 0x32,
    });
    let ours = |cutter: Cutter, write: &dyn Fn(&mut JobWriter<'_>)| {
        let set = PrinterProfile {
            cutter,
            feed_before_cut: 0,
            ..profile.clone()
        };
        let mut job = JobWriter::bare(&set);
        write(&mut job);
        hex(&job.finish())
    };
    let qr = ours(Cutter::Both, &|job| {
        job.qr_as("BZ:1", QrLevel::M, Some(6));
    });
    // Ours stands in the middle of the paper.
    assert_eq!(qr.strip_prefix("1b6101"), Some(theirs[0].as_str()));
    let cut = ours(Cutter::Both, &|job| {
        job.cut();
    });
    assert_eq!(cut, theirs[1]);
    assert_eq!(hex(&encode::drawer_kick(&profile)), theirs[2]);
    assert_eq!(
        hex(&encode::drawer_kick_on(&profile, DrawerPin::Pin5)),
        theirs[3]
    );
    let text = ours(Cutter::Both, &|job| {
        job.line("Итого-1.50 № 7", Look::Normal, Align::Left);
    });
    assert_eq!(text, theirs[4]);
}

/// What a printer does at the bytes, besides printing text.
fn read(digits: &str, profile: &PrinterProfile) -> Vec<EventKind> {
    let bytes = bytes_of(&json!({ "hex": digits }));
    let events = interpret::render(&bytes, profile).events;
    events.into_iter().map(|event| event.kind).collect()
}

const TEXTS: [&str; 7] = [
    "Итого-1.50, съешь же ещё",
    "ЁЖИК в тумане: Ъ Ь Ы Э",
    "Хлеб/Brot 2 x 54.90=109.80",
    "Äpfel, Grüße, Straße",
    "Crème brûlée à la française",
    "Ціна: їжа, ґанок, є",
    "Żółć i łoś",
];

#[test]
#[ignore = "installs python-escpos from PyPI"]
fn we_read_the_text_that_python_escpos_writes_for_every_printer_it_knows() {
    let printers: Vec<PrinterProfile> = PrinterProfile::all()
        .filter(|profile| profile.kind == DeviceKind::Printer)
        .cloned()
        .collect();
    let mut orders = Vec::new();
    for printer in &printers {
        for text in TEXTS {
            orders.push(json!([printer.name, "text", [format!("{text}\n")], {}]));
        }
    }
    let theirs = written(&orders);
    let (mut known, mut russian, mut wrong) = (0, 0, Vec::new());
    for (answers, printer) in theirs.chunks(TEXTS.len()).zip(&printers) {
        // Our own profiles have names that it does not know.
        if answers.iter().any(|answer| answer.get("error").is_some()) {
            continue;
        }
        known += 1;
        for (answer, text) in answers.iter().zip(TEXTS) {
            let lost: Vec<&str> = answer["lost"]
                .as_array()
                .unwrap()
                .iter()
                .filter_map(Value::as_str)
                .collect();
            russian += usize::from(lost.is_empty() && text == TEXTS[0]);
            let mut expected = text.to_owned();
            for sign in lost {
                expected = expected.replace(sign, "?");
            }
            let mut bytes = printer.init.clone();
            bytes.extend(bytes_of(answer));
            let paper = interpret::render(&bytes, printer);
            let read = paper.rows().join("");
            if read.replace(' ', "") != expected.replace(' ', "") {
                wrong.push(format!(
                    "{}: {expected:?} is read as {read:?} in {}",
                    printer.name, answer["hex"]
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(known >= 20 && russian >= 10, "{known}, {russian} Russian");
}

#[test]
#[ignore = "installs python-escpos from PyPI"]
fn we_read_the_codes_cuts_and_pulses_that_python_escpos_writes() {
    const MODEL: &str = "TM-T88V";
    let bar = |text: &str, kind: &str, form: &str| json!([MODEL, "barcode", [text, kind], {"function_type": form, "align_ct": false}]);
    let mut orders = vec![
        json!([MODEL, "qr", ["Чек № 7"], {"native": true, "size": 4}]),
        json!([MODEL, "cashdraw", [2], {}]),
        json!([MODEL, "cashdraw", [5], {}]),
        json!([MODEL, "cut", [], {}]),
        json!([MODEL, "cut", [], {"mode": "PART"}]),
    ];
    let bars = [
        ("4006381333931", "EAN13", "A", "ean13"),
        ("4006381333931", "EAN13", "B", "ean13"),
        ("55123457", "EAN8", "A", "ean8"),
        ("55123457", "EAN8", "B", "ean8"),
        ("036000291452", "UPC-A", "A", "upc_a"),
        ("036000291452", "UPC-A", "B", "upc_a"),
        ("ABC-123", "CODE39", "A", "code39"),
        ("ABC-123", "CODE39", "B", "code39"),
        ("12345678", "ITF", "A", "itf"),
        ("{BA1-000123", "CODE128", "B", "code128"),
    ];
    orders.extend(
        bars.iter()
            .map(|(text, kind, form, _)| bar(text, kind, form)),
    );
    let theirs = written(&orders);
    let profile = PrinterProfile::built_in(MODEL).unwrap();
    let events = |answer: &Value| read(answer["hex"].as_str().unwrap_or_default(), &profile);
    assert_eq!(
        events(&theirs[0]),
        [EventKind::Qr {
            data: "Чек № 7".to_owned(),
            model: 2,
            size: 4,
            printed: true
        }]
    );
    for (answer, pulsed) in theirs[1..3].iter().zip([2, 5]) {
        let kinds = events(answer);
        assert!(
            matches!(kinds.as_slice(), [EventKind::Kick { pin, t1: 0x32, t2: 0x32 }] if *pin == pulsed),
            "{kinds:?}"
        );
    }
    for (answer, through) in theirs[3..5].iter().zip([true, false]) {
        let kinds = events(answer);
        assert!(
            matches!(kinds.as_slice(), [EventKind::Cut { full, .. }] if *full == through),
            "{kinds:?}"
        );
    }
    for (answer, (text, kind, form, name)) in theirs[5..].iter().zip(bars) {
        assert_eq!(
            events(answer),
            [EventKind::Barcode {
                symbology: name,
                data: text.to_owned(),
                printed: true
            }],
            "{kind} {form}: {answer}"
        );
    }
}

/// The black dots, moved to the corner.
fn black(paper: &Bitmap) -> Vec<(u32, u32)> {
    let mut dots = Vec::new();
    paper.each_black(|x, y| dots.push((x, y)));
    let left = dots.iter().map(|(x, _)| *x).min().unwrap_or_default();
    let top = dots.iter().map(|(_, y)| *y).min().unwrap_or_default();
    let mut moved: Vec<_> = dots.iter().map(|(x, y)| (x - left, y - top)).collect();
    moved.sort_unstable();
    moved
}

/// As `picture` of the script draws it.
fn drawn_by_the_script(side: u32) -> Vec<(u32, u32)> {
    let mut dots = Vec::new();
    for x in 0..side {
        for y in 0..side {
            let edge = x == 0 || y == 0 || x == side - 1 || y == side - 1;
            if edge || (x * x + 3 * y) % 7 < 2 {
                dots.push((x, y));
            }
        }
    }
    dots
}

#[rstest]
#[case("bitImageRaster", 96)]
#[case("bitImageRaster", 61)]
#[case("graphics", 96)]
#[case("bitImageColumn", 96)]
#[ignore = "installs python-escpos from PyPI"]
fn we_draw_the_pictures_that_python_escpos_writes(#[case] way: &str, #[case] side: u32) {
    const MODEL: &str = "TM-T88V";
    let orders = [json!([MODEL, "image", [side], {"impl": way, "center": false}])];
    let theirs = written(&orders);
    let profile = PrinterProfile::built_in(MODEL).unwrap();
    let paper = interpret::draw(&bytes_of(&theirs[0]), &profile);
    let picture = paper.picture.expect("a picture was drawn");
    assert!(
        black(&picture) == drawn_by_the_script(side),
        "{way} {side} is drawn otherwise"
    );
}
