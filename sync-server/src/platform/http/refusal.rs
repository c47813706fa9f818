use axum::http::StatusCode;
use bezmen_domain::locale::Locale;

use super::ApiError;

/// A known reason to say no: its stable code and what to tell a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refusal {
    /// HTTP status.
    pub status: StatusCode,
    /// Stable code in capitals.
    pub code: &'static str,
    /// The sentence in Russian; `{}` stands for what it is about.
    pub ru: &'static str,
    /// The sentence in English; `{}` stands for what it is about.
    pub en: &'static str,
}

impl Refusal {
    /// Makes a refusal.
    pub const fn new(
        status: StatusCode,
        code: &'static str,
        ru: &'static str,
        en: &'static str,
    ) -> Self {
        Self {
            status,
            code,
            ru,
            en,
        }
    }

    /// The sentence for one language with what it is about: each `{}` is the next of `subjects`, or the last of them again.
    pub fn sentence(&self, locale: Locale, subjects: &[String]) -> String {
        let mut parts = locale.pick(self.ru, self.en).split("{}");
        let mut sentence = parts.next().unwrap_or_default().to_owned();
        for (place, part) in parts.enumerate() {
            if let Some(subject) = subjects.get(place).or(subjects.last()) {
                sentence.push_str(subject);
            }
            sentence.push_str(part);
        }
        sentence
    }

    /// Turns it into an error about something: a barcode, a name.
    pub fn about(self, subject: impl ToString) -> ApiError {
        ApiError::refused(self, subject.to_string())
    }

    /// Turns it into an error about several things, in the order of the sentence.
    pub fn about_each<const COUNT: usize>(self, subjects: [String; COUNT]) -> ApiError {
        ApiError::refused_about(self, subjects.into())
    }
}
