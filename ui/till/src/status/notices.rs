use bezmen_contract::till::{DismissNotice, NoticeView, SyncStatusView};
use bezmen_kit::bridge;
use bezmen_kit::button::{Button, Weight};
use bezmen_kit::moment;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::words::{Health, t};

/// What somebody should read.
#[component]
pub fn Notices(
    /// The notices.
    notices: Vec<NoticeView>,
    /// Where the rest goes when one was put away.
    sync: RwSignal<Option<SyncStatusView>>,
) -> impl IntoView {
    let dismiss = move |notice_id: i64| {
        spawn_local(async move {
            if let Ok(view) = bridge::call(DismissNotice { notice_id }).await {
                sync.set(Some(view));
            }
        });
    };
    (!notices.is_empty()).then(|| {
        let rows = notices.into_iter().map(|notice| {
            let id = notice.notice_id;
            view! {
                <div class="bz-row">
                    <span class="grow min-w-0">
                        <span class="block text-faint text-sm bz-figures">{moment::time_or_day(notice.at_ms)}</span>
                        {notice.text}
                    </span>
                    <Button word=t(Health::Dismiss) weight=Weight::Quiet on_press=move || dismiss(id) />
                </div>
            }
        });
        view! {
            <section class="bz-panel overflow-hidden">
                <h2 class="bz-label px-4 pt-4 pb-2">{t(Health::Notices)}</h2>
                {rows.collect_view()}
            </section>
        }
    })
}
