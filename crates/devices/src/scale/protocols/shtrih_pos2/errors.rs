//! The errors that POS2 names.

use bezmen_domain::locale::Locale;

use crate::scale::reading::{Code, Observation, Obstacle, Refusal, RefusalReason, Status};

/// The command that asks for the weight.
const WEIGHT: u8 = 0x3a;

/// Whether the protocol has an error of this number.
pub(super) const fn is_known(code: u8) -> bool {
    error_words(code, Locale::En).is_some()
}

/// What an error says: a state of the scale when the weight was asked for, else a refusal.
pub(super) const fn read(command: u8, code: u8) -> Observation {
    let obstacle = match code {
        166 | 186 => Some(Obstacle::Fault),
        123 | 180 => Some(Obstacle::NotWeighing),
        _ => None,
    };
    if command == WEIGHT && code == 152 {
        return Observation::Status(Status {
            code: Some(Code::decimal(code as u16)),
            ..Status::MOVING
        });
    }
    if command == WEIGHT && obstacle.is_some() {
        return Observation::Status(Status {
            obstacle,
            code: Some(Code::decimal(code as u16)),
            ..Status::NOTHING
        });
    }
    let reason = match code {
        17 | 124 | 182..=185 => RefusalReason::Parameter,
        120 => RefusalReason::Unrecognized,
        121 => RefusalReason::Syntax,
        122 | 170 | 180 | 181 => RefusalReason::Locked,
        123 | 150..=152 | 167 => RefusalReason::Logical,
        166 | 186 => RefusalReason::Fault,
        _ => RefusalReason::Unexplained,
    };
    Observation::Refused(Refusal {
        reason,
        code: Some(Code::decimal(code as u16)),
    })
}

/// What an error means and what to do, for the technician; nothing for a number that the protocol does not have.
#[must_use]
pub const fn error_words(code: u8, locale: Locale) -> Option<&'static str> {
    let (russian, english) = match code {
        17 => (
            "неверная тара: задайте меньше",
            "wrong tare: set a smaller one",
        ),
        120 => (
            "весы не знают этой команды",
            "the scale does not know this command",
        ),
        121 => (
            "неверная длина команды: проверьте модель весов",
            "wrong length of the command: check the scale's model",
        ),
        122 => (
            "неверный пароль: задайте пароль весов в настройках",
            "wrong password: set the scale's password in the settings",
        ),
        123 => (
            "команда не работает в этом режиме: верните весы в режим взвешивания",
            "the command does not work in this mode: bring the scale back to weighing",
        ),
        124 => ("неверное значение параметра", "wrong value of a parameter"),
        150 => (
            "ноль не установлен: освободите весы и дождитесь покоя",
            "zero was not set: empty the scale and let it rest",
        ),
        151 => (
            "тара не установлена: дождитесь покоя",
            "the tare was not set: let the scale rest",
        ),
        152 => (
            "вес не зафиксирован: подождите",
            "the weight is not fixed: wait",
        ),
        166 => (
            "отказ памяти весов: вызовите мастера",
            "the scale's memory failed: call the service",
        ),
        167 => (
            "команда не работает через этот порт: подключите другой",
            "the command does not work over this port: use another one",
        ),
        170 => (
            "попытки ввода пароля исчерпаны: выключите и включите весы",
            "no more tries of the password: switch the scale off and on",
        ),
        180 => (
            "включён переключатель градуировки: выключите его",
            "the calibration switch is on: turn it off",
        ),
        181 => (
            "клавиатура весов заблокирована: разблокируйте её",
            "the scale's keys are locked: unlock them",
        ),
        182 => (
            "нельзя сменить тип канала",
            "the channel's type cannot be changed",
        ),
        183 => (
            "нельзя выключить этот канал",
            "this channel cannot be switched off",
        ),
        184 => (
            "с этим каналом ничего нельзя сделать: выберите другой",
            "nothing can be done with this channel: choose another one",
        ),
        185 => (
            "неверный номер канала: выберите другой",
            "wrong number of the channel: choose another one",
        ),
        186 => (
            "датчик веса не отвечает: вызовите мастера",
            "the weight sensor does not answer: call the service",
        ),
        _ => return None,
    };
    Some(locale.pick(russian, english))
}
