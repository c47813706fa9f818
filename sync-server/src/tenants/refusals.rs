//! Why somebody is not let in.

use axum::http::StatusCode;

use crate::platform::http::Refusal;

/// No such e-mail, or another password: which of the two is not told.
pub const WRONG_CREDENTIALS: Refusal = Refusal::new(
    StatusCode::UNAUTHORIZED,
    "WRONG_CREDENTIALS",
    "Почта или пароль не подходят. Проверьте раскладку и Caps Lock и попробуйте ещё раз.",
    "The e-mail or the password does not fit. Check the keyboard layout and Caps Lock, and try again.",
);

/// Too many failed attempts; `{}` is the wait in minutes.
pub const TOO_MANY_ATTEMPTS: Refusal = Refusal::new(
    StatusCode::TOO_MANY_REQUESTS,
    "TOO_MANY_ATTEMPTS",
    "Слишком много неудачных попыток входа. Попробуйте через {} мин.",
    "Too many failed attempts to sign in. Try again in {} min.",
);

/// Registration is closed.
pub const REGISTRATION_CLOSED: Refusal = Refusal::new(
    StatusCode::FORBIDDEN,
    "REGISTRATION_CLOSED",
    "На этом сервере новые компании не регистрируются. Попросите того, кто ведёт сервер, завести компанию, или войдите в свою.",
    "This server takes no new companies. Ask whoever runs it to make one for you, or sign in to yours.",
);

/// Too many companies from one address; `{}` is the wait in minutes.
pub const TOO_MANY_REGISTRATIONS: Refusal = Refusal::new(
    StatusCode::TOO_MANY_REQUESTS,
    "TOO_MANY_REGISTRATIONS",
    "С вашего адреса подряд регистрируют слишком много компаний. Попробуйте через {} мин.",
    "Too many companies were registered from your address in a row. Try again in {} min.",
);

/// The e-mail belongs to people of as many companies as a sign-in looks through.
pub const EMAIL_CROWDED: Refusal = Refusal::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "EMAIL_CROWDED",
    "С этой почтой уже входят в несколько компаний, больше нельзя. Укажите другую.",
    "This e-mail already signs in to several companies, and there is room for no more. Enter another one.",
);

/// The password is too short or too long.
pub const PASSWORD_LENGTH: Refusal = Refusal::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "PASSWORD_LENGTH",
    "В пароле должно быть от 10 до 200 знаков. Подойдёт короткая фраза.",
    "A password has 10 to 200 characters. A short phrase will do.",
);
