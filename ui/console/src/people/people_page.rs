//! The door of the people.

use bezmen_contract::console::people::Person;
use bezmen_domain::permission::Role;
use bezmen_kit::button::{Button, Weight};
use leptos::prelude::*;

use crate::address::{Address, use_address};
use crate::load::{Load, load};
use crate::parts::filter_bar::FilterBar;
use crate::parts::loaded::Loaded;
use crate::parts::opened::{found, opened};
use crate::parts::page_head::PageHead;
use crate::parts::select::FilterSelect;
use crate::parts::skeleton::SkeletonRows;
use crate::people::people_table::{NAMES, PeopleTable};
use crate::people::person_sheet::PersonSheet;
use crate::words;
use crate::words::frame;
use crate::words::people as w;

/// The people that the address asks for. A company has few enough to sift them here.
fn sifted(people: Vec<Person>, address: Address) -> Vec<Person> {
    let query = address.get("query").unwrap_or_default().to_lowercase();
    let role = address.get("role").and_then(|code| Role::from_code(&code));
    let state = address.get("state").unwrap_or_default();
    people
        .into_iter()
        .filter(|person| role.is_none_or(|role| person.role == role))
        .filter(|person| match state.as_str() {
            "all" => true,
            "left" => !person.active,
            _ => person.active,
        })
        .filter(|person| {
            person.name.to_lowercase().contains(&query)
                || person.email.to_lowercase().contains(&query)
        })
        .collect()
}

fn person_id(person: &Person) -> String {
    person.person_id.to_string()
}

/// The list; a person opens at the side.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let address = use_address();
    let list: Load<Vec<Person>> = load(|| Some("/people".to_owned()));
    let open = opened(list, person_id);
    let roles: Vec<_> = std::iter::once((String::new(), w::all_roles().to_owned()))
        .chain(Role::ALL.map(|role| (role.code().to_owned(), frame::role(role).to_owned())))
        .collect();
    let states = vec![
        (String::new(), w::works().to_owned()),
        ("left".to_owned(), w::left().to_owned()),
        ("all".to_owned(), w::everybody().to_owned()),
    ];
    let note = Signal::derive(move || {
        let count = list.value.with(|people| people.as_ref().map(Vec::len));
        count
            .and_then(|count| u64::try_from(count).ok())
            .map(words::in_all)
            .unwrap_or_default()
    });
    view! {
        <PageHead title=w::people() note=note>
            <Button
                word=w::new_person()
                icon=icondata::LuPlus
                weight=Weight::Main
                test_id="person-new"
                on_press=move || address.set(&[("open", Some("new"))])
            />
        </PageHead>
        <FilterBar hint=w::search_people() names=NAMES>
            <FilterSelect label=w::role() name="role" choices=roles />
            <FilterSelect label=w::active() name="state" choices=states />
        </FilterBar>
        <Loaded
            load=list
            skeleton=|| view! { <SkeletonRows count=5 /> }
            draw=move |people| {
                // The filters are read here so that a change of the address sifts anew.
                view! { <PeopleTable rows=sifted(people, address) /> }
            }
        />
        {move || {
            open.get().map(|id| view! { <PersonSheet person=found(list, person_id, &id) on_saved=move || list.again() /> })
        }}
    }
}
