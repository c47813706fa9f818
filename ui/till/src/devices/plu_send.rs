use std::time::Duration;

use bezmen_contract::till::{CheckPlu, GetPluSend, PluState, PluView, SavePluFile, SendPlu};
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::empty_state::EmptyState;
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::label_scale_draft::LabelScaleDraft;
use super::plu_rows::PluRows;
use crate::desk::Desk;
use crate::words::{Labels, fill, t};

/// How often a sending is asked after.
const ASK_EVERY: Duration = Duration::from_millis(400);

/// The goods for the scale in the form, saved or not: which fit, sending them, and what became of each.
#[component]
pub fn PluSend(
    /// The fields.
    draft: LabelScaleDraft,
) -> impl IntoView {
    let desk = Desk::here();
    let view = RwSignal::new(None::<PluView>);
    let busy = RwSignal::new(false);
    let is_running = Memo::new(move |_| {
        view.with(|view| {
            view.as_ref()
                .is_some_and(|view| view.state == PluState::Running)
        })
    });
    follow(view, is_running);
    let check = move || {
        let Some(scale) = draft.on_trial(false) else {
            return;
        };
        ask(desk, busy, view, async move {
            bridge::call(CheckPlu { scale }).await
        });
    };
    let send = move || {
        let Some(scale) = draft.on_trial(true) else {
            return;
        };
        ask(desk, busy, view, async move {
            bridge::call(SendPlu { scale }).await
        });
    };
    let save_file = move || {
        let Some(scale) = draft.on_trial(false) else {
            return;
        };
        spawn_local(async move {
            match bridge::call(SavePluFile { scale }).await {
                Ok(file) => desk.say(
                    Tone::Good,
                    fill(Labels::FileSaved, &[&file.path, &file.lines.to_string()]),
                ),
                Err(failure) => desk.refuse(&failure),
            }
        });
    };
    let off = Signal::derive(move || busy.get() || is_running.get());
    let is_file = Memo::new(move |_| draft.is_file());
    view! {
        <section class="bz-panel p-5 flex flex-col gap-4 bz-bench-rest" data-testid="plu-goods">
            <div class="flex flex-wrap gap-2">
                <Button word=t(Labels::Check) icon=icondata::LuListChecks off=off test_id="plu-check" on_press=check />
                <Show
                    when=move || is_file.get()
                    fallback=move || view! { <Button word=t(Labels::Send) weight=Weight::Main icon=icondata::LuSend off=off test_id="plu-send" on_press=send /> }
                >
                    <Button word=t(Labels::SaveFile) weight=Weight::Main icon=icondata::LuDownload off=off test_id="plu-file" on_press=save_file />
                </Show>
            </div>
            {move || match view.get() {
                None => {
                    view! { <EmptyState icon=icondata::LuScale title=t(Labels::GoodsTitle) hint=t(Labels::GoodsHint) /> }.into_any()
                }
                Some(view) => view! { <Told view=view /> }.into_any(),
            }}
        </section>
    }
}

fn ask(
    desk: Desk,
    busy: RwSignal<bool>,
    view: RwSignal<Option<PluView>>,
    asked: impl Future<Output = Result<PluView, bezmen_contract::failure::Failure>> + 'static,
) {
    busy.set(true);
    spawn_local(async move {
        match asked.await {
            Ok(answer) => {
                view.try_set(Some(answer));
            }
            Err(failure) => desk.refuse(&failure),
        }
        busy.try_set(false);
    });
}

/// Shows a sending that goes on already, and follows it to its end.
fn follow(view: RwSignal<Option<PluView>>, is_running: Memo<bool>) {
    let look = move |only_running: bool| {
        spawn_local(async move {
            let Ok(answer) = bridge::call(GetPluSend {}).await else {
                return;
            };
            if answer.state != PluState::Idle
                && (!only_running || answer.state == PluState::Running)
            {
                view.try_set(Some(answer));
            }
        });
    };
    look(true);
    let turn = move || {
        if is_running.try_get_untracked() == Some(true) {
            look(false);
        }
    };
    if let Ok(handle) = set_interval_with_handle(turn, ASK_EVERY) {
        on_cleanup(move || handle.clear());
    }
}

#[component]
fn Told(view: PluView) -> impl IntoView {
    let tone = match view.state {
        PluState::Done => Some(Tone::Good),
        PluState::Incomplete => Some(Tone::Bad),
        PluState::Idle | PluState::Checked | PluState::Running => None,
    };
    let is_running = view.state == PluState::Running;
    let (written, total) = (view.written.to_string(), view.total.to_string());
    view! {
        {match tone {
            Some(tone) => view! { <Notice tone=tone text=view.words test_id="plu-words" /> }.into_any(),
            None => view! { <p data-testid="plu-words">{view.words}</p> }.into_any(),
        }}
        {is_running.then(|| view! { <progress class="bz-progress" value=written max=total></progress> })}
        <PluRows rows=view.rows />
    }
}
