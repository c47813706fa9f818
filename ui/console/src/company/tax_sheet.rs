//! A tax rate at the side.

use bezmen_contract::console::company::{TaxRate, TaxRateInput};
use bezmen_domain::tax::TaxMode;
use leptos::prelude::*;

use crate::address::use_address;
use crate::company::percent::basis_points;
use crate::company::taxes::mode_word;
use crate::parts::press::Submit;
use crate::parts::save_failure::{SaveFailure, one_of};
use crate::parts::saving::Saving;
use crate::parts::select::Select;
use crate::parts::sheet::Sheet;
use crate::parts::switch::Switch;
use crate::parts::text_field::{Kind, TextField};
use crate::words::company as w;
use crate::{api, words};

const ON_TOP: &str = "on_top";

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
    let id = rate.as_ref().map(|rate| rate.tax_rate_id);
    let title = rate
        .as_ref()
        .map_or_else(|| w::new_tax().to_owned(), |rate| rate.input.name.clone());
    let [name, percent] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let mode = RwSignal::new("included".to_owned());
    let is_default = RwSignal::new(false);
    let revision = RwSignal::new(None::<u64>);
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
        revision.set(Some(rate.revision));
    };
    if let Some(rate) = rate {
        take(rate);
    }
    let typed = move || (name.get(), percent.get(), mode.get(), is_default.get());
    let first = untrack(typed);
    let unsaved = Signal::derive(move || typed() != first);
    let checked = RwSignal::new(false);
    let saving = Saving::new();
    let no_name = move || name.with(|name| name.trim().is_empty());
    let points = move || percent.with(|text| basis_points(text));
    let when = move |wrong: bool, text: &'static str| {
        if checked.get() && wrong {
            text.to_owned()
        } else {
            String::new()
        }
    };
    let save = move || {
        checked.set(true);
        let Some(basis_points) = untrack(points) else {
            return;
        };
        if untrack(no_name) {
            return;
        }
        let input = TaxRateInput {
            name: name.with_untracked(|name| name.trim().to_owned()),
            basis_points,
            mode: if mode.with_untracked(|mode| mode == ON_TOP) {
                TaxMode::OnTop
            } else {
                TaxMode::Included
            },
            is_default: is_default.get_untracked(),
            expected_revision: revision.get_untracked(),
        };
        let call = async move {
            match id {
                Some(id) => api::put::<_, TaxRate>(&format!("/tax-rates/{id}"), &input).await,
                None => api::post::<_, TaxRate>("/tax-rates", &input).await,
            }
        };
        saving.send(call, move |_| {
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
        <Sheet title=title on_close=close unsaved=unsaved typing=id.is_none() test_id="tax-sheet">
            <form
                class="cs-form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    save();
                }
            >
                <TextField
                    label=w::name()
                    value=name
                    error=Signal::derive(move || when(no_name(), words::required()))
                    first=id.is_none()
                    test_id="tax-name"
                />
                <div class="cs-two">
                    <TextField
                        label=w::percent()
                        value=percent
                        kind=Kind::Figures
                        error=Signal::derive(move || when(points().is_none(), w::percent_wrong()))
                        test_id="tax-percent"
                    />
                    <Select label=w::mode() choices=modes value=mode on_choose=move |code| mode.set(code) />
                </div>
                <Switch label=w::is_default() value=is_default />
                <div class="cs-form-foot">
                    <SaveFailure
                        saving=saving
                        ask=move || one_of("/tax-rates", move |rate: &TaxRate| Some(rate.tax_rate_id) == id)
                        take_theirs=take
                        keep_mine=move |theirs: TaxRate| {
                            revision.set(Some(theirs.revision));
                            save();
                        }
                    />
                    <Submit word=words::save() busy=saving.busy test_id="tax-save" />
                </div>
            </form>
        </Sheet>
    }
}
