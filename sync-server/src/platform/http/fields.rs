//! Fields as people type them, checked once at the edge.

use bezmen_domain::business_date::BusinessDate;

use super::{ApiError, refusals};

/// Longest name of anything: it must fit a receipt and a list.
const MAX_NAME_CHARS: usize = 200;

/// Longest free text, such as a footer of a receipt.
const MAX_TEXT_CHARS: usize = 1000;

/// Takes a name: one line of 1 to 200 characters, spaces around it dropped.
pub fn name(text: &str) -> Result<String, ApiError> {
    let name: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits =
        (1..=MAX_NAME_CHARS).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if fits {
        Ok(name)
    } else {
        Err(refusals::NAME_EMPTY.into())
    }
}

/// Takes a text that may be empty and may have several lines.
pub fn text(text: &str, field: &str) -> Result<String, ApiError> {
    let text = text.trim();
    if text.chars().count() <= MAX_TEXT_CHARS {
        Ok(text.to_owned())
    } else {
        Err(refusals::INVALID.about(field))
    }
}

/// Takes an e-mail: lower case, one `@` with something on both sides. Whether it exists only a letter could tell.
pub fn email(text: &str) -> Result<String, ApiError> {
    let email = text.trim().to_lowercase();
    let fits = email.len() <= 254
        && email.split_once('@').is_some_and(|(user, host)| {
            !user.is_empty()
                && host.split('.').count() > 1
                && host.split('.').all(|part| !part.is_empty())
                && !host.contains('@')
        })
        && !email.chars().any(|c| c.is_whitespace() || c.is_control());
    if fits {
        Ok(email)
    } else {
        Err(refusals::EMAIL_INVALID.into())
    }
}

/// Takes an offset from UTC that some place on earth has.
pub fn utc_offset(minutes: i32) -> Result<i32, ApiError> {
    if (-12 * 60..=14 * 60).contains(&minutes) {
        Ok(minutes)
    } else {
        Err(refusals::INVALID.about("utc_offset_minutes"))
    }
}

/// Takes a business day.
pub fn date(text: &str) -> Result<BusinessDate, ApiError> {
    text.parse().map_err(|_| refusals::BAD_DATE.about(text))
}

#[cfg(test)]
mod tests {
    use super::{email, name};

    #[test]
    fn names_lose_stray_spaces_and_must_say_something() {
        assert_eq!(name("  Хлеб   белый ").unwrap(), "Хлеб белый");
        assert!(name(" ").is_err());
        assert!(name(&"я".repeat(201)).is_err());
    }

    #[test]
    fn addresses_are_folded_and_checked() {
        assert_eq!(email(" Owner@Shop.Example ").unwrap(), "owner@shop.example");
        for wrong in [
            "", "owner", "@shop.ru", "a@b", "a b@c.ru", "a@b@c.ru", "a@.ru",
        ] {
            assert!(email(wrong).is_err(), "{wrong}");
        }
    }
}
