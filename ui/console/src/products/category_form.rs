//! The form of a category.

use bezmen_contract::console::products::{Category, CategoryInput};
use leptos::prelude::*;

use crate::address::use_address;
use crate::parts::press::Submit;
use crate::parts::save_failure::{SaveFailure, one_of};
use crate::parts::saving::Saving;
use crate::parts::sheet::Sheet;
use crate::parts::text_field::TextField;
use crate::words::catalog as w;
use crate::{api, words};

/// Colours that are told apart at arm's length, in both themes.
const COLORS: [&str; 12] = [
    "#b3432b", "#c9772b", "#b8931d", "#6f8f2a", "#2f8a57", "#1f8a8a", "#2b78b3", "#4a5fc1",
    "#7a4fb5", "#b0478f", "#7b5b45", "#5f6b66",
];

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
    let id = category.as_ref().map(|category| category.category_id);
    let revision = RwSignal::new(category.as_ref().map(|category| category.revision));
    let (old_name, old_color, old_position) = category.map_or_else(
        || (String::new(), COLORS[4].to_owned(), 0),
        |category| {
            (
                category.input.name,
                category.input.color,
                category.input.position,
            )
        },
    );
    let name = RwSignal::new(old_name.clone());
    let color = RwSignal::new(old_color);
    let position = RwSignal::new(old_position.to_string());
    let checked = RwSignal::new(false);
    let saving = Saving::new();
    let name_error = Signal::derive(move || {
        if checked.get() && name.with(|name| name.trim().is_empty()) {
            words::required().to_owned()
        } else {
            String::new()
        }
    });
    let title = if id.is_some() {
        old_name.clone()
    } else {
        w::new_category().to_owned()
    };
    let unsaved = Signal::derive(move || name.with(|name| *name != old_name));
    let save = move || {
        checked.set(true);
        let input = CategoryInput {
            name: name.with_untracked(|name| name.trim().to_owned()),
            color: color.get_untracked(),
            position: position.with_untracked(|text| text.trim().parse().unwrap_or_default()),
            expected_revision: revision.get_untracked(),
        };
        if input.name.is_empty() {
            return;
        }
        let call = async move {
            match id {
                Some(id) => api::put::<_, Category>(&format!("/categories/{id}"), &input).await,
                None => api::post::<_, Category>("/categories", &input).await,
            }
        };
        saving.send(call, move |_| {
            on_saved();
            close();
        });
    };
    view! {
        <Sheet title=title on_close=close unsaved=unsaved typing=id.is_none() test_id="category-sheet">
            <form
                class="cs-form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    save();
                }
            >
                <TextField label=w::name() value=name error=name_error first=true test_id="category-name" />
                <div class="bz-field" role="group" aria-label=w::color()>
                    <span class="bz-field-label">{w::color()}</span>
                    <div class="cs-swatches">
                        {COLORS.map(|code| view! { <Swatch code=code color=color /> }).collect_view()}
                    </div>
                </div>
                <TextField label=w::position() value=position hint=w::position_hint() />
                <div class="cs-form-foot">
                    <SaveFailure
                        saving=saving
                        ask=move || one_of("/categories", move |category: &Category| Some(category.category_id) == id)
                        take_theirs=move |theirs: Category| {
                            name.set(theirs.input.name);
                            color.set(theirs.input.color);
                            position.set(theirs.input.position.to_string());
                            revision.set(Some(theirs.revision));
                        }
                        keep_mine=move |theirs: Category| {
                            revision.set(Some(theirs.revision));
                            save();
                        }
                    />
                    <Submit word=words::save() busy=saving.busy test_id="category-save" />
                </div>
            </form>
        </Sheet>
    }
}

/// A colour to choose.
#[component]
fn Swatch(
    /// The colour.
    code: &'static str,
    /// The colour chosen.
    color: RwSignal<String>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            style:background-color=code
            aria-label=code
            aria-pressed=move || color.with(|color| color == code).to_string()
            on:click=move |_| color.set(code.to_owned())
        ></button>
    }
}
