//! Registering a company.

use bezmen_contract::console::account::{RegisterCompany, SignedIn};
use bezmen_domain::locale::Locale;
use bezmen_domain::money::Currency;
use bezmen_kit::look;
use leptos::prelude::*;

use crate::parts::failure_note::FailureNote;
use crate::parts::press::Submit;
use crate::parts::saving::Saving;
use crate::parts::select::Select;
use crate::parts::text_field::{Kind, TextField};
use crate::words::account as w;
use crate::{api, browser, session, words};

/// The server asks for as much; saying it here saves a round.
const MIN_PASSWORD_CHARS: usize = 10;

/// The form that makes a company with its owner and first store, and signs the owner in.
#[component]
pub fn RegisterForm() -> impl IntoView {
    let [company, store, name, email, password] =
        std::array::from_fn(|_| RwSignal::new(String::new()));
    let currency = RwSignal::new(look::locale().pick("RUB", "EUR").to_owned());
    let locale = RwSignal::new(look::locale().code().to_owned());
    let checked = RwSignal::new(false);
    let saving = Saving::new();
    let missing = move |field: RwSignal<String>| {
        Signal::derive(move || {
            if checked.get() && field.with(|text| text.trim().is_empty()) {
                words::required().to_owned()
            } else {
                String::new()
            }
        })
    };
    let email_error = Signal::derive(move || {
        if checked.get() && email.with(|text| !text.contains('@')) {
            w::email_wrong().to_owned()
        } else {
            String::new()
        }
    });
    let short = move || password.with(|text| text.chars().count() < MIN_PASSWORD_CHARS);
    let password_error = Signal::derive(move || {
        if checked.get() && short() {
            w::password_short().to_owned()
        } else {
            String::new()
        }
    });
    let send = move || {
        checked.set(true);
        let empty = [company, store, name]
            .iter()
            .any(|field| field.with_untracked(|text| text.trim().is_empty()));
        if empty || untrack(short) || email.with_untracked(|text| !text.contains('@')) {
            return;
        }
        let text = |field: RwSignal<String>| field.with_untracked(|text| text.trim().to_owned());
        let form = RegisterCompany {
            company: text(company),
            store: text(store),
            name: text(name),
            email: text(email),
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
        <form
            class="cs-form"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                send();
            }
        >
            <TextField label=w::company() value=company error=missing(company) first=true test_id="register-company" />
            <TextField label=w::store() value=store error=missing(store) hint=w::store_hint() test_id="register-store" />
            <TextField label=w::your_name() value=name error=missing(name) test_id="register-name" />
            <TextField label=w::email() value=email kind=Kind::Email error=email_error test_id="register-email" />
            <TextField
                label=w::password()
                value=password
                kind=Kind::NewPassword
                hint=w::password_hint()
                error=password_error
                test_id="register-password"
            />
            <div class="cs-two">
                <Select
                    label=w::currency()
                    choices=currencies
                    value=currency
                    on_choose=move |code| currency.set(code)
                    test_id="register-currency"
                />
                <Select
                    label=w::receipt_language()
                    choices=languages
                    value=locale
                    on_choose=move |code| locale.set(code)
                />
            </div>
            <span class="cs-hint">{w::currency_hint()}</span>
            <FailureNote failure=saving.failure />
            <Submit word=w::register_verb() busy=saving.busy test_id="register-submit" class="w-full" />
        </form>
    }
}
