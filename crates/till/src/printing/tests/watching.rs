//! An idle printer that is asked how it is.

use std::sync::Arc;
use std::time::Duration;

use bezmen_contract::till::{PrintJobState, PrinterState};
use bezmen_devices::simulate::printer::PrinterFault;

use super::super::PrinterSetup;
use super::shop::{LONG, QUICK, Shop};
use crate::store::retry_print_job;

#[test]
fn paper_that_ends_is_said_without_a_job_and_so_is_new_paper() {
    let shop = Shop::watching();
    shop.lamp(PrinterState::Ready);
    shop.printer.set_fault(PrinterFault::PaperOut);
    let lamp = shop.lamp(PrinterState::Trouble);
    assert_eq!(lamp.hint, "нет бумаги: вставьте новый рулон");
    assert_eq!(lamp.waiting, 0);
    shop.printer.set_fault(PrinterFault::None);
    assert_eq!(shop.lamp(PrinterState::Ready).hint, "");
}

#[test]
fn paper_that_is_about_to_end_and_an_open_cover_are_told_apart() {
    let shop = Shop::watching();
    shop.printer.set_fault(PrinterFault::PaperNearEnd);
    let lamp = shop.lamp(PrinterState::Attention);
    assert!(lamp.hint.contains("приготовьте рулон"), "{}", lamp.hint);
    shop.printer.set_fault(PrinterFault::CoverOpen);
    let lamp = shop.lamp(PrinterState::Trouble);
    assert!(lamp.hint.contains("крышка открыта"), "{}", lamp.hint);
}

#[test]
fn a_printer_that_was_unplugged_is_noticed_and_prints_when_it_is_back() {
    let mut shop = Shop::watching();
    shop.lamp(PrinterState::Ready);
    shop.printer.set_fault(PrinterFault::Off);
    let lamp = shop.lamp(PrinterState::Trouble);
    assert!(lamp.hint.contains("включите устройство"), "{}", lamp.hint);
    shop.printer.set_fault(PrinterFault::None);
    shop.lamp(PrinterState::Ready);
    shop.queue("Чек", false);
    assert_eq!(shop.receipts(1), ["Чек"]);
}

#[test]
fn a_printer_that_never_answers_is_not_called_broken() {
    let mut shop = Shop::watching();
    shop.printer.set_fault(PrinterFault::NeverAnswers);
    shop.lamp(PrinterState::Ready);
    let job = shop.queue("Чек", false);
    assert_eq!(shop.receipts(1), ["Чек"]);
    shop.lamp(PrinterState::Ready);
    assert!(!shop.write(move |transaction| retry_print_job(transaction, job)));
}

#[test]
fn a_printer_that_was_chosen_anew_is_asked_at_once_and_the_old_one_is_forgotten() {
    let shop = Shop::watching();
    shop.printer.set_fault(PrinterFault::PaperOut);
    shop.lamp(PrinterState::Trouble);
    shop.use_printer(None);
    assert_eq!(shop.lamp(PrinterState::Absent).hint, "");
    shop.use_printer(Some(shop.settings()));
    shop.lamp(PrinterState::Trouble);
}

#[test]
fn a_job_waits_for_the_bench_to_end_and_is_no_copy_then() {
    let mut shop = Shop::open();
    let setup = PrinterSetup::new(&shop.settings(), QUICK.limits).unwrap();
    let station = Arc::clone(&shop.till.station);
    let turn = station.take(&setup.place(), LONG).unwrap();
    let job = shop.queue("Чек", true);
    let meanwhile = shop.printer.wait_for(1, Duration::from_millis(500));
    assert!(meanwhile.is_empty(), "{meanwhile:?}");
    assert_eq!(shop.job(job).state, PrintJobState::Queued);
    drop(turn);
    assert_eq!(shop.receipts(1), ["Чек"]);
    assert_eq!(shop.printer.wait_for_kicks(1, LONG), 1);
}
