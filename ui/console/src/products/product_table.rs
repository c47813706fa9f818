//! The list of products.

use bezmen_contract::console::products::Product;
use bezmen_kit::amount::Amount;
use leptos::prelude::*;

use crate::address::use_address;
use crate::moments;
use crate::parts::chip::{Chip, Mood};
use crate::parts::link_button::LinkButton;
use crate::parts::list::{Head, List, ListRow, RowLink, TileCell};
use crate::parts::nothing::Nothing;
use crate::parts::sort_head::SortHead;
use crate::words::catalog as w;

/// The parts of the address that narrow the list.
pub const NAMES: &[&str] = &["category", "active"];

/// The products of a page.
#[component]
pub fn ProductTable(
    /// The products.
    rows: Vec<Product>,
) -> impl IntoView {
    let address = use_address();
    view! {
        <List
            rows=rows
            row=|row| view! { <Row row=row /> }
            empty=move || {
                view! {
                    <Nothing
                        names=NAMES
                        icon=icondata::LuPackage
                        title=w::no_products()
                        hint=w::no_products_hint()
                        action=move || {
                            view! {
                                <LinkButton
                                    href=Signal::derive(move || address.room("/products/import"))
                                    word=w::import()
                                    icon=icondata::LuFileUp
                                    main=true
                                />
                            }
                        }
                    />
                }
            }
        >
            <SortHead word=w::name() orders=&[""] />
            <Head word=w::barcode() wide=true />
            <Head word=w::sku() wide=true />
            <Head word=w::category() wide=true />
            <Head word=w::tax() wide=true />
            <SortHead word=w::changed() orders=&["changed"] class="cs-hide-narrow" />
            <SortHead word=w::price() orders=&["price_up", "price_down"] class="cs-right" />
        </List>
    }
}

/// A product of the list.
#[component]
fn Row(
    /// The product.
    row: Product,
) -> impl IntoView {
    let id = row.product_id.to_string();
    let card = row.input;
    let more = card.barcodes.len().saturating_sub(1);
    let barcode = card.barcodes.first().cloned().unwrap_or_default();
    let below = [barcode.as_str(), row.category.as_str()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    view! {
        <ListRow id=id.clone() test_id="product-row">
            <TileCell name=card.name.clone() color=row.color>
                <RowLink id=id name=card.name />
                {(!card.active).then(|| view! { <Chip mood=Mood::Attention text=w::not_on_sale() /> })}
                <span class="cs-sub cs-hide-wide">{below}</span>
            </TileCell>
            <td class="cs-hide-narrow whitespace-nowrap">
                {barcode}
                {(more > 0).then(|| view! { <span class="cs-faint">{format!(" +{more}")}</span> })}
            </td>
            <td class="cs-hide-narrow"><span class="cs-clip">{card.sku}</span></td>
            <td class="cs-hide-narrow"><span class="cs-clip cs-clip-narrow">{row.category}</span></td>
            <td class="cs-hide-narrow"><span class="cs-one-line">{row.tax_rate}</span></td>
            <td class="cs-hide-narrow whitespace-nowrap">{moments::moment_here(row.changed_at_ms)}</td>
            <td class="cs-right">
                <strong class="font-semibold"><Amount value=card.price /></strong>
                <span class="cs-sub whitespace-nowrap">
                    {w::per_unit(card.unit)}
                </span>
            </td>
        </ListRow>
    }
}
