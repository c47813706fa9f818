//! The list of people.

use bezmen_contract::console::people::Person;
use bezmen_kit::letter_tile::LetterTile;
use leptos::prelude::*;

use crate::address::use_address;
use crate::parts::chip::{Chip, Mood};
use crate::parts::empty::Empty;
use crate::words::frame;
use crate::words::people as w;

/// The people.
#[component]
pub fn PeopleTable(
    /// The people.
    rows: Vec<Person>,
) -> impl IntoView {
    if rows.is_empty() {
        return view! { <Empty icon=icondata::LuIdCard title=w::no_people() hint=w::no_people_hint() /> }.into_any();
    }
    view! {
        <div class="cs-list">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{w::name()}</th>
                        <th scope="col">{w::role()}</th>
                        <th scope="col" class="cs-hide-narrow">{w::console()}</th>
                        <th scope="col" class="cs-hide-narrow">{w::pin()}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row=row /> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A person of the list.
#[component]
fn Row(
    /// The person.
    row: Person,
) -> impl IntoView {
    let address = use_address();
    let id = row.person_id.to_string();
    let email = if row.email.is_empty() {
        "—".to_owned()
    } else {
        row.email
    };
    let pin = move || {
        let (mood, text) = if row.has_pin {
            (Mood::Good, w::pin_set())
        } else {
            (Mood::Plain, w::pin_not_set())
        };
        view! { <Chip mood=mood text=text /> }
    };
    view! {
        <tr data-testid="person-row">
            <td>
                <span class="flex items-center gap-3">
                    <LetterTile name=row.name.clone() color="#55625b".to_owned() />
                    <span class="min-w-0">
                        <a class="cs-row-link cs-clip" href=move || address.changed(&[("open", Some(&id))])>{row.name}</a>
                        {(!row.active).then(|| view! { <Chip mood=Mood::Attention text=w::inactive() /> })}
                        <span class="cs-sub cs-hide-wide">{email.clone()}</span>
                        <span class="cs-hide-wide">{pin()}</span>
                    </span>
                </span>
            </td>
            <td>{frame::role(row.role)}</td>
            <td class="cs-hide-narrow">{email}</td>
            <td class="cs-hide-narrow">{pin()}</td>
        </tr>
    }
}
