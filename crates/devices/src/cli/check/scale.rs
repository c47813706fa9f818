//! The test of a scale.

use std::io;
use std::time::{Duration, Instant};

use bezmen_domain::quantity::{self, Unit};
use serde_json::{Value, json};

use super::{Tell, step};
use crate::scale::codec::ScaleCodec;
use crate::scale::poller::{LinkState, Poller, Snapshot};
use crate::scale::protocol::{ScaleOptions, ScaleProtocol};
use crate::scale::reading::Observation;
use crate::scale::said::Said;
use crate::scale::{describe, words};
use crate::transport::PortAddress;

/// Reads a scale for so long and tells how the link is, what the scale says, and whether that could be sold. It is well when the
/// scale answers and tells a weight; an empty or moving pan is no fault.
///
/// # Errors
/// The system gives no thread.
pub fn scale(
    address: &PortAddress,
    protocol: ScaleProtocol,
    options: &ScaleOptions,
    limit: Duration,
    tell: Tell<'_>,
) -> io::Result<bool> {
    let poller = Poller::start(address.clone(), ScaleCodec::new(protocol, options.clone()))?;
    let end = Instant::now() + limit;
    let mut last = poller.snapshot();
    let mut changes = 0_u32;
    loop {
        let left = end.saturating_duration_since(Instant::now());
        if left.is_zero() {
            break;
        }
        let next = poller.wait_change(last.version, left);
        changes += u32::from(next.version != last.version);
        last = next;
    }
    let now = poller.snapshot();
    let is_live = now.state == LinkState::Live;
    tell(&step(
        "link",
        is_live,
        |locale| now.state.words(locale).to_owned(),
        json!({ "state": now.state.code(), "address": address.to_string(), "changes": changes }),
    ));
    let is_weight = matches!(now.observation, Some(Observation::Weight(_)));
    tell(&reading(protocol, &now, is_weight));
    let sellable = now.sellable();
    tell(&step(
        "sale",
        sellable.is_ok(),
        |locale| match &sellable {
            Ok(weight) => format!(
                "{} {}",
                locale.pick("можно продать:", "may be sold:"),
                quantity::format(*weight, Unit::Kilogram, locale)
            ),
            Err(why) => why.words(locale),
        },
        json!({
            "kg": sellable.as_ref().ok().map(ToString::to_string),
            "code": sellable.as_ref().err().map(|why| why.code()),
        }),
    ));
    Ok(is_live && is_weight)
}

fn reading(protocol: ScaleProtocol, now: &Snapshot, is_weight: bool) -> Value {
    let Some(observation) = now.observation else {
        return step(
            "reading",
            false,
            |locale| {
                locale
                    .pick("показаний нет", "there is no reading")
                    .to_owned()
            },
            Value::Null,
        );
    };
    let mut more = describe::piece(protocol, &Ok(Said::Observation(observation)));
    if let Some(fields) = more.as_object_mut() {
        let age = u64::try_from(now.age.as_millis()).unwrap_or(u64::MAX);
        fields.insert("age_ms".to_owned(), json!(age));
    }
    step(
        "reading",
        is_weight,
        |locale| words::of_observation(&observation, locale),
        more,
    )
}
