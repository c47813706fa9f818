//! An import under way, and what became of it.

use std::time::Duration;

use bezmen_contract::console::imports::{BadRow, ImportJob, ImportState};
use bezmen_kit::button::Button;
use bezmen_kit::notice::{Notice, Tone};
use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use crate::address::use_address;
use crate::load::{Load, load};
use crate::parts::area::Area;
use crate::parts::link_button::LinkButton;
use crate::parts::loaded::Loaded;
use crate::parts::skeleton::SkeletonBlock;
use crate::words::catalog as w;
use crate::{api, words};

/// How often the progress is asked for.
const PACE: Duration = Duration::from_millis(500);

/// The progress, asked for until the import is over.
#[component]
pub fn Job(
    /// Which import.
    id: String,
    /// Takes another file.
    on_another: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let path = format!("/imports/{id}");
    let bad_rows = api::url(&format!("{path}/bad-rows.csv"));
    let job: Load<ImportJob> = load(move || Some(path.clone()));
    // Each answer that is not the last one asks for the next.
    Effect::new(move |_| {
        let under_way = job.value.with(|job| {
            job.as_ref().is_some_and(|job| {
                matches!(job.state, ImportState::Running | ImportState::Previewed)
            })
        });
        if under_way && let Ok(handle) = set_timeout_with_handle(move || job.again(), PACE) {
            on_cleanup(move || handle.clear());
        }
    });
    view! {
        <Loaded
            load=job
            skeleton=|| view! { <SkeletonBlock class="h-48" /> }
            draw=move |job: ImportJob| {
                let over = matches!(job.state, ImportState::Done | ImportState::Failed);
                view! {
                    <Progress job=job.clone() />
                    {over.then(|| view! { <Outcome job=job bad_rows=bad_rows.clone() on_another=on_another /> })}
                }
            }
        />
    }
}

/// How far it is.
#[component]
fn Progress(
    /// The import.
    job: ImportJob,
) -> impl IntoView {
    let (title, hint) = match job.state {
        ImportState::Previewed | ImportState::Running => (w::running(), w::running_hint()),
        ImportState::Done => (w::done(), ""),
        ImportState::Failed => (w::failed(), w::failed_hint()),
    };
    let state = match job.state {
        ImportState::Previewed | ImportState::Running => "running",
        ImportState::Done => "done",
        ImportState::Failed => "failed",
    };
    view! {
        <Area title=format!("{title}: {}", job.file_name)>
            <div data-testid="import-job" data-state=state class="cs-stack !gap-3">
                <progress class="cs-progress" max=job.rows.max(1).to_string() value=job.done.to_string()></progress>
                <div>
                    <p class="bz-figures">{w::progress(job.done, job.rows)}</p>
                    {(!hint.is_empty()).then(|| view! { <p class="cs-hint">{hint}</p> })}
                </div>
                {(!job.error.is_empty()).then(|| view! { <Notice tone=Tone::Bad text=job.error /> })}
                <dl class="cs-figures !mb-0">
                    <Count word=w::created() count=job.created />
                    <Count word=w::updated() count=job.updated />
                    <Count word=w::unchanged() count=job.unchanged />
                    <Count word=w::bad() count=job.bad />
                </dl>
            </div>
        </Area>
    }
}

/// A number with its name.
#[component]
fn Count(
    /// What it counts.
    word: &'static str,
    /// How many.
    count: u64,
) -> impl IntoView {
    view! {
        <div>
            <dt class="cs-figure-word">{word}</dt>
            <dd class="text-2xl font-bold bz-figures">{words::number(count)}</dd>
        </div>
    }
}

/// The rows that were not taken, and the ways on.
#[component]
fn Outcome(
    /// The import.
    job: ImportJob,
    /// Where all bad rows are.
    bad_rows: String,
    /// Takes another file.
    on_another: impl Fn() + Copy + 'static,
) -> impl IntoView {
    let address = use_address();
    view! {
        <div class="flex flex-wrap gap-2">
            <LinkButton
                href=Signal::derive(move || address.room("/products"))
                word=w::to_products()
                icon=icondata::LuPackage
                main=true
            />
            <Button word=w::other_file() icon=icondata::LuFileUp on_press=on_another />
        </div>
        {if job.bad_rows.is_empty() {
            view! { <Notice tone=Tone::Good text=w::no_bad_rows().to_owned() /> }.into_any()
        } else {
            view! { <BadRows rows=job.bad_rows all=job.bad address=bad_rows /> }.into_any()
        }}
    }
}

/// The first rows that were not taken, and a link to all of them.
#[component]
fn BadRows(
    /// The rows.
    rows: Vec<BadRow>,
    /// How many there are in all.
    all: u64,
    /// Where all of them are.
    address: String,
) -> impl IntoView {
    let shown = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    let row = |row: BadRow| {
        view! {
            <tr>
                <td class="bz-figures align-top">{row.line.to_string()}</td>
                <td>
                    <strong class="font-semibold">{row.message}</strong>
                    <span class="cs-sub">{row.text}</span>
                </td>
            </tr>
        }
    };
    view! {
        <Area
            title=format!("{} · {}", w::bad_rows(), w::first_of(shown, all))
            test_id="import-bad-rows"
            actions=move || {
                view! {
                    <a class="bz-button" href=address.clone() download="" data-testid="import-download">
                        <Sign icon=icondata::LuDownload />
                        {w::download_bad()}
                    </a>
                }
            }
        >
            <table class="cs-plain-table">
                <thead>
                    <tr>
                        <th scope="col">{w::line()}</th>
                        <th scope="col">{w::what_is_wrong()}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </Area>
    }
}
