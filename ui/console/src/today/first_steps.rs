//! What a new company does first.

use bezmen_contract::console::page::Page;
use bezmen_contract::console::people::Person;
use bezmen_contract::console::products::Product;
use bezmen_kit::sign::Sign;
use leptos::prelude::*;

use crate::address::use_address;
use crate::load::{Load, load};
use crate::parts::area::Area;
use crate::parts::link_button::LinkButton;
use crate::words::today as w;

/// Three steps to the first sale, ticked as they are done.
#[component]
pub fn FirstSteps() -> impl IntoView {
    let products: Load<Page<Product>> = load(|| Some("/products?limit=1".to_owned()));
    let people: Load<Vec<Person>> = load(|| Some("/people".to_owned()));
    let has_products = Signal::derive(move || {
        products
            .value
            .with(|page| page.as_ref().is_some_and(|page| !page.rows.is_empty()))
    });
    let has_pin = Signal::derive(move || {
        people
            .value
            .with(|people| people.iter().flatten().any(|person| person.has_pin))
    });
    let no = Signal::stored(false);
    view! {
        <Area title=w::first_steps() test_id="first-steps" class="mb-4">
            <p class="cs-faint mb-3">{w::first_steps_hint()}</p>
            <ol class="cs-first">
                <Step done=has_products title=w::step_products() hint=w::step_products_hint() path="/products/import" word=w::step_products_go() icon=icondata::LuFileUp />
                <Step done=has_pin title=w::step_people() hint=w::step_people_hint() path="/people" word=w::step_people_go() icon=icondata::LuIdCard />
                <Step done=no title=w::step_till() hint=w::step_till_hint() path="/terminals/pair" word=w::pair() icon=icondata::LuMonitor />
            </ol>
        </Area>
    }
}

/// One step.
#[component]
fn Step(
    /// Whether it is done.
    done: Signal<bool>,
    /// What to do.
    title: &'static str,
    /// Why, or how.
    hint: &'static str,
    /// Where it is done.
    path: &'static str,
    /// What the button says.
    word: &'static str,
    /// The button's picture.
    icon: icondata::Icon,
) -> impl IntoView {
    let address = use_address();
    let mark = move || {
        if done.get() {
            icondata::LuCircleCheck
        } else {
            icondata::LuCircle
        }
    };
    view! {
        <li class="cs-till">
            <strong class="flex items-center gap-2" class:cs-up=move || done.get()>
                <Sign icon=Signal::derive(mark) />
                {title}
            </strong>
            <p class="cs-faint grow">{hint}</p>
            <div>
                <LinkButton href=Signal::derive(move || address.room(path)) word=word icon=icon />
            </div>
        </li>
    }
}
