use bezmen_kit::notice::{Notice, Tone};
use bezmen_kit::qr_picture::QrPicture;
use leptos::prelude::*;

use super::code_bench::{CodeBench, Way};
use crate::words::{Barcodes, t};

/// Looks like a marking code: a separator in the middle, large and small letters, a mark that only Shift writes.
const TEST_CODE: &str = "010460703495001921Bezmen:Test01\u{1d}93dGVz";

/// A code to be scanned off the screen, and whether it came as it is drawn.
#[component]
pub fn TestCode(
    /// The bench.
    bench: CodeBench,
) -> impl IntoView {
    let verdict = Memo::new(move |_| {
        bench.arrived.with(|last| {
            let last = last.as_ref().filter(|last| last.way != Way::Pasted)?;
            verdict_of(&last.text)
        })
    });
    view! {
        <section class="bz-panel p-5 bz-test-code" data-testid="test-code">
            <div class="bz-test-picture"><QrPicture data=TEST_CODE.to_owned() /></div>
            <div class="flex flex-col gap-2">
                <h2 class="bz-label">{t(Barcodes::TestTitle)}</h2>
                <p class="text-faint">{t(Barcodes::TestHint)}</p>
            </div>
            {move || verdict.get().map(|(tone, word)| view! { <Notice tone=tone text=t(word) test_id="test-verdict" /> })}
        </section>
    }
}

/// Judges a scan of the test code; nothing when it is of another one.
fn verdict_of(text: &str) -> Option<(Tone, Barcodes)> {
    // The scanner may name the kind of code before it.
    let has_identifier = text.starts_with(']');
    let code = text.get(3..).filter(|_| has_identifier).unwrap_or(text);
    let bare: String = TEST_CODE.chars().filter(|c| !c.is_control()).collect();
    if code == TEST_CODE {
        Some((Tone::Good, Barcodes::TestKept))
    } else if code == bare {
        Some((Tone::Bad, Barcodes::TestLost))
    } else if code.contains("0104607034950019") {
        Some((Tone::Bad, Barcodes::TestChanged))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_test_code_is_judged_and_others_are_not() {
        assert_eq!(
            verdict_of(TEST_CODE),
            Some((Tone::Good, Barcodes::TestKept))
        );
        assert_eq!(
            verdict_of(&format!("]Q1{TEST_CODE}")),
            Some((Tone::Good, Barcodes::TestKept))
        );
        assert_eq!(
            verdict_of(&TEST_CODE.replace('\u{1d}', "")),
            Some((Tone::Bad, Barcodes::TestLost))
        );
        assert_eq!(
            verdict_of(&TEST_CODE.to_uppercase()),
            Some((Tone::Bad, Barcodes::TestChanged))
        );
        assert_eq!(verdict_of("4600682000174"), None);
        assert_eq!(verdict_of("]E04600682000174"), None);
    }
}
