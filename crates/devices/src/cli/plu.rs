//! `plu`: products to label-printing scales, as a check, a send or a file.

use std::io;
use std::net::ToSocketAddrs;

use bezmen_domain::locale::Locale;
use serde_json::{Value, json};

use crate::plu::{
    NetworkScale, PluFormat, PluPlan, PluRow, ScaleFacts, SendLimits, SendOptions, plan, send,
};
use crate::simulate::UnknownFault;
use crate::simulate::plu::{PluFault, SimulatedLabelScale};
use crate::transport::PortAddress;

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

/// Sends the rows that fit: what [`plu_check`] answers, with `report` (each row's fate), `whole` (whether every row of the
/// list is on the scale now) and `words`.
#[must_use]
pub fn plu_send(
    rows: &[PluRow],
    scale: NetworkScale,
    options: &SendOptions,
    address: &PortAddress,
    limits: &SendLimits,
    locale: Locale,
) -> Value {
    let plan = plan(rows, &scale.facts());
    let report = send(&plan, scale, options, address, limits, |_| {});
    let mut answer = summary(&plan, locale);
    if let Some(fields) = answer.as_object_mut() {
        let whole = report.is_whole() && plan.refused.is_empty();
        fields.insert("whole".to_owned(), json!(whole));
        fields.insert("words".to_owned(), json!(report.words(locale)));
        fields.insert("report".to_owned(), json!(report));
    }
    answer
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
) -> Result<Option<Value>, UnknownFault> {
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
    fn a_list_is_sent_and_accounted_for() {
        let rows: Vec<PluRow> = serde_json::from_value(json!([
            { "plu": 1, "name": "Сыр", "price": 45_000, "prefix": 21, "code": 1 },
            { "plu": 2, "name": "Икра", "price": 45_000_000, "prefix": 21, "code": 2 },
        ]))
        .unwrap();
        let kind = NetworkScale::CasLp;
        let scale = serve_label_scale(kind, "127.0.0.1:0").unwrap();
        let today = bezmen_domain::business_date::BusinessDate::from_days(20_000);
        let answer = plu_send(
            &rows,
            kind,
            &SendOptions::new(today),
            &scale.endpoint().parse().unwrap(),
            &SendLimits::USUAL,
            Locale::Ru,
        );
        assert_eq!(answer["report"]["written"], json!([1]));
        assert_eq!(answer["refused"][0]["plu"], 2);
        assert_eq!(answer["whole"], false);
        assert_eq!(answer["words"], "принято весами: 1 из 1");
        let list = tell_label_scale(&scale, "list").unwrap().unwrap();
        assert_eq!(list[0]["price_minor"], 45_000);
    }

    #[test]
    fn a_played_scale_tells_its_list_and_takes_faults() {
        let scale = serve_label_scale(NetworkScale::Digi, "127.0.0.1:0").unwrap();
        assert_eq!(tell_label_scale(&scale, "list"), Ok(Some(json!([]))));
        assert_eq!(tell_label_scale(&scale, "full 3"), Ok(None));
        assert!(tell_label_scale(&scale, "tired").is_err());
    }
}
