use axum::http::StatusCode;

use crate::platform::http::Refusal;

/// No till waits with this code.
pub const UNKNOWN_CODE: Refusal = Refusal::new(
    StatusCode::NOT_FOUND,
    "PAIRING_CODE_UNKNOWN",
    "Ни одна касса не ждёт с этим кодом. Проверьте код на экране кассы; он действует 10 минут.",
    "No till waits with this code. Check the code on the till's screen; it is valid for 10 minutes.",
);

/// Too many wrong codes.
pub const TOO_MANY_TRIES: Refusal = Refusal::new(
    StatusCode::TOO_MANY_REQUESTS,
    "PAIRING_LOCKED",
    "Слишком много неверных кодов. Подождите и запросите на кассе новый код.",
    "Too many wrong codes. Wait, and ask the till for a new code.",
);

/// No such store.
pub const NO_STORE: Refusal = Refusal::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "STORE_UNKNOWN",
    "Такого магазина нет. Выберите магазин из списка.",
    "There is no such store. Choose one from the list.",
);
