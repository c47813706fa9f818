//! The door of the import.

use leptos::prelude::*;

use crate::address::use_address;
use crate::imports::drop_zone::DropZone;
use crate::imports::job::Job;
use crate::imports::preview::Preview;
use crate::imports::upload::Upload;
use crate::parts::link_button::LinkButton;
use crate::parts::page_head::PageHead;
use crate::words::catalog as w;

/// A file, then its preview, then its progress. The running import is in the address, so a reload finds it again.
#[component]
pub fn ImportPage() -> impl IntoView {
    let address = use_address();
    let upload = Upload::new();
    let job = Memo::new(move |_| address.get("import"));
    view! {
        <PageHead title=w::import_title()>
            <LinkButton
                href=Signal::derive(move || address.room("/products"))
                word=w::to_products()
                icon=icondata::LuPackage
            />
        </PageHead>
        {move || match (job.get(), upload.preview.get()) {
            (Some(id), _) => {
                let another = move || {
                    upload.forget();
                    address.set(&[("import", None)]);
                };
                view! { <Job id=id on_another=another /> }.into_any()
            }
            (None, Some(file)) => {
                let started = move |id: String| address.set(&[("import", Some(&id))]);
                view! {
                    <Preview file=file upload=upload on_started=started on_another=move || upload.forget() />
                }
                    .into_any()
            }
            (None, None) => view! { <DropZone upload=upload /> }.into_any(),
        }}
    }
}
