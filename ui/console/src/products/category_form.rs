//! The form of a category.

use bezmen_contract::console::products::{Category, CategoryInput};
use bezmen_domain::id::CategoryId;
use leptos::prelude::*;

use crate::address::use_address;
use crate::parts::edit_form::EditForm;
use crate::parts::form::{is_blank, trimmed};
use crate::parts::record::{Edit, Record};
use crate::parts::sheet::Sheet;
use crate::parts::text_field::{Kind, TextField};
use crate::words::catalog as w;

/// Colours that are told apart at arm's length, in both themes.
const COLORS: [&str; 12] = [
    "#b3432b", "#c9772b", "#b8931d", "#6f8f2a", "#2f8a57", "#1f8a8a", "#2b78b3", "#4a5fc1",
    "#7a4fb5", "#b0478f", "#7b5b45", "#5f6b66",
];

impl Record for Category {
    type Id = CategoryId;
    type Input = CategoryInput;

    const PATH: &'static str = "/categories";

    fn id(&self) -> CategoryId {
        self.category_id
    }

    fn revision(&self) -> u64 {
        self.revision
    }
}

/// Creates or changes a category.
#[component]
pub fn CategorySheet(
    /// The category, unless it is new.
    category: Option<Category>,
    /// Told when it was saved.
    on_saved: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let address = use_address();
    let close = move || address.set(&[("open", None)]);
    let edit = Edit::begin(category.as_ref());
    let title = category.as_ref().map_or_else(
        || w::new_category().to_owned(),
        |category| category.input.name.clone(),
    );
    let name = RwSignal::new(String::new());
    let color = RwSignal::new(COLORS[4].to_owned());
    let position = RwSignal::new("0".to_owned());
    let take = move |category: Category| {
        name.set(category.input.name);
        color.set(category.input.color);
        position.set(category.input.position.to_string());
    };
    if let Some(category) = category {
        take(category);
    }
    // A colour from elsewhere, as an import may bring, stands first so that it can be kept.
    let own = color.get_untracked();
    let colors: Vec<String> = Some(own)
        .filter(|own| !COLORS.contains(&own.as_str()))
        .into_iter()
        .chain(COLORS.map(str::to_owned))
        .collect();
    let typed = move || [name, color, position].map(|field| field.get());
    let first = untrack(typed);
    let unsaved = Signal::derive(move || typed() != first);
    let place = move || position.with(|text| text.trim().parse::<i32>().ok());
    let save = move || {
        edit.checks.begin();
        let Some(position) = untrack(place) else {
            return;
        };
        if untrack(|| is_blank(name)) {
            return;
        }
        let input = CategoryInput {
            name: trimmed(name),
            color: color.get_untracked(),
            position,
            expected_revision: edit.revision.get_untracked(),
        };
        edit.send(input, move |_| {
            on_saved();
            close();
        });
    };
    view! {
        <Sheet title=title on_close=close unsaved=unsaved typing=edit.is_new() test_id="category-sheet">
            <EditForm edit=edit save=save take=take test_id="category-save">
                <TextField label=w::name() value=name error=edit.checks.required(name) first=edit.is_new() test_id="category-name" />
                <div class="bz-field" role="group" aria-label=w::color()>
                    <span class="bz-field-label">{w::color()}</span>
                    <div class="cs-swatches">
                        {colors.into_iter().map(|code| view! { <Swatch code=code color=color /> }).collect_view()}
                    </div>
                </div>
                <TextField
                    label=w::position()
                    value=position
                    kind=Kind::Figures
                    hint=w::position_hint()
                    error=edit.checks.error(move || place().is_none(), w::position_wrong())
                />
            </EditForm>
        </Sheet>
    }
}

/// A colour to choose.
#[component]
fn Swatch(
    /// The colour.
    code: String,
    /// The colour chosen.
    color: RwSignal<String>,
) -> impl IntoView {
    let mine = code.clone();
    view! {
        <button
            type="button"
            style:background-color=code.clone()
            aria-label=code.clone()
            aria-pressed=move || color.with(|color| *color == mine).to_string()
            on:click=move |_| color.set(code.clone())
        ></button>
    }
}
