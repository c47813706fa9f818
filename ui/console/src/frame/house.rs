//! The rooms behind their addresses.

use leptos::prelude::*;
use leptos_router::components::{Redirect, Route, Routes};
use leptos_router::path;

use crate::company::company_page::CompanyPage;
use crate::customers::customers_page::CustomersPage;
use crate::frame::nav::Nav;
use crate::frame::not_found::NotFound;
use crate::frame::rooms::Room;
use crate::frame::top_bar::TopBar;
use crate::imports::import_page::ImportPage;
use crate::parts::empty::Empty;
use crate::parts::failure_note::FailureNote;
use crate::people::people_page::PeoplePage;
use crate::products::categories_page::CategoriesPage;
use crate::products::products_page::ProductsPage;
use crate::receipts::receipts_page::ReceiptsPage;
use crate::shifts::shifts_page::ShiftsPage;
use crate::terminals::pair_page::PairPage;
use crate::terminals::terminals_page::TerminalsPage;
use crate::today::today_page::TodayPage;
use crate::words::frame as w;
use crate::{session, words};

/// Everything that somebody who is signed in sees.
#[component]
pub fn House() -> impl IntoView {
    view! {
        <a class="cs-skip" href="#main" rel="external">{w::skip()}</a>
        <div class="cs-frame">
            <Nav />
            <TopBar />
            <main class="cs-main" id="main" tabindex="-1">
                <div class="mb-4 empty:hidden">
                    <FailureNote failure=Signal::derive(session::still_in) retry=Callback::new(|()| session::sign_out()) />
                </div>
                <Routes fallback=NotFound>
                    <Route path=path!("/") view=FirstRoom />
                    <Route path=path!("/sign-in") view=FirstRoom />
                    <Route path=path!("/register") view=FirstRoom />
                    <Route path=path!("/today") view=|| guarded(Room::Today, TodayPage) />
                    <Route path=path!("/receipts") view=|| guarded(Room::Receipts, ReceiptsPage) />
                    <Route path=path!("/shifts") view=|| guarded(Room::Shifts, ShiftsPage) />
                    <Route path=path!("/products") view=|| guarded(Room::Products, ProductsPage) />
                    <Route path=path!("/products/categories") view=|| guarded(Room::Products, CategoriesPage) />
                    <Route path=path!("/products/import") view=|| guarded(Room::Products, ImportPage) />
                    <Route path=path!("/people") view=|| guarded(Room::People, PeoplePage) />
                    <Route path=path!("/customers") view=|| guarded(Room::Customers, CustomersPage) />
                    <Route path=path!("/terminals") view=|| guarded(Room::Terminals, TerminalsPage) />
                    <Route path=path!("/terminals/pair") view=|| guarded(Room::Terminals, PairPage) />
                    <Route path=path!("/company") view=|| guarded(Room::Company, CompanyPage) />
                </Routes>
            </main>
        </div>
    }
}

/// Leads to the first room that is open.
#[component]
fn FirstRoom() -> impl IntoView {
    let first = Room::ALL
        .into_iter()
        .find(|room| room.is_open())
        .unwrap_or(Room::Today);
    view! { <Redirect path=first.path() /> }
}

fn guarded<V: IntoView + 'static>(
    room: Room,
    page: impl Fn() -> V + Send + Sync + 'static,
) -> AnyView {
    let open = Memo::new(move |_| room.is_open());
    view! {
        {move || {
            if open.get() {
                page().into_any()
            } else {
                view! { <Empty icon=icondata::LuLock title=room.word() hint=words::no_access() /> }.into_any()
            }
        }}
    }
    .into_any()
}
