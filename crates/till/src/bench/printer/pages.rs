//! What the technician prints to see whether a printer is set up right.

use bezmen_contract::till::{CodeTableRow, PrinterTest};
use bezmen_devices::printer::encode;
use bezmen_devices::printer::image::{Dither, GreyPicture};
use bezmen_devices::printer::interpret::Align as PaperAlign;
use bezmen_devices::printer::job::{JobWriter, Look};
use bezmen_devices::printer::profile::PrinterProfile;
use bezmen_domain::locale::Locale;
use bezmen_domain::receipt::{Align, ReceiptDocument, ReceiptKind, Row, Style};

use super::table_rows;

/// Height of the test picture in dots.
const PICTURE_HEIGHT: u32 = 240;

/// What the strip is read for; it is Russian whatever the language of the screens.
const WORD: &str = "Привет";

/// A test as it goes to the printer.
pub(super) struct Page {
    pub(super) bytes: Vec<u8>,
    pub(super) tables: Vec<CodeTableRow>,
}

pub(super) fn page(test: PrinterTest, profile: &PrinterProfile, locale: Locale) -> Page {
    let bytes = match test {
        PrinterTest::Receipt => encode::receipt(&receipt(profile, locale), profile),
        PrinterTest::CodeTables => {
            let strip = encode::code_table_strip(profile, table_numbers(profile));
            return Page {
                bytes: strip.bytes,
                tables: table_rows(&strip.candidates, WORD),
            };
        }
        PrinterTest::Codes => codes(profile, locale),
        PrinterTest::Picture => picture(profile, locale),
        PrinterTest::Cut => {
            let mut job = JobWriter::begin(profile, "");
            job.cut();
            job.finish()
        }
    };
    Page {
        bytes,
        tables: Vec::new(),
    }
}

/// Numbers under which printers keep Russian letters: those of this profile first, then those of all others.
fn table_numbers(profile: &PrinterProfile) -> Vec<u8> {
    let russian = |profile: &PrinterProfile| {
        let slots = profile.slots.iter().filter(|slot| slot.page.is_cyrillic());
        slots.map(|slot| slot.number).collect::<Vec<u8>>()
    };
    let mut others: Vec<u8> = PrinterProfile::all().flat_map(russian).collect();
    others.sort_unstable();
    others.dedup();
    let mut numbers: Vec<u8> = Vec::new();
    for number in russian(profile).into_iter().chain(others) {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    numbers
}

/// A receipt with everything that a receipt may have.
fn receipt(profile: &PrinterProfile, locale: Locale) -> ReceiptDocument {
    let text = |text: &str, align, style| Row::Text {
        text: text.to_owned(),
        align,
        style,
    };
    let pair = |left: &str, right: &str, style| Row::Pair {
        left: left.to_owned(),
        right: right.to_owned(),
        style,
    };
    let item = |name: &str, details: &str, sum: &str| Row::Item {
        name: name.to_owned(),
        details: details.to_owned(),
        sum: sum.to_owned(),
    };
    let rows = vec![
        text(
            locale.pick("ПРОБНЫЙ ЧЕК", "TEST RECEIPT"),
            Align::Center,
            Style::Large,
        ),
        text(&profile.name, Align::Center, Style::Bold),
        Row::Rule,
        text(
            "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ",
            Align::Left,
            Style::Normal,
        ),
        text(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            Align::Left,
            Style::Normal,
        ),
        text(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789",
            Align::Left,
            Style::Normal,
        ),
        text(
            "№ ₽ « » — … % & * ( ) + = / ? !",
            Align::Left,
            Style::Normal,
        ),
        text(
            "Ә ә Ғ ғ Қ қ Ң ң Ө ө Ұ ұ Ү ү Һ һ І і",
            Align::Left,
            Style::Normal,
        ),
        Row::Rule,
        item(
            locale.pick(
                "Молоко пастеризованное «Утро в деревне» 3,2 % 930 мл, пакет",
                "Pasteurised milk “Morning in the village” 3.2 % 930 ml, carton",
            ),
            "2 × 89,90",
            "179,80 ₽",
        ),
        item(
            locale.pick("Яблоки сезонные, кг", "Apples of the season, kg"),
            "0,512 × 119,00",
            "60,93 ₽",
        ),
        Row::Rule,
        pair(locale.pick("ИТОГО", "TOTAL"), "240,73 ₽", Style::Large),
        pair(locale.pick("Наличными", "Cash"), "250,00 ₽", Style::Normal),
        pair(locale.pick("Сдача", "Change"), "9,27 ₽", Style::Bold),
        Row::Blank,
        Row::Barcode {
            data: "4600682000174".to_owned(),
        },
        Row::Qr {
            data: "BEZMEN TEST 240.73".to_owned(),
        },
        Row::Cut,
    ];
    ReceiptDocument {
        kind: ReceiptKind::Test,
        locale,
        rows,
    }
}

fn codes(profile: &PrinterProfile, locale: Locale) -> Vec<u8> {
    let captions = [
        "EAN-13",
        "EAN-8",
        "Code 128",
        locale.pick("QR: прочитайте телефоном", "QR: read it with a phone"),
    ];
    let mut job = JobWriter::begin(profile, &captions.concat());
    let data = ["4600682000174", "46006829", "BEZMEN-128"];
    for (caption, data) in captions.iter().zip(data) {
        job.line(caption, Look::Bold, PaperAlign::Left);
        job.barcode(data);
        job.blank(1);
    }
    job.line(captions[3], Look::Bold, PaperAlign::Left);
    job.qr("https://bezmen.example/test");
    job.blank(1);
    job.cut();
    job.finish()
}

/// Shades from black to white above, and bright and dark rings below: stripes and gaps are seen at once.
fn picture(profile: &PrinterProfile, locale: Locale) -> Vec<u8> {
    let caption = if profile.draws_pictures() {
        locale.pick(
            "Картинка: без полос и разрывов",
            "Picture: without stripes and gaps",
        )
    } else {
        locale.pick(
            "Этот профиль не печатает картинок",
            "This profile prints no pictures",
        )
    };
    let width = u32::from(profile.width_dots);
    let mut job = JobWriter::begin(profile, caption);
    job.line(caption, Look::Normal, PaperAlign::Left);
    let shades = (0..PICTURE_HEIGHT)
        .flat_map(|y| (0..width).map(move |x| shade(x, y, width)))
        .collect();
    if let Some(grey) = GreyPicture::from_shades(width, PICTURE_HEIGHT, shades) {
        job.image(&grey.dithered(Dither::FloydSteinberg), PaperAlign::Left);
    }
    job.blank(1);
    job.cut();
    job.finish()
}

fn shade(x: u32, y: u32, width: u32) -> u8 {
    let third = PICTURE_HEIGHT / 3;
    let value = if y < third {
        x * 255 / width.max(1)
    } else {
        let (across, down) = (x.abs_diff(width / 2), y.abs_diff(third * 2));
        let distance = (across * across + down * down).isqrt();
        distance * 12 % 256
    };
    u8::try_from(value).unwrap_or(u8::MAX)
}
