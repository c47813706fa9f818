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

/// The password is too short or too long.
pub const PASSWORD_LENGTH: Refusal = Refusal::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "PASSWORD_LENGTH",
    "В пароле должно быть от 10 до 200 знаков. Подойдёт короткая фраза.",
    "A password has 10 to 200 characters. A short phrase will do.",
);
