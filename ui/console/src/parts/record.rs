//! Something that is kept on the server and changed by revision.

use std::fmt::Display;
use std::future::Future;

use bezmen_contract::failure::Failure;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::parts::form::Checks;
use crate::parts::saving::Saving;
use crate::{api, words};

/// Has an id and a revision; a change made on an older revision is refused.
pub trait Record: DeserializeOwned + Clone + Send + Sync + 'static {
    /// What it is called by.
    type Id: Copy + PartialEq + Display + Send + Sync + 'static;
    /// What a change says.
    type Input: Serialize + 'static;

    /// Where all of them are.
    const PATH: &'static str;

    /// What it is called by.
    fn id(&self) -> Self::Id;

    /// Which revision it is.
    fn revision(&self) -> u64;

    /// Asks for its newest state. Most have no address of their own and are picked from the list.
    fn newest(id: Self::Id) -> impl Future<Output = Result<Self, Failure>> + 'static {
        async move {
            let list = api::get::<Vec<Self>>(Self::PATH).await?;
            list.into_iter()
                .find(|one| one.id() == id)
                .ok_or_else(|| Failure::new("NOT_FOUND", words::gone()))
        }
    }
}

/// A record as it is being made or changed.
pub struct Edit<R: Record> {
    /// Which one, unless it is new.
    pub id: Option<R::Id>,
    /// The revision that the form is based on.
    pub revision: RwSignal<Option<u64>>,
    /// The form on its way.
    pub saving: Saving,
    /// What is wrong with the fields.
    pub checks: Checks,
}

impl<R: Record> Clone for Edit<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: Record> Copy for Edit<R> {}

impl<R: Record> Edit<R> {
    /// Begins with a record, or with a new one.
    pub fn begin(record: Option<&R>) -> Self {
        Self {
            id: record.map(Record::id),
            revision: RwSignal::new(record.map(Record::revision)),
            saving: Saving::new(),
            checks: Checks::new(),
        }
    }

    /// Tells whether it is yet to be made.
    pub fn is_new(self) -> bool {
        self.id.is_none()
    }

    /// Makes or changes it, and goes on when the server took it.
    pub fn send(self, input: R::Input, then: impl FnOnce(R) + 'static) {
        let call = async move {
            match self.id {
                Some(id) => api::put::<_, R>(&format!("{}/{id}", R::PATH), &input).await,
                None => api::post::<_, R>(R::PATH, &input).await,
            }
        };
        self.saving.send(call, then);
    }
}
