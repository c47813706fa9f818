//! Who is signed in.

use std::sync::LazyLock;

use bezmen_contract::console::account::{Me, SignedIn};
use bezmen_contract::failure::Failure;
use bezmen_domain::permission::Permission;
use bezmen_kit::look;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api;
use crate::words::frame as w;

/// Whether somebody is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Session {
    /// The server was asked and has not answered yet.
    Asking,
    /// The server cannot be asked.
    Unknown(Failure),
    /// Nobody.
    Out,
    /// Somebody.
    In(Me),
}

static SESSION: LazyLock<ArcRwSignal<Session>> =
    LazyLock::new(|| ArcRwSignal::new(Session::Asking));
static STILL_IN: LazyLock<ArcRwSignal<Option<Failure>>> = LazyLock::new(|| ArcRwSignal::new(None));
static EXPIRED: LazyLock<ArcRwSignal<bool>> = LazyLock::new(|| ArcRwSignal::new(false));

/// Returns the session.
pub fn session() -> Session {
    SESSION.get()
}

/// Reads something of who is signed in.
pub fn with_me<T>(read: impl FnOnce(&Me) -> T) -> Option<T> {
    SESSION.with(|session| match session {
        Session::In(me) => Some(read(me)),
        Session::Asking | Session::Unknown(_) | Session::Out => None,
    })
}

/// Tells whether who is signed in may do something.
pub fn may(permission: Permission) -> bool {
    with_me(|me| me.permissions.contains(&permission)).unwrap_or(false)
}

/// Asks the server who is signed in.
pub fn ask() {
    SESSION.set(Session::Asking);
    refresh();
}

/// Asks again, and shows what was known until the answer is here.
pub fn refresh() {
    spawn_local(async {
        match api::get::<Me>("/me").await {
            Ok(me) => began(me),
            Err(failure) if failure.code == api::NOT_SIGNED_IN => {
                EXPIRED.set(false);
                SESSION.set(Session::Out);
            }
            Err(failure) => {
                if SESSION.with_untracked(|session| *session == Session::Asking) {
                    SESSION.set(Session::Unknown(failure));
                }
            }
        }
    });
}

/// Takes over what the server said about a new session.
pub fn signed_in(answer: SignedIn) {
    STILL_IN.set(None);
    began(answer.me);
}

fn began(me: Me) {
    EXPIRED.set(false);
    look::set_currency(me.currency);
    if let Some(store) = me.stores.first() {
        look::set_utc_offset_minutes(store.utc_offset_minutes);
    }
    let news = Session::In(me);
    if SESSION.with_untracked(|session| *session != news) {
        SESSION.set(news);
    }
}

/// Signs out at the server and then here: what a page alone forgets, the next one knows again.
pub fn sign_out() {
    spawn_local(async {
        match api::delete("/session").await {
            Err(failure) if failure.code != api::NOT_SIGNED_IN => {
                let message = format!("{} {}", w::still_in(), failure.message);
                STILL_IN.set(Some(Failure { message, ..failure }));
            }
            // A session that the server no longer knows is over as well.
            Ok(()) | Err(_) => {
                STILL_IN.set(None);
                EXPIRED.set(false);
                SESSION.set(Session::Out);
            }
        }
    });
}

/// Why a sign-out did not come through, if it did not.
pub fn still_in() -> Option<Failure> {
    STILL_IN.get()
}

/// Notes that the server no longer knows the session. The page stays, so that nothing typed is lost.
pub fn expired() {
    if SESSION.with_untracked(|session| matches!(session, Session::In(_))) {
        EXPIRED.set(true);
    }
}

/// Tells whether a new sign-in is needed to go on.
pub fn is_expired() -> bool {
    EXPIRED.get()
}
