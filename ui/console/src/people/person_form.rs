//! The form of a person.

use bezmen_contract::console::people::{Person, PersonInput};
use bezmen_domain::id::PersonId;
use bezmen_domain::permission::Role;
use leptos::prelude::*;

use crate::parts::edit_form::EditForm;
use crate::parts::form::{is_blank, trimmed};
use crate::parts::record::{Edit, Record};
use crate::parts::select::Select;
use crate::parts::switch::Switch;
use crate::parts::text_field::{Kind, TextField};
use crate::words::people as w;
use crate::words::{account, frame};

/// The server asks for as much; saying it here saves a round.
const MIN_PASSWORD_CHARS: usize = 10;

impl Record for Person {
    type Id = PersonId;
    type Input = PersonInput;

    const PATH: &'static str = "/people";

    fn id(&self) -> PersonId {
        self.person_id
    }

    fn revision(&self) -> u64 {
        self.revision
    }
}

/// Creates or changes a person.
#[component]
pub fn PersonForm(
    /// The person, unless new.
    person: Option<Person>,
    /// The person as they are being typed.
    edit: Edit<Person>,
    /// Set when something typed would be lost.
    unsaved: RwSignal<bool>,
    /// Told who was saved, and whether they are new.
    on_saved: impl Fn(Person, bool) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let [name, email, password] = std::array::from_fn(|_| RwSignal::new(String::new()));
    let role = RwSignal::new(Role::Cashier.code().to_owned());
    let active = RwSignal::new(true);
    let take = move |person: Person| {
        name.set(person.name);
        role.set(person.role.code().to_owned());
        email.set(person.email);
        active.set(person.active);
    };
    if let Some(person) = person {
        take(person);
    }
    let chosen_role = move || {
        role.with(|code| Role::from_code(code))
            .unwrap_or(Role::Cashier)
    };
    let role_hint = Signal::derive(move || w::role_hint(chosen_role()).to_owned());
    let typed = move || {
        (
            name.get(),
            role.get(),
            email.get(),
            active.get(),
            password.get(),
        )
    };
    let first = untrack(typed);
    Effect::new(move |_| unsaved.set(typed() != first));
    let bad_email = move || email.with(|email| !email.trim().is_empty() && !email.contains('@'));
    let short = move || {
        password
            .with(|password| !password.is_empty() && password.chars().count() < MIN_PASSWORD_CHARS)
    };
    let save = move || {
        edit.checks.begin();
        if untrack(|| is_blank(name) || bad_email() || short()) {
            return;
        }
        let input = PersonInput {
            name: trimmed(name),
            role: untrack(chosen_role),
            email: trimmed(email),
            password: Some(password.get_untracked()).filter(|password| !password.is_empty()),
            active: active.get_untracked(),
            expected_revision: edit.revision.get_untracked(),
        };
        edit.send(input, move |saved| {
            unsaved.set(false);
            on_saved(saved, edit.is_new());
        });
    };
    let roles = Role::ALL
        .map(|role| (role.code().to_owned(), frame::role(role).to_owned()))
        .to_vec();
    let password_hint = if edit.is_new() {
        w::password_new()
    } else {
        w::password_keep()
    };
    view! {
        <EditForm edit=edit save=save take=take test_id="person-save">
            <TextField
                label=w::name()
                value=name
                error=edit.checks.required(name)
                first=edit.is_new()
                test_id="person-name"
            />
            <Select label=w::role() choices=roles value=role on_choose=move |code| role.set(code) hint=role_hint test_id="person-role" />
            <TextField
                label=w::email()
                value=email
                kind=Kind::Email
                hint=w::email_hint()
                error=edit.checks.error(bad_email, account::email_wrong())
                test_id="person-email"
            />
            <TextField
                label=w::password()
                value=password
                kind=Kind::NewPassword
                hint=password_hint
                error=edit.checks.error(short, w::password_short())
                test_id="person-password"
            />
            <Switch label=w::active() value=active test_id="person-active" />
        </EditForm>
    }
}
