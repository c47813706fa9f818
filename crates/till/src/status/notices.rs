//! Notices in words.

use bezmen_contract::till::NoticeView;
use bezmen_domain::locale::Locale;
use serde_json::Value;

use crate::store::NoticeRecord;

/// Says notices in a language. A notice of another room brings its own text.
pub fn notice_views(notices: Vec<NoticeRecord>, locale: Locale) -> Vec<NoticeView> {
    notices
        .into_iter()
        .map(|notice| NoticeView {
            notice_id: notice.id,
            at_ms: notice.at_ms,
            text: text(&notice, locale),
        })
        .collect()
}

fn text(notice: &NoticeRecord, locale: Locale) -> String {
    let body: Value = serde_json::from_str(&notice.body).unwrap_or(Value::Null);
    let given = |name: &str| {
        body.get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    match notice.code.as_str() {
        "CLOCK_BACK" => locale
            .pick(
                "Часы компьютера переведены назад. Чеки идут временем последнего чека; проверьте дату и время.",
                "The clock of this computer went back. Receipts keep the time of the last one; check date and time.",
            )
            .to_owned(),
        "BACKUP_FAILED" => {
            let why = given("text");
            match locale {
                Locale::Ru => format!("Резервная копия не сделана. {why} Проверьте папку копий в настройках."),
                Locale::En => format!("The backup was not made. {why} Check the backup folder in the settings."),
            }
        }
        "CLOCK_SKEW" => clock_skew(
            body.get("skew_ms").and_then(Value::as_i64).unwrap_or(0),
            locale,
        ),
        code => {
            let said = given(locale.code());
            let said = if said.is_empty() { given("text") } else { said };
            if said.is_empty() { code.to_owned() } else { said }
        }
    }
}

/// The server's clock less this computer's: more than zero when this one is slow.
fn clock_skew(skew_ms: i64, locale: Locale) -> String {
    let minutes = (skew_ms.unsigned_abs() + 30_000) / 60_000;
    let (hours, rest) = (minutes / 60, minutes % 60);
    let by = match (locale, hours) {
        (Locale::Ru, 0) => format!("{rest} мин"),
        (Locale::En, 0) => format!("{rest} min"),
        (Locale::Ru, hours) => format!("{hours} ч {rest} мин"),
        (Locale::En, hours) => format!("{hours} h {rest} min"),
    };
    match (locale, skew_ms.is_positive()) {
        (Locale::Ru, true) => format!(
            "Часы этого компьютера отстают от часов сервера на {by}. Исправьте дату и время: они стоят в чеках."
        ),
        (Locale::Ru, false) => format!(
            "Часы этого компьютера спешат относительно часов сервера на {by}. Исправьте дату и время: они стоят в чеках."
        ),
        (Locale::En, true) => format!(
            "The clock of this computer is {by} behind the server's. Correct date and time: receipts carry them."
        ),
        (Locale::En, false) => format!(
            "The clock of this computer is {by} ahead of the server's. Correct date and time: receipts carry them."
        ),
    }
}
