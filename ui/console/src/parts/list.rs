//! A list with a head that stays in sight.

use bezmen_kit::letter_tile::LetterTile;
use leptos::prelude::*;

use crate::address::use_address;

/// Rows under the heads of their columns; without rows, what is said instead.
#[component]
pub fn List<T, F, V>(
    /// What the rows are drawn from.
    rows: Vec<T>,
    /// Draws a row.
    row: F,
    /// What stands there when there are no rows.
    #[prop(into)]
    empty: ViewFn,
    /// The heads of the columns.
    children: Children,
) -> impl IntoView
where
    T: 'static,
    F: Fn(T) -> V,
    V: IntoView + 'static,
{
    if rows.is_empty() {
        return empty.run();
    }
    view! {
        <div class="cs-list">
            <table>
                <thead>
                    <tr>{children()}</tr>
                </thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The head of a column.
#[component]
pub fn Head(
    /// What stands in the column.
    #[prop(into)]
    word: String,
    /// Whether a phone has no room for the column.
    #[prop(optional)]
    wide: bool,
    /// Whether the column holds figures, which stand at the right.
    #[prop(optional)]
    right: bool,
) -> impl IntoView {
    view! {
        <th scope="col" class:cs-hide-narrow=wide class:cs-right=right>
            {word}
        </th>
    }
}

/// A row; while it stands at the side of the page, it is lit.
#[component]
pub fn ListRow(
    /// What the address calls it when it is open.
    #[prop(into, optional)]
    id: String,
    /// The name that tests find it by.
    test_id: &'static str,
    /// Its cells.
    children: Children,
) -> impl IntoView {
    let address = use_address();
    let chosen = move || !id.is_empty() && address.get("open").as_ref() == Some(&id);
    view! {
        <tr aria-selected=move || chosen().to_string() data-testid=test_id>
            {children()}
        </tr>
    }
}

/// The name in a row, which opens it: the whole row can be pressed.
#[component]
pub fn RowLink(
    /// What the address calls it when it is open.
    #[prop(into)]
    id: String,
    /// The name.
    #[prop(into)]
    name: String,
    /// Whether the name stays on one line.
    #[prop(optional)]
    whole: bool,
) -> impl IntoView {
    let address = use_address();
    let class = if whole {
        "cs-row-link whitespace-nowrap"
    } else {
        "cs-row-link cs-clip"
    };
    view! {
        <a class=class href=move || address.changed(&[("open", Some(&id))])>
            {name}
        </a>
    }
}

/// A cell that begins with the tile of what the row is about.
#[component]
pub fn TileCell(
    /// What the row is about.
    #[prop(into)]
    name: String,
    /// The colour of the tile; a quiet one when there is none.
    #[prop(into, default = QUIET.to_owned())]
    color: String,
    /// What stands beside the tile.
    children: Children,
) -> impl IntoView {
    view! {
        <td>
            <span class="cs-tile-cell flex items-center gap-3">
                <LetterTile name=name color=color />
                <span class="min-w-0">{children()}</span>
            </span>
        </td>
    }
}

/// The tile of a person: grey, because people have no colour of their own.
const QUIET: &str = "#55625b";
