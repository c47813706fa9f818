mod shop;
mod troubles;
mod watching;

use bezmen_contract::till::{PrintJobState, PrinterSettings, PrinterState};
use bezmen_devices::simulate::printer::PrinterFault;

use bezmen_domain::locale::Locale;

use super::{Share, queue};
use crate::store::{insert_label_job, retry_print_job};
use shop::{LONG, NOW_MS, Shop};

#[test]
fn receipts_come_out_in_order_and_the_drawer_opens_once() {
    let mut shop = Shop::open();
    let first = shop.queue("Чек 1", true);
    shop.queue("Чек 2", false);
    shop.queue("Чек 3", false);
    assert_eq!(shop.receipts(3), ["Чек 1", "Чек 2", "Чек 3"]);
    shop.lamp(PrinterState::Ready);
    assert_eq!(shop.printer.kicks(), 1);
    let job = shop.job(first);
    assert_eq!(
        (job.state, job.attempts, job.last_error.as_str()),
        (PrintJobState::Done, 1, "")
    );
}

#[test]
fn a_printer_that_was_off_prints_when_it_is_on_and_not_as_a_copy() {
    let mut shop = Shop::open();
    shop.printer.set_fault(PrinterFault::Off);
    let job = shop.queue("Чек", false);
    let lamp = shop.lamp(PrinterState::Trouble);
    assert_eq!(lamp.waiting, 1);
    assert!(lamp.hint.contains("включите устройство"), "{}", lamp.hint);
    shop.printer.set_fault(PrinterFault::None);
    assert_eq!(shop.receipts(1), ["Чек"]);
    shop.lamp(PrinterState::Ready);
    assert!(shop.job(job).attempts > 1);
}

#[test]
fn paper_that_ended_before_the_job_holds_it_back() {
    let mut shop = Shop::open();
    shop.printer.set_fault(PrinterFault::PaperOut);
    shop.queue("Чек", true);
    assert!(
        shop.lamp(PrinterState::Trouble)
            .hint
            .contains("кончилась бумага")
    );
    assert_eq!(
        shop.printer.wait_for_kicks(1, LONG),
        1,
        "change is given all the same"
    );
    shop.printer.set_fault(PrinterFault::None);
    assert_eq!(shop.receipts(1), ["Чек"]);
    shop.lamp(PrinterState::Ready);
    assert_eq!(shop.printer.kicks(), 1);
}

#[test]
fn what_may_be_on_paper_already_is_printed_again_as_a_copy_without_the_drawer() {
    let mut shop = Shop::open();
    shop.printer.set_fault(PrinterFault::ResetsAfter(10));
    shop.queue("Чек", true);
    shop.lamp(PrinterState::Trouble);
    shop.printer.set_fault(PrinterFault::None);
    shop.lamp(PrinterState::Ready);
    let receipts = shop.printer.receipts();
    let last = receipts.last().unwrap().text();
    assert!(
        last.contains("*** КОПИЯ ***") && last.contains("Чек"),
        "{last}"
    );
    assert!(shop.printer.kicks() <= 1);
}

#[test]
fn a_job_that_breaks_off_again_and_again_waits_for_a_person() {
    let mut shop = Shop::open();
    shop.printer.set_fault(PrinterFault::ResetsAfter(10));
    let job = shop.queue("Чек", false);
    shop.lamp(PrinterState::Trouble);
    shop.lamp(PrinterState::Ready);
    let given_up = shop.job(job);
    assert_eq!(
        (given_up.state, given_up.attempts),
        (PrintJobState::Failed, 3)
    );
    shop.printer.set_fault(PrinterFault::None);
    shop.queue("Следующий", false);
    shop.lamp(PrinterState::Printing);
    shop.lamp(PrinterState::Ready);
    assert_eq!(
        shop.job(job).attempts,
        3,
        "the next one is printed, this one is not"
    );
    assert!(shop.write(move |transaction| retry_print_job(transaction, job)));
    shop.wake();
    shop.lamp(PrinterState::Ready);
    assert_eq!(shop.job(job).state, PrintJobState::Done);
    assert!(
        shop.printer
            .receipts()
            .last()
            .unwrap()
            .text()
            .contains("*** КОПИЯ ***")
    );
}

#[test]
fn a_crash_while_sending_ends_in_a_copy() {
    let mut shop = Shop::closed();
    let job = shop.queue("Чек", true);
    shop.write(move |transaction| queue::mark_sending(transaction, job));
    shop.till.clock.advance(queue::KICKED_FOR_MS + 1);
    shop.start();
    let receipts = shop.receipts(1);
    assert!(
        receipts[0].contains("*** КОПИЯ ***") && receipts[0].contains("Чек"),
        "{receipts:?}"
    );
    shop.lamp(PrinterState::Ready);
    assert_eq!(
        shop.printer.kicks(),
        0,
        "the drawer stays shut: the sale is long over"
    );
    assert_eq!(shop.job(job).attempts, 2);
}

#[test]
fn a_drawer_is_not_opened_when_nobody_stands_there_any_more() {
    let mut shop = Shop::closed();
    let alone = shop.queue("", true);
    shop.queue("Чек", true);
    shop.till.clock.advance(queue::KICKED_FOR_MS + 1);
    shop.start();
    assert_eq!(shop.receipts(1), ["Чек"]);
    shop.lamp(PrinterState::Ready);
    assert_eq!(shop.printer.kicks(), 0);
    assert!(shop.job(alone).last_error.contains("ящик не открыт"));
}

#[test]
fn a_job_that_is_being_printed_when_the_till_ends_is_no_copy() {
    let mut shop = Shop::open();
    // The printer takes its time over the last question, and meanwhile the till ends.
    shop.printer.set_fault(PrinterFault::NeverSaysDone);
    let job = shop.queue("Чек", false);
    shop.lamp(PrinterState::Printing);
    shop.printing = None;
    assert_eq!(shop.job(job).state, PrintJobState::Done);
    shop.start();
    shop.lamp(PrinterState::Ready);
    assert_eq!(shop.receipts(1), ["Чек"]);
}

#[test]
fn a_drawer_alone_opens() {
    let mut shop = Shop::open();
    shop.queue("", true);
    assert_eq!(shop.printer.wait_for_kicks(1, LONG), 1);
    assert!(shop.printer.receipts().is_empty());
}

#[test]
fn a_job_that_failed_for_long_waits_for_a_person() {
    let mut shop = Shop::closed();
    let job = shop.queue("Утро", false);
    let off = queue::Failed {
        reason: "off".to_owned(),
        may_have_printed: false,
    };
    shop.write(move |transaction| queue::mark_failed(transaction, job, &off));
    shop.till.clock.advance(queue::RETRIED_FOR_MS + 1);
    shop.start();
    shop.queue("Вечер", false);
    assert_eq!(shop.receipts(1), ["Вечер"]);
    shop.lamp(PrinterState::Ready);
    assert_eq!(shop.job(job).state, PrintJobState::Failed);
    assert!(shop.write(move |transaction| retry_print_job(transaction, job)));
    shop.wake();
    assert_eq!(shop.receipts(2)[1], "Утро");
}

#[test]
fn without_a_printer_jobs_say_so_and_a_new_printer_prints_the_fresh_ones() {
    let mut shop = Shop::closed();
    let job = shop.queue("Чек", false);
    shop.use_printer(None);
    shop.start();
    shop.lamp(PrinterState::Absent);
    assert_eq!(shop.job(job).state, PrintJobState::Failed);
    assert!(shop.job(job).last_error.contains("принтер не настроен"));
    shop.use_printer(Some(shop.settings()));
    assert_eq!(shop.receipts(1), ["Чек"]);
}

#[test]
fn settings_that_cannot_be_used_are_said() {
    let shop = Shop::open();
    shop.use_printer(Some(PrinterSettings {
        profile: "nec".to_owned(),
        ..shop.settings()
    }));
    let lamp = shop.lamp(PrinterState::Trouble);
    assert!(
        lamp.hint.contains("nec") && lamp.hint.contains("epson"),
        "{}",
        lamp.hint
    );
    assert_eq!(shop.printing.as_ref().unwrap().lamp(), lamp);
}

#[test]
fn labels_cut_short_by_a_crash_wait_for_a_person_and_are_their_own_printers() {
    let shop = Shop::closed();
    let id = bezmen_domain::id::PrintJobId::from_parts(1, [1; 10]);
    let labels = vec![super::WaitingLabel {
        content: bezmen_devices::label::LabelContent::new(
            "Сыр",
            bezmen_domain::money::Money::from_minor(79_900),
            bezmen_domain::money::Currency::RUB,
            Locale::Ru,
        ),
        copies: 3,
    }];
    shop.write(move |tx| insert_label_job(tx, id, "Этикетка", labels, NOW_MS));
    shop.write(move |tx| queue::mark_sending(tx, id));
    let recover = |share| shop.write(move |tx| queue::recover(tx, share, NOW_MS, Locale::Ru));
    assert_eq!(recover(Share::Receipts), 0, "another printer may be at it");
    assert_eq!(recover(Share::Labels), 1);
    let job = shop.job(id);
    assert_eq!(job.state, PrintJobState::Failed);
    assert!(
        job.last_error.contains("часть их могла выйти"),
        "{}",
        job.last_error
    );
    let due = |share| {
        let store = &shop.till.store;
        let due = store.read(|connection| queue::next_due(connection, share, NOW_MS, |_| false));
        due.unwrap().map(|due| match due {
            queue::Due::Job(job) => job.document.is_labels(),
            queue::Due::Unreadable(id) => panic!("{id} cannot be read"),
        })
    };
    assert_eq!(due(Share::All), None);
    assert!(shop.write(move |tx| retry_print_job(tx, id)));
    assert_eq!((due(Share::Receipts), due(Share::Nothing)), (None, None));
    assert_eq!(
        (due(Share::Labels), due(Share::All)),
        (Some(true), Some(true))
    );
}
