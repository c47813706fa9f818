//! The tax rates.

use bezmen_contract::console::company::TaxRate;
use bezmen_domain::tax::TaxMode;
use bezmen_kit::button::Button;
use leptos::prelude::*;

use crate::address::use_address;
use crate::company::tax_sheet::TaxSheet;
use crate::load::{Load, load};
use crate::parts::area::Area;
use crate::parts::chip::{Chip, Mood};
use crate::parts::loaded::Loaded;
use crate::parts::opened::{found, opened};
use crate::parts::skeleton::SkeletonRows;
use crate::words::company as w;

fn tax_id(rate: &TaxRate) -> String {
    rate.tax_rate_id.to_string()
}

/// The word for how a tax is counted.
pub fn mode_word(mode: TaxMode) -> &'static str {
    match mode {
        TaxMode::Included => w::included(),
        TaxMode::OnTop => w::on_top(),
    }
}

/// The list; a rate opens at the side.
#[component]
pub fn Taxes() -> impl IntoView {
    let address = use_address();
    let list: Load<Vec<TaxRate>> = load(|| Some("/tax-rates".to_owned()));
    let opened = opened(list, tax_id);
    let open = Memo::new(move |_| {
        opened
            .get()
            .filter(|_| address.get("what").as_deref() == Some("tax"))
    });
    view! {
        <Area
            title=w::taxes()
            test_id="taxes"
            actions=move || {
                view! {
                    <Button
                        word=w::new_tax()
                        icon=icondata::LuPlus
                        test_id="tax-new"
                        on_press=move || address.set(&[("open", Some("new")), ("what", Some("tax"))])
                    />
                }
            }
        >
            <Loaded
                load=list
                skeleton=|| view! { <SkeletonRows count=3 /> }
                draw=move |rates| rates.into_iter().map(|rate| view! { <Row rate=rate /> }).collect_view()
            />
        </Area>
        {move || {
            open.get().map(|id| view! { <TaxSheet rate=found(list, tax_id, &id) on_saved=move || list.again() /> })
        }}
    }
}

/// A rate of the list.
#[component]
fn Row(
    /// The rate.
    rate: TaxRate,
) -> impl IntoView {
    let address = use_address();
    let id = rate.tax_rate_id.to_string();
    let card = rate.input;
    view! {
        <a
            class="bz-row"
            href=move || address.changed(&[("open", Some(&id)), ("what", Some("tax"))])
            data-testid="tax-row"
        >
            <span class="grow min-w-0">
                <strong class="font-semibold">{card.name}</strong>
                " "
                {card.is_default.then(|| view! { <Chip mood=Mood::Good text=w::usual() /> })}
                <span class="cs-sub">{mode_word(card.mode)}</span>
            </span>
            <strong class="bz-figures">{w::percent_of(card.basis_points)} "\u{a0}%"</strong>
        </a>
    }
}
