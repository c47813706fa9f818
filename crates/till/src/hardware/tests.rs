//! A sale of weighed goods through the engine, a simulated scale and a virtual printer.

use std::time::Duration;

use bezmen_contract::till::{
    AddWeighed, GetScale, ListPrintJobs, OpenShift, Pay, PrintJobState, PrintX, PrinterAddress,
    PrinterSettings, Reprint, ScaleState, Scan,
};
use bezmen_devices::printer::profile::PrinterProfile;
use bezmen_devices::scale::protocol::ScaleProtocol;
use bezmen_devices::simulate::printer::VirtualPrinter;
use bezmen_devices::simulate::scale::SimulatedScale;
use bezmen_domain::money::Money;
use bezmen_domain::tender::{TenderInput, TenderKind};

use super::*;
use crate::TillOptions;
use crate::fixture;

/// Far longer than anything here takes.
const LONG: Duration = Duration::from_secs(10);

struct Shop {
    // The workers stop before the till closes.
    _hardware: Hardware,
    till: Till,
    printer: VirtualPrinter,
    scale: SimulatedScale,
    _folder: tempfile::TempDir,
}

fn shop() -> Shop {
    let folder = tempfile::tempdir().unwrap();
    let till = fixture::owners_till(TillOptions::new(folder.path()));
    let printer = VirtualPrinter::start("127.0.0.1:0", &PrinterProfile::virtual_printer()).unwrap();
    let scale = SimulatedScale::on_tcp(ScaleProtocol::MtSics, "127.0.0.1:0").unwrap();
    let hardware = Hardware::start(&till).unwrap();
    let address = PrinterAddress::Tcp {
        address: printer.addr().to_string(),
    };
    let set_up = |settings: &mut Settings| {
        settings.printer = Some(PrinterSettings {
            address,
            profile: "virtual".to_owned(),
            drawer: true,
            own_profile: None,
            drawer_open_is_high: None,
        });
        settings.scale = Some(ScaleSettings::plain(scale.endpoint(), "mt_sics"));
    };
    fixture::change_settings(&till, set_up).unwrap();
    till.ask(OpenShift {
        opening_float: Money::from_minor(100_000),
    })
    .unwrap();
    Shop {
        _hardware: hardware,
        till,
        printer,
        scale,
        _folder: folder,
    }
}

#[test]
fn weighed_goods_are_sold_printed_and_the_drawer_opens() {
    let shop = shop();
    let mut events = shop.till.events();
    shop.scale.put(512, true);
    while shop.till.ask(GetScale {}).unwrap().state != ScaleState::Stable {
        events.blocking_recv().unwrap();
    }
    shop.till
        .ask(Scan {
            text: "4600682000174".to_owned(),
            quantity: None,
            approval: None,
        })
        .unwrap();
    let ticket = shop
        .till
        .ask(AddWeighed {
            product_id: fixture::product_id(12),
            tare: None,
            barcode: None,
            approval: None,
        })
        .unwrap();
    let tenders = vec![TenderInput {
        kind: TenderKind::Cash,
        amount: Money::from_minor(50_000),
        reference: None,
    }];
    let paid = shop
        .till
        .ask(Pay {
            ticket_id: ticket.ticket_id,
            expected_total: ticket.total,
            tenders,
        })
        .unwrap();

    let text = shop.printer.wait_for(1, LONG)[0].text();
    assert!(
        text.contains("Яблоки сезонные") && text.contains("0,512"),
        "{text}"
    );
    assert!(
        text.contains("Молоко 3,2 % 930 мл") && text.contains("89,90"),
        "{text}"
    );
    assert!(
        text.contains("Спасибо за покупку!") && !text.contains("КОПИЯ"),
        "{text}"
    );
    assert!(!text.contains(['?', '\u{fffd}']), "{text}");
    assert_eq!(shop.printer.wait_for_kicks(1, LONG), 1);

    shop.till
        .ask(Reprint {
            sale_id: paid.sale_id,
        })
        .unwrap();
    let copy = shop.printer.wait_for(2, LONG)[1].text();
    assert!(
        copy.contains("*** КОПИЯ ***") && copy.contains("Яблоки сезонные"),
        "{copy}"
    );
    assert_eq!(shop.printer.kicks(), 1, "a copy opens no drawer");
}

#[test]
fn a_report_shows_every_job_done() {
    let shop = shop();
    shop.till.ask(PrintX {}).unwrap();
    assert_eq!(shop.printer.wait_for(1, LONG).len(), 1);
    let mut events = shop.till.events();
    let all_done = || {
        shop.till
            .ask(ListPrintJobs { limit: 10 })
            .unwrap()
            .iter()
            .all(|job| job.state == PrintJobState::Done)
    };
    while !all_done() {
        events.blocking_recv().unwrap();
    }
}
