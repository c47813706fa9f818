//! Per cents as people type them.

/// A rate above this is a typing error.
const MAX_BASIS_POINTS: u32 = 10_000;

/// Reads “20”, “8,25” or “8.25 %” as hundredths of a per cent.
pub fn basis_points(text: &str) -> Option<u32> {
    let text = text
        .trim()
        .trim_end_matches('%')
        .trim_end()
        .replace(',', ".");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || rest.len() > 2 || !digits(whole) || !digits(rest) {
        return None;
    }
    let whole: u32 = whole.parse().ok()?;
    let rest: u32 = format!("{rest:0<2}").parse().ok()?;
    whole
        .checked_mul(100)?
        .checked_add(rest)
        .filter(|points| *points <= MAX_BASIS_POINTS)
}

#[cfg(test)]
mod tests {
    use super::basis_points;

    #[test]
    fn per_cents_are_read_as_people_type_them() {
        assert_eq!(basis_points("20"), Some(2_000));
        assert_eq!(basis_points(" 8,25 % "), Some(825));
        assert_eq!(basis_points("8.5"), Some(850));
        assert_eq!(basis_points("0"), Some(0));
        for wrong in ["", "%", "-1", "8,255", "101", "двадцать", "99999999999"] {
            assert_eq!(basis_points(wrong), None, "{wrong}");
        }
    }
}
