//! A tax rate at the side.

use bezmen_contract::console::company::{TaxRate, TaxRateInput};
use bezmen_domain::id::TaxRateId;
use bezmen_domain::tax::TaxMode;
use leptos::prelude::*;

use crate::address::use_address;
use crate::company::percent::basis_points;
use crate::company::taxes::mode_word;
use crate::parts::edit_form::EditForm;
use crate::parts::form::{is_blank, trimmed};
use crate::parts::record::{Edit, Record};
use crate::parts::select::Select;
use crate::parts::sheet::Sheet;
use crate::parts::switch::Switch;
use crate::parts::text_field::{Kind, TextField};
use crate::words::company as w;

const ON_TOP: &str = "on_top";

impl Record for TaxRate {
    type Id = TaxRateId;
    type Input = TaxRateInput;

    const PATH: &'static str = "/tax-rates";

    fn id(&self) -> TaxRateId {
        self.tax_rate_id
    }

    fn revision(&self) -> u64 {
        self.revision
    }
}

/// Creates or changes a tax rate.
#[component]
pub fn TaxSheet(
    /// The rate, unless it is new.
    rate: Option<TaxRate>,
    /// Told when it was saved.
    on_saved: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let address = use_address();
    let close = move || address.set(&[("open", None), ("what", None)]);
    let edit = Edit::begin(rate.as_ref());
    let title = rate
        .as_ref()
        .map_or_else(|| w::new_tax().to_owned(), |rate| rate.input.name.clone());
    let [name, percent] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let mode = RwSignal::new("included".to_owned());
    let is_default = RwSignal::new(false);
    let take = move |rate: TaxRate| {
        name.set(rate.input.name);
        percent.set(w::percent_of(rate.input.basis_points));
        mode.set(
            if rate.input.mode == TaxMode::OnTop {
                ON_TOP
            } else {
                "included"
            }
            .to_owned(),
        );
        is_default.set(rate.input.is_default);
    };
    if let Some(rate) = rate {
        take(rate);
    }
    let typed = move || (name.get(), percent.get(), mode.get(), is_default.get());
    let first = untrack(typed);
    let unsaved = Signal::derive(move || typed() != first);
    let points = move || percent.with(|text| basis_points(text));
    let save = move || {
        edit.checks.begin();
        let Some(basis_points) = untrack(points) else {
            return;
        };
        if untrack(|| is_blank(name)) {
            return;
        }
        let input = TaxRateInput {
            name: trimmed(name),
            basis_points,
            mode: if mode.with_untracked(|mode| mode == ON_TOP) {
                TaxMode::OnTop
            } else {
                TaxMode::Included
            },
            is_default: is_default.get_untracked(),
            expected_revision: edit.revision.get_untracked(),
        };
        edit.send(input, move |_| {
            on_saved();
            close();
        });
    };
    let modes = vec![
        (
            "included".to_owned(),
            mode_word(TaxMode::Included).to_owned(),
        ),
        (ON_TOP.to_owned(), mode_word(TaxMode::OnTop).to_owned()),
    ];
    view! {
        <Sheet title=title on_close=close unsaved=unsaved typing=edit.is_new() test_id="tax-sheet">
            <EditForm edit=edit save=save take=take test_id="tax-save">
                <TextField
                    label=w::name()
                    value=name
                    error=edit.checks.required(name)
                    first=edit.is_new()
                    test_id="tax-name"
                />
                <div class="cs-two cs-two-long">
                    <TextField
                        label=w::percent()
                        value=percent
                        kind=Kind::Figures
                        error=edit.checks.error(move || points().is_none(), w::percent_wrong())
                        test_id="tax-percent"
                    />
                    <Select label=w::mode() choices=modes value=mode on_choose=move |code| mode.set(code) />
                </div>
                <Switch label=w::is_default() value=is_default />
            </EditForm>
        </Sheet>
    }
}
