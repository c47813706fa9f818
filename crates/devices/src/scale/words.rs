//! What a piece of a scale's line says, in words for the technician.

use bezmen_domain::locale::Locale;

use super::reading::{Observation, Obstacle, Reading, RefusalReason, Status, WeightUnit};
use super::said::{Junk, Said};

/// Says in one line what a piece says: `0.512 kg · steady · net`.
#[must_use]
pub fn of(said: &Result<Said, Junk>, locale: Locale) -> String {
    match said {
        Ok(Said::Observation(observation)) => of_observation(observation, locale),
        Ok(Said::Label(label)) => format!(
            "{} {} {}",
            locale.pick("код", "code"),
            label.symbology,
            label.text
        ),
        Ok(Said::Parameters(parameters)) => {
            let mut words = vec![locale.pick("о себе", "about itself").to_owned()];
            words.extend(parameters.model.clone());
            words.extend(parameters.exponent.map(|exponent| format!("10^{exponent}")));
            let tare = parameters
                .tare
                .map(|tare| format!("{} {tare}", locale.pick("тара", "tare")));
            words.extend(tare);
            words.extend(parameters.capacity.map(|capacity| format!("≤ {capacity}")));
            words.join(" · ")
        }
        Ok(Said::Control(byte)) => format!("{} {}", locale.pick("знак", "control"), control(*byte)),
        Ok(Said::Challenge(_)) => locale
            .pick(
                "весы требуют ключ изготовителя",
                "the scale wants the maker's key",
            )
            .to_owned(),
        Ok(Said::Probe) => locale
            .pick("ответ на опознание", "answer to the probe")
            .to_owned(),
        Ok(Said::Request) => locale
            .pick("вопрос кассы", "the till's question")
            .to_owned(),
        Err(junk) => of_junk(*junk, locale).to_owned(),
    }
}

/// Says in one line what was observed.
#[must_use]
pub fn of_observation(observation: &Observation, locale: Locale) -> String {
    match observation {
        Observation::Weight(reading) => of_reading(reading, locale),
        Observation::Status(status) => of_status(status, locale),
        Observation::Done => locale.pick("сделано", "done").to_owned(),
        Observation::Refused(refusal) => {
            let reason = of_refusal(refusal.reason, locale);
            match refusal.code {
                Some(code) => format!("{reason} ({code})"),
                None => reason.to_owned(),
            }
        }
    }
}

fn of_reading(reading: &Reading, locale: Locale) -> String {
    let unit = match reading.unit {
        WeightUnit::Gram => locale.pick("г", "g"),
        WeightUnit::Kilogram => locale.pick("кг", "kg"),
        WeightUnit::Pound => locale.pick("фунт", "lb"),
        WeightUnit::Ounce => locale.pick("унц.", "oz"),
        WeightUnit::Unknown => locale.pick("(единица не названа)", "(no unit named)"),
    };
    let mut words = vec![format!("{} {unit}", locale.number(&reading.shown()))];
    words.push(steadiness(reading.stable, locale).to_owned());
    if reading.net == Some(true) {
        words.push(locale.pick("нетто", "net").to_owned());
    }
    if reading.zero == Some(true) {
        words.push(locale.pick("ноль", "zero").to_owned());
    }
    let mut named = |name: &str, value: Option<super::decimal::Decimal>| {
        let number = |value: super::decimal::Decimal| locale.number(&value.to_string());
        words.extend(value.map(|value| format!("{name} {}", number(value))));
    };
    named(locale.pick("тара", "tare"), reading.tare);
    named(locale.pick("цена", "price"), reading.price);
    named(locale.pick("сумма", "total"), reading.total);
    words.join(" · ")
}

const fn steadiness(stable: Option<bool>, locale: Locale) -> &'static str {
    match stable {
        Some(true) => locale.pick("стоит", "steady"),
        Some(false) => locale.pick("движется", "moving"),
        None => locale.pick("стоит ли, не сказано", "steady or not is not said"),
    }
}

fn of_status(status: &Status, locale: Locale) -> String {
    let mut words = vec![locale.pick("веса нет", "no weight")];
    if let Some(obstacle) = status.obstacle {
        words.push(of_obstacle(obstacle, locale));
    }
    if status.stable == Some(false) {
        words.push(locale.pick("движется", "moving"));
    }
    if status.zero == Some(true) {
        words.push(locale.pick("ноль", "zero"));
    }
    if status.net == Some(true) {
        words.push(locale.pick("нетто", "net"));
    }
    if let Some(passed) = status.self_test {
        words.push(if passed {
            locale.pick("самопроверка пройдена", "self-test passed")
        } else {
            locale.pick("самопроверка не пройдена", "self-test failed")
        });
    }
    let words = words.join(" · ");
    match status.code {
        Some(code) => format!("{words} ({code})"),
        None => words,
    }
}

/// Names an obstacle.
#[must_use]
pub const fn of_obstacle(obstacle: Obstacle, locale: Locale) -> &'static str {
    match obstacle {
        Obstacle::Overload => locale.pick("перегруз", "overload"),
        Obstacle::Underload => locale.pick("недогруз", "underload"),
        Obstacle::Negative => locale.pick("меньше нуля", "below zero"),
        Obstacle::OutsideZeroRange => {
            locale.pick("ноль ушёл слишком далеко", "outside the range of zero")
        }
        Obstacle::NoZero => locale.pick("ноль не найден", "zero not found"),
        Obstacle::NotUnloaded => {
            locale.pick("освободите платформу", "the pan must be emptied first")
        }
        Obstacle::BelowMinimum => {
            locale.pick("меньше наименьшего веса", "less than the least weight")
        }
        Obstacle::Price => locale.pick("цена не подходит", "the price does not do"),
        Obstacle::NotWeighing => locale.pick("не взвешивают", "not weighing"),
        Obstacle::Fault => locale.pick("неисправность", "fault"),
    }
}

const fn of_refusal(reason: RefusalReason, locale: Locale) -> &'static str {
    match reason {
        RefusalReason::Unrecognized => {
            locale.pick("отказ: команда незнакома", "refused: unknown command")
        }
        RefusalReason::Syntax => locale.pick("отказ: команда с ошибкой", "refused: bad syntax"),
        RefusalReason::Transmission => locale.pick(
            "отказ: команда пришла с помехами",
            "refused: garbled command",
        ),
        RefusalReason::Logical => locale.pick("отказ: сейчас нельзя", "refused: not now"),
        RefusalReason::Parameter => locale.pick(
            "отказ: число не подходит",
            "refused: the number does not do",
        ),
        RefusalReason::Unexplained => {
            locale.pick("отказ: причина не названа", "refused: it does not say why")
        }
        RefusalReason::Locked => locale.pick(
            "отказ: нужен пароль или ключ изготовителя",
            "refused: a password or the maker's key is needed",
        ),
        RefusalReason::Fault => locale.pick("отказ: неисправность", "refused: a fault"),
    }
}

const fn of_junk(junk: Junk, locale: Locale) -> &'static str {
    match junk {
        Junk::Noise => locale.pick("непонятно", "not understood"),
        Junk::Checksum => locale.pick("контрольная сумма не сошлась", "the checksum is wrong"),
        Junk::Parity => locale.pick("чётность не сошлась", "the parity does not agree"),
        Junk::Malformed => locale.pick("так не бывает", "an impossible frame"),
        Junk::Incomplete => locale.pick("обрыв посреди кадра", "a frame that never ended"),
    }
}

fn control(byte: u8) -> String {
    match byte {
        0x05 => "ENQ".to_owned(),
        0x06 => "ACK".to_owned(),
        0x15 => "NAK".to_owned(),
        0x04 => "EOT".to_owned(),
        other => format!("{other:02X}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scale::reading::Code;

    #[test]
    fn a_weight_is_said_as_the_technician_sees_it() {
        let mut reading = Reading::plain(512, -3, WeightUnit::Kilogram, Some(true));
        reading.net = Some(true);
        let said = Ok(Said::weight(reading));
        assert_eq!(of(&said, Locale::Ru), "0,512 кг · стоит · нетто");
        assert_eq!(of(&said, Locale::En), "0.512 kg · steady · net");
        let bare = Ok(Said::weight(Reading::plain(
            5,
            0,
            WeightUnit::Unknown,
            None,
        )));
        assert_eq!(
            of(&bare, Locale::En),
            "5 (no unit named) · steady or not is not said"
        );
    }

    #[test]
    fn codes_are_written_as_in_the_manual_of_the_scale() {
        let fault = |code| {
            Observation::Status(Status {
                code: Some(code),
                ..Status::obstacle(Obstacle::Fault)
            })
        };
        let words = |code| of_observation(&fault(code), Locale::En);
        assert_eq!(words(Code::hexadecimal(0x17)), "no weight · fault (17)");
        assert_eq!(words(Code::hexadecimal(0x0a)), "no weight · fault (0A)");
        assert_eq!(words(Code::decimal(186)), "no weight · fault (186)");
        assert_eq!(words(Code::decimal(9)), "no weight · fault (09)");
    }

    #[test]
    fn a_status_is_said_to_be_no_weight() {
        let over = Ok(Said::Observation(Observation::Status(Status::obstacle(
            Obstacle::Overload,
        ))));
        assert_eq!(of(&over, Locale::Ru), "веса нет · перегруз");
        assert_eq!(
            of(&Err(Junk::Checksum), Locale::En),
            "the checksum is wrong"
        );
    }
}
