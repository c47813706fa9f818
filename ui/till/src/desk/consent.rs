//! Asking somebody with more rights.

use std::sync::Arc;

use bezmen_contract::failure::Failure;
use bezmen_contract::till::{Approval, Call};
use bezmen_domain::permission::Role;
use bezmen_kit::bridge::{self, needs_consent};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Desk;
use crate::words::{Frame, t};

/// An act that waits for somebody's consent.
#[derive(Clone, Copy)]
pub struct Consent {
    /// What is asked for, in the engine's words.
    pub why: StoredValue<String>,
    /// Tries the act again with the consent; tells the dialog why not, or nothing when it went well.
    pub retry: Callback<(Approval, Callback<Option<Failure>>)>,
}

/// Sends a question; when it needs a manager's consent, asks for it and sends it again. `done` hears how it ended, unless
/// nobody consents.
pub fn with_consent<C: Call + 'static>(
    desk: Desk,
    make: impl Fn(Option<Approval>) -> C + Send + Sync + 'static,
    done: impl Fn(Result<C::Reply, Failure>) + Send + Sync + 'static,
) {
    let first = make(None);
    spawn_local(async move {
        match bridge::call(first).await {
            Err(failure) if needs_consent(&failure) => ask_consent(desk, failure, make, done),
            other => done(other),
        }
    });
}

/// Asks for the consent that a refused question needs, and sends it again with it.
pub(super) fn ask_consent<C: Call + 'static>(
    desk: Desk,
    failure: Failure,
    make: impl Fn(Option<Approval>) -> C + Send + Sync + 'static,
    done: impl Fn(Result<C::Reply, Failure>) + Send + Sync + 'static,
) {
    let (make, done) = (Arc::new(make), Arc::new(done));
    let retry = Callback::new(
        move |(approval, told): (Approval, Callback<Option<Failure>>)| {
            let (question, done) = (make(Some(approval)), Arc::clone(&done));
            spawn_local(async move {
                match bridge::call(question).await {
                    Ok(reply) => {
                        told.run(None);
                        done(Ok(reply));
                    }
                    Err(failure) => told.run(Some(failure)),
                }
            });
        },
    );
    let asks_manager = desk.status.with_untracked(|status| {
        status
            .person
            .as_ref()
            .is_some_and(|person| person.role == Role::Manager)
    });
    let why = if asks_manager && is_above_limit(&failure) {
        format!("{} {}", failure.message, t(Frame::ConsentOwner))
    } else {
        failure.message
    };
    desk.consent.set(Some(Consent {
        why: StoredValue::new(why),
        retry,
    }));
}

/// Codes of failures that say that somebody's own limit is too low.
const ABOVE_LIMIT: [&str; 2] = ["DISCOUNT_ABOVE_LIMIT", "CASH_DIFFERENCE"];

/// Tells whether an act is refused because it is above the limit of the one who does it or of the one who consents: a manager
/// has one, too, the owner has none.
pub fn is_above_limit(failure: &Failure) -> bool {
    ABOVE_LIMIT.contains(&failure.code.as_str())
}
