//! Who is asking: a session of a person, by cookie or by bearer token.

mod cookie;
mod extract;
mod store;

pub use cookie::{PLAIN_COOKIE, SECURE_COOKIE, clearing_cookie, session_cookie};
pub use extract::Signed;
pub use store::{NewSession, end_session, start_session};
