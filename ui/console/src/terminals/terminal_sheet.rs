//! A till at the side of the list.

use bezmen_contract::console::terminals::{
    AsideCounted, AsideKind, Terminal, TerminalInput, TerminalState,
};
use bezmen_domain::permission::Permission;
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;

use crate::address::use_address;
use crate::moments;
use crate::parts::failure_note::FailureNote;
use crate::parts::form::Form;
use crate::parts::press::Submit;
use crate::parts::saving::Saving;
use crate::parts::sheet::Sheet;
use crate::parts::text_field::TextField;
use crate::session::may;
use crate::terminals::aside::AsideSection;
use crate::terminals::health::{HealthChip, clock_off_seconds};
use crate::terminals::revoke::Revoke;
use crate::words::terminals as w;
use crate::{api, words};

/// Its health in detail, what is kept aside of it, its name, and the way to disconnect it.
#[component]
pub fn TerminalSheet(
    /// The till.
    till: Terminal,
    /// Told when something was changed.
    on_saved: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let address = use_address();
    let close = move || address.set(&[("open", None)]);
    let name = RwSignal::new(till.name.clone());
    let old = till.name.clone();
    let unsaved = Signal::derive(move || name.with(|name| *name != old));
    let mine = may(Permission::ManageTerminals);
    let quarantined = till.state == TerminalState::Quarantined;
    let keeps_aside = till.quarantined_ops + till.parked_ops > 0;
    let can_revoke = mine && till.state != TerminalState::Revoked;
    let on_changed = move || {
        on_saved();
        close();
    };
    let shown = RwSignal::new(till.clone());
    let on_counted = move |kind: AsideKind, done: AsideCounted| {
        // The list is asked again, but the sheet is not drawn anew while somebody may be typing in it.
        shown.update(|till| match kind {
            AsideKind::Quarantined => {
                till.quarantined_ops = 0;
                till.parked_ops += done.parked;
            }
            AsideKind::Parked => till.parked_ops = done.parked,
        });
        on_saved();
    };
    view! {
        <Sheet title=till.name.clone() on_close=close unsaved=unsaved test_id="terminal-sheet">
            <div>{move || view! { <HealthChip till=shown.get() /> }}</div>
            {quarantined.then(|| view! { <Notice tone=Tone::Bad text=w::quarantined_hint().to_owned() /> })}
            {keeps_aside.then(|| view! { <AsideSection till=till.clone() on_counted=on_counted /> })}
            {move || view! { <Facts till=shown.get() /> }}
            {mine.then(|| view! { <Rename till=till.clone() name=name on_saved=on_changed /> })}
            {can_revoke.then(|| view! { <Revoke till=till on_revoked=on_changed /> })}
        </Sheet>
    }
}

/// What is known of a till.
#[component]
fn Facts(
    /// The till.
    till: Terminal,
) -> impl IntoView {
    let seen = till
        .last_seen_ms
        .map_or_else(|| w::never().to_owned(), moments::moment_here);
    let clock = clock_off_seconds(&till).map_or_else(|| w::clock_right().to_owned(), w::clock_off);
    view! {
        <dl class="cs-facts">
            <dt>{w::store()}</dt>
            <dd>{till.store}</dd>
            <dt>{w::last_seen()}</dt>
            <dd>{seen}</dd>
            <dt>{w::received()}</dt>
            <dd>{words::number(till.received_ops)}</dd>
            <dt>{w::waiting()}</dt>
            <dd>{words::number(till.waiting_ops)}</dd>
            <dt>{w::parked()}</dt>
            <dd>{words::number(till.parked_ops + till.quarantined_ops)}</dd>
            <dt>{w::clock()}</dt>
            <dd>{clock}</dd>
            <dt>{w::series()}</dt>
            <dd>{till.series}</dd>
            <dt>{w::paired()}</dt>
            <dd>{moments::moment_here(till.paired_at_ms)}</dd>
            <dt>{w::version()}</dt>
            <dd>{till.app_version}</dd>
        </dl>
    }
}

/// Another name for a till.
#[component]
fn Rename(
    /// The till.
    till: Terminal,
    /// The name being typed.
    name: RwSignal<String>,
    /// Told when it was changed.
    on_saved: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let id = till.terminal_id;
    let saving = Saving::new();
    let save = move || {
        let input = TerminalInput {
            name: name.with_untracked(|name| name.trim().to_owned()),
        };
        if input.name.is_empty() {
            return saving.refuse(words::required());
        }
        let call = async move {
            api::put::<_, serde_json::Value>(&format!("/terminals/{id}"), &input).await
        };
        saving.send(call, move |_| on_saved());
    };
    view! {
        <Form on_submit=save>
            <TextField label=w::name() value=name test_id="terminal-name" />
            <FailureNote failure=saving.failure />
            <div><Submit word=w::rename() busy=saving.busy test_id="terminal-rename" /></div>
        </Form>
    }
}
