//! The list of people.

use bezmen_contract::console::people::Person;
use leptos::prelude::*;

use crate::parts::chip::{Chip, Mood};
use crate::parts::list::{Head, List, ListRow, RowLink, TileCell};
use crate::parts::nothing::Nothing;
use crate::words::frame;
use crate::words::people as w;

/// The parts of the address that narrow the list.
pub const NAMES: &[&str] = &["role", "state"];

/// The people.
#[component]
pub fn PeopleTable(
    /// The people.
    rows: Vec<Person>,
) -> impl IntoView {
    view! {
        <List
            rows=rows
            row=|row| view! { <Row row=row /> }
            empty=|| {
                view! { <Nothing names=NAMES icon=icondata::LuIdCard title=w::no_people() hint=w::no_people_hint() /> }
            }
        >
            <Head word=w::name() />
            <Head word=w::role() />
            <Head word=w::console() wide=true />
            <Head word=w::pin() wide=true />
        </List>
    }
}

/// Who has no address signs in on tills only.
const NO_EMAIL: &str = "—";

/// A person of the list.
#[component]
fn Row(
    /// The person.
    row: Person,
) -> impl IntoView {
    let id = row.person_id.to_string();
    let email = if row.email.is_empty() {
        NO_EMAIL.to_owned()
    } else {
        row.email
    };
    let has_pin = row.has_pin;
    let pin = move || {
        let (mood, text) = if has_pin {
            (Mood::Good, w::pin_set())
        } else {
            (Mood::Plain, w::no_pin())
        };
        view! { <Chip mood=mood text=text /> }
    };
    let chip = pin();
    let below = (email != NO_EMAIL)
        .then(|| view! { <span class="cs-sub cs-hide-wide">{email.clone()}</span> });
    view! {
        <ListRow id=id.clone() test_id="person-row">
            <TileCell name=row.name.clone()>
                <RowLink id=id name=row.name />
                {(!row.active).then(|| view! { <Chip mood=Mood::Attention text=w::inactive() /> })}
                {below}
                <span class="cs-hide-wide">{chip}</span>
            </TileCell>
            <td>{frame::role(row.role)}</td>
            <td class="cs-hide-narrow">{email}</td>
            <td class="cs-hide-narrow">{pin()}</td>
        </ListRow>
    }
}
