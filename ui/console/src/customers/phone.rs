//! Phone numbers as people read them.

/// Writes a number of the Russian plan in groups, “+7 999 000-19-22”; any other stays as it is.
pub fn in_groups(phone: &str) -> String {
    let digits = phone
        .strip_prefix("+7")
        .filter(|rest| rest.len() == 10 && rest.bytes().all(|byte| byte.is_ascii_digit()));
    match digits {
        Some(digits) => format!(
            "+7 {} {}-{}-{}",
            &digits[..3],
            &digits[3..6],
            &digits[6..8],
            &digits[8..]
        ),
        None => phone.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::in_groups;

    #[test]
    fn a_russian_number_is_grouped_and_others_are_left_alone() {
        assert_eq!(in_groups("+79990001922"), "+7 999 000-19-22");
        assert_eq!(in_groups("+442071838750"), "+442071838750");
        assert_eq!(in_groups("+7999000192"), "+7999000192");
        assert_eq!(in_groups(""), "");
    }
}
