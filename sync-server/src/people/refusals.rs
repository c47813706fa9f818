use axum::http::StatusCode;

use crate::platform::http::Refusal;

const fn unprocessable(code: &'static str, ru: &'static str, en: &'static str) -> Refusal {
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, code, ru, en)
}

/// `{}` is the other person's name.
pub(super) const EMAIL_TAKEN: Refusal = unprocessable(
    "EMAIL_TAKEN",
    "С этой почтой уже входит {}. Укажите другую.",
    "{} already signs in with this e-mail. Enter another one.",
);

pub(super) const PASSWORD_NEEDED: Refusal = unprocessable(
    "PASSWORD_NEEDED",
    "Чтобы человек мог войти по почте, задайте ему пароль (не короче 10 знаков).",
    "To let this person sign in by e-mail, set a password (at least 10 characters).",
);

pub(super) const LAST_OWNER: Refusal = unprocessable(
    "LAST_OWNER",
    "В компании должен остаться хотя бы один владелец, который может войти. Сначала назначьте другого.",
    "At least one owner who can sign in has to remain. Make somebody else an owner first.",
);

pub(super) const PIN_DIGITS: Refusal = unprocessable(
    "PIN_DIGITS",
    "PIN — от 4 до 8 цифр.",
    "A PIN has 4 to 8 digits.",
);

pub(super) const PIN_TAKEN: Refusal = unprocessable(
    "PIN_TAKEN",
    "Такой PIN уже есть у другого сотрудника. Придумайте другой: с одинаковым PIN один мог бы войти за другого.",
    "Somebody else has this PIN. Choose another one: with the same PIN one could sign in as the other.",
);

pub(super) const PERSON_INACTIVE: Refusal = unprocessable(
    "PERSON_INACTIVE",
    "Доступ этого человека закрыт. Сначала откройте его.",
    "This person's access is closed. Open it first.",
);
