//! `plu`: products to label-printing scales, as a check, a send or a file.

use std::io;
use std::net::ToSocketAddrs;

use bezmen_domain::locale::Locale;
use serde_json::{Value, json};

use crate::plu::{NetworkScale, PluFormat, PluPlan, PluRow, ScaleFacts, plan};
use crate::simulate::plu::{PluFault, SimulatedLabelScale, UnknownPluFault};

/// The scales and files there are, each with what it can hold and how sure that is: `{name, kind, sureness, sureness_words,
/// source, …}`, `kind` being `network` or `file`.
pub fn plu_targets(locale: Locale) -> impl Iterator<Item = Value> {
    let described = move |kind: &str, facts: ScaleFacts| {
        let mut value = json!(facts);
        if let Some(fields) = value.as_object_mut() {
            fields.insert("kind".to_owned(), json!(kind));
            fields.insert(
                "sureness_words".to_owned(),
                json!(facts.sureness.words(locale)),
            );
        }
        value
    };
    let network = NetworkScale::ALL.map(|scale| ("network", scale.facts()));
    let files = PluFormat::ALL.map(|format| ("file", format.facts()));
    network
        .into_iter()
        .chain(files)
        .map(move |(kind, facts)| described(kind, facts))
}

/// Checks rows: `{ready, shortened: [{place, plu, name}], refused: [{place, plu, problems, words}]}`, `ready` being how many
/// fit.
#[must_use]
pub fn plu_check(rows: &[PluRow], facts: &ScaleFacts, locale: Locale) -> Value {
    summary(&plan(rows, facts), locale)
}

fn summary(plan: &PluPlan, locale: Locale) -> Value {
    let shortened = plan.ready.iter().filter(|ready| ready.shortened);
    let refused = plan.refused.iter().map(|row| {
        let words = row.problems.iter().map(|problem| problem.words(locale));
        json!({
            "place": row.place,
            "plu": row.plu,
            "problems": row.problems,
            "words": words.collect::<Vec<_>>(),
        })
    });
    json!({
        "ready": plan.ready.len(),
        "shortened": shortened
            .map(|ready| json!({ "place": ready.place, "plu": ready.row.plu, "name": ready.name }))
            .collect::<Vec<_>>(),
        "refused": refused.collect::<Vec<_>>(),
    })
}

/// Plays a label scale at a TCP address.
///
/// # Errors
/// The address cannot be listened at.
pub fn serve_label_scale(
    scale: NetworkScale,
    address: impl ToSocketAddrs,
) -> io::Result<SimulatedLabelScale> {
    SimulatedLabelScale::on_tcp(scale, address)
}

/// Does what a line says to a simulated label scale: a fault by its name. An empty line or `list` answers the products it
/// has, anything else nothing.
///
/// # Errors
/// Says which faults there are.
pub fn tell_label_scale(
    scale: &SimulatedLabelScale,
    line: &str,
) -> Result<Option<Value>, UnknownPluFault> {
    if matches!(line.trim(), "" | "list") {
        return Ok(Some(json!(scale.list())));
    }
    scale.set_fault(PluFault::from_name(line)?);
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_checked_from_json() {
        let rows: Vec<PluRow> = serde_json::from_value(json!([
            { "plu": 1, "name": "Сыр", "price": 45_000, "prefix": 21, "code": 1 },
            { "plu": 1, "name": "Сыр", "price": 0, "prefix": 21, "code": 1 },
        ]))
        .unwrap();
        let answer = plu_check(&rows, &NetworkScale::CasLp.facts(), Locale::Ru);
        assert_eq!(answer["ready"], 1);
        assert_eq!(answer["refused"][0]["place"], 2);
        assert_eq!(
            answer["refused"][0]["words"],
            json!([
                "нет цены",
                "такой же номер у строки 1: дайте одной из них другой"
            ])
        );
        let targets: Vec<Value> = plu_targets(Locale::En).collect();
        assert_eq!(
            targets.len(),
            NetworkScale::ALL.len() + PluFormat::ALL.len()
        );
        assert_eq!(targets[0]["sureness"], "open_source");
    }

    #[test]
    fn a_played_scale_tells_its_list_and_takes_faults() {
        let scale = serve_label_scale(NetworkScale::Digi, "127.0.0.1:0").unwrap();
        assert_eq!(tell_label_scale(&scale, "list"), Ok(Some(json!([]))));
        assert_eq!(tell_label_scale(&scale, "full 3"), Ok(None));
        assert!(tell_label_scale(&scale, "tired").is_err());
    }
}
