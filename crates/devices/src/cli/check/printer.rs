//! The test of a receipt printer and of the drawer behind it.

use std::time::Duration;

use bezmen_domain::locale::Locale;
use serde_json::{Value, json};

use super::{Tell, step};
use crate::printer::encode;
use crate::printer::interpret::Align;
use crate::printer::job::{JobWriter, Look};
use crate::printer::profile::PrinterProfile;
use crate::printer::status::{Condition, Paper};
use crate::transport::{Delivery, Limits, PortAddress, PrinterPort, TransportError};

/// How long a drawer may take to spring open.
const SPRING: Duration = Duration::from_millis(700);

/// Which parts of the test are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrinterParts {
    /// Prints a page with texts, codes and the printer's code tables, and cuts it off.
    pub page: bool,
    /// Opens the drawer.
    pub drawer: bool,
}

/// Asks a printer how it is, prints a page, opens the drawer. A printer that says nothing about itself is no fault; one that says
/// it cannot print is.
pub fn printer(
    address: &PortAddress,
    profile: &PrinterProfile,
    parts: PrinterParts,
    tell: Tell<'_>,
) -> bool {
    tell(&described(profile));
    let mut well = true;
    let port = PrinterPort::new(address.clone(), Limits::USUAL, profile.answers_status);
    match condition(&port) {
        Ok(condition) => {
            let prints = !cannot_print(&condition);
            well &= prints;
            let words = |locale: Locale| condition.words(locale).to_owned();
            let more = json!({ "answers": !condition.is_unknown(), "condition": condition });
            tell(&step("status", prints, words, more));
        }
        Err(error) => {
            tell(&failed("status", &error));
            return false;
        }
    }
    if parts.page {
        well &= sent(&port, "page", &page(profile), tell);
        well &= sent(
            &port,
            "code_tables",
            &encode::code_table_test(profile),
            tell,
        );
    }
    if parts.drawer && profile.drawer.is_some() {
        well &= drawer(&port, profile, tell);
    }
    well
}

fn described(profile: &PrinterProfile) -> Value {
    let words = |locale: Locale| {
        let name = locale.pick("профиль", "profile");
        let columns = locale.pick("знаков в строке", "characters on a line");
        format!(
            "{name} {}, {columns}: {}",
            profile.name, profile.columns.font_a
        )
    };
    let more = json!({
        "profile": profile.name,
        "columns": profile.columns.font_a,
        "width_dots": profile.width_dots,
        "cutter": profile.cutter,
        "drawer": profile.drawer.is_some(),
        "answers_status": profile.answers_status,
    });
    step("profile", true, words, more)
}

fn cannot_print(condition: &Condition) -> bool {
    condition.cover_open == Some(true)
        || condition.cutter_error == Some(true)
        || condition.error == Some(true)
        || condition.paper == Some(Paper::End)
        || condition.online == Some(false)
}

fn failed(name: &str, error: &TransportError) -> Value {
    step(
        name,
        false,
        |locale| error.words(locale),
        json!({ "code": error.code() }),
    )
}

fn sent(port: &PrinterPort, name: &str, job: &[u8], tell: Tell<'_>) -> bool {
    let delivery = port.send(job);
    tell(&match &delivery {
        Ok(delivery) => step(
            name,
            true,
            |locale| delivered(*delivery, locale).to_owned(),
            json!({ "bytes": job.len(), "confirmed": *delivery == Delivery::Confirmed }),
        ),
        Err(error) => failed(name, error),
    });
    delivery.is_ok()
}

const fn delivered(delivery: Delivery, locale: Locale) -> &'static str {
    match delivery {
        Delivery::Confirmed => locale.pick(
            "принтер подтвердил, что всё напечатал",
            "the printer confirmed that it printed everything",
        ),
        Delivery::HandedOver => locale.pick(
            "всё отправлено; принтер печать не подтверждает, посмотрите на бумагу",
            "everything was sent; the printer does not confirm it, look at the paper",
        ),
    }
}

/// A page that shows letters, signs, looks and codes.
fn page(profile: &PrinterProfile) -> Vec<u8> {
    const LINES: [&str; 5] = [
        "Съешь же ещё этих мягких",
        "французских булок, да выпей чаю",
        "ЁЖ № 1 «Гала» — 1 234,50 ₽…",
        "The quick brown fox jumps over",
        "Grüße, crème brûlée, zażółć",
    ];
    let mut job = JobWriter::begin(profile, &LINES.join("\n"));
    job.line("BEZMEN", Look::Large, Align::Center);
    job.line(&profile.name, Look::Bold, Align::Center);
    for line in LINES {
        job.line(line, Look::Normal, Align::Left);
    }
    let columns = usize::from(profile.columns.font_a);
    let ruler: String = ('0'..='9').cycle().skip(1).take(columns).collect();
    job.line(&ruler, Look::Normal, Align::Left);
    job.line("right", Look::Normal, Align::Right);
    job.barcode("4006381333931");
    job.blank(1);
    job.qr("BEZMEN");
    job.blank(1);
    job.cut();
    job.finish()
}

fn drawer(port: &PrinterPort, profile: &PrinterProfile, tell: Tell<'_>) -> bool {
    let level = || condition(port).map(|now| now.drawer_pin3_high);
    let kicked = level().and_then(|before| {
        port.send_now(&encode::drawer_kick(profile))?;
        // The sensor tells that it moved, not what was sent.
        std::thread::sleep(SPRING);
        level().map(|after| (before, after))
    });
    tell(&match &kicked {
        Ok((before, after)) => step(
            "drawer",
            true,
            |locale| sensor_words(*before, *after, locale).to_owned(),
            json!({ "before": word(*before), "after": word(*after) }),
        ),
        Err(error) => failed("drawer", error),
    });
    kicked.is_ok()
}

const fn word(level: Option<bool>) -> Option<&'static str> {
    match level {
        Some(true) => Some("high"),
        Some(false) => Some("low"),
        None => None,
    }
}

/// What the levels of the drawer's sensor before and after the pulse mean.
#[must_use]
pub fn sensor_words(before: Option<bool>, after: Option<bool>, locale: Locale) -> &'static str {
    match (before, after) {
        (Some(false), Some(true)) => locale.pick(
            "ящик открылся; когда он открыт, датчик показывает высокий уровень",
            "the drawer opened; its sensor is high while it is open",
        ),
        (Some(true), Some(false)) => locale.pick(
            "ящик открылся; когда он открыт, датчик показывает низкий уровень",
            "the drawer opened; its sensor is low while it is open",
        ),
        (Some(_), Some(_)) => locale.pick(
            "импульс отправлен, датчик не изменился: ящик был открыт, не подключён или без датчика",
            "the pulse was sent and the sensor did not change: the drawer was open, is not connected, or has no sensor",
        ),
        (None, _) | (_, None) => locale.pick(
            "импульс отправлен; принтер о датчике не сообщает, посмотрите на ящик",
            "the pulse was sent; the printer does not tell its sensor, look at the drawer",
        ),
    }
}

/// What the printer says about itself; nothing of it when it never answers or its way leads in one direction only.
fn condition(port: &PrinterPort) -> Result<Condition, TransportError> {
    let mut condition = Condition::default();
    for answer in port.ask_status()? {
        condition.answered(&answer);
    }
    Ok(condition)
}
