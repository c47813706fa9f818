//! Documents as JSON tasks of the ATOL driver.
//!
//! Sources of the names: the driver's web requests as used by public clients (ExLuzZziVo/KKTServiceLib, forpes.ru/post/81473,
//! avb56/kktsite-agent, which was compared with Web Requests 1.0.4.0). Numbers of units are those of tag 2108 of the
//! fiscal data formats; they and `exciseWithMarking`, `prepaid` and `credit` are general knowledge.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use bezmen_domain::money::Money;
use bezmen_domain::quantity::Unit;

use crate::fiscal::build::Operator;
use crate::fiscal::document::{
    Alignment, Document, FiscalPayment, FiscalPaymentKind, FiscalReceipt, Position, PositionKind,
    Taxation, TextLine, Vat,
};
use crate::fiscal::exact::ExactNumber;
use crate::intent::IntentId;

/// A request: one task under the identifier of its intent.
#[derive(Debug, Serialize)]
struct Request<T> {
    uuid: String,
    request: T,
}

/// Writes the request that registers a document. The same document and identifier make the same bytes.
///
/// # Errors
/// A number cannot be written, which does not happen.
pub fn request(id: IntentId, document: &Document) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&Request {
        uuid: id.to_string(),
        request: [Task::of(document)],
    })
}

/// Writes the request that asks for the state of the device.
///
/// # Errors
/// As above.
pub fn status_request(id: IntentId) -> Result<Vec<u8>, serde_json::Error> {
    let tasks = ["getDeviceStatus", "getShiftStatus"].map(|kind| TypeOnly { kind });
    serde_json::to_vec(&Request {
        uuid: id.to_string(),
        request: tasks,
    })
}

#[derive(Debug, Serialize)]
struct TypeOnly {
    #[serde(rename = "type")]
    kind: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Task<'a> {
    Receipt(Box<ReceiptTask<'a>>),
    Shift {
        #[serde(rename = "type")]
        kind: &'static str,
        operator: OperatorJson<'a>,
    },
    Cash {
        #[serde(rename = "type")]
        kind: &'static str,
        operator: OperatorJson<'a>,
        #[serde(rename = "cashSum")]
        cash_sum: ExactNumber,
    },
    Text {
        #[serde(rename = "type")]
        kind: &'static str,
        items: Vec<TextItem<'a>>,
    },
}

impl<'a> Task<'a> {
    fn of(document: &'a Document) -> Self {
        let shift = |kind, operator| Self::Shift {
            kind,
            operator: OperatorJson::of(operator),
        };
        let cash = |kind, operator, amount| Self::Cash {
            kind,
            operator: OperatorJson::of(operator),
            cash_sum: ExactNumber::money(amount),
        };
        match document {
            Document::Sale(receipt) => {
                Self::Receipt(Box::new(ReceiptTask::of("sell", receipt, false)))
            }
            Document::Return(receipt) => {
                Self::Receipt(Box::new(ReceiptTask::of("sellReturn", receipt, true)))
            }
            Document::OpenShift { operator } => shift("openShift", operator),
            Document::CloseShift { operator } => shift("closeShift", operator),
            Document::XReport { operator } => shift("reportX", operator),
            Document::CashIn { operator, amount } => cash("cashIn", operator, *amount),
            Document::CashOut { operator, amount } => cash("cashOut", operator, *amount),
            Document::Text { lines } => Self::Text {
                kind: "nonFiscal",
                items: lines.iter().map(TextItem::of).collect(),
            },
        }
    }
}

#[derive(Debug, Serialize)]
struct OperatorJson<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    vatin: Option<&'a str>,
}

impl<'a> OperatorJson<'a> {
    fn of(operator: &'a Operator) -> Self {
        Self {
            name: &operator.name,
            vatin: operator.vatin.as_deref(),
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ReceiptTask<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    taxation_type: &'static str,
    electronically: bool,
    ignore_non_fiscal_print_errors: bool,
    operator: OperatorJson<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_info: Option<ClientInfo<'a>>,
    items: Vec<PositionItem<'a>>,
    payments: Vec<PaymentJson>,
    total: ExactNumber,
}

impl<'a> ReceiptTask<'a> {
    fn of(kind: &'static str, receipt: &'a FiscalReceipt, is_return: bool) -> Self {
        let contact = receipt.buyer_contact.as_deref();
        Self {
            kind,
            taxation_type: taxation(receipt.taxation),
            electronically: receipt.electronic,
            ignore_non_fiscal_print_errors: true,
            operator: OperatorJson::of(&receipt.operator),
            client_info: contact.map(|email_or_phone| ClientInfo { email_or_phone }),
            items: receipt
                .positions
                .iter()
                .map(|position| PositionItem::of(position, is_return))
                .collect(),
            payments: receipt.payments.iter().map(PaymentJson::of).collect(),
            total: ExactNumber::money(receipt.total),
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ClientInfo<'a> {
    email_or_phone: &'a str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PositionItem<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    name: &'a str,
    price: ExactNumber,
    quantity: ExactNumber,
    amount: ExactNumber,
    #[serde(skip_serializing_if = "Option::is_none")]
    info_discount_amount: Option<ExactNumber>,
    department: u8,
    measurement_unit: u8,
    payment_method: &'static str,
    payment_object: &'static str,
    tax: TaxJson,
    #[serde(skip_serializing_if = "Option::is_none")]
    imc_params: Option<MarkingJson>,
}

impl<'a> PositionItem<'a> {
    fn of(position: &'a Position, is_return: bool) -> Self {
        let discount = position.discount;
        Self {
            kind: "position",
            name: &position.name,
            price: ExactNumber::money(position.price),
            quantity: ExactNumber::quantity(position.quantity),
            amount: ExactNumber::money(position.amount),
            info_discount_amount: (discount > Money::ZERO).then(|| ExactNumber::money(discount)),
            department: 1,
            measurement_unit: unit(position.unit),
            payment_method: "fullPayment",
            payment_object: match (position.kind, position.marking_code.is_some()) {
                (PositionKind::Goods, false) => "commodity",
                (PositionKind::Goods, true) => "commodityWithMarking",
                (PositionKind::Excise, false) => "excise",
                (PositionKind::Excise, true) => "exciseWithMarking",
                (PositionKind::Service, _) => "service",
            },
            tax: TaxJson {
                kind: vat(position.vat),
            },
            imc_params: position.marking_code.as_deref().map(|code| MarkingJson {
                imc_type: "auto",
                imc: STANDARD.encode(code),
                item_estimated_status: match (position.unit, is_return) {
                    (Unit::Piece, false) => "itemPieceSold",
                    (Unit::Piece, true) => "itemPieceReturn",
                    (Unit::Kilogram | Unit::Gram | Unit::Litre | Unit::Metre, false) => {
                        "itemDryForSale"
                    }
                    (Unit::Kilogram | Unit::Gram | Unit::Litre | Unit::Metre, true) => {
                        "itemDryReturn"
                    }
                },
                imc_mode_processing: 0,
            }),
        }
    }
}

#[derive(Debug, Serialize)]
struct TaxJson {
    #[serde(rename = "type")]
    kind: &'static str,
}

/// A marking code, in full with its separators, as base64.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct MarkingJson {
    imc_type: &'static str,
    imc: String,
    item_estimated_status: &'static str,
    imc_mode_processing: u8,
}

#[derive(Debug, Serialize)]
struct PaymentJson {
    #[serde(rename = "type")]
    kind: &'static str,
    sum: ExactNumber,
}

impl PaymentJson {
    const fn of(payment: &FiscalPayment) -> Self {
        Self {
            kind: match payment.kind {
                FiscalPaymentKind::Cash => "cash",
                FiscalPaymentKind::Electronic => "electronically",
                FiscalPaymentKind::Prepaid => "prepaid",
                FiscalPaymentKind::Credit => "credit",
            },
            sum: ExactNumber::money(payment.sum),
        }
    }
}

#[derive(Debug, Serialize)]
struct TextItem<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    text: &'a str,
    alignment: &'static str,
}

impl<'a> TextItem<'a> {
    fn of(line: &'a TextLine) -> Self {
        Self {
            kind: "text",
            text: &line.text,
            alignment: match line.alignment {
                Alignment::Left => "left",
                Alignment::Center => "center",
                Alignment::Right => "right",
            },
        }
    }
}

const fn taxation(taxation: Taxation) -> &'static str {
    match taxation {
        Taxation::General => "osn",
        Taxation::SimplifiedIncome => "usnIncome",
        Taxation::SimplifiedProfit => "usnIncomeOutcome",
        Taxation::Agricultural => "esn",
        Taxation::Patent => "patent",
    }
}

const fn vat(vat: Vat) -> &'static str {
    match vat {
        Vat::None => "none",
        Vat::Vat0 => "vat0",
        Vat::Vat5 => "vat5",
        Vat::Vat7 => "vat7",
        Vat::Vat10 => "vat10",
        Vat::Vat18 => "vat18",
        Vat::Vat20 => "vat20",
        Vat::Vat22 => "vat22",
    }
}

const fn unit(unit: Unit) -> u8 {
    match unit {
        Unit::Piece => 0,
        Unit::Gram => 10,
        Unit::Kilogram => 11,
        Unit::Metre => 22,
        Unit::Litre => 41,
    }
}

#[cfg(test)]
mod tests;
