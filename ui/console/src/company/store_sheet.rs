//! A store at the side.

use bezmen_contract::console::company::{Store, StoreInput};
use leptos::prelude::*;

use crate::address::use_address;
use crate::parts::press::Submit;
use crate::parts::save_failure::{SaveFailure, one_of};
use crate::parts::saving::Saving;
use crate::parts::select::Select;
use crate::parts::sheet::Sheet;
use crate::parts::text_field::TextField;
use crate::words::company as w;
use crate::{api, browser, words};

/// The offsets that are in use somewhere, in minutes.
const OFFSETS: [i32; 38] = [
    -720, -660, -600, -570, -540, -480, -420, -360, -300, -240, -210, -180, -120, -60, 0, 60, 120,
    180, 210, 240, 270, 300, 330, 345, 360, 390, 420, 480, 525, 540, 570, 600, 630, 660, 720, 765,
    780, 840,
];

/// Creates or changes a store.
#[component]
pub fn StoreSheet(
    /// The store, unless it is new.
    store: Option<Store>,
    /// Told when it was saved.
    on_saved: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let address = use_address();
    let close = move || address.set(&[("open", None)]);
    let id = store.as_ref().map(|store| store.store_id);
    let title = store.as_ref().map_or_else(
        || w::new_store().to_owned(),
        |store| store.input.name.clone(),
    );
    let [name, place, tax_number, footer, offset] =
        std::array::from_fn(|_| RwSignal::new(String::new()));
    let revision = RwSignal::new(None::<u64>);
    let take = move |store: Store| {
        name.set(store.input.name);
        place.set(store.input.address);
        tax_number.set(store.input.tax_number);
        footer.set(store.input.receipt_footer);
        offset.set(store.input.utc_offset_minutes.to_string());
        revision.set(Some(store.revision));
    };
    match store {
        Some(store) => take(store),
        None => offset.set(browser::utc_offset_minutes().to_string()),
    }
    let typed = move || [name, place, tax_number, footer, offset].map(|field| field.get());
    let first = untrack(typed);
    let unsaved = Signal::derive(move || typed() != first);
    let checked = RwSignal::new(false);
    let saving = Saving::new();
    let no_name = move || name.with(|name| name.trim().is_empty());
    let save = move || {
        checked.set(true);
        if untrack(no_name) {
            return;
        }
        let text = |field: RwSignal<String>| field.with_untracked(|text| text.trim().to_owned());
        let input = StoreInput {
            name: text(name),
            address: text(place),
            tax_number: text(tax_number),
            receipt_footer: text(footer),
            utc_offset_minutes: text(offset).parse().unwrap_or_default(),
            expected_revision: revision.get_untracked(),
        };
        let call = async move {
            match id {
                Some(id) => api::put::<_, Store>(&format!("/stores/{id}"), &input).await,
                None => api::post::<_, Store>("/stores", &input).await,
            }
        };
        saving.send(call, move |_| {
            on_saved();
            close();
        });
    };
    let offsets = OFFSETS
        .map(|minutes| (minutes.to_string(), w::utc(minutes)))
        .to_vec();
    let name_error = Signal::derive(move || {
        if checked.get() && no_name() {
            words::required().to_owned()
        } else {
            String::new()
        }
    });
    view! {
        <Sheet title=title on_close=close unsaved=unsaved typing=id.is_none() test_id="store-sheet">
            <form
                class="cs-form"
                novalidate
                on:submit=move |event| {
                    event.prevent_default();
                    save();
                }
            >
                <TextField label=w::name() value=name error=name_error first=id.is_none() test_id="store-name" />
                <TextField label=w::address() value=place hint=w::address_hint() />
                <TextField label=w::tax_number() value=tax_number hint=w::tax_number_hint() />
                <TextField label=w::footer() value=footer hint=w::footer_hint() />
                <Select label=w::offset() choices=offsets value=offset on_choose=move |minutes| offset.set(minutes) />
                <span class="cs-hint">{w::offset_hint()}</span>
                <div class="cs-form-foot">
                    <SaveFailure
                        saving=saving
                        ask=move || one_of("/stores", move |store: &Store| Some(store.store_id) == id)
                        take_theirs=take
                        keep_mine=move |theirs: Store| {
                            revision.set(Some(theirs.revision));
                            save();
                        }
                    />
                    <Submit word=words::save() busy=saving.busy test_id="store-save" />
                </div>
            </form>
        </Sheet>
    }
}
