//! A store at the side.

use bezmen_contract::console::company::{Store, StoreInput};
use bezmen_domain::id::StoreId;
use leptos::prelude::*;

use crate::address::use_address;
use crate::browser;
use crate::parts::edit_form::EditForm;
use crate::parts::form::{is_blank, trimmed};
use crate::parts::record::{Edit, Record};
use crate::parts::select::Select;
use crate::parts::sheet::Sheet;
use crate::parts::text_area::TextArea;
use crate::parts::text_field::TextField;
use crate::words::company as w;

/// The offsets that are in use somewhere, in minutes.
const OFFSETS: [i32; 38] = [
    -720, -660, -600, -570, -540, -480, -420, -360, -300, -240, -210, -180, -120, -60, 0, 60, 120,
    180, 210, 240, 270, 300, 330, 345, 360, 390, 420, 480, 525, 540, 570, 600, 630, 660, 720, 765,
    780, 840,
];

impl Record for Store {
    type Id = StoreId;
    type Input = StoreInput;

    const PATH: &'static str = "/stores";

    fn id(&self) -> StoreId {
        self.store_id
    }

    fn revision(&self) -> u64 {
        self.revision
    }
}

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
    let edit = Edit::begin(store.as_ref());
    let title = store.as_ref().map_or_else(
        || w::new_store().to_owned(),
        |store| store.input.name.clone(),
    );
    let [name, place, tax_number, footer, offset] =
        std::array::from_fn(|_| RwSignal::new(String::new()));
    let take = move |store: Store| {
        name.set(store.input.name);
        place.set(store.input.address);
        tax_number.set(store.input.tax_number);
        footer.set(store.input.receipt_footer);
        offset.set(store.input.utc_offset_minutes.to_string());
    };
    match store {
        Some(store) => take(store),
        None => offset.set(browser::utc_offset_minutes().to_string()),
    }
    let typed = move || [name, place, tax_number, footer, offset].map(|field| field.get());
    let first = untrack(typed);
    let unsaved = Signal::derive(move || typed() != first);
    let save = move || {
        edit.checks.begin();
        if untrack(|| is_blank(name)) {
            return;
        }
        let input = StoreInput {
            name: trimmed(name),
            address: trimmed(place),
            tax_number: trimmed(tax_number),
            receipt_footer: trimmed(footer),
            utc_offset_minutes: trimmed(offset).parse().unwrap_or_default(),
            expected_revision: edit.revision.get_untracked(),
        };
        edit.send(input, move |_| {
            on_saved();
            close();
        });
    };
    let offsets = OFFSETS
        .map(|minutes| (minutes.to_string(), w::utc(minutes)))
        .to_vec();
    view! {
        <Sheet title=title on_close=close unsaved=unsaved typing=edit.is_new() test_id="store-sheet">
            <EditForm edit=edit save=save take=take test_id="store-save">
                <TextField label=w::name() value=name error=edit.checks.required(name) first=edit.is_new() test_id="store-name" />
                <TextField label=w::address() value=place hint=w::address_hint() />
                <TextField label=w::tax_number() value=tax_number hint=w::tax_number_hint() />
                <TextArea label=w::footer() value=footer hint=w::footer_hint() test_id="store-footer" />
                <Select
                    label=w::offset()
                    choices=offsets
                    value=offset
                    on_choose=move |minutes| offset.set(minutes)
                    hint=w::offset_hint()
                />
            </EditForm>
        </Sheet>
    }
}
