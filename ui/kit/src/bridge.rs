//! The way from a screen to the terminal engine and back.
//!
//! In the window it is Tauri's `invoke`; in a browser it is HTTP over loopback with the token of the address. Which one is
//! found at the first call: the screens never know.

mod customer;
mod events;
mod http;
mod shell;

use bezmen_contract::failure::Failure;
use bezmen_contract::till::Call;

use crate::look;

pub use customer::{
    customer_address, follow_buyer, has_windows, is_customer_page, show_customer_window,
};
pub use events::listen;

/// The code of a failure to reach the engine at all; everything else comes from the engine.
pub const UNREACHABLE: &str = "ENGINE_UNREACHABLE";

/// Codes of failures that somebody with more rights can lift.
const LIFTED_BY_CONSENT: [&str; 4] = [
    "APPROVAL_REQUIRED",
    "DISCOUNT_ABOVE_LIMIT",
    "CASH_DIFFERENCE",
    "MARKING_SOLD",
];

/// Tells whether somebody with more rights can lift a failure.
pub fn needs_consent(failure: &Failure) -> bool {
    LIFTED_BY_CONSENT.contains(&failure.code.as_str())
}

/// Asks the engine.
///
/// # Errors
/// What the engine refused, in words for the cashier; or [`UNREACHABLE`].
pub async fn call<C: Call>(question: C) -> Result<C::Reply, Failure> {
    let arguments =
        serde_json::to_string(&question).map_err(|error| garbled(&error.to_string()))?;
    let answer = if shell::is_here() {
        shell::call(C::NAME, &arguments).await
    } else {
        http::call(C::NAME, &arguments).await
    };
    serde_json::from_str(&answer?).map_err(|error| garbled(&error.to_string()))
}

/// The engine does not answer.
fn unreachable(reason: &str) -> Failure {
    let words = look::locale().pick(
        "Касса не отвечает. Проверьте, что программа запущена, и повторите.",
        "The till does not answer. Check that the program runs, then try again.",
    );
    Failure {
        details: Some(reason.into()),
        ..Failure::new(UNREACHABLE, words)
    }
}

/// Screen and engine do not understand each other.
fn garbled(reason: &str) -> Failure {
    let words = look::locale().pick(
        "Экран и касса разных версий. Обновите страницу; если не поможет, перезапустите программу.",
        "Screen and till are of different versions. Reload the page; if that does not help, restart the program.",
    );
    Failure {
        details: Some(reason.into()),
        ..Failure::new("ENGINE_GARBLED", words)
    }
}
