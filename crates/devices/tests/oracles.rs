//! Other people's readers and writers of the same things: zxing-cpp reads our bar codes, Python's codecs know our code
//! pages, python-escpos writes our commands. The tests install what they need from PyPI and so are run by hand:
//! `cargo test -p bezmen-devices --test oracles -- --ignored`.

use std::path::{Path, PathBuf};
use std::process::Command;

use bezmen_devices::printer::barcode::qr::{QUIET_ZONE, QrLevel, QrMatrix};
use bezmen_devices::printer::barcode::{LinearBarcode, Symbology};
use bezmen_devices::printer::codepage::CodePage;
use bezmen_devices::printer::encode;
use bezmen_devices::printer::job::JobWriter;
use bezmen_devices::printer::profile::{DrawerPin, DrawerPulse, PrinterProfile};
use bezmen_devices::printer::raster::Bitmap;

/// A Python with the packages, made once in the build folder.
fn python(packages: &[&str]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(packages.join("-"));
    let python = folder.join("bin/python");
    if !folder.join("ready").exists() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder));
        run(Command::new(&python)
            .args(["-m", "pip", "install", "--quiet"])
            .args(packages));
        std::fs::write(folder.join("ready"), "").expect("the build folder can be written");
    }
    python
}

fn run(command: &mut Command) -> String {
    let output = command.output().expect("the program runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{text}\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    text
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A picture with white paper around it.
fn on_paper(drawn: &Bitmap, margin: u32) -> Bitmap {
    let mut paper = Bitmap::new(drawn.width() + 2 * margin, drawn.height() + 2 * margin);
    paper.blit(drawn, margin.into(), margin.into());
    paper
}

#[test]
#[ignore = "installs zxing-cpp from PyPI"]
fn zxing_reads_our_codes() {
    let python = python(&["zxing-cpp", "pillow", "numpy"]);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("codes");
    std::fs::create_dir_all(&folder).unwrap();
    let linear = [
        (Symbology::Ean13, "4006381333931", "4006381333931"),
        (Symbology::Ean13, "2112345006789", "2112345006789"),
        (Symbology::Ean8, "55123457", "55123457"),
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
    let mut expected = Vec::new();
    for (at, (symbology, text, read)) in linear.into_iter().enumerate() {
        let code = LinearBarcode::new(symbology, text).unwrap();
        let picture = on_paper(&code.to_bitmap(2, 60), 2 * code.quiet_zone());
        std::fs::write(folder.join(format!("{at:02}.png")), picture.to_png()).unwrap();
        expected.push(read.to_owned());
    }
    for level in [QrLevel::L, QrLevel::M, QrLevel::Q, QrLevel::H] {
        for text in [
            "BZ:A1-1:0190f3c2",
            "Чек № 7: «Гала» 1 234,50 ₽",
            "t=20261121T1200&s=1234.50&fn=9999078900000000",
        ] {
            let picture = QrMatrix::new(text.as_bytes(), level)
                .unwrap()
                .to_bitmap(3, QUIET_ZONE);
            std::fs::write(
                folder.join(format!("{:02}.png", expected.len())),
                picture.to_png(),
            )
            .unwrap();
            expected.push(text.to_owned());
        }
    }
    let script = "import sys,glob,json,zxingcpp
from PIL import Image
out=[]
for name in sorted(glob.glob(sys.argv[1]+'/*.png')):
    found=zxingcpp.read_barcodes(Image.open(name).convert('L'),text_mode=zxingcpp.TextMode.Plain)
    out.append([found[0].text, str(found[0].format)] if found else ['nothing',''])
print(json.dumps(out))";
    let answer = run(Command::new(python).args(["-c", script]).arg(&folder));
    let read: Vec<(String, String)> = serde_json::from_str(&answer).unwrap();
    assert_eq!(read.len(), expected.len());
    for ((text, format), expected) in read.iter().zip(&expected) {
        assert_eq!(text, expected, "{format}");
    }
}

#[test]
#[ignore = "needs Python"]
fn pythons_codecs_know_our_pages() {
    let pages: serde_json::Map<String, serde_json::Value> = CodePage::all()
        .map(|page| {
            let upper: String = (0x80..=0xff).map(|byte| page.decode(byte)).collect();
            (page.name().to_owned(), upper.into())
        })
        .collect();
    let script = "import sys,json,codecs
names={'RK1048':'kz1048','PT154':'ptcp154'}
compared=0
for name,upper in json.loads(sys.argv[1]).items():
    if name in ('CP932',): continue
    try: codec=codecs.lookup(names.get(name,name)).name
    except LookupError: continue
    for byte,ours in zip(range(128,256),upper):
        try: theirs=bytes([byte]).decode(codec)
        except UnicodeDecodeError: theirs='\\ufffd'
        if ord(theirs)<160: theirs='\\ufffd'
        assert ours==theirs,(name,hex(byte),ours,theirs)
    compared+=1
print(compared)";
    let answer = run(Command::new("python3")
        .args(["-c", script])
        .arg(serde_json::Value::Object(pages).to_string()));
    assert!(answer.trim().parse::<usize>().unwrap() >= 45, "{answer}");
}

#[test]
#[ignore = "installs python-escpos from PyPI"]
fn python_escpos_writes_the_same_commands() {
    let python = python(&["python-escpos", "qrcode", "pillow"]);
    let script = "from escpos.printer import Dummy
import json
def made(write):
    printer=Dummy(profile='TM-T88V'); write(printer); return printer.output.hex()
def text(printer):
    printer.magic.force_encoding('CP866'); printer.textln('Итого-1.50 № 7')
print(json.dumps({
  'qr': made(lambda p: p.qr('BZ:1', ec=1, size=6, native=True)),
  'cut': made(lambda p: p.cut(feed=False)),
  'drawer': made(lambda p: p.cashdraw(2)),
  'drawer5': made(lambda p: p.cashdraw(5)),
  'text': made(text),
}))";
    let answer = run(Command::new(python).args(["-c", script]));
    let theirs: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let mut profile = PrinterProfile::built_in("TM-T88V").unwrap();
    profile.drawer = Some(DrawerPulse {
        pin: DrawerPin::Pin2,
        on_2ms: 0x32,
        off_2ms: 0x32,
    });
    let written = |write: &dyn Fn(&mut JobWriter<'_>)| {
        let mut job = JobWriter::bare(&profile);
        write(&mut job);
        hex(&job.finish())
    };
    let qr = written(&|job| job.qr_as("BZ:1", QrLevel::M, Some(6)));
    assert_eq!(
        Some(qr.strip_prefix("1b6101").unwrap()),
        theirs["qr"].as_str()
    );
    assert_eq!(
        Some(written(&|job| job.cut()).as_str()),
        theirs["cut"].as_str()
    );
    assert_eq!(hex(&encode::drawer_kick(&profile)), theirs["drawer"]);
    assert_eq!(
        hex(&encode::drawer_kick_on(&profile, DrawerPin::Pin5)),
        theirs["drawer5"]
    );
    let text = written(&|job| {
        job.line(
            "Итого-1.50 № 7",
            bezmen_devices::printer::job::Look::Normal,
            bezmen_devices::printer::interpret::Align::Left,
        );
    });
    assert_eq!(Some(text.as_str()), theirs["text"].as_str());
}
