//! The form of a person.

use bezmen_contract::console::people::{Person, PersonInput};
use bezmen_domain::permission::Role;
use leptos::prelude::*;

use crate::parts::press::Submit;
use crate::parts::save_failure::{SaveFailure, one_of};
use crate::parts::saving::Saving;
use crate::parts::select::Select;
use crate::parts::switch::Switch;
use crate::parts::text_field::{Kind, TextField};
use crate::words::people as w;
use crate::words::{account, frame};
use crate::{api, words};

/// The server asks for as much; saying it here saves a round.
const MIN_PASSWORD_CHARS: usize = 10;

/// Creates or changes a person.
#[component]
pub fn PersonForm(
    /// The person, unless new.
    person: Option<Person>,
    /// The revision that the form is based on.
    revision: RwSignal<Option<u64>>,
    /// Set when something typed would be lost.
    unsaved: RwSignal<bool>,
    /// Told who was saved, and whether they are new.
    on_saved: impl Fn(Person, bool) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let id = person.as_ref().map(|person| person.person_id);
    let name = RwSignal::new(
        person
            .as_ref()
            .map(|person| person.name.clone())
            .unwrap_or_default(),
    );
    let role = RwSignal::new(
        person
            .as_ref()
            .map_or(Role::Cashier, |person| person.role)
            .code()
            .to_owned(),
    );
    let email = RwSignal::new(
        person
            .as_ref()
            .map(|person| person.email.clone())
            .unwrap_or_default(),
    );
    let active = RwSignal::new(person.as_ref().is_none_or(|person| person.active));
    let password = RwSignal::new(String::new());
    let checked = RwSignal::new(false);
    let saving = Saving::new();
    let chosen_role = move || {
        role.with(|code| Role::from_code(code))
            .unwrap_or(Role::Cashier)
    };
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
    let when = move |wrong: bool, text: &'static str| {
        if checked.get() && wrong {
            text.to_owned()
        } else {
            String::new()
        }
    };
    let no_name = move || name.with(|name| name.trim().is_empty());
    let bad_email = move || email.with(|email| !email.trim().is_empty() && !email.contains('@'));
    let short = move || {
        password
            .with(|password| !password.is_empty() && password.chars().count() < MIN_PASSWORD_CHARS)
    };
    let save = move || {
        checked.set(true);
        if untrack(|| no_name() || bad_email() || short()) {
            return;
        }
        let input = PersonInput {
            name: name.with_untracked(|name| name.trim().to_owned()),
            role: untrack(chosen_role),
            email: email.with_untracked(|email| email.trim().to_owned()),
            password: Some(password.get_untracked()).filter(|password| !password.is_empty()),
            active: active.get_untracked(),
            expected_revision: revision.get_untracked(),
        };
        let call = async move {
            match id {
                Some(id) => api::put::<_, Person>(&format!("/people/{id}"), &input).await,
                None => api::post::<_, Person>("/people", &input).await,
            }
        };
        saving.send(call, move |saved| {
            unsaved.set(false);
            on_saved(saved, id.is_none());
        });
    };
    let roles = Role::ALL
        .map(|role| (role.code().to_owned(), frame::role(role).to_owned()))
        .to_vec();
    let password_hint = if id.is_some() {
        w::password_keep()
    } else {
        w::password_new()
    };
    view! {
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
                test_id="person-name"
            />
            <Select label=w::role() choices=roles value=role on_choose=move |code| role.set(code) test_id="person-role" />
            <span class="cs-hint">{move || w::role_hint(chosen_role())}</span>
            <TextField
                label=w::email()
                value=email
                kind=Kind::Email
                hint=w::email_hint()
                error=Signal::derive(move || when(bad_email(), account::email_wrong()))
                test_id="person-email"
            />
            <TextField
                label=w::password()
                value=password
                kind=Kind::NewPassword
                hint=password_hint
                error=Signal::derive(move || when(short(), w::password_short()))
                test_id="person-password"
            />
            <Switch label=w::active() value=active test_id="person-active" />
            <div class="cs-form-foot">
                <SaveFailure
                    saving=saving
                    ask=move || one_of("/people", move |person: &Person| Some(person.person_id) == id)
                    take_theirs=move |theirs: Person| {
                        name.set(theirs.name);
                        role.set(theirs.role.code().to_owned());
                        email.set(theirs.email);
                        active.set(theirs.active);
                        revision.set(Some(theirs.revision));
                    }
                    keep_mine=move |theirs: Person| {
                        revision.set(Some(theirs.revision));
                        save();
                    }
                />
                <Submit word=words::save() busy=saving.busy test_id="person-save" />
            </div>
        </form>
    }
}
