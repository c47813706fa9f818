use bezmen_domain::money::Money;
use bezmen_kit::amount::Amount;
use bezmen_kit::sign::Sign;
use leptos::html::Input;
use leptos::prelude::*;

use crate::words::{Shift, t};

/// How many of each note and coin have been counted.
pub type Counts = RwSignal<Vec<(Money, u32)>>;

/// More pieces of one kind than this is a slip of the finger.
const MOST_PIECES: u32 = 9_999;

/// Adds up what was counted.
pub fn sum_of(counts: &[(Money, u32)]) -> Money {
    counts
        .iter()
        .map(|(note, pieces)| note.checked_mul(i64::from(*pieces)).unwrap_or(Money::ZERO))
        .sum()
}

/// Counts the drawer by notes and coins.
#[component]
pub fn CashCount(
    /// What has been counted.
    counts: Counts,
) -> impl IntoView {
    let rows = untrack(move || counts.with(Vec::len));
    view! { <div class="bz-count">{(0..rows).map(|index| view! { <CountRow counts=counts index=index /> }).collect_view()}</div> }
}

#[component]
fn CountRow(counts: Counts, index: usize) -> impl IntoView {
    let row = move || counts.with(|counts| counts.get(index).copied().unwrap_or((Money::ZERO, 0)));
    let set = move |pieces: u32| {
        counts.update(|counts| {
            if let Some(row) = counts.get_mut(index) {
                row.1 = pieces.min(MOST_PIECES);
            }
        });
    };
    let note = row().0;
    // Whoever counts by keyboard begins at the first note and goes from field to field.
    let field = NodeRef::<Input>::new();
    Effect::new(move || {
        if let (0, Some(field)) = (index, field.get()) {
            let _ = field.focus();
        }
    });
    view! {
        <div class="bz-count-row">
            <span class="bz-count-note">
                <Amount value=note />
            </span>
            <button type="button" class="bz-step" tabindex="-1" aria-label="−" on:click=move |_| set(row().1.saturating_sub(1))>
                <Sign icon=icondata::LuMinus />
            </button>
            <input
                node_ref=field
                class="bz-input bz-count-input bz-figures"
                inputmode="numeric"
                autocomplete="off"
                aria-label=t(Shift::Pieces)
                data-testid=format!("count-{}", note.minor())
                prop:value=move || { let pieces = row().1; if pieces == 0 { String::new() } else { pieces.to_string() } }
                placeholder="0"
                on:input=move |event| set(event_target_value(&event).trim().parse().unwrap_or(0))
            />
            <button type="button" class="bz-step" tabindex="-1" aria-label="+" on:click=move |_| set(row().1.saturating_add(1))>
                <Sign icon=icondata::LuPlus />
            </button>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use bezmen_domain::money::Money;

    use super::sum_of;

    #[test]
    fn counted_notes_add_up() {
        let counts = [
            (Money::from_minor(500_000), 2),
            (Money::from_minor(5_000), 3),
            (Money::from_minor(100), 0),
        ];
        assert_eq!(sum_of(&counts), Money::from_minor(1_015_000));
    }
}
