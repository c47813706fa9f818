use bezmen_contract::till::{
    DropPrintJob, ListPrintJobs, PrintJobState, PrintJobView, RetryPrintJob,
};
use bezmen_kit::button::Button;
use bezmen_kit::empty_state::EmptyState;
use bezmen_kit::{bridge, moment};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

use crate::desk::Desk;
use crate::words::{Health, fill, sentence, t};

/// How many jobs are listed.
const LISTED: u32 = 50;
/// How often the queue is asked for while somebody looks.
const ASK_EVERY: Duration = Duration::from_secs(3);

/// What is printed, what waits, and why.
#[component]
pub fn PrintQueue() -> impl IntoView {
    let desk = Desk::here();
    let jobs = RwSignal::new(None::<Vec<PrintJobView>>);
    let ask = move || {
        spawn_local(async move {
            if let Ok(list) = bridge::call(ListPrintJobs { limit: LISTED }).await {
                jobs.set(Some(list));
            }
        });
    };
    ask();
    if let Ok(handle) = set_interval_with_handle(ask, ASK_EVERY) {
        on_cleanup(move || handle.clear());
    }
    let retry = Callback::new(move |job: PrintJobView| {
        spawn_local(async move {
            match bridge::call(RetryPrintJob { job_id: job.job_id }).await {
                Ok(list) => jobs.set(Some(list)),
                Err(failure) => desk.refuse(&failure),
            }
        });
    });
    let discard = Callback::new(move |job: PrintJobView| {
        spawn_local(async move {
            match bridge::call(DropPrintJob { job_id: job.job_id }).await {
                Ok(list) => jobs.set(Some(list)),
                Err(failure) => desk.refuse(&failure),
            }
        });
    });
    view! {
        <section class="bz-panel flex flex-col min-h-0 overflow-auto" data-testid="print-queue">
            <h2 class="bz-label px-4 pt-4 pb-2">{t(Health::PrintTitle)}</h2>
            <For each=move || jobs.get().unwrap_or_default() key=|job| (job.job_id, job.state as u8, job.attempts) let:job>
                <PrintJob job=job retry=retry discard=discard />
            </For>
            <Show when=move || jobs.with(|jobs| jobs.as_ref().is_some_and(Vec::is_empty))>
                <EmptyState icon=icondata::LuPrinter title=t(Health::PrintEmptyTitle) hint=t(Health::PrintEmptyHint) />
            </Show>
        </section>
    }
}

#[component]
fn PrintJob(
    job: PrintJobView,
    retry: Callback<PrintJobView>,
    discard: Callback<PrintJobView>,
) -> impl IntoView {
    let (word, class) = match job.state {
        PrintJobState::Queued => (Health::Queued, "bz-badge"),
        PrintJobState::Sending => (Health::Sending, "bz-badge"),
        PrintJobState::Done => (Health::Done, "bz-badge"),
        PrintJobState::Failed => (Health::Failed, "bz-badge bz-badge-bad"),
    };
    let shown = job.clone();
    let tries = (job.attempts > 1).then(|| fill(Health::Attempts, &[&job.attempts.to_string()]));
    let failed = job.state == PrintJobState::Failed;
    let waits = matches!(job.state, PrintJobState::Queued | PrintJobState::Failed);
    let waiting = job.clone();
    view! {
        <div class="bz-row">
            <span class="grow min-w-0">
                <span class="flex flex-wrap items-center gap-x-2">
                    <strong class="bz-figures">{shown.title}</strong>
                    <span class="text-faint bz-figures">{moment::time_or_day(shown.created_at_ms)}</span>
                    <span class=class>{t(word)}</span>
                    <span class="text-faint text-sm whitespace-nowrap">{tries}</span>
                </span>
                <span class="block text-sm text-error">{sentence(&shown.error)}</span>
            </span>
            {failed.then(|| view! { <Button word=t(Health::RetryPrint) on_press=move || retry.run(job.clone()) /> })}
            {waits.then(|| view! { <Button word=t(Health::DropPrint) test_id="print-drop" on_press=move || discard.run(waiting.clone()) /> })}
        </div>
    }
}
