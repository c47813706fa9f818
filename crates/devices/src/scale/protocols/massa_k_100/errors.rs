//! The errors that protocol 100 names.

use bezmen_domain::locale::Locale;

use crate::scale::reading::{Code, Observation, Obstacle, Refusal, RefusalReason, Status};

/// An error code: a state of the scale, or a refusal.
pub(super) const fn read(code: u8) -> Observation {
    let obstacle = match code {
        0x08 => Obstacle::Overload,
        0x09 => Obstacle::NotWeighing,
        0x17 | 0x19 => Obstacle::Fault,
        0x18 => Obstacle::NoZero,
        0x07 | 0x10 | 0x11 => return refused(RefusalReason::Unrecognized, Some(code)),
        0x0a => return refused(RefusalReason::Parameter, Some(code)),
        0x0b => return refused(RefusalReason::Fault, Some(code)),
        0x15 => return refused(RefusalReason::Logical, Some(code)),
        _ => return refused(RefusalReason::Unexplained, Some(code)),
    };
    Observation::Status(Status {
        code: Some(Code::hexadecimal(code as u16)),
        ..Status::obstacle(obstacle)
    })
}

/// A refusal, with the code that was named.
pub(super) const fn refused(reason: RefusalReason, code: Option<u8>) -> Observation {
    Observation::Refused(Refusal {
        reason,
        code: match code {
            Some(code) => Some(Code::hexadecimal(code as u16)),
            None => None,
        },
    })
}

/// What an error means and what to do, for the technician; nothing for a number that the protocol does not have.
#[must_use]
pub const fn error_words(code: u8, locale: Locale) -> Option<&'static str> {
    let (russian, english) = match code {
        0x07 => (
            "весы не знают этой команды",
            "the scale does not know this command",
        ),
        0x08 => (
            "нагрузка больше наибольшей: снимите часть",
            "more than the scale can weigh: take something off",
        ),
        0x09 => (
            "весы не взвешивают: верните их в режим взвешивания",
            "the scale is not weighing: bring it back to weighing",
        ),
        0x0a => ("неверные данные команды", "wrong data with the command"),
        0x0b => (
            "весы не сохранили настройку: повторите",
            "the scale did not keep the setting: try again",
        ),
        0x10 => ("в этих весах нет Wi-Fi", "this scale has no Wi-Fi"),
        0x11 => ("в этих весах нет Ethernet", "this scale has no Ethernet"),
        0x15 => (
            "ноль не установлен: освободите весы и дождитесь покоя",
            "zero was not set: empty the scale and let it rest",
        ),
        0x17 => (
            "нет связи с весовым модулем: вызовите мастера",
            "no connection to the weighing module: call the service",
        ),
        0x18 => (
            "при включении на весах был груз: освободите и включите снова",
            "there was a load when it was switched on: empty it and switch it on again",
        ),
        0x19 => (
            "весы неисправны: вызовите мастера",
            "the scale is faulty: call the service",
        ),
        _ => return None,
    };
    Some(locale.pick(russian, english))
}
