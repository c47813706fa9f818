//! Registering a company.

use bezmen_contract::console::account::{RegisterCompany, SignedIn};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Currency;
use bezmen_kit::look;
use leptos::prelude::*;

use crate::parts::failure_note::FailureNote;
use crate::parts::form::{Checks, Form, is_blank, trimmed};
use crate::parts::press::Submit;
use crate::parts::saving::Saving;
use crate::parts::select::Select;
use crate::parts::text_field::{Kind, TextField};
use crate::words::account as w;
use crate::{api, browser, session};

/// The server asks for as much; saying it here saves a round.
const MIN_PASSWORD_CHARS: usize = 10;

/// The form that makes a company with its owner and first store, and signs the owner in.
#[component]
pub fn RegisterForm() -> impl IntoView {
    let [company, store, name, email, password] =
        std::array::from_fn(|_| RwSignal::new(String::new()));
    let currency = RwSignal::new(look::locale().pick("RUB", "EUR").to_owned());
    let locale = RwSignal::new(look::locale().code().to_owned());
    let checks = Checks::new();
    let saving = Saving::new();
    let no_address = move || email.with(|text| !text.contains('@'));
    let short = move || password.with(|text| text.chars().count() < MIN_PASSWORD_CHARS);
    let send = move || {
        checks.begin();
        let empty = || [company, store, name].into_iter().any(is_blank);
        if untrack(|| empty() || no_address() || short()) {
            return;
        }
        let form = RegisterCompany {
            company: trimmed(company),
            store: trimmed(store),
            name: trimmed(name),
            email: trimmed(email),
            password: password.get_untracked(),
            currency: Currency::from_code(&currency.get_untracked()).unwrap_or(Currency::RUB),
            locale: locale
                .with_untracked(|code| code.parse())
                .unwrap_or(Locale::Ru),
            utc_offset_minutes: browser::utc_offset_minutes(),
        };
        let call = async move { api::post::<_, SignedIn>("/company", &form).await };
        saving.send(call, session::signed_in);
    };
    let currencies = Currency::known_codes()
        .map(|code| (code.to_owned(), code.to_owned()))
        .collect::<Vec<_>>();
    let languages = vec![
        (Locale::Ru.code().to_owned(), w::russian().to_owned()),
        (Locale::En.code().to_owned(), w::english().to_owned()),
    ];
    view! {
        <Form on_submit=send>
            <div class="cs-two cs-two-long">
                <TextField label=w::company() value=company error=checks.required(company) first=true test_id="register-company" />
                <TextField
                    label=w::store()
                    value=store
                    error=checks.required(store)
                    hint=w::store_hint()
                    test_id="register-store"
                />
            </div>
            <TextField label=w::your_name() value=name error=checks.required(name) test_id="register-name" />
            <div class="cs-two cs-two-long">
                <TextField
                    label=w::email()
                    value=email
                    kind=Kind::Email
                    error=checks.error(no_address, w::email_wrong())
                    test_id="register-email"
                />
                <TextField
                    label=w::password()
                    value=password
                    kind=Kind::NewPassword
                    hint=w::password_hint()
                    error=checks.error(short, w::password_short())
                    test_id="register-password"
                />
            </div>
            <div class="cs-two">
                <Select
                    label=w::currency()
                    choices=currencies
                    value=currency
                    on_choose=move |code| currency.set(code)
                    hint=w::currency_hint()
                    test_id="register-currency"
                />
                <Select
                    label=w::receipt_language()
                    choices=languages
                    value=locale
                    on_choose=move |code| locale.set(code)
                />
            </div>
            <FailureNote failure=saving.failure />
            <Submit word=w::register_verb() busy=saving.busy test_id="register-submit" class="w-full" />
        </Form>
    }
}
