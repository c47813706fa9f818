use bezmen_domain::barcode::{ScanMarks, spelled};
use bezmen_kit::notice::{Notice, Tone};
use leptos::prelude::*;

use super::code_bench::CodeBench;
use super::marks_draft::{MarksDraft, Whose};
use crate::words::{Marks, t};

/// What the scanner sent last, and what it becomes by the marks as they are written now, saved or not.
#[component]
pub fn MarksTrial(
    /// The marks.
    draft: MarksDraft,
    /// Of which scanner.
    whose: Whose,
    /// Where its scans are.
    bench: CodeBench,
    /// The name that tests find it by.
    test_id: String,
) -> impl IntoView {
    let sent = Memo::new(move |_| {
        bench.arrived.with(|last| {
            let last = last.as_ref().filter(|last| whose.sent(&last.way))?;
            Some(last.sent.clone())
        })
    });
    let shown = move || match sent.get() {
        None => view! { <p class="text-faint">{t(Marks::TrialHint)}</p> }.into_any(),
        Some(sent) => {
            let became = draft.read().ok().map(|marks| became(&marks, &sent));
            view! {
                <dl class="bz-facts">
                    <dt>{t(Marks::Sent)}</dt>
                    <dd><code>{spelled(&sent)}</code></dd>
                    {became}
                </dl>
            }
            .into_any()
        }
    };
    view! { <div class="bz-marks-trial" data-testid=test_id>{shown}</div> }
}

fn became(marks: &ScanMarks, sent: &str) -> impl IntoView + use<> {
    let found = marks.take_off(sent);
    let notices = [
        (found.prefix_missing, Tone::Attention, Marks::NoPrefix),
        (found.suffix_missing, Tone::Attention, Marks::NoSuffix),
        (found.gs_replaced, Tone::Good, Marks::GsReplaced),
    ];
    let said = notices
        .into_iter()
        .filter(|(is_so, ..)| *is_so)
        .map(|(_, tone, word)| view! { <Notice tone=tone text=t(word) /> })
        .collect_view();
    view! {
        <dt>{t(Marks::Became)}</dt>
        <dd><code>{spelled(&found.text).replace("\\x1d", "<GS>")}</code></dd>
        <dd class="bz-marks-said">{said}</dd>
    }
}
