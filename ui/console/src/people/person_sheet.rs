//! A person at the side of the list.

use bezmen_contract::console::people::Person;
use leptos::prelude::*;

use crate::address::use_address;
use crate::parts::record::Edit;
use crate::parts::sheet::Sheet;
use crate::people::person_form::PersonForm;
use crate::people::pin_form::PinForm;
use crate::words::people as w;

/// The form of a person, and their PIN.
#[component]
pub fn PersonSheet(
    /// The person, unless new.
    person: Option<Person>,
    /// Told when something was saved.
    on_saved: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let address = use_address();
    let close = move || address.set(&[("open", None)]);
    let unsaved = RwSignal::new(false);
    let title = person
        .as_ref()
        .map_or_else(|| w::new_person().to_owned(), |person| person.name.clone());
    let edit = Edit::begin(person.as_ref());
    let known = person
        .as_ref()
        .map(|person| (person.person_id, person.has_pin));
    view! {
        <Sheet title=title on_close=close unsaved=unsaved typing=edit.is_new() test_id="person-sheet">
            {known.map(|(id, has_pin)| view! { <PinForm id=id has_pin=has_pin revision=edit.revision on_saved=on_saved /> })}
            <PersonForm
                person=person
                edit=edit
                unsaved=unsaved
                on_saved=move |saved: Person, is_new: bool| {
                    on_saved();
                    if is_new {
                        // What a new person needs next is a PIN, and it stands in the same sheet.
                        address.replace(&[("open", Some(&saved.person_id.to_string()))]);
                    } else {
                        close();
                    }
                }
            />
        </Sheet>
    }
}
