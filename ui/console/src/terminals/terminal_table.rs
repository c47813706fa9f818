//! The list of tills.

use bezmen_contract::console::terminals::Terminal;
use leptos::prelude::*;

use crate::address::use_address;
use crate::moments;
use crate::parts::empty::Empty;
use crate::parts::link_button::LinkButton;
use crate::terminals::health::HealthChip;
use crate::words;
use crate::words::terminals as w;

/// The tills.
#[component]
pub fn TerminalTable(
    /// The tills.
    rows: Vec<Terminal>,
) -> impl IntoView {
    let address = use_address();
    if rows.is_empty() {
        return view! {
            <Empty icon=icondata::LuMonitor title=w::no_terminals() hint=w::no_terminals_hint()>
                <LinkButton
                    href=Signal::derive(move || address.room("/terminals/pair"))
                    word=w::pair()
                    icon=icondata::LuPlus
                    main=true
                />
            </Empty>
        }
        .into_any();
    }
    view! {
        <div class="cs-list">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{w::terminal()}</th>
                        <th scope="col">{w::health()}</th>
                        <th scope="col" class="cs-hide-narrow">{w::last_seen()}</th>
                        <th scope="col" class="cs-hide-narrow">{w::series()}</th>
                        <th scope="col" class="cs-hide-narrow cs-right">{w::received()}</th>
                        <th scope="col" class="cs-hide-narrow">{w::version()}</th>
                    </tr>
                </thead>
                <tbody>{rows.into_iter().map(|row| view! { <Row row=row /> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// A till of the list.
#[component]
fn Row(
    /// The till.
    row: Terminal,
) -> impl IntoView {
    let address = use_address();
    let id = row.terminal_id.to_string();
    let seen = row
        .last_seen_ms
        .map_or_else(|| w::never().to_owned(), moments::ago);
    view! {
        <tr data-testid="terminal-row">
            <td>
                <a class="cs-row-link" href=move || address.changed(&[("open", Some(&id))])>{row.name.clone()}</a>
                <span class="cs-sub">{row.store.clone()}</span>
                <span class="cs-sub cs-hide-wide">{seen.clone()}</span>
            </td>
            <td><HealthChip till=row.clone() /></td>
            <td class="cs-hide-narrow whitespace-nowrap">{seen}</td>
            <td class="cs-hide-narrow">{row.series}</td>
            <td class="cs-hide-narrow cs-right">{words::number(row.received_ops)}</td>
            <td class="cs-hide-narrow">{row.app_version}</td>
        </tr>
    }
}
