//! The door of the products.

use bezmen_contract::console::page::Page;
use bezmen_contract::console::products::{Category, Product, ProductSort};
use bezmen_kit::button::{Button, Weight};
use leptos::prelude::*;

use crate::address::{Address, query_of, use_address};
use crate::load::{Load, load};
use crate::parts::filter_bar::FilterBar;
use crate::parts::link_button::LinkButton;
use crate::parts::page_head::PageHead;
use crate::parts::pages::{Pages, in_all};
use crate::parts::select::{Choice, FilterSelect};
use crate::products::product_sheet::ProductSheet;
use crate::products::product_table::{NAMES, ProductTable};
use crate::words::catalog as w;

fn question(address: Address) -> String {
    query_of(&[
        ("query", address.get("query")),
        ("category_id", address.get("category")),
        ("active", address.get("active")),
        ("sort", address.get("sort")),
        ("cursor", address.get("cursor")),
    ])
}

fn sort_choices() -> Vec<Choice> {
    let code = |sort| match sort {
        ProductSort::Name => "",
        ProductSort::PriceUp => "price_up",
        ProductSort::PriceDown => "price_down",
        ProductSort::Changed => "changed",
    };
    [
        ProductSort::Name,
        ProductSort::PriceUp,
        ProductSort::PriceDown,
        ProductSort::Changed,
    ]
    .map(|sort| (code(sort).to_owned(), w::sort_word(sort).to_owned()))
    .to_vec()
}

/// The list with search as you type; a product opens at the side.
#[component]
pub fn ProductsPage() -> impl IntoView {
    let address = use_address();
    let list: Load<Page<Product>> = load(move || Some(format!("/products{}", question(address))));
    let categories: Load<Vec<Category>> = load(|| Some("/categories".to_owned()));
    let open = Memo::new(move |_| address.get("open"));
    let category_choices = Signal::derive(move || {
        let categories = categories.value.get().unwrap_or_default().into_iter();
        std::iter::once((String::new(), w::all_categories().to_owned()))
            .chain(
                categories.map(|category| (category.category_id.to_string(), category.input.name)),
            )
            .collect::<Vec<_>>()
    });
    let states = vec![
        (String::new(), w::on_and_off().to_owned()),
        ("true".to_owned(), w::on_sale().to_owned()),
        ("false".to_owned(), w::not_on_sale().to_owned()),
    ];
    view! {
        <PageHead title=w::products() note=in_all(list)>
            <LinkButton
                href=Signal::derive(move || address.room("/products/categories"))
                word=w::categories()
                icon=icondata::LuTags
            />
            <LinkButton
                href=Signal::derive(move || address.room("/products/import"))
                word=w::from_file()
                icon=icondata::LuFileUp
                test_id="to-import"
            />
            <Button
                word=w::new_product()
                icon=icondata::LuPlus
                weight=Weight::Main
                test_id="product-new"
                on_press=move || address.set(&[("open", Some("new"))])
            />
        </PageHead>
        <FilterBar hint=w::search_products() test_id="product-search" names=NAMES>
            <FilterSelect label=w::category() name="category" choices=category_choices test_id="product-category" />
            <FilterSelect label=w::on_sale() name="active" choices=states />
            <FilterSelect label=w::changed() name="sort" choices=sort_choices() test_id="product-sort" />
        </FilterBar>
        <Pages list=list draw=|rows| view! { <ProductTable rows=rows /> } />
        {move || {
            open.get()
                .map(|id| {
                    view! {
                        <ProductSheet
                            id=id
                            categories=categories
                            on_saved=move || {
                                list.again();
                                categories.again();
                            }
                        />
                    }
                })
        }}
    }
}
