//! The categories.

use bezmen_contract::console::products::Category;
use bezmen_kit::button::{Button, Weight};
use leptos::prelude::*;

use crate::address::{query_of, use_address};
use crate::load::{Load, load};
use crate::parts::empty::Empty;
use crate::parts::link_button::LinkButton;
use crate::parts::list::{Head, List, ListRow, RowLink, TileCell};
use crate::parts::loaded::Loaded;
use crate::parts::opened::{found, opened};
use crate::parts::page_head::PageHead;
use crate::parts::skeleton::SkeletonRows;
use crate::products::category_form::CategorySheet;
use crate::words;
use crate::words::catalog as w;

fn category_id(category: &Category) -> String {
    category.category_id.to_string()
}

/// The list; a category opens at the side.
#[component]
pub fn CategoriesPage() -> impl IntoView {
    let address = use_address();
    let list: Load<Vec<Category>> = load(|| Some("/categories".to_owned()));
    let open = opened(list, category_id);
    view! {
        <PageHead title=w::categories()>
            <LinkButton
                href=Signal::derive(move || address.room("/products"))
                word=w::to_products()
                icon=icondata::LuPackage
            />
            <Button
                word=w::new_category()
                icon=icondata::LuPlus
                weight=Weight::Main
                test_id="category-new"
                on_press=move || address.set(&[("open", Some("new"))])
            />
        </PageHead>
        <Loaded
            load=list
            skeleton=|| view! { <SkeletonRows /> }
            draw=move |rows| view! { <CategoryTable rows=rows /> }
        />
        {move || {
            open.get()
                .map(|id| {
                    view! { <CategorySheet category=found(list, category_id, &id) on_saved=move || list.again() /> }
                })
        }}
    }
}

/// The categories that are here.
#[component]
fn CategoryTable(
    /// The categories.
    rows: Vec<Category>,
) -> impl IntoView {
    let row = |category: Category| {
        let id = category.category_id.to_string();
        let products = query_of(&[("category", Some(id.clone()))]);
        view! {
            <ListRow id=id.clone() test_id="category-row">
                <TileCell name=category.input.name.clone() color=category.input.color>
                    <RowLink id=id name=category.input.name />
                </TileCell>
                <td class="cs-right relative z-[1]">
                    <a class="cs-link" href=format!("/products{products}")>{words::products(category.products)}</a>
                </td>
            </ListRow>
        }
    };
    view! {
        <List
            rows=rows
            row=row
            empty=|| view! { <Empty icon=icondata::LuTags title=w::no_categories() hint=w::no_categories_hint() /> }
        >
            <Head word=w::name() />
            <Head word=w::products() right=true />
        </List>
    }
}
