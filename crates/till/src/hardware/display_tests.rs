//! A customer display that follows the sale.

use std::time::{Duration, Instant};

use bezmen_contract::till::{
    CloseShift, DeviceKind, DeviceLamp, DeviceView, DisplaySettings, GetTicket, ListDevices,
    OpenShift, Pay, PrintX, PrinterAddress, PrinterSettings, RemoveLine, Scan, ShowPayment,
    SignOut, TestDisplay, TicketView,
};
use bezmen_devices::display::{Brightness, DisplayProfile};
use bezmen_devices::printer::interpret::EventKind;
use bezmen_devices::printer::profile::PrinterProfile;
use bezmen_devices::simulate::display::{DisplayFault, DisplayReader, SimulatedDisplay};
use bezmen_devices::simulate::printer::{PrinterNews, VirtualPrinter};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::Quantity;
use bezmen_domain::tender::{TenderInput, TenderKind};

use super::*;
use crate::TillOptions;
use crate::clock::ManualClock;
use crate::fixture;

/// Far longer than anything here takes.
const LONG: Duration = Duration::from_secs(20);

const MILK: &str = "4600682000174";
const KEFIR: &str = "4600682000181";

struct Shop {
    // The workers stop before the till closes.
    _hardware: Hardware,
    till: Till,
    clock: Arc<ManualClock>,
    _folder: tempfile::TempDir,
}

fn shop(set_up: impl FnOnce(&mut Settings)) -> Shop {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::new(1_790_000_000_000));
    let options = TillOptions::new(folder.path()).with_clock(Arc::clone(&clock) as _);
    let till = fixture::owners_till(options);
    let hardware = Hardware::start(&till).unwrap();
    fixture::change_settings(&till, set_up).unwrap();
    till.ask(OpenShift {
        opening_float: Money::ZERO,
    })
    .unwrap();
    Shop {
        _hardware: hardware,
        till,
        clock,
        _folder: folder,
    }
}

fn settings(address: &str, protocol: &str) -> DisplaySettings {
    DisplaySettings {
        address: address.to_owned(),
        protocol: protocol.to_owned(),
        brightness: None,
    }
}

fn display(model: &str) -> SimulatedDisplay {
    let profile = DisplayProfile::built_in(model).unwrap();
    SimulatedDisplay::on_tcp(&profile, "127.0.0.1:0").unwrap()
}

fn with_display(display: &SimulatedDisplay, protocol: &str) -> Shop {
    let own = settings(display.endpoint(), protocol);
    shop(|settings| settings.display = Some(own))
}

fn scan(till: &Till, code: &str) -> TicketView {
    let text = code.to_owned();
    let quantity = None;
    let approval = None;
    till.ask(Scan {
        text,
        quantity,
        approval,
    })
    .unwrap()
    .ticket
}

fn cash(minor: i64) -> TenderInput {
    TenderInput {
        kind: TenderKind::Cash,
        amount: Money::from_minor(minor),
        reference: None,
    }
}

fn pay(till: &Till, ticket: &TicketView, tenders: Vec<TenderInput>) {
    till.ask(Pay {
        ticket_id: ticket.ticket_id,
        expected_total: ticket.total,
        tenders,
    })
    .unwrap();
}

#[track_caller]
fn shows(display: &SimulatedDisplay, lines: [&str; 2]) {
    let lines = lines.map(str::to_owned);
    assert_eq!(display.wait_for(&lines, LONG), lines);
}

/// Waits until the display's lamp is this.
#[track_caller]
fn becomes(till: &Till, lamp: DeviceLamp) -> DeviceView {
    until(till, |view| view.lamp == lamp)
}

fn until(till: &Till, is_right: impl Fn(&DeviceView) -> bool) -> DeviceView {
    let last = Instant::now() + LONG;
    loop {
        let devices = till.ask(ListDevices {}).unwrap();
        let view = devices
            .into_iter()
            .find(|device| device.kind == DeviceKind::Display)
            .unwrap();
        if is_right(&view) {
            return view;
        }
        assert!(Instant::now() < last, "{view:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

const WELCOME: [&str; 2] = ["  Добро пожаловать  ", "  Лавка на Садовой  "];
const CLOSED: [&str; 2] = ["   Касса закрыта    ", "                    "];
const ONE_MILK: [&str; 2] = ["Молоко 3,2 % 930 мл ", "1x89,90        89,90"];

#[test]
fn a_sale_is_followed_from_the_greeting_to_the_thanks() {
    let display = display("cd5220");
    let shop = with_display(&display, "cd5220");
    let till = &shop.till;
    shows(&display, WELCOME);
    scan(till, MILK);
    shows(&display, ONE_MILK);
    let ticket = till
        .ask(Scan {
            text: KEFIR.to_owned(),
            quantity: Some(Quantity::from_thousandths(3_000)),
            approval: None,
        })
        .unwrap()
        .ticket;
    let last = ticket.lines.last().unwrap();
    shows(&display, ["Кефир 1 % 900 г     ", "3x79,90       239,70"]);

    let ticket = till
        .ask(RemoveLine {
            line_id: last.line_id,
            approval: None,
        })
        .unwrap();
    shows(&display, ONE_MILK);
    let tell = |taken| {
        let ticket_id = ticket.ticket_id;
        till.ask(ShowPayment { ticket_id, taken }).unwrap();
    };
    tell(Some(vec![cash(5_000)]));
    shows(&display, ["Получено       50,00", "ОСТАЛОСЬ       39,90"]);
    pay(till, &ticket, vec![cash(5_000), cash(5_000)]);
    shows(&display, ["Получено      100,00", "СДАЧА          10,10"]);
    shop.clock.advance(20_000);
    shows(&display, ["Спасибо за покупку! ", WELCOME[1]]);
    shop.clock.advance(20_000);
    shows(&display, WELCOME);

    let ticket = scan(till, MILK);
    shows(&display, ONE_MILK);
    pay(
        till,
        &ticket,
        vec![TenderInput {
            kind: TenderKind::Card,
            ..cash(8_990)
        }],
    );
    shows(&display, ["Оплачено       89,90", "Спасибо за покупку! "]);
    scan(till, MILK);
    shows(&display, ONE_MILK);
}

#[test]
fn what_is_paid_is_shown_until_the_payment_is_given_up() {
    let display = display("ocd-300");
    let shop = with_display(&display, "ocd-300");
    let ticket = scan(&shop.till, MILK);
    shows(&display, ONE_MILK);
    let tell = |taken| {
        let ticket_id = ticket.ticket_id;
        shop.till.ask(ShowPayment { ticket_id, taken }).unwrap();
    };
    tell(Some(Vec::new()));
    shows(&display, ["ИТОГО          89,90", "Позиций            1"]);
    tell(None);
    shows(&display, ONE_MILK);
    tell(Some(Vec::new()));
    shows(&display, ["ИТОГО          89,90", "Позиций            1"]);
    scan(&shop.till, MILK);
    shows(&display, ["Молоко 3,2 % 930 мл ", "2x89,90       179,80"]);
}

#[test]
fn a_locked_till_and_a_closed_shift_serve_nobody() {
    let display = display("dm-d");
    let shop = with_display(&display, "escpos");
    scan(&shop.till, MILK);
    shows(&display, ONE_MILK);
    shop.till.ask(SignOut {}).unwrap();
    shows(&display, CLOSED);
    fixture::sign_owner_in(&shop.till);
    shows(&display, ONE_MILK);
    let ticket = shop.till.ask(GetTicket {}).unwrap();
    pay(&shop.till, &ticket, vec![cash(8_990)]);
    shows(&display, ["Оплачено       89,90", "Спасибо за покупку! "]);
    shop.till
        .ask(CloseShift {
            counted_cash: Money::from_minor(8_990),
            note: String::new(),
            approval: None,
        })
        .unwrap();
    shows(&display, CLOSED);
}

#[test]
fn a_display_that_is_gone_or_stalled_holds_up_no_sale_and_catches_up() {
    let display = display("cd5220");
    let shop = with_display(&display, "cd5220");
    shows(&display, WELCOME);
    for fault in [DisplayFault::Unplugged, DisplayFault::Stalls] {
        display.set_fault(fault);
        let begun = Instant::now();
        let mut ticket = scan(&shop.till, MILK);
        for _ in 0..20 {
            ticket = scan(&shop.till, MILK);
        }
        pay(&shop.till, &ticket, vec![cash(ticket.total.minor() + 100)]);
        let ticket = scan(&shop.till, MILK);
        assert!(
            begun.elapsed() < LONG / 2,
            "{fault:?}: {:?}",
            begun.elapsed()
        );
        if fault == DisplayFault::Unplugged {
            let view = becomes(&shop.till, DeviceLamp::Trouble);
            assert!(!view.words.is_empty());
        }
        display.set_fault(DisplayFault::None);
        shows(&display, ONE_MILK);
        until(&shop.till, |view| {
            view.lamp == DeviceLamp::Ready && view.words.contains("1x89,90")
        });
        pay(&shop.till, &ticket, vec![cash(8_990)]);
        shows(&display, ["Оплачено       89,90", "Спасибо за покупку! "]);
    }
}

#[test]
fn what_cannot_be_used_is_said_and_a_removed_display_is_let_go() {
    let display = display("cd5220");
    let shop = with_display(&display, "nokia");
    let view = becomes(&shop.till, DeviceLamp::Trouble);
    assert!(view.words.contains("ocd-300"), "{view:?}");
    fixture::change_settings(&shop.till, |kept| {
        kept.display = Some(settings("printer", "dm-d"));
    })
    .unwrap();
    let last = Instant::now() + LONG;
    while !becomes(&shop.till, DeviceLamp::Trouble)
        .words
        .contains("принтер не настроен")
    {
        assert!(Instant::now() < last);
    }
    fixture::change_settings(&shop.till, |kept| {
        kept.display = Some(settings(display.endpoint(), "cd5220"));
    })
    .unwrap();
    shows(&display, WELCOME);
    assert_eq!(
        becomes(&shop.till, DeviceLamp::Ready).title,
        "CD5220, с русскими буквами"
    );
    fixture::change_settings(&shop.till, |kept| kept.display = None).unwrap();
    becomes(&shop.till, DeviceLamp::Absent);
}

#[test]
fn a_technicians_text_stands_there_and_then_the_sale_again() {
    let own = display("cd5220");
    let other = display("dm-d");
    let shop = with_display(&own, "cd5220");
    shows(&own, WELCOME);
    let tried = shop
        .till
        .ask(TestDisplay {
            display: Some(DisplaySettings {
                brightness: Some(2),
                ..settings(other.endpoint(), "dm-d")
            }),
            text: "Привет / Hello".to_owned(),
        })
        .unwrap();
    assert!(tried.is_sent, "{tried:?}");
    let lines = ["   Привет / Hello   ", "ИТОГО       1 234,56"];
    shows(&other, lines);
    assert_eq!(tried.lines, lines.map(str::to_owned));
    assert_eq!(other.brightness(), Brightness::Low as u8);
    assert_eq!(
        becomes(&shop.till, DeviceLamp::Busy).words,
        "Показывает проверочный текст"
    );
    scan(&shop.till, MILK);
    shows(&own, ONE_MILK);
    let text = "Hello".to_owned();
    let display = Some(settings("127.0.0.1:1", "dm-d"));
    let refused = shop.till.ask(TestDisplay { display, text }).unwrap();
    assert!(!refused.is_sent && !refused.words.is_empty(), "{refused:?}");
}

fn decoded(hex: &str) -> Vec<u8> {
    let pairs = hex.as_bytes().chunks(2);
    let bytes = pairs.map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap());
    bytes.collect()
}

#[test]
fn a_display_behind_the_printer_is_told_between_the_jobs() {
    let profile = PrinterProfile::virtual_printer();
    let printer = VirtualPrinter::start("127.0.0.1:0", &profile).unwrap();
    let news = printer.subscribe();
    let own_printer = PrinterSettings {
        address: PrinterAddress::Tcp {
            address: printer.addr().to_string(),
        },
        profile: "virtual".to_owned(),
        drawer: false,
        own_profile: None,
        drawer_open_is_high: None,
    };
    let shop = shop(|kept| {
        kept.printer = Some(own_printer);
        kept.display = Some(settings("printer", "dm-d"));
    });
    let profile = DisplayProfile::of_settings("dm-d", true).unwrap();
    let mut reader = DisplayReader::new(&profile);
    let mut shows = |lines: [&str; 2]| {
        let last = Instant::now() + LONG;
        while reader.lines() != lines {
            let left = last.saturating_duration_since(Instant::now());
            let one = news
                .recv_timeout(left)
                .unwrap_or_else(|_| panic!("{lines:?} never came; it shows {:?}", reader.lines()));
            if let PrinterNews::Event(event) = one
                && let EventKind::Display { hex: bytes } = event.kind
            {
                reader.feed(&[0x1b, b'=', 2]);
                reader.feed(&decoded(&bytes));
                reader.feed(&[0x1b, b'=', 1]);
            }
        }
    };
    shows(WELCOME);
    scan(&shop.till, MILK);
    shows(ONE_MILK);
    shop.till.ask(PrintX {}).unwrap();
    let ticket = scan(&shop.till, MILK);
    shows(["Молоко 3,2 % 930 мл ", "2x89,90       179,80"]);
    pay(&shop.till, &ticket, vec![cash(20_000)]);
    shows(["Получено      200,00", "СДАЧА          20,20"]);
    let receipts = printer.wait_for(2, LONG);
    let text = receipts.iter().map(|one| one.text()).collect::<String>();
    assert!(
        text.contains("179,80") && !text.contains("СДАЧА          20,20"),
        "{text}"
    );
}
