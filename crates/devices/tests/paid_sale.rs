//! A sale from its ticket to the fiscal sign, through the public interface: the card is charged at a simulated terminal,
//! the receipt is registered at a simulated fiscal device, and the slip is printed there.

use std::sync::Arc;
use std::time::Duration;

use bezmen_devices::fiscal::atol::{AtolConfig, AtolDevice, Limits as FiscalLimits};
use bezmen_devices::fiscal::{
    Alignment, Document, FiscalDevice, FiscalOutcome, FiscalReceipt, Goods, Operator, ReceiptTerms,
    Taxation, TextLine, ZeroRate,
};
use bezmen_devices::intent::IntentId;
use bezmen_devices::simulate::fiscal::SimulatedFiscal;
use bezmen_devices::simulate::terminal::SimulatedTerminal;
use bezmen_devices::terminal::journal::FileJournal;
use bezmen_devices::terminal::zvt::command::{Credentials, USUAL_CONFIG};
use bezmen_devices::terminal::zvt::{Limits, ZvtConfig, ZvtTerminal, codes};
use bezmen_devices::terminal::{Operation, Outcome, check};
use bezmen_domain::id::{LineId, TaxRateId, TicketId};
use bezmen_domain::money::Money;
use bezmen_domain::quantity::{Quantity, Unit};
use bezmen_domain::tax::{TaxMode, TaxRate};
use bezmen_domain::tender::{TenderInput, TenderKind, settle};
use bezmen_domain::ticket::{LineSource, Ticket, TicketLine, price};
use uuid::Uuid;

fn ticket() -> Ticket {
    let line = |name: &str, unit, thousandths, unit_price| TicketLine {
        id: LineId::from_parts(0, [0; 10]),
        product_id: None,
        barcode: None,
        ki: None,
        name: name.to_owned(),
        unit,
        quantity: Quantity::from_thousandths(thousandths),
        unit_price: Money::from_minor(unit_price),
        label_sum: None,
        discount: None,
        tax: TaxRate {
            id: TaxRateId::from_parts(0, [0; 10]),
            name: "НДС 10 %".to_owned(),
            basis_points: 1000,
            mode: TaxMode::Included,
        },
        source: LineSource::Scanned,
    };
    Ticket {
        id: TicketId::from_parts(0, [0; 10]),
        lines: vec![
            line("Сыр «Российский»", Unit::Kilogram, 350, 89_990),
            line("Вода", Unit::Piece, 2000, 5_990),
        ],
        discount: None,
        customer_id: None,
    }
}

#[test]
fn a_sale_is_charged_once_and_registered_once() {
    let terminal = SimulatedTerminal::start("127.0.0.1:0").unwrap();
    let fiscal = SimulatedFiscal::start("127.0.0.1:0").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let intent = |number| IntentId::from_uuid(Uuid::from_u128(number));

    let ticket = ticket();
    let priced = price(&ticket).unwrap();
    let journal = FileJournal::open(&folder.path().join("payments.jsonl")).unwrap();
    let roubles = codes::currency_number("RUB").unwrap();
    let config = ZvtConfig {
        host: "127.0.0.1".to_owned(),
        port: terminal.addr().port(),
        credentials: Credentials::new(0, roubles, USUAL_CONFIG).unwrap(),
        limits: Limits::USUAL,
    };
    let till = ZvtTerminal::new(config, Arc::new(journal));
    let sale = Operation::Sale {
        amount: priced.total,
    };
    let outcome = check::run(&till, intent(1), sale, Duration::from_secs(30), |_| {});
    let Outcome::Approved(approval) = outcome else {
        panic!("{outcome:?}")
    };

    let reference = approval
        .mark
        .receipt_number
        .map(|number| number.to_string());
    let tender = TenderInput {
        kind: TenderKind::Card,
        amount: priced.total,
        reference,
    };
    let settled = settle(priced.total, Money::ZERO, &[tender]).unwrap();
    let operator = Operator::new("Кассир Иванова", Some("123456789012")).unwrap();
    let terms = ReceiptTerms {
        operator: operator.clone(),
        taxation: Taxation::General,
        zero_rate: ZeroRate::WithoutVat,
        buyer_contact: None,
        electronic: false,
    };
    let lines = ticket.lines.iter().zip(&priced.lines);
    let goods = lines.map(|(line, priced)| Goods::of_line(line, priced, None));
    let receipt = FiscalReceipt::of_goods(&terms, goods, &settled.payments, settled.due).unwrap();
    let slip = approval.slip.iter().map(|text| TextLine {
        text: text.clone(),
        alignment: Alignment::Left,
    });
    let config = AtolConfig::new(&fiscal.base_url(), None, None, FiscalLimits::USUAL).unwrap();
    let device = AtolDevice::new(&config);
    let documents = [
        Document::OpenShift { operator },
        Document::Sale(receipt),
        Document::Text {
            lines: slip.collect(),
        },
    ];
    for (number, document) in documents.iter().enumerate() {
        let outcome = device.register(intent(10 + number as u128), document);
        assert!(matches!(outcome, FiscalOutcome::Done(_)), "{outcome:?}");
    }

    assert_eq!(terminal.counts().charges, 1);
    // 0.350 × 899.90 = 314.97, and 2 × 59.90.
    assert_eq!(terminal.counts().balance_minor, 43_477);
    let registered = fiscal.documents();
    assert_eq!(registered.len(), 2);
    assert_eq!(registered[1].total, Some(Money::from_minor(43_477)));
    assert!(
        registered[1]
            .task
            .contains(r#""payments":[{"type":"electronically","sum":434.77}]"#)
    );
    assert!(fiscal.texts().contains(&"Betrag 43477".to_owned()));
}
