use bezmen_domain::money::Money;
use proptest::prelude::*;
use rstest::rstest;

use super::readers;
use super::*;
use crate::label::pdf::Sheet;
use crate::label::tspl::{TsplOptions, TsplText};
use crate::label::zpl::ZplText;
use crate::printer::codepage::CodePage;
use crate::printer::interpret::Interpreter;
use crate::printer::profile::PrinterProfile;

fn tea() -> LabelContent {
    let mut tea = LabelContent::new("Tea", Money::from_minor(500), Currency::GBP, Locale::En);
    tea.code = Some(LabelCode::new(CodeKind::Ean8, "9638507"));
    tea
}

#[test]
fn a_small_label_in_zpl_is_this() {
    let label = lay_out(&tea(), Media::new(LabelSize::SIZE_30_20, 203)).unwrap();
    assert_eq!(
        zpl::label(&label, ZplText::Unicode, 2),
        "^XA\n^CI28\n^PW240\n^LL160\n^LH0,0\n\
         ^FO6,6^A0N,40,32^FH_^FDTea^FS\n\
         ^FO92,141^A0N,13,10^FH_^FD96385074^FS\n\
         ^FO53,101^BY2,2,40^B8N,40,N,N^FD9638507^FS\n\
         ^FO6,50^A0N,23,18^FH_^FD£^FS\n\
         ^FO18,50^A0N,47,37^FH_^FD5^FS\n\
         ^FO42,50^A0N,23,18^FH_^FD.00^FS\n\
         ^PQ2,0,0,N\n^XZ\n"
    );
}

#[test]
fn a_module_of_bars_is_never_wider_than_zpl_takes_and_stays_in_the_middle() {
    // Half a millimetre is twelve dots here, and the label has room for them.
    let media = Media::new(LabelSize::new(1_000, 500).unwrap(), 600);
    let label = lay_out(&tea(), media).unwrap();
    let bars = label.items.iter().find_map(|item| match item {
        LabelItem::Bars {
            code, x, module, ..
        } => Some((code.width() * module, *x, *module)),
        _ => None,
    });
    let (width, x, module) = bars.unwrap();
    assert_eq!(module, 10);
    assert_eq!(x, (media.width() - width) / 2);
    assert!(zpl::label(&label, ZplText::Unicode, 1).contains("^BY10,"));
}

#[test]
fn a_small_label_in_tspl_is_this() {
    let label = lay_out(&tea(), Media::new(LabelSize::SIZE_30_20, 203)).unwrap();
    let options = TsplOptions {
        text: TsplText::Page(CodePage::CP866),
        ..TsplOptions::default()
    };
    let written = tspl::label(&label, &options);
    let text = String::from_utf8_lossy(&written);
    assert!(
        text.starts_with(
            "SIZE 30 mm,20 mm\r\nGAP 2 mm,0 mm\r\nDIRECTION 1\r\nCLS\r\nCODEPAGE 866\r\n\
         TEXT 6,6,\"1\",0,2,3,\"Tea\"\r\n"
        ),
        "{text}"
    );
    assert!(text.contains("BARCODE 53,101,\"EAN8\",40,0,0,2,4,\"9638507\"\r\n"));
    assert!(text.ends_with("PRINT 1,1\r\n"));
    let found = readers::tspl(&written, CodePage::CP866);
    assert_eq!(found.unknown, Vec::<String>::new());
    // The pound sign is not on page 866.
    assert!(!found.pictures.is_empty());
}

#[rstest]
fn codes_and_texts_are_found_again(
    #[values("Хлеб «Бородинский»", "Құрт", "Tom's 100% ^Best~ \\ \"Tea\" _1_")] name: &str,
    #[values("4607034950019", "96385074", "A^b~c>d_e\"f", "12345678")] code: &str,
) {
    let content = LabelContent {
        name: name.to_owned(),
        code: Some(LabelCode::new(CodeKind::Auto, code)),
        ..full()
    };
    let label = lay_out(
        &content,
        Media::new(LabelSize::new(1000, 600).unwrap(), 203),
    )
    .unwrap();
    let meant: Vec<&str> = label.texts().collect();
    let digits = |printed: &str| match printed.len() {
        12 => format!("{printed}{}", &code[12..]),
        7 => format!("{printed}{}", &code[7..]),
        _ => printed.to_owned(),
    };

    let found = readers::zpl(&zpl::label(&label, ZplText::Unicode, 1));
    assert_eq!(found.unknown, Vec::<String>::new());
    assert_eq!(found.texts, meant);
    assert_eq!(found.codes.len(), 1);
    assert_eq!(digits(&found.codes[0].1), code);
    assert_eq!(found.pictures, []);

    let drawn = readers::zpl(&zpl::label(&label, ZplText::AsciiOnly, 1));
    assert_eq!(drawn.texts.len() + drawn.pictures.len(), meant.len());
    assert!(drawn.texts.iter().all(|text| text.is_ascii()));

    for page in [CodePage::CP866, CodePage::CP1251] {
        let options = TsplOptions {
            text: TsplText::Page(page),
            ..TsplOptions::default()
        };
        let found = readers::tspl(&tspl::label(&label, &options), page);
        assert_eq!(found.unknown, Vec::<String>::new());
        let squares = usize::from(found.codes.is_empty());
        assert_eq!(
            found.texts.len() + found.pictures.len(),
            meant.len() + squares
        );
        assert!(
            found
                .texts
                .iter()
                .all(|text| meant.contains(&text.as_str()))
        );
        if let Some((_, data)) = found.codes.first() {
            assert_eq!(digits(data), code);
        }
    }
}

#[test]
fn a_whole_label_as_a_picture_has_all_its_dots() {
    let label = lay_out(&full(), Media::new(LabelSize::SIZE_58_40, 203)).unwrap();
    let found = readers::zpl(&zpl::as_picture(&label, 1));
    assert_eq!(found.pictures, [(320, 58)]);
    let picture = label.draw();
    assert_eq!((picture.width(), picture.height()), (464, 320));
}

#[test]
fn a_receipt_printer_prints_the_picture_or_the_text() {
    let content = full();
    let label = lay_out(&content, Media::new(LabelSize::SIZE_58_40, 203)).unwrap();
    let profile = PrinterProfile::built_in("epson").unwrap();
    let bytes = escpos::job([(&content, &label)], &profile);
    let mut interpreter = Interpreter::drawing(&profile);
    interpreter.feed(&bytes);
    let rendering = crate::printer::interpret::Rendering::join(interpreter.finish());
    assert!(rendering.to_png().is_some());

    let mut plain = profile.clone();
    plain.images = crate::printer::profile::Images::None;
    let bytes = escpos::job([(&content, &label)], &plain);
    let mut interpreter = Interpreter::new(&plain);
    interpreter.feed(&bytes);
    let rows = crate::printer::interpret::Rendering::join(interpreter.finish()).rows();
    let text = rows.join("\n");
    for part in [
        "Молоко 3,2 %",
        "89,90",
        "1 299,00",
        "12345",
        "0,930 кг",
        "21.11.2026",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn a_mark_that_cannot_be_drawn_is_written_with_its_identifiers() {
    let raw = "010460703495001921AbCdEfG\u{1d}93AbC1";
    let content = LabelContent {
        code: Some(LabelCode::new(CodeKind::Gs1DataMatrix, raw)),
        ..tea()
    };
    let label = lay_out(&content, Media::new(LabelSize::SIZE_58_40, 203)).unwrap();
    let mut plain = PrinterProfile::built_in("epson").unwrap();
    plain.images = crate::printer::profile::Images::None;
    let mut interpreter = Interpreter::new(&plain);
    interpreter.feed(&escpos::job([(&content, &label)], &plain));
    let rows = crate::printer::interpret::Rendering::join(interpreter.finish()).rows();
    let text = rows.concat();
    assert!(
        text.contains("(01)04607034950019(21)AbCdEfG(93)AbC1"),
        "{text}"
    );
}

#[test]
fn a_pdf_has_a_page_for_each_label_or_many_on_a_sheet() {
    let label = lay_out(&full(), Media::new(LabelSize::SIZE_58_40, 600)).unwrap();
    let labels = vec![label; 25];
    let count =
        |file: &[u8], part: &[u8]| file.windows(part.len()).filter(|at| *at == part).count();
    let single = pdf::one_per_page(&labels[..2]);
    assert!(single.starts_with(b"%PDF-"));
    assert_eq!(count(&single, b"/Type /Page\n"), 2);
    assert_eq!(count(&single, b"/MediaBox [0 0 164.40945 113.385826]"), 2);
    assert_eq!(Sheet::A4.places(580, 400), (3, 6));
    let sheets = pdf::on_sheets(
        &labels,
        &Sheet {
            skip: 12,
            ..Sheet::A4
        },
    );
    // Six places of the first sheet are left, then eighteen, then one.
    assert_eq!(count(&sheets, b"/Type /Page\n"), 3);
    assert!(pdf::on_sheets(&[], &Sheet::A4).starts_with(b"%PDF-"));
}

proptest! {
    #[test]
    fn no_text_becomes_a_command(name in any::<String>(), article in "[ -~]{0,12}") {
        let content = LabelContent { name, article: Some(article), ..milk() };
        let media = Media::new(LabelSize::SIZE_58_40, 203);
        if let Ok(label) = lay_out(&content, media) {
            let found = readers::zpl(&zpl::label(&label, ZplText::Unicode, 1));
            prop_assert_eq!(&found.unknown, &Vec::<String>::new());
            prop_assert_eq!(found.texts, label.texts().collect::<Vec<_>>());
            let options = TsplOptions { text: TsplText::Page(CodePage::CP1251), ..TsplOptions::default() };
            let found = readers::tspl(&tspl::label(&label, &options), CodePage::CP1251);
            prop_assert_eq!(&found.unknown, &Vec::<String>::new());
        }
    }
}
