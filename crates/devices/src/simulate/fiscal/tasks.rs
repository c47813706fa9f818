//! What a simulated fiscal device does with a task. Numbers and words of errors are those of the driver.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, FixedOffset, SecondsFormat};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use bezmen_domain::money::Money;

use super::FiscalFault;
use super::state::{RegisteredDocument, State, TaskResult};
use crate::fiscal::{ExactNumber, minor_units};

/// A fiscal shift lasts so long at most.
const MAX_SHIFT_MS: i64 = 24 * 60 * 60 * 1000;

/// The device's clock stands on Moscow time.
const UTC_OFFSET_SECONDS: i32 = 3 * 60 * 60;

const STORAGE_NUMBER: &str = "9999999900000001";
const REGISTRATION_NUMBER: &str = "0000000001000001";

const MISSING_PARAMETER: (i64, &str) = (8, "Не найден обязательный параметр");
const BAD_PARAMETER: (i64, &str) = (13, "Некорректное значение параметра");

/// The parts of a receipt that the device checks; numbers are read exactly.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ReceiptTask {
    taxation_type: String,
    operator: Operator,
    items: Vec<Item>,
    payments: Vec<Payment>,
    total: Box<RawValue>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct CashTask {
    operator: Operator,
    cash_sum: Box<RawValue>,
}

#[derive(Debug, Deserialize)]
struct TypeOnly {
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Debug, Deserialize)]
struct Operator {
    name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    #[serde(rename = "type")]
    kind: String,
    name: String,
    price: Box<RawValue>,
    quantity: Box<RawValue>,
    amount: Box<RawValue>,
    tax: Tax,
    #[serde(default)]
    imc_params: Option<Imc>,
}

#[derive(Debug, Deserialize)]
struct Tax {
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Debug, Deserialize)]
struct Imc {
    imc: String,
}

#[derive(Debug, Deserialize)]
struct Payment {
    #[serde(rename = "type")]
    kind: String,
    sum: Box<RawValue>,
}

/// Does a task.
pub(super) fn perform(state: &mut State, uuid: &str, text: &str) -> TaskResult {
    let read: Value = serde_json::from_str(text).map_err(|_| BAD_PARAMETER)?;
    let task = &read;
    let kind = task["type"].as_str().unwrap_or_default();
    let prints = !matches!(kind, "getDeviceStatus" | "getShiftStatus");
    if prints && state.fault == FiscalFault::PaperOut {
        return Err((44, "Нет бумаги"));
    }
    match kind {
        "openShift" => {
            operator(task)?;
            if state.shift_since_ms.is_some() {
                return Err((83, "Смена открыта, операция невозможна"));
            }
            state.shift_since_ms = Some(state.now_ms);
            state.shift += 1;
            state.receipts_in_shift = 0;
            Ok(register(state, uuid, text, None, Vec::new()))
        }
        "closeShift" => {
            operator(task)?;
            if state.shift_since_ms.is_none() {
                return Err((73, "Смена закрыта - операция невозможна"));
            }
            let result = register(state, uuid, text, None, Vec::new());
            state.shift_since_ms = None;
            Ok(result)
        }
        "reportX" => {
            operator(task)?;
            Ok(Value::Null)
        }
        "sell" => receipt(state, uuid, text, 1),
        "sellReturn" => receipt(state, uuid, text, -1),
        "cashIn" => cash(state, text, 1),
        "cashOut" => cash(state, text, -1),
        "nonFiscal" => {
            let items = task["items"].as_array().ok_or(BAD_PARAMETER)?;
            let texts = items.iter().filter_map(|item| item["text"].as_str());
            state.texts.extend(texts.map(ToOwned::to_owned));
            Ok(Value::Null)
        }
        "getShiftStatus" => {
            let expires = state.shift_since_ms.map(|since| time(since + MAX_SHIFT_MS));
            let name = match state.shift_since_ms {
                None => "closed",
                Some(_) if is_expired(state) => "expired",
                Some(_) => "opened",
            };
            let number = state.shift;
            Ok(
                json!({ "shiftStatus": { "state": name, "number": number, "expiredTime": expires } }),
            )
        }
        "getDeviceStatus" => {
            let paper = !matches!(state.fault, FiscalFault::PaperOut | FiscalFault::PaperEnds);
            Ok(
                json!({ "deviceStatus": { "currentDateTime": time(state.now_ms), "blocked": false, "coverOpened": false,
                "paperPresent": paper, "fnPresent": true, "fiscal": true, "fnFiscal": true, "cashDrawerOpened": false } }),
            )
        }
        _ => Err((11, "Не поддерживается в данной версии (драйвера или ККТ)")),
    }
}

fn operator(task: &Value) -> Result<(), (i64, &'static str)> {
    let name = task["operator"]["name"].as_str().unwrap_or_default();
    if name.is_empty() {
        return Err(MISSING_PARAMETER);
    }
    Ok(())
}

fn is_expired(state: &State) -> bool {
    state
        .shift_since_ms
        .is_some_and(|since| state.now_ms.saturating_sub(since) >= MAX_SHIFT_MS)
}

fn cash(state: &mut State, text: &str, sign: i64) -> TaskResult {
    let read: CashTask = serde_json::from_str(text).map_err(|_| BAD_PARAMETER)?;
    if read.operator.name.is_empty() {
        return Err(MISSING_PARAMETER);
    }
    let amount = money(&read.cash_sum)?;
    let cash = state.cash + Money::from_minor(amount.minor() * sign);
    if cash.is_negative() {
        return Err((80, "В ККТ нет денег для выплаты"));
    }
    state.cash = cash;
    let text = serde_json::to_value(ExactNumber::money(cash)).map_err(|_| BAD_PARAMETER)?;
    Ok(json!({ "counters": { "cashSum": text } }))
}

fn money(raw: &RawValue) -> Result<Money, (i64, &'static str)> {
    let minor = minor_units(raw, 2).filter(|minor| *minor >= 0);
    minor
        .map(Money::from_minor)
        .ok_or((16, "Неверная цена (сумма)"))
}

/// Checks a receipt as the device does and registers it. `sign` is +1 for a sale and −1 for a return.
fn receipt(state: &mut State, uuid: &str, text: &str, sign: i64) -> TaskResult {
    if state.shift_since_ms.is_none() {
        return Err((73, "Смена закрыта - операция невозможна"));
    }
    if is_expired(state) {
        return Err((68, "Смена превысила 24 часа"));
    }
    let read: ReceiptTask = serde_json::from_str(text).map_err(|_| BAD_PARAMETER)?;
    if read.operator.name.is_empty() {
        return Err(MISSING_PARAMETER);
    }
    let known = ["osn", "usnIncome", "usnIncomeOutcome", "esn", "patent"];
    if !known.contains(&read.taxation_type.as_str()) {
        return Err((143, "Некорректная СНО"));
    }
    let (goods, codes) = goods(&read.items)?;
    let total = money(&read.total)?;
    let rounding = goods - total;
    if rounding.is_negative() || rounding >= Money::from_minor(100) {
        return Err((63, "Переполнение итога чека"));
    }
    let (mut cash, mut other) = (Money::ZERO, Money::ZERO);
    for payment in &read.payments {
        match payment.kind.as_str() {
            "cash" => cash += money(&payment.sum)?,
            "electronically" | "prepaid" | "credit" | "other" => other += money(&payment.sum)?,
            _ => return Err((60, "Неверный вид оплаты")),
        }
    }
    if other > total {
        return Err((52, "Сумма не наличных платежей превышает сумму чека"));
    }
    if cash + other < total {
        return Err((66, "Чек оплачен не полностью"));
    }
    let drawer = state.cash + Money::from_minor((total - other).minor() * sign);
    if drawer.is_negative() {
        return Err((80, "В ККТ нет денег для выплаты"));
    }
    state.cash = drawer;
    state.receipts_in_shift += 1;
    Ok(register(state, uuid, text, Some(total), codes))
}

/// The sum of the goods and their marking codes.
fn goods(items: &[Item]) -> Result<(Money, Vec<String>), (i64, &'static str)> {
    let rates = [
        "none", "vat0", "vat5", "vat7", "vat10", "vat18", "vat20", "vat22",
    ];
    let (mut sum, mut codes) = (Money::ZERO, Vec::new());
    for item in items.iter().filter(|item| item.kind == "position") {
        money(&item.price)?;
        minor_units(&item.quantity, 3)
            .filter(|quantity| *quantity > 0)
            .ok_or((17, "Неверное количество"))?;
        if item.name.is_empty() || item.name.chars().count() > 128 {
            return Err(BAD_PARAMETER);
        }
        if !rates.contains(&item.tax.kind.as_str()) {
            return Err((144, "Недопустимый номер ставки налога"));
        }
        if let Some(imc) = &item.imc_params {
            let decoded = STANDARD.decode(&imc.imc).map_err(|_| BAD_PARAMETER)?;
            codes.push(String::from_utf8(decoded).map_err(|_| BAD_PARAMETER)?);
        }
        sum += money(&item.amount)?;
    }
    Ok((sum, codes))
}

fn register(
    state: &mut State,
    uuid: &str,
    text: &str,
    total: Option<Money>,
    marking_codes: Vec<String>,
) -> Value {
    let number = u64::try_from(state.documents.len()).unwrap_or_default() + 1;
    state.documents.push(RegisteredDocument {
        number,
        uuid: uuid.to_owned(),
        kind: serde_json::from_str(text).map_or(String::new(), |task: TypeOnly| task.kind),
        shift: state.shift,
        total,
        marking_codes,
        task: text.to_owned(),
    });
    // Any ten digits will do for a sign, as long as each document has its own.
    let sign = number.wrapping_mul(2_654_435_761) % 10_000_000_000;
    json!({
        "fiscalParams": {
            "fiscalDocumentDateTime": time(state.now_ms),
            "fiscalDocumentNumber": number,
            "fiscalDocumentSign": format!("{sign:010}"),
            "fiscalReceiptNumber": state.receipts_in_shift,
            "fnNumber": STORAGE_NUMBER,
            "registrationNumber": format!("{REGISTRATION_NUMBER}    "),
            "shiftNumber": state.shift,
            "total": total.and_then(|total| serde_json::to_value(ExactNumber::money(total)).ok()),
            "fnsUrl": "www.nalog.gov.ru",
        },
        "warnings": { "notPrinted": false },
    })
}

fn time(ms: i64) -> String {
    let moscow = FixedOffset::east_opt(UTC_OFFSET_SECONDS);
    DateTime::from_timestamp_millis(ms)
        .zip(moscow)
        .map(|(utc, moscow)| {
            let local = utc.with_timezone(&moscow);
            local.to_rfc3339_opts(SecondsFormat::Secs, false)
        })
        .unwrap_or_default()
}
