//! Refusals that a till may get.

use axum::http::StatusCode;

use crate::platform::http::Refusal;

/// The owner has revoked the till, or another machine took its place.
pub const REVOKED: Refusal = Refusal::new(
    StatusCode::FORBIDDEN,
    "REVOKED",
    "Владелец отключил эту кассу. Неотправленные чеки сохранены; чтобы работать дальше, подключите кассу заново.",
    "The owner has switched this till off. Receipts not sent yet are kept; connect the till again to go on.",
);

/// No till has this token.
pub const UNKNOWN_TILL: Refusal = Refusal::new(
    StatusCode::UNAUTHORIZED,
    "UNAUTHENTICATED",
    "Сервер не узнаёт эту кассу. Подключите её заново.",
    "The server does not know this till. Connect it again.",
);

/// The terminal in the request is not the one the token belongs to.
pub const WRONG_TERMINAL: Refusal = Refusal::new(
    StatusCode::FORBIDDEN,
    "WRONG_TERMINAL",
    "Ключ принадлежит другой кассе. Подключите кассу заново.",
    "The token belongs to another till. Connect the till again.",
);

/// The cursor is outside what can be read by pages.
pub const RESYNC: Refusal = Refusal::new(
    StatusCode::GONE,
    "RESYNC",
    "Данные кассы слишком старые или новее, чем на сервере: загрузите поток заново через /v1/snapshot.",
    "The till's data are too old, or newer than the server's: read the stream anew through /v1/snapshot.",
);

/// More operations than a run may have.
pub const TOO_MANY_OPS: Refusal = Refusal::new(
    StatusCode::PAYLOAD_TOO_LARGE,
    "TOO_LARGE",
    "Слишком много операций в одной посылке. Отправьте меньше.",
    "Too many operations in one run. Send fewer.",
);

/// The snapshot is gone.
pub const SNAPSHOT_GONE: Refusal = Refusal::new(
    StatusCode::NOT_FOUND,
    "SNAPSHOT_GONE",
    "Этот снимок уже удалён. Запросите новый через /v1/snapshot.",
    "This snapshot has been removed. Ask for a new one through /v1/snapshot.",
);

/// The part that is asked for begins behind the end.
pub const BEYOND_SNAPSHOT: Refusal = Refusal::new(
    StatusCode::RANGE_NOT_SATISFIABLE,
    "BEYOND_SNAPSHOT",
    "Снимок короче, чем спрошено. Загрузите его с начала.",
    "The snapshot is shorter than what was asked for. Fetch it from the start.",
);

/// Too many tills ask for codes, or what became of theirs.
pub const TOO_MANY_PAIRINGS: Refusal = Refusal::new(
    StatusCode::TOO_MANY_REQUESTS,
    "TOO_MANY_REQUESTS",
    "Слишком много запросов на подключение. Повторите через {} с.",
    "Too many requests to connect a till. Try again in {} s.",
);
