//! The printer's bench through the engine, with a virtual printer at the other end.

mod drawers;

use std::time::Duration;

use bezmen_contract::failure::Failure;
use bezmen_contract::till::{
    AskPrinter, ChooseCodeTable, DeviceKind, DeviceLamp, DeviceView, ExportProfile, GetSettings,
    ImportProfile, ListDevices, PrinterAddress, PrinterSettings, PrinterStatusView, PrinterTest,
    PrinterTestView, SaveSettings, TestPrinter,
};
use bezmen_devices::printer::profile::PrinterProfile;
use bezmen_devices::simulate::printer::{
    DrawerSensor, PrinterFault, PrinterOptions, VirtualPrinter,
};
use tempfile::TempDir;

use crate::fixture;
use crate::printing::PrinterSetup;
use crate::{Till, TillOptions};

/// Far longer than anything here takes.
const LONG: Duration = Duration::from_secs(10);

/// A till that belongs to nobody yet, as a technician sets it up.
struct Workshop {
    till: Till,
    printer: VirtualPrinter,
    _folder: TempDir,
}

impl Workshop {
    fn open() -> Self {
        Self::with(DrawerSensor::HighWhenOpen)
    }

    fn with(sensor: DrawerSensor) -> Self {
        let folder = TempDir::new().unwrap();
        let options = PrinterOptions {
            sensor,
            ..PrinterOptions::default()
        };
        let profile = PrinterProfile::virtual_printer();
        Self {
            till: Till::open(TillOptions::new(folder.path())).unwrap(),
            printer: VirtualPrinter::start_network("127.0.0.1:0", &profile, options).unwrap(),
            _folder: folder,
        }
    }

    fn printer(&self) -> PrinterSettings {
        PrinterSettings {
            address: PrinterAddress::Tcp {
                address: self.printer.addr().to_string(),
            },
            profile: "virtual".to_owned(),
            drawer: true,
            own_profile: None,
            drawer_open_is_high: None,
        }
    }

    fn test(&self, test: PrinterTest) -> PrinterTestView {
        let printer = Some(self.printer());
        self.till.ask(TestPrinter { test, printer }).unwrap()
    }

    /// Prints a test with the settings that were kept.
    fn test_kept(&self, test: PrinterTest) -> PrinterTestView {
        let printer = None;
        self.till.ask(TestPrinter { test, printer }).unwrap()
    }

    fn import(&self, text: String) -> Result<PrinterSettings, Failure> {
        let printer = self.printer();
        self.till.ask(ImportProfile { printer, text })
    }

    fn ask(&self) -> PrinterStatusView {
        let printer = Some(self.printer());
        self.till.ask(AskPrinter { printer }).unwrap()
    }

    fn keep(&self, printer: PrinterSettings) {
        fixture::change_settings(&self.till, |settings| settings.printer = Some(printer)).unwrap();
    }

    fn device(&self, kind: DeviceKind) -> DeviceView {
        let devices = self.till.ask(ListDevices {}).unwrap();
        devices.into_iter().find(|one| one.kind == kind).unwrap()
    }
}

#[test]
fn the_test_receipt_comes_out_as_the_preview_shows_it() {
    let shop = Workshop::open();
    let view = shop.test(PrinterTest::Receipt);
    assert!(view.is_sent, "{}", view.words);
    assert!(view.words.contains("подтвердил"), "{}", view.words);
    let paper = shop.printer.wait_for(1, LONG).remove(0);
    assert_eq!(paper.rows(), view.preview);
    let text = paper.text();
    for part in ["абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "Молоко", "240,73"]
    {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(
        !text.contains(['?', '\u{fffd}']) || text.contains("/ ? !"),
        "{text}"
    );
    assert_eq!(paper.qr_codes(), ["BEZMEN TEST 240.73"]);
    assert!(view.picture.starts_with("data:image/png;base64,iVBOR"));
    assert!(view.hex.starts_with("1b 40"), "{}", view.hex);
    assert!(view.bytes > 500, "{}", view.bytes);
}

#[test]
fn every_test_is_printed_for_every_profile_and_can_be_seen_beforehand() {
    let shop = Workshop::open();
    for (count, test) in [
        PrinterTest::Codes,
        PrinterTest::Picture,
        PrinterTest::CodeTables,
    ]
    .into_iter()
    .enumerate()
    {
        let view = shop.test(test);
        assert!(view.is_sent, "{test:?}: {}", view.words);
        assert!(!view.picture.is_empty(), "{test:?}");
        assert_eq!(shop.printer.wait_for(count + 1, LONG).len(), count + 1);
    }
    for profile in PrinterProfile::all() {
        for test in [
            PrinterTest::Receipt,
            PrinterTest::Codes,
            PrinterTest::Picture,
        ] {
            let page = super::pages::page(test, profile, bezmen_domain::locale::Locale::Ru);
            let paper = super::paper(&page.bytes, profile);
            assert!(!paper.is_empty(), "{} {test:?}", profile.name);
        }
    }
}

#[test]
fn the_line_of_the_strip_that_reads_well_becomes_the_first_table_of_an_own_profile() {
    let shop = Workshop::open();
    let strip = shop.test(PrinterTest::CodeTables);
    let paper = shop.printer.wait_for(1, LONG).remove(0);
    // The virtual printer has CP866 under 17: there, and only there, this place is readable.
    let readable = strip
        .tables
        .iter()
        .find(|row| row.number == 17 && row.page == "cp866")
        .unwrap();
    assert_eq!(readable.text, "a Привет");
    let line = paper.rows().into_iter().find(|row| row.starts_with(" 17"));
    assert!(line.unwrap().contains("a Привет"));

    let choose = |number, page: &str| {
        let (printer, page) = (shop.printer(), page.to_owned());
        let call = ChooseCodeTable {
            printer,
            number,
            page,
        };
        let chosen = shop.till.ask(call).unwrap();
        let own = chosen.own_profile.clone().unwrap().to_string();
        let own = PrinterProfile::from_json(&own).unwrap();
        assert_eq!(chosen.profile, own.name);
        (chosen, own)
    };
    let (_, as_expected) = choose(17, "cp866");
    let slots = as_expected.slots;
    assert_eq!((slots[0].number, slots[0].page.name()), (17, "CP866"));
    assert_eq!(slots.len(), PrinterProfile::virtual_printer().slots.len());
    // A table that the profile did not expect: its other Russian tables are not to be trusted either.
    let (chosen, otherwise) = choose(99, "cp1251");
    let russian = otherwise
        .slots
        .iter()
        .filter(|slot| slot.page.is_cyrillic());
    assert_eq!(russian.map(|slot| slot.number).collect::<Vec<_>>(), [99]);
    shop.keep(chosen);
    let view = shop.test_kept(PrinterTest::Receipt);
    assert!(view.hex.contains("1b 74 63"), "table 99: {}", view.hex);
}

#[test]
fn what_the_printer_says_of_itself_is_said_with_its_bytes() {
    let shop = Workshop::open();
    let well = shop.ask();
    assert_eq!(well.lamp, DeviceLamp::Ready);
    assert_eq!(well.words[0], "готов");
    assert!(
        well.answers[0].starts_with("DLE EOT 1: 12"),
        "{:?}",
        well.answers
    );
    assert_eq!(well.answers.len(), 4);
    for (fault, lamp, words) in [
        (PrinterFault::PaperOut, DeviceLamp::Trouble, "нет бумаги"),
        (
            PrinterFault::PaperNearEnd,
            DeviceLamp::Attention,
            "кончается",
        ),
        (PrinterFault::CoverOpen, DeviceLamp::Trouble, "крышка"),
        (
            PrinterFault::NeverAnswers,
            DeviceLamp::Unknown,
            "неизвестно",
        ),
        (
            PrinterFault::AnswersGarbage,
            DeviceLamp::Unknown,
            "неизвестно",
        ),
        (
            PrinterFault::Off,
            DeviceLamp::Trouble,
            "включите устройство",
        ),
        (PrinterFault::None, DeviceLamp::Ready, "готов"),
    ] {
        shop.printer.set_fault(fault);
        let said = shop.ask();
        assert_eq!(said.lamp, lamp, "{fault:?} {said:?}");
        assert!(said.words[0].contains(words), "{fault:?} {said:?}");
    }
}

#[test]
fn a_test_without_paper_says_so_and_prints_when_there_is_some() {
    let shop = Workshop::open();
    shop.printer.set_fault(PrinterFault::PaperOut);
    let view = shop.test(PrinterTest::Cut);
    assert!(!view.is_sent);
    assert!(view.words.contains("бумага"), "{}", view.words);
    shop.printer.set_fault(PrinterFault::None);
    assert!(shop.test(PrinterTest::Cut).is_sent);
}

#[test]
fn a_printer_that_is_printing_is_not_disturbed() {
    let shop = Workshop::open();
    let setup = PrinterSetup::new(&shop.printer(), super::Limits::USUAL).unwrap();
    let station = shop.till.station();
    let turn = station.take(&setup.place(), LONG).unwrap();
    let view = shop.test(PrinterTest::Cut);
    assert!(!view.is_sent);
    assert!(view.words.contains("занят"), "{}", view.words);
    assert_eq!(shop.ask().lamp, DeviceLamp::Busy);
    assert!(shop.printer.receipts().is_empty() && shop.printer.events().is_empty());
    drop(turn);
    assert!(shop.test(PrinterTest::Cut).is_sent);
}

#[test]
fn a_profile_goes_out_as_a_file_is_changed_and_comes_back() {
    let shop = Workshop::open();
    let printer = shop.printer();
    let file = shop
        .till
        .ask(ExportProfile {
            printer: printer.clone(),
        })
        .unwrap();
    assert_eq!(file.name, "virtual-own.json");
    let text = file.text.replace("\"font_a\": 48", "\"font_a\": 42");
    let imported = shop.import(text).unwrap();
    shop.keep(imported);
    let view = shop.test_kept(PrinterTest::Receipt);
    let widest = view.preview.iter().map(|row| row.chars().count()).max();
    assert_eq!(widest, Some(42));

    let text = file.text.replace("virtual-own", "epson");
    let refused = shop.import(text).unwrap_err();
    assert!(
        refused.message.contains("возьмите другое имя"),
        "{}",
        refused.message
    );
    let text = "не профиль".to_owned();
    let refused = shop.import(text).unwrap_err();
    assert_eq!(refused.code, "PROFILE_UNUSABLE");
    let mut settings = shop.till.ask(GetSettings {}).unwrap();
    settings.printer = Some(PrinterSettings {
        own_profile: Some(serde_json::json!({ "name": "x" })),
        ..printer
    });
    let refused = shop.till.ask(SaveSettings { settings }).unwrap_err();
    assert_eq!(refused.code, "PROFILE_UNUSABLE");
}

#[test]
fn a_printer_that_cannot_be_set_up_says_what_to_choose() {
    let shop = Workshop::open();
    let refused = |printer: PrinterSettings| {
        let test = PrinterTest::Cut;
        let printer = Some(printer);
        shop.till.ask(TestPrinter { test, printer }).unwrap_err()
    };
    let unknown = refused(PrinterSettings {
        profile: "nec".to_owned(),
        ..shop.printer()
    });
    assert!(unknown.message.contains("epson"), "{}", unknown.message);
    let nowhere = refused(PrinterSettings {
        address: PrinterAddress::Tcp {
            address: "кто-то там".to_owned(),
        },
        ..shop.printer()
    });
    assert!(nowhere.message.contains("host:9100"), "{}", nowhere.message);
    let test = PrinterTest::Cut;
    let none = shop
        .till
        .ask(TestPrinter {
            test,
            printer: None,
        })
        .unwrap_err();
    assert_eq!(none.code, "NO_PRINTER");
}
