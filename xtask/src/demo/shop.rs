//! What `bezmen-server demo seed` tells about the shop it has made.

use crate::run::run;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The demo company.
#[derive(Debug, Clone, Deserialize)]
pub struct Shop {
    /// Which, as the server's commands want it in `--tenant`.
    pub tenant_id: String,
    /// Its name.
    pub company: String,
    /// How the owner signs in to the console.
    pub owner: Owner,
    /// Everybody, with the PIN for the tills.
    pub people: Vec<Person>,
    /// The stores.
    pub stores: Vec<Store>,
    /// The tills; nobody works at the first one today.
    pub terminals: Vec<Till>,
    /// How many products there are.
    pub products: u64,
    /// How many receipts there are.
    pub receipts: u64,
}

/// A login.
#[derive(Debug, Clone, Deserialize)]
pub struct Owner {
    /// Address.
    pub email: String,
    /// Password.
    pub password: String,
}

/// Somebody with a PIN.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Their role, in snake case.
    pub role: String,
    /// What they type at a till.
    pub pin: String,
}

/// A store.
#[derive(Debug, Clone, Deserialize)]
pub struct Store {
    /// Which.
    pub store_id: String,
    /// Its name.
    pub name: String,
}

/// A till.
#[derive(Debug, Clone, Deserialize)]
pub struct Till {
    /// Which.
    pub terminal_id: String,
    /// Its name.
    pub name: String,
    /// The name of its store.
    pub store: String,
}

impl Shop {
    /// Makes the shop in the server's data folder, or reads what was made there before.
    pub fn seed(server: &Path, data: &Path) -> Result<Self> {
        let told = run(server)
            .args(["demo", "seed", "--data"])
            .arg(data)
            .text()
            .context("the demo shop could not be made")?;
        let json = told
            .find('{')
            .map(|start| &told[start..])
            .context("the server told nothing about the demo shop")?;
        serde_json::from_str(json).context(
            "what the server told about the demo shop is of another version; build both anew",
        )
    }
}
