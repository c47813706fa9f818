use bezmen_contract::till::SyncStatusView;
use bezmen_kit::moment;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::words::{Health, seconds, t};

/// Clocks closer than this agree.
const CLOCKS_AGREE_MS: i64 = 5_000;

/// The figures of sync.
#[component]
pub fn SyncFacts(
    /// As the engine sees it.
    sync: SyncStatusView,
) -> impl IntoView {
    let desk = Desk::here();
    let fact = |name: Health, value: String| {
        view! {
            <div class="bz-pair">
                <span>{t(name)}</span>
                <span class="bz-figures break-all">{value}</span>
            </div>
        }
    };
    let contact = sync
        .last_contact_ms
        .map_or_else(|| t(Health::Never).to_owned(), moment::time_or_day);
    let products = desk.status.with_untracked(|status| status.products);
    let skew = sync
        .clock_skew_ms
        .filter(|skew| skew.abs() > CLOCKS_AGREE_MS);
    view! {
        <section class="bz-panel p-4" data-testid="sync-facts">
            <h2 class="bz-label pb-2">{t(Health::SyncTitle)}</h2>
            {fact(Health::Server, sync.server_url)}
            {fact(Health::LastContact, contact)}
            {sync.next_try_ms.map(|at| fact(Health::NextTry, moment::time(at)))}
            {fact(Health::OpsKept, sync.ops_total.to_string())}
            {fact(Health::OpsReceived, sync.ops_received.to_string())}
            {(sync.ops_parked > 0).then(|| fact(Health::OpsParked, sync.ops_parked.to_string()))}
            {fact(Health::LastNumber, format!("{}-{:06}", sync.series, sync.last_number))}
            {fact(Health::Products, products.to_string())}
            {fact(Health::Revision, format!("{} / {}", sync.tenant_revision, sync.store_revision))}
            {skew.map(|skew| {
                let name = if skew > 0 { Health::ClockAhead } else { Health::ClockBehind };
                fact(name, seconds(skew.unsigned_abs() / 1000))
            })}
        </section>
    }
}
