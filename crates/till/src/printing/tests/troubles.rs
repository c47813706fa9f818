//! Drawers without paper, documents that cannot be read, a database that refuses, and settings that change meanwhile.

use std::sync::Arc;

use bezmen_contract::till::{PrintJobState, PrinterAddress, PrinterSettings, PrinterState};
use bezmen_devices::printer::profile::PrinterProfile;
use bezmen_devices::simulate::printer::{PrinterFault, VirtualPrinter};

use super::super::queue;
use super::super::{PrinterSetup, Share};
use super::shop::{LONG, QUICK, Shop};
use crate::store::{Store, StoreError};

#[test]
fn without_paper_each_cash_sale_opens_the_drawer_once() {
    let mut shop = Shop::open();
    shop.printer.set_fault(PrinterFault::PaperOut);
    shop.queue("Чек 1", true);
    assert_eq!(shop.printer.wait_for_kicks(1, LONG), 1);
    shop.queue("Чек 2", true);
    assert_eq!(shop.printer.wait_for_kicks(2, LONG), 2);
    let alone = shop.queue("", true);
    assert_eq!(shop.printer.wait_for_kicks(3, LONG), 3);
    shop.printer.set_fault(PrinterFault::None);
    assert_eq!(shop.receipts(2), ["Чек 1", "Чек 2"]);
    shop.lamp(PrinterState::Ready);
    assert_eq!(shop.printer.kicks(), 3);
    assert_eq!(shop.job(alone).state, PrintJobState::Done);
}

#[test]
fn a_drawer_alone_does_not_wait_for_the_receipts_before_it() {
    let mut shop = Shop::closed();
    shop.queue("Чек", false);
    let alone = shop.queue("", true);
    let next = shop.till.store.read(|connection| {
        let due = queue::next_due(connection, Share::Receipts, super::shop::NOW_MS, |_| false)?;
        Ok::<_, StoreError>(match due {
            Some(queue::Due::Job(job)) => Some(job.id),
            Some(queue::Due::Unreadable(_)) | None => None,
        })
    });
    assert_eq!(next.unwrap(), Some(alone));
    shop.start();
    assert_eq!(shop.receipts(1), ["Чек"]);
    assert_eq!(shop.printer.wait_for_kicks(1, LONG), 1);
}

#[test]
fn a_document_that_cannot_be_read_holds_nothing_up() {
    for damage in [
        "update print_job set document = null, sale_id = 'no such sale'",
        r#"update print_job set document = '{"kind":"of a newer version","rows":[]}'"#,
        "update print_job set document = '{'",
    ] {
        let mut shop = Shop::closed();
        let damaged = shop.queue("Чек 1", false);
        shop.write(|transaction| Ok(transaction.execute(damage, [])?));
        shop.queue("Чек 2", false);
        shop.start();
        assert_eq!(shop.receipts(1), ["Чек 2"], "{damage}");
        shop.lamp(PrinterState::Ready);
        let job = shop.job(damaged);
        assert_eq!(job.state, PrintJobState::Failed, "{damage}");
        let words = job.last_error;
        assert!(words.contains("напечатайте копию"), "{words}");
    }
}

fn rename(store: &Store, from: &str, to: &str) {
    let statement = format!("alter table {from} rename to {to}");
    store
        .write(|transaction| Ok::<_, StoreError>(transaction.execute_batch(&statement)?))
        .unwrap();
}

#[test]
fn a_queue_that_cannot_be_read_is_said_and_over_when_it_can() {
    let mut shop = Shop::open();
    shop.lamp(PrinterState::Ready);
    rename(&shop.till.store, "print_job", "print_job_away");
    shop.wake();
    let lamp = shop.lamp(PrinterState::Trouble);
    assert!(lamp.hint.contains("очередь печати"), "{}", lamp.hint);
    rename(&shop.till.store, "print_job_away", "print_job");
    shop.lamp(PrinterState::Ready);
    shop.queue("Чек", false);
    assert_eq!(shop.receipts(1), ["Чек"]);
}

#[test]
fn a_database_that_refuses_once_while_a_job_is_sent_loses_no_job() {
    let mut shop = Shop::closed();
    let job = shop.queue("Чек", false);
    let mut step = 0;
    *shop.till.meddles.lock().unwrap() = Some(Box::new(move |store| {
        let is_sending = || {
            let count = "select count(*) from print_job where state = 'sending'";
            store.read(|connection| {
                Ok::<u32, StoreError>(connection.query_row(count, [], |row| row.get(0))?)
            })
        };
        if step == 0 && is_sending().unwrap() == 1 {
            rename(store, "print_job", "print_job_away");
            step = 1;
        } else if step == 1 {
            rename(store, "print_job_away", "print_job");
            step = 2;
        }
    }));
    shop.start();
    assert_eq!(shop.receipts(1), ["Чек"]);
    shop.lamp(PrinterState::Ready);
    assert_eq!(shop.job(job).state, PrintJobState::Done);
}

#[test]
fn a_printer_that_is_chosen_while_the_job_waits_for_its_turn_prints_it() {
    let mut shop = Shop::open();
    shop.lamp(PrinterState::Ready);
    let other = VirtualPrinter::start("127.0.0.1:0", &PrinterProfile::virtual_printer()).unwrap();
    let setup = PrinterSetup::new(&shop.settings(), QUICK.limits).unwrap();
    let station = Arc::clone(&shop.till.station);
    let turn = station.take(&setup.place(), LONG).unwrap();
    let mut asked = shop.till.asked.subscribe();
    shop.queue("Чек", false);
    // The worker waits for its turn with the settings that it has read.
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    runtime
        .block_on(async { tokio::time::timeout(LONG, asked.changed()).await })
        .unwrap()
        .unwrap();
    let address = other.addr().to_string();
    shop.use_printer(Some(PrinterSettings {
        address: PrinterAddress::Tcp { address },
        ..shop.settings()
    }));
    drop(turn);
    let receipts = other.wait_for(1, LONG);
    assert_eq!(receipts.len(), 1);
    assert!(shop.printer.receipts().is_empty());
}
