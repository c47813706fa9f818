//! Signing in.

use bezmen_contract::console::account::{SignIn, SignedIn};
use leptos::prelude::*;

use crate::parts::failure_note::FailureNote;
use crate::parts::form::Form;
use crate::parts::press::Submit;
use crate::parts::saving::Saving;
use crate::parts::text_field::{Kind, TextField};
use crate::words::account as w;
use crate::{api, session};

/// The form with address and password. Why it was refused, and for how long, comes from the server in words.
#[component]
pub fn SignInForm(
    /// The address, when it is known.
    #[prop(into, optional)]
    email: String,
) -> impl IntoView {
    let known = !email.is_empty();
    let email = RwSignal::new(email);
    let password = RwSignal::new(String::new());
    let saving = Saving::new();
    let send = move || {
        let form = SignIn {
            email: email.get_untracked().trim().to_owned(),
            password: password.get_untracked(),
        };
        if form.email.is_empty() || !form.email.contains('@') {
            return saving.refuse(w::email_wrong());
        }
        let call = async move { api::post::<_, SignedIn>("/session", &form).await };
        saving.send(call, session::signed_in);
    };
    view! {
        <Form on_submit=send>
            <TextField label=w::email() value=email kind=Kind::Email first=!known test_id="sign-in-email" />
            <TextField label=w::password() value=password kind=Kind::Password first=known test_id="sign-in-password" />
            <FailureNote failure=saving.failure />
            <Submit word=w::sign_in_verb() busy=saving.busy test_id="sign-in-submit" class="w-full" />
        </Form>
    }
}
