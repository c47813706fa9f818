//! What the server of the ATOL driver answers.
//!
//! Sources: avb56/kktsite-agent (behaviour compared with Web Requests 1.0.4.0), help-kassa.shop-ctrl.ru (states), and the
//! error codes of the driver as listed in ExLuzZziVo/KKTServiceLib `KKTErrorType.cs`.

use chrono::DateTime;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::fiscal::exact;
use crate::fiscal::outcome::{
    FiscalStatus, FiscalWait, Refusal, RefusalReason, Registration, ShiftState,
};

/// What a request for results brought.
#[derive(Debug, Deserialize)]
struct Results<'a> {
    #[serde(borrow)]
    results: Vec<TaskJson<'a>>,
}

/// One task's result. Older servers name the error beside the result, newer ones in an object.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct TaskJson<'a> {
    status: String,
    #[serde(default)]
    error: Option<ErrorJson>,
    #[serde(default)]
    error_code: Option<i64>,
    #[serde(default)]
    error_description: Option<String>,
    #[serde(borrow, default)]
    result: Option<&'a RawValue>,
}

/// An error with its number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct ErrorJson {
    /// The number; zero is no error.
    #[serde(default)]
    pub code: i64,
    /// The words.
    #[serde(default)]
    pub description: String,
}

#[derive(Debug, Deserialize)]
struct ErrorBody {
    error: ErrorJson,
}

/// Reads the error of an answer that is none of success.
#[must_use]
pub fn error_of(body: &[u8]) -> ErrorJson {
    serde_json::from_slice::<ErrorBody>(body)
        .map(|body| body.error)
        .unwrap_or_default()
}

/// How far a task is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskState {
    /// It is done; its result as JSON.
    Ready(String),
    /// It waits or is at work.
    Working,
    /// The device cannot go on and does not know whether the task is done.
    Blocked(FiscalWait),
    /// It failed.
    Failed(Refusal),
}

/// Reads the states of a request's tasks; nothing when the answer is not of that kind.
#[must_use]
pub fn states(body: &[u8]) -> Option<Vec<TaskState>> {
    let results: Results<'_> = serde_json::from_slice(body).ok()?;
    let states = results.results.into_iter().map(TaskJson::state);
    states
        .collect::<Option<Vec<_>>>()
        .filter(|states| !states.is_empty())
}

impl TaskJson<'_> {
    fn state(self) -> Option<TaskState> {
        let error = self.error.unwrap_or_else(|| ErrorJson {
            code: self.error_code.unwrap_or_default(),
            description: self.error_description.unwrap_or_default(),
        });
        Some(match self.status.as_str() {
            "ready" => TaskState::Ready(self.result.map_or("null", RawValue::get).to_owned()),
            "wait" | "inProgress" => TaskState::Working,
            "blocked" => TaskState::Blocked(waits_for(error.code)),
            "error" => TaskState::Failed(refusal(error, None)),
            "interrupted" | "canceled" => {
                TaskState::Failed(refusal(error, Some(RefusalReason::Canceled)))
            }
            _ => return None,
        })
    }
}

/// What a blocked queue waits for, by the error that stopped it.
const fn waits_for(code: i64) -> FiscalWait {
    match code {
        1..=4 | 241 => FiscalWait::Connection,
        44..=47 | 114 | 0 => FiscalWait::Paper,
        _ => FiscalWait::Storage,
    }
}

/// A refusal of an error.
#[must_use]
pub fn refusal(error: ErrorJson, reason: Option<RefusalReason>) -> Refusal {
    Refusal {
        reason: reason.unwrap_or_else(|| reason_of(error.code)),
        device_code: (error.code != 0).then_some(error.code),
        device_text: Some(error.description).filter(|text| !text.is_empty()),
    }
}

/// What an error code of the driver means.
#[must_use]
pub const fn reason_of(code: i64) -> RefusalReason {
    match code {
        44 => RefusalReason::PaperOut,
        45 => RefusalReason::CoverOpen,
        46 | 47 | 114 | 150 => RefusalReason::PrinterFault,
        68 | 141 => RefusalReason::ShiftExpired,
        73 => RefusalReason::ShiftClosed,
        83 => RefusalReason::ShiftOpen,
        53 | 80 => RefusalReason::NotEnoughCash,
        52 | 54 | 60 | 66 | 98 => RefusalReason::Payments,
        143 | 144 | 154 => RefusalReason::Tax,
        104 | 113 | 115..=124 | 133..=140 | 159 | 166 | 177 => RefusalReason::Storage,
        1..=4 | 241 => RefusalReason::DeviceNotReady,
        8 | 11..=13 | 16 | 17 | 26 | 27 | 110 | 145..=148 | 158 | 161 | 505 => {
            RefusalReason::BadRequest
        }
        502 | 503 => RefusalReason::Canceled,
        _ => RefusalReason::Other,
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ResultJson<'a> {
    #[serde(borrow)]
    fiscal_params: Option<FiscalParams<'a>>,
    warnings: Option<Value>,
    #[serde(borrow)]
    counters: Option<Counters<'a>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct FiscalParams<'a> {
    fiscal_document_date_time: Option<String>,
    fiscal_document_number: Option<u64>,
    // A string of ten digits; some servers write a number.
    fiscal_document_sign: Option<Value>,
    fiscal_receipt_number: Option<u64>,
    fn_number: Option<String>,
    registration_number: Option<String>,
    shift_number: Option<u64>,
    #[serde(borrow)]
    total: Option<&'a RawValue>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Counters<'a> {
    #[serde(borrow)]
    cash_sum: Option<&'a RawValue>,
}

/// Reads what a device registered. A result that is not of this kind names no numbers; the document is registered all
/// the same.
#[must_use]
pub fn registration(result: &str) -> Registration {
    let result: Option<ResultJson<'_>> = serde_json::from_str(result).unwrap_or_default();
    let ResultJson {
        fiscal_params,
        warnings,
        counters,
    } = result.unwrap_or_default();
    let params = fiscal_params.unwrap_or_default();
    let trimmed = |text: Option<String>| {
        text.map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
    };
    let at = params.fiscal_document_date_time;
    Registration {
        fiscal_sign: params.fiscal_document_sign.and_then(|sign| match sign {
            Value::String(text) => trimmed(Some(text)),
            Value::Number(number) => Some(number.to_string()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        }),
        document_number: params.fiscal_document_number,
        shift_number: params.shift_number,
        receipt_number: params.fiscal_receipt_number,
        storage_number: trimmed(params.fn_number),
        registration_number: trimmed(params.registration_number),
        at_ms: at
            .as_deref()
            .and_then(|at| DateTime::parse_from_rfc3339(at).ok())
            .map(|at| at.timestamp_millis()),
        at,
        total: params.total.and_then(exact::money),
        cash: counters
            .and_then(|counters| counters.cash_sum)
            .and_then(exact::money),
        not_printed: warnings
            .as_ref()
            .and_then(|warnings| warnings.get("notPrinted"))
            .and_then(Value::as_bool)
            .unwrap_or_default(),
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct StatusJson {
    device_status: DeviceStatusJson,
    shift_status: ShiftStatusJson,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct DeviceStatusJson {
    blocked: bool,
    cover_opened: Option<bool>,
    paper_present: Option<bool>,
    fn_present: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ShiftStatusJson {
    state: String,
    number: Option<u64>,
    expired_time: Option<String>,
}

/// Reads the results of `getDeviceStatus` and `getShiftStatus`.
#[must_use]
pub fn status(device: &str, shift: &str) -> FiscalStatus {
    let read = |text| serde_json::from_str::<StatusJson>(text).unwrap_or_default();
    let (device, shift) = (read(device).device_status, read(shift).shift_status);
    FiscalStatus {
        shift: match shift.state.as_str() {
            "closed" => ShiftState::Closed,
            "opened" => ShiftState::Opened,
            "expired" => ShiftState::Expired,
            _ => ShiftState::Unknown,
        },
        shift_number: shift.number,
        shift_expires: shift.expired_time,
        has_paper: device.paper_present,
        is_cover_open: device.cover_opened,
        is_blocked: device.blocked,
        has_storage: device.fn_present,
    }
}
