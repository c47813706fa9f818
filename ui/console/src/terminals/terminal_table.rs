//! The list of tills.

use bezmen_contract::console::terminals::Terminal;
use leptos::prelude::*;

use crate::address::use_address;
use crate::moments;
use crate::parts::link_button::LinkButton;
use crate::parts::list::{Head, List, ListRow, RowLink};
use crate::parts::nothing::Nothing;
use crate::terminals::health::HealthChip;
use crate::words;
use crate::words::terminals as w;

/// The parts of the address that narrow the list.
pub const NAMES: &[&str] = &["state"];

/// The tills.
#[component]
pub fn TerminalTable(
    /// The tills.
    rows: Vec<Terminal>,
) -> impl IntoView {
    let address = use_address();
    let pair = move || {
        view! {
            <LinkButton
                href=Signal::derive(move || address.room("/terminals/pair"))
                word=w::pair()
                icon=icondata::LuPlus
                main=true
            />
        }
    };
    view! {
        <List
            rows=rows
            row=|row| view! { <Row row=row /> }
            empty=move || {
                view! {
                    <Nothing
                        names=NAMES
                        icon=icondata::LuMonitor
                        title=w::no_terminals()
                        hint=w::no_terminals_hint()
                        action=pair
                    />
                }
            }
        >
            <Head word=w::terminal() />
            <Head word=w::health() />
            <Head word=w::last_seen() wide=true />
            <Head word=w::series() wide=true />
            <Head word=w::received() wide=true right=true />
            <Head word=w::version() wide=true />
        </List>
    }
}

/// A till of the list.
#[component]
fn Row(
    /// The till.
    row: Terminal,
) -> impl IntoView {
    let id = row.terminal_id.to_string();
    let seen = row
        .last_seen_ms
        .map_or_else(|| w::never().to_owned(), moments::ago);
    view! {
        <ListRow id=id.clone() test_id="terminal-row">
            <td>
                <RowLink id=id name=row.name.clone() />
                <span class="cs-sub">{row.store.clone()}</span>
                <span class="cs-sub cs-hide-wide">{seen.clone()}</span>
            </td>
            <td><HealthChip till=row.clone() /></td>
            <td class="cs-hide-narrow whitespace-nowrap">{seen}</td>
            <td class="cs-hide-narrow">{row.series}</td>
            <td class="cs-hide-narrow cs-right">{words::number(row.received_ops)}</td>
            <td class="cs-hide-narrow">{row.app_version}</td>
        </ListRow>
    }
}
