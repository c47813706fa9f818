//! Makes a fresh till one of the shop's: the way a person does it, by the code that the till shows.

use super::Shop;
use crate::loopback::Peer;
use crate::progress::say;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::thread;
use std::time::{Duration, Instant};

/// How long the first sync of the demo's few hundred products may take.
const FILLED_WITHIN: Duration = Duration::from_secs(60);

/// How long a till of an earlier run may take to be level with the server.
const LEVEL_WITHIN: Duration = Duration::from_secs(60);

/// Pairs the till when it is not or knows the server elsewhere, tells it its printer and its scale, and waits until it has the
/// products and is level with the server.
pub fn join(till_url: &str, server: &Peer, shop: &Shop, printer: &str, scale: &str) -> Result<()> {
    let till = till_peer(till_url)?;
    let home = format!("http://{}", server.address);
    if call(&till, "status", &json!({}))?["paired"] != json!(true) {
        pair(&till, server, shop)?;
    } else if server_of(&till)? != home {
        say(&format!(
            "the till is told that its server is at {home} now"
        ));
        sign_in(&till, shop)?;
        pair(&till, server, shop)?;
    }
    if touch(&till)? == Touch::Refused {
        say("the server does not take this till any more; it is paired anew");
        pair(&till, server, shop)?;
    }
    let products = wait_for(
        FILLED_WITHIN,
        "the till got no products from the server",
        || {
            let status = call(&till, "status", &json!({}))?;
            Ok(status["products"]
                .as_u64()
                .filter(|count| *count >= shop.products))
        },
    )?;
    say(&format!("the till holds {products} products"));
    connect(&till, shop, printer, scale)?;
    wait_for_touch(till_url)
}

/// Waits until the till is level with its server; otherwise says what the till says about it.
pub fn wait_for_touch(till_url: &str) -> Result<()> {
    match touch(&till_peer(till_url)?)? {
        Touch::Level => Ok(()),
        Touch::Refused => bail!("the server does not take this till any more"),
    }
}

/// The port on this machine where a paired till looks for its server.
pub fn port_of_server(till_url: &str) -> Result<Option<u16>> {
    let address = server_of(&till_peer(till_url)?)?;
    Ok(address
        .strip_prefix("http://127.0.0.1:")
        .and_then(|port| port.trim_end_matches('/').parse().ok()))
}

/// What came of the till's talk with its server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Touch {
    /// The server has everything, and so has the till.
    Level,
    /// The till was disconnected in the console, or the server does not know it.
    Refused,
}

fn touch(till: &Peer) -> Result<Touch> {
    let mut last = call(till, "sync_now", &json!({}))?;
    let came = wait_for(LEVEL_WITHIN, "it was not level", || {
        last = call(till, "get_sync_status", &json!({}))?;
        Ok(match last["lamp"]["state"].as_str() {
            Some("level") => Some(Touch::Level),
            Some("revoked" | "forgotten") => Some(Touch::Refused),
            _ => None,
        })
    });
    came.with_context(|| {
        format!(
            "the till is not in touch with its server at {}; it says: {} {}",
            last["server_url"].as_str().unwrap_or_default(),
            last["lamp"]["state"].as_str().unwrap_or_default(),
            last["last_error"].as_str().unwrap_or_default(),
        )
    })
}

/// Where the till looks for its server; empty when it is not paired.
fn server_of(till: &Peer) -> Result<String> {
    let status = call(till, "get_sync_status", &json!({}))?;
    let address = status["server_url"]
        .as_str()
        .context("the till does not say where its server is")?;
    Ok(address.to_owned())
}

/// Tells the till its printer and its scale, as the owner does it.
fn connect(till: &Peer, shop: &Shop, printer: &str, scale: &str) -> Result<()> {
    sign_in(till, shop)?;
    let mut settings = call(till, "get_settings", &json!({}))?;
    settings["printer"] = json!({ "address": { "kind": "tcp", "address": printer }, "profile": "virtual", "drawer": true });
    settings["scale"] = json!({ "address": format!("tcp://{scale}"), "protocol": "mt_sics" });
    call(till, "save_settings", &json!({ "settings": settings }))?;
    call(till, "sign_out", &json!({}))?;
    Ok(())
}

/// Signs the owner in at the till.
fn sign_in(till: &Peer, shop: &Shop) -> Result<()> {
    let owner = shop
        .people
        .iter()
        .find(|person| person.role == "owner")
        .context("the demo shop has no owner")?;
    let staff = call(till, "list_staff", &json!({}))?;
    let tile = staff
        .as_array()
        .into_iter()
        .flatten()
        .find(|tile| tile["name"] == json!(owner.name));
    let id = &tile.context("the owner is not among the till's staff")?["person_id"];
    call(
        till,
        "sign_in",
        &json!({ "person_id": id, "pin": owner.pin }),
    )
    .context("the owner cannot sign in at the till with the demo's PIN")?;
    Ok(())
}

fn pair(till: &Peer, server: &Peer, shop: &Shop) -> Result<()> {
    let place = shop
        .terminals
        .first()
        .context("the demo shop has no till")?;
    let store = shop
        .stores
        .iter()
        .find(|store| store.name == place.store)
        .context("the till's store is not in the list")?;
    let session = server.post(
        "/api/v1/session",
        &json!({ "email": shop.owner.email, "password": shop.owner.password }),
    )?;
    let token = session["token"]
        .as_str()
        .context("the session has no token")?;
    let owner = Peer {
        header: Some(("authorization".to_owned(), format!("Bearer {token}"))),
        ..server.clone()
    };

    let server_url = format!("http://{}", server.address);
    let shown = call(
        till,
        "start_pairing",
        &json!({ "server_url": server_url, "device_name": place.name }),
    )?;
    let confirm = json!({
        "user_code": shown["user_code"], "store_id": store.store_id, "name": place.name, "replaces": place.terminal_id,
    });
    owner.post("/api/v1/terminals/pair", &confirm)?;
    wait_for(
        FILLED_WITHIN,
        "the till did not learn that it was confirmed",
        || {
            let pairing = call(till, "poll_pairing", &json!({}))?;
            match pairing["state"].as_str() {
                Some("paired") => Ok(Some(())),
                Some(over @ ("expired" | "denied")) => bail!(
                    "the pairing is {over}: {}",
                    pairing["hint"].as_str().unwrap_or_default()
                ),
                _ => Ok(None),
            }
        },
    )?;
    say(&format!("paired as {}, {}", place.name, place.store));
    Ok(())
}

/// Reads `http://127.0.0.1:PORT/?token=TOKEN`.
fn till_peer(url: &str) -> Result<Peer> {
    let parts = url
        .strip_prefix("http://")
        .and_then(|rest| rest.split_once("/?token="));
    let (address, token) =
        parts.with_context(|| format!("the till's address has no token: {url}"))?;
    Ok(Peer {
        address: address.to_owned(),
        header: Some(("x-bezmen-token".to_owned(), token.to_owned())),
    })
}

fn call(till: &Peer, name: &str, arguments: &Value) -> Result<Value> {
    till.post(&format!("/call/{name}"), arguments)
}

fn wait_for<T>(
    within: Duration,
    otherwise: &'static str,
    mut look: impl FnMut() -> Result<Option<T>>,
) -> Result<T> {
    let last = Instant::now() + within;
    loop {
        if let Some(found) = look()? {
            return Ok(found);
        }
        if Instant::now() > last {
            bail!("{otherwise} within {} s", within.as_secs());
        }
        thread::sleep(Duration::from_millis(200));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_taken_out_of_the_address() {
        let peer = till_peer("http://127.0.0.1:4000/?token=ab12").unwrap();
        assert_eq!(
            (peer.address.as_str(), peer.header),
            (
                "127.0.0.1:4000",
                Some(("x-bezmen-token".into(), "ab12".into()))
            )
        );
        assert!(till_peer("http://127.0.0.1:4000/").is_err());
    }
}
