//! A quantity with its unit.

use bezmen_domain::quantity::{Quantity, Unit, format, format_number};
use leptos::prelude::*;

use crate::look;

/// Draws a quantity with tabular figures; pieces are drawn without their unit unless asked for.
#[component]
pub fn Measure(
    /// How much.
    #[prop(into)]
    value: Signal<Quantity>,
    /// Of what.
    unit: Unit,
    /// Whether pieces are called pieces, too.
    #[prop(optional)]
    full: bool,
) -> impl IntoView {
    view! {
        <span class="bz-figures">
            {move || match (unit, full) {
                (Unit::Piece, false) => format_number(value.get(), unit, look::locale()),
                _ => format(value.get(), unit, look::locale()),
            }}
        </span>
    }
}
