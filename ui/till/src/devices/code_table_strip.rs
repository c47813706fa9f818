use bezmen_contract::till::{ChooseCodeTable, CodeTableRow};
use bezmen_kit::bridge;
use bezmen_kit::notice::Tone;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::printer_draft::PrinterDraft;
use crate::desk::Desk;
use crate::words::{Printers, fill, t};

/// The places of the code-table strip, line by line as on the paper: the one that reads well is pressed.
#[component]
pub fn CodeTableStrip(
    /// The places, in the order of the paper.
    rows: Vec<CodeTableRow>,
    /// The fields.
    draft: PrinterDraft,
) -> impl IntoView {
    let chosen = RwSignal::new(None::<CodeTableRow>);
    let mut lines: Vec<(u8, Vec<CodeTableRow>)> = Vec::new();
    for row in rows {
        match lines.last_mut() {
            Some((number, places)) if *number == row.number => places.push(row),
            _ => lines.push((row.number, vec![row])),
        }
    }
    let line = move |(number, places): (u8, Vec<CodeTableRow>)| {
        let places = places
            .into_iter()
            .map(|row| view! { <Place row=row draft=draft chosen=chosen /> });
        view! {
            <span class="bz-figures">{number}</span>
            <span class="bz-tables-places">{places.collect_view()}</span>
        }
    };
    view! {
        <p>{t(Printers::TableAsk)}</p>
        <div class="bz-tables" data-testid="code-tables">{lines.into_iter().map(line).collect_view()}</div>
    }
}

#[component]
fn Place(
    row: CodeTableRow,
    draft: PrinterDraft,
    chosen: RwSignal<Option<CodeTableRow>>,
) -> impl IntoView {
    let desk = Desk::here();
    let letter = row.text.chars().take(1).collect::<String>();
    let test_id = format!("table-{}-{letter}", row.number);
    let this = StoredValue::new(row.clone());
    let choose = move |_| {
        let Some(printer) = draft.on_trial() else {
            return;
        };
        let row = this.get_value();
        spawn_local(async move {
            let (number, page) = (row.number, row.page.clone());
            let call = ChooseCodeTable {
                printer,
                number,
                page,
            };
            match bridge::call(call).await {
                Ok(printer) => {
                    draft.adopt(printer);
                    let words = [number.to_string(), row.page.to_uppercase()];
                    desk.say(
                        Tone::Good,
                        fill(Printers::TableChosen, &[&words[0], &words[1]]),
                    );
                    chosen.try_set(Some(row));
                }
                Err(failure) => desk.refuse(&failure),
            }
        });
    };
    view! {
        <button
            type="button"
            class="bz-table"
            title=row.page.to_uppercase()
            aria-pressed=move || (chosen.get() == Some(this.get_value())).to_string()
            data-testid=test_id
            on:click=choose
        >
            {letter}
        </button>
    }
}
