//! Refusals that more than one room gives.

use axum::http::StatusCode;

use super::Refusal;

macro_rules! refusals {
    ($($(#[$doc:meta])* $name:ident = $status:ident, $ru:literal, $en:literal;)+) => {$(
        $(#[$doc])*
        pub const $name: Refusal = Refusal::new(StatusCode::$status, stringify!($name), $ru, $en);
    )+};
}

refusals! {
    /// A fault of the server.
    INTERNAL = INTERNAL_SERVER_ERROR,
        "На сервере произошла ошибка. Повторите; если не поможет, сообщите номер обращения.",
        "Something went wrong on the server. Try again; if it stays, report the correlation id.";
    /// Too much at once.
    BUSY = SERVICE_UNAVAILABLE,
        "Сервер занят. Повторите через несколько секунд.",
        "The server is busy. Try again in a few seconds.";
    /// No session, or one that ended.
    UNAUTHENTICATED = UNAUTHORIZED,
        "Войдите в систему: сеанс не начат или истёк.",
        "Sign in: there is no session, or it has ended.";
    /// Not for this role.
    FORBIDDEN = FORBIDDEN,
        "Вашей роли это не разрешено. Попросите владельца компании.",
        "Your role may not do this. Ask the owner of the company.";
    /// A request of another site's page.
    FOREIGN_ORIGIN = FORBIDDEN,
        "Запрос пришёл с чужой страницы. Откройте консоль по её собственному адресу.",
        "The request came from another site's page. Open the console at its own address.";
    /// No such row in this company.
    NOT_FOUND = NOT_FOUND,
        "Такой записи нет. Возможно, её удалили; обновите список.",
        "There is no such record. It may have been removed; refresh the list.";
    /// No such address.
    NO_SUCH_PATH = NOT_FOUND,
        "Такого адреса в API нет. Список адресов: /api/docs.",
        "The API has no such address. See /api/docs for those there are.";
    /// Somebody else was quicker.
    STALE = CONFLICT,
        "Запись уже изменил кто-то другой. Обновите страницу и внесите изменения ещё раз.",
        "Somebody else has changed this record. Refresh the page and make the change again.";
    /// A change that does not say what it was made from.
    REVISION_MISSING = CONFLICT,
        "В запросе нет номера правки (expected_revision), поэтому нельзя проверить, не изменил ли запись кто-то другой. Откройте запись заново и внесите изменения ещё раз.",
        "The request names no revision (expected_revision), so nobody can tell whether somebody else has changed the record. Open the record again and make the change once more.";
    /// Too many requests of one kind from one address; `{}` is the wait in seconds.
    TOO_OFTEN = TOO_MANY_REQUESTS,
        "С вашего адреса слишком много запросов подряд. Повторите через {} с.",
        "Too many requests from your address in a row. Try again in {} s.";
    /// The body or the address cannot be read.
    BAD_REQUEST = BAD_REQUEST,
        "Запрос не удалось прочитать. Проверьте поля и их значения.",
        "The request cannot be read. Check the fields and their values.";
    /// The method does not fit the address.
    METHOD_NOT_ALLOWED = METHOD_NOT_ALLOWED,
        "Этот адрес не принимает такой метод. См. /api/docs.",
        "This address does not take that method. See /api/docs.";
    /// Too large.
    TOO_LARGE = PAYLOAD_TOO_LARGE,
        "Слишком большой запрос. Разделите его на части.",
        "The request is too large. Split it into parts.";
    /// A field is not right; `{}` names it and says how it should be.
    INVALID = UNPROCESSABLE_ENTITY,
        "Проверьте поле: {}.",
        "Check the field: {}.";
    /// A field is empty.
    NAME_EMPTY = UNPROCESSABLE_ENTITY,
        "Введите название (от 1 до 200 знаков).",
        "Enter a name (1 to 200 characters).";
    /// No e-mail.
    EMAIL_INVALID = UNPROCESSABLE_ENTITY,
        "Проверьте адрес почты: он пишется как name@example.com.",
        "Check the e-mail address: it is written like name@example.com.";
    /// A cursor of another list or another server.
    BAD_CURSOR = BAD_REQUEST,
        "Страница списка не найдена. Откройте список сначала.",
        "This page of the list is gone. Open the list from its start.";
    /// A day that is no day.
    BAD_DATE = BAD_REQUEST,
        "«{}» не дата. Пишите как 2026-11-20.",
        "“{}” is not a date. Write it as 2026-11-20.";
}
