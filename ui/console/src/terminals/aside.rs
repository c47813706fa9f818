//! What the server has of a till and does not count, why, and what to do about it.

use bezmen_contract::console::terminals::{Aside, AsideCounted, AsideKind, Terminal};
use bezmen_domain::money;
use bezmen_domain::permission::Permission;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::look;
use bezmen_kit::notice::{Notice, Tone};
use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use crate::load::{Load, load};
use crate::parts::failure_note::FailureNote;
use crate::parts::loaded::Loaded;
use crate::parts::saving::Saving;
use crate::parts::skeleton::SkeletonRows;
use crate::session::may;
use crate::words::terminals as w;
use crate::{api, moments};

/// The reasons, and for each kind the button that helps.
#[component]
pub fn AsideSection(
    /// The till.
    till: Terminal,
    /// Told what became of operations of a kind.
    on_counted: impl Fn(AsideKind, AsideCounted) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let id = till.terminal_id;
    let list: Load<Vec<Aside>> = load(move || Some(format!("/terminals/{id}/aside")));
    let done = RwSignal::new(None::<AsideCounted>);
    let on_done = move |kind: AsideKind, counted: AsideCounted| {
        done.set(Some(counted));
        list.again();
        on_counted(kind, counted);
    };
    let draw = move |asides: Vec<Aside>| {
        let path = format!("/terminals/{id}/aside");
        view! { <Groups asides=asides path=path on_done=on_done /> }
    };
    view! {
        <section class="cs-stack !gap-2" aria-label=w::aside() data-testid="terminal-aside">
            <h3 class="font-semibold">{w::aside()}</h3>
            {move || {
                done.get()
                    .map(|done| {
                        let tone = if done.parked > 0 { Tone::Attention } else { Tone::Good };
                        view! { <Notice tone=tone text=w::aside_done(done.counted, done.parked) test_id="aside-done" /> }
                    })
            }}
            <Loaded
                load=list
                skeleton=|| view! { <SkeletonRows count=2 /> }
                draw=draw
            />
        </section>
    }
}

/// The groups with their buttons.
#[component]
fn Groups(
    /// Group by group.
    asides: Vec<Aside>,
    /// The address of what is kept aside.
    path: String,
    /// Told what became of it.
    on_done: impl Fn(AsideKind, AsideCounted) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let has = |kind| asides.iter().any(|aside| aside.kind == kind);
    let allowed = may(Permission::Approve);
    let release = (allowed && has(AsideKind::Quarantined)).then(|| {
        let path = format!("{path}/release");
        let told = move |done| on_done(AsideKind::Quarantined, done);
        view! { <Press path=path word=w::let_count() test_id="aside-release" on_done=told /> }
    });
    let replay = (allowed && has(AsideKind::Parked)).then(|| {
        let path = format!("{path}/replay");
        let told = move |done| on_done(AsideKind::Parked, done);
        view! { <Press path=path word=w::count_again() test_id="aside-replay" on_done=told /> }
    });
    view! {
        {asides.into_iter().map(|aside| view! { <Group aside=aside /> }).collect_view()}
        {release}
        {replay}
    }
}

/// Operations that do not count for one reason.
#[component]
fn Group(
    /// The group.
    aside: Aside,
) -> impl IntoView {
    let sum = aside
        .amount
        .map(|sum| money::format(sum, look::currency(), look::locale()));
    let (first, last) = (
        moments::moment_here(aside.first_at_ms),
        moments::moment_here(aside.last_at_ms),
    );
    let when = if first == last {
        first
    } else {
        format!("{first} – {last}")
    };
    view! {
        <div class="cs-concern" data-testid="aside-group">
            <Sign icon=icondata::LuTriangleAlert />
            <div>
                <strong>{w::aside_size(aside.operations, aside.receipts, sum.as_deref())}</strong>
                {aside.message}
                <span class="cs-sub">{when}</span>
            </div>
        </div>
    }
}

/// The button that does something about it.
#[component]
fn Press(
    /// Where it asks.
    path: String,
    /// What it says.
    word: &'static str,
    /// The name that tests find it by.
    test_id: &'static str,
    /// Told what became of it.
    on_done: impl Fn(AsideCounted) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let saving = Saving::new();
    let press = move || {
        let path = path.clone();
        let call = async move { api::post::<_, AsideCounted>(&path, &()).await };
        saving.send(call, on_done);
    };
    view! {
        <FailureNote failure=saving.failure />
        <div>
            <Button word=word weight=Weight::Main busy=saving.busy test_id=test_id on_press=press />
        </div>
    }
}
