//! A product as it is being typed.

use bezmen_contract::console::products::{Product, ProductInput};
use bezmen_domain::money::{Money, format_number};
use bezmen_domain::quantity::Unit;
use bezmen_kit::look;
use leptos::prelude::*;

use crate::words;
use crate::words::catalog as w;

/// The longest name that the server takes.
const MAX_NAME_CHARS: usize = 200;

/// The fields of the form. They hold text, so that nothing typed is lost before it makes sense.
#[derive(Clone, Copy)]
pub struct ProductDraft {
    /// Name.
    pub name: RwSignal<String>,
    /// Price.
    pub price: RwSignal<String>,
    /// Article number.
    pub sku: RwSignal<String>,
    /// Barcodes that were added.
    pub barcodes: RwSignal<Vec<String>>,
    /// A barcode that is being typed.
    pub new_barcode: RwSignal<String>,
    /// Unit.
    pub unit: RwSignal<String>,
    /// Tax rate, or empty for the usual one.
    pub tax_rate: RwSignal<String>,
    /// Category, or empty.
    pub category: RwSignal<String>,
    /// Place on the quick keys.
    pub quick_key: RwSignal<String>,
    /// Whether it may be sold.
    pub active: RwSignal<bool>,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wrong {
    /// The name.
    pub name: String,
    /// The price.
    pub price: String,
    /// The barcode being typed.
    pub barcode: String,
    /// The place on the quick keys.
    pub quick_key: String,
}

impl ProductDraft {
    /// Begins with a product, or with nothing.
    pub fn new(product: Option<&Product>) -> Self {
        let draft = Self {
            name: RwSignal::default(),
            price: RwSignal::default(),
            sku: RwSignal::default(),
            barcodes: RwSignal::default(),
            new_barcode: RwSignal::default(),
            unit: RwSignal::new(Unit::Piece.code().to_owned()),
            tax_rate: RwSignal::default(),
            category: RwSignal::default(),
            quick_key: RwSignal::default(),
            active: RwSignal::new(true),
        };
        if let Some(product) = product {
            draft.take(product);
        }
        draft
    }

    /// Replaces what is typed by a product.
    pub fn take(self, product: &Product) {
        let card = &product.input;
        self.name.set(card.name.clone());
        self.price
            .set(format_number(card.price, look::currency(), look::locale()));
        self.sku.set(card.sku.clone());
        self.barcodes.set(card.barcodes.clone());
        self.new_barcode.set(String::new());
        self.unit.set(card.unit.code().to_owned());
        self.tax_rate.set(
            card.tax_rate_id
                .map(|id| id.to_string())
                .unwrap_or_default(),
        );
        self.category.set(
            card.category_id
                .map(|id| id.to_string())
                .unwrap_or_default(),
        );
        self.quick_key.set(
            card.quick_key
                .map(|place| place.to_string())
                .unwrap_or_default(),
        );
        self.active.set(card.active);
    }

    /// Reads the form, or says what is wrong, field by field. The revision is not the draft's to know.
    pub fn read(self) -> Result<ProductInput, Wrong> {
        let text = |field: RwSignal<String>| field.with(|text| text.trim().to_owned());
        let mut wrong = Wrong::default();
        let name = text(self.name);
        if name.is_empty() {
            words::required().clone_into(&mut wrong.name);
        } else if name.chars().count() > MAX_NAME_CHARS {
            w::name_long().clone_into(&mut wrong.name);
        }
        let price = Money::parse(&text(self.price), look::currency())
            .ok()
            .filter(|price| !price.is_negative());
        if price.is_none() {
            w::price_wrong().clone_into(&mut wrong.price);
        }
        if !text(self.new_barcode).is_empty() {
            w::wait_barcode().clone_into(&mut wrong.barcode);
        }
        let place = text(self.quick_key);
        let quick_key = if place.is_empty() {
            None
        } else {
            place.parse::<i32>().ok()
        };
        if quick_key.is_none() && !place.is_empty() {
            w::quick_key_wrong().clone_into(&mut wrong.quick_key);
        }
        match price {
            Some(price) if wrong == Wrong::default() => Ok(ProductInput {
                name,
                sku: text(self.sku),
                barcodes: self.barcodes.get(),
                unit: self
                    .unit
                    .with(|code| Unit::from_code(code))
                    .unwrap_or_default(),
                price,
                tax_rate_id: text(self.tax_rate).parse().ok(),
                category_id: text(self.category).parse().ok(),
                quick_key,
                active: self.active.get(),
                expected_revision: None,
            }),
            _ => Err(wrong),
        }
    }
}
