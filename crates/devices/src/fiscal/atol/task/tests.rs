use serde_json::{Value, json};
use uuid::Uuid;

use bezmen_domain::quantity::Quantity;

use super::*;
use crate::fiscal::document::Position;

fn written(document: &Document) -> String {
    let id = IntentId::from_uuid(Uuid::from_u128(1));
    String::from_utf8(request(id, document).unwrap()).unwrap()
}

fn receipt() -> FiscalReceipt {
    let position = |name: &str, price, thousandths, unit, amount, code: Option<&str>| Position {
        name: name.to_owned(),
        price: Money::from_minor(price),
        quantity: Quantity::from_thousandths(thousandths),
        unit,
        amount: Money::from_minor(amount),
        discount: Money::ZERO,
        vat: Vat::Vat22,
        kind: PositionKind::Goods,
        marking_code: code.map(ToOwned::to_owned),
    };
    FiscalReceipt {
        operator: Operator::new("Кассир Иванова", Some("123456789012")).unwrap(),
        taxation: Taxation::SimplifiedIncome,
        buyer_contact: Some("+79001112233".to_owned()),
        electronic: false,
        positions: vec![
            position("Сыр", 89_990, 350, Unit::Kilogram, 31_497, None),
            position(
                "Вода",
                10_000,
                2000,
                Unit::Piece,
                20_000,
                Some("0104600000000000215abc\u{1d}93dGVz"),
            ),
        ],
        payments: vec![
            FiscalPayment {
                kind: FiscalPaymentKind::Electronic,
                sum: Money::from_minor(20_000),
            },
            FiscalPayment {
                kind: FiscalPaymentKind::Cash,
                sum: Money::from_minor(50_000),
            },
        ],
        total: Money::from_minor(51_497),
    }
}

#[test]
fn a_sale_is_written_with_exact_numbers_and_the_whole_marking_code() {
    let text = written(&Document::Sale(receipt()));
    // Numbers as text: a float would lose the zeros, or more.
    for part in [
        r#""uuid":"00000000-0000-0000-0000-000000000001""#,
        r#""price":899.90,"quantity":0.35,"amount":314.97"#,
        r#""price":100.00,"quantity":2,"amount":200.00"#,
        r#""payments":[{"type":"electronically","sum":200.00},{"type":"cash","sum":500.00}],"total":514.97"#,
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    let read: Value = serde_json::from_str(&text).unwrap();
    let task = &read["request"][0];
    assert_eq!(
        (
            &task["type"],
            &task["taxationType"],
            &task["electronically"]
        ),
        (&json!("sell"), &json!("usnIncome"), &json!(false))
    );
    assert_eq!(
        task["operator"],
        json!({ "name": "Кассир Иванова", "vatin": "123456789012" })
    );
    assert_eq!(
        task["clientInfo"],
        json!({ "emailOrPhone": "+79001112233" })
    );
    let marked = &task["items"][1];
    assert_eq!(marked["paymentObject"], "commodityWithMarking");
    assert_eq!(
        marked["imcParams"],
        json!({ "imcType": "auto", "imc": "MDEwNDYwMDAwMDAwMDAwMDIxNWFiYx05M2RHVno=",
            "itemEstimatedStatus": "itemPieceSold", "imcModeProcessing": 0 })
    );
    let weighed = &task["items"][0];
    assert_eq!(
        (
            &weighed["measurementUnit"],
            &weighed["tax"],
            &weighed["imcParams"]
        ),
        (&json!(11), &json!({ "type": "vat22" }), &Value::Null)
    );
}

#[test]
fn the_other_documents_have_their_own_tasks() {
    let operator = || Operator::new("Иванова", None).unwrap();
    let amount = Money::from_minor(100_050);
    let tasks = [
        (
            Document::OpenShift {
                operator: operator(),
            },
            json!({ "type": "openShift", "operator": { "name": "Иванова" } }),
        ),
        (
            Document::CloseShift {
                operator: operator(),
            },
            json!({ "type": "closeShift", "operator": { "name": "Иванова" } }),
        ),
        (
            Document::XReport {
                operator: operator(),
            },
            json!({ "type": "reportX", "operator": { "name": "Иванова" } }),
        ),
        (
            Document::CashIn {
                operator: operator(),
                amount,
            },
            json!({ "type": "cashIn", "operator": { "name": "Иванова" }, "cashSum": 1000.5 }),
        ),
        (
            Document::CashOut {
                operator: operator(),
                amount,
            },
            json!({ "type": "cashOut", "operator": { "name": "Иванова" }, "cashSum": 1000.5 }),
        ),
        (
            Document::Text {
                lines: vec![TextLine {
                    text: "Слип".to_owned(),
                    alignment: Alignment::Center,
                }],
            },
            json!({ "type": "nonFiscal", "items": [{ "type": "text", "text": "Слип", "alignment": "center" }] }),
        ),
    ];
    for (document, expected) in tasks {
        let read: Value = serde_json::from_str(&written(&document)).unwrap();
        assert_eq!(read["request"], json!([expected]));
    }
    let back: Value = serde_json::from_str(&written(&Document::Return(receipt()))).unwrap();
    assert_eq!(back["request"][0]["type"], "sellReturn");
    let marked = &back["request"][0]["items"][1]["imcParams"];
    assert_eq!(marked["itemEstimatedStatus"], "itemPieceReturn");
}

#[test]
fn a_document_kept_in_the_database_is_sent_again_to_the_byte() {
    let document = Document::Sale(receipt());
    let kept = serde_json::to_string(&document).unwrap();
    let read: Document = serde_json::from_str(&kept).unwrap();
    assert_eq!(written(&read), written(&document));
}
