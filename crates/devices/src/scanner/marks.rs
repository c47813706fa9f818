//! Whether the separators (GS) of a GS1 code came through.

use bezmen_domain::barcode::marking::hides_tail;

/// The separator of fields of variable length.
pub const GS: char = '\u{1d}';

/// Fields whose length is known without a separator: the first two figures, and the length with them.
/// Source: GS1 General Specifications, figure 7.8.5-2 (predefined lengths).
const PREDEFINED: [(&str, usize); 22] = [
    ("00", 20),
    ("01", 16),
    ("02", 16),
    ("03", 16),
    ("04", 18),
    ("11", 8),
    ("12", 8),
    ("13", 8),
    ("14", 8),
    ("15", 8),
    ("16", 8),
    ("17", 8),
    ("18", 8),
    ("19", 8),
    ("20", 4),
    ("31", 10),
    ("32", 10),
    ("33", 10),
    ("34", 10),
    ("35", 10),
    ("36", 10),
    ("41", 16),
];

/// The longest batch or serial number.
const LONGEST_SERIAL: usize = 20;

/// Tells whether the separators came: `true` when there are some, `false` when a field runs on into the next, nothing when the
/// code needs none, as far as can be told.
#[must_use]
pub fn gs_kept(text: &str) -> Option<bool> {
    let inner = text.strip_prefix(GS).unwrap_or(text);
    let ends = inner.strip_suffix(GS).unwrap_or(inner);
    if ends.contains(GS) {
        return Some(true);
    }
    if runs_on(inner) {
        return Some(false);
    }
    (inner.len() < text.len()).then_some(true)
}

/// Tells whether a serial number after an article number is longer than it can be, or ends as the check of a marked product.
fn runs_on(text: &str) -> bool {
    if !text.starts_with("01") {
        return false;
    }
    let mut rest = text;
    while let Some(serial) = after_fields(&mut rest) {
        let Some(body) = serial else {
            continue;
        };
        let is_marked = rest.starts_with("21") && hides_tail(body);
        return body.chars().count() > LONGEST_SERIAL || is_marked;
    }
    false
}

/// Passes over one field: gives the rest after `21` or `10` when it is such a field, nothing at the end or at a field that is not
/// known.
fn after_fields<'a>(rest: &mut &'a str) -> Option<Option<&'a str>> {
    if let Some(body) = rest.strip_prefix("21").or_else(|| rest.strip_prefix("10")) {
        return Some(Some(body));
    }
    let (_, length) = PREDEFINED
        .iter()
        .find(|(start, _)| rest.starts_with(start))?;
    let field = rest.get(..*length)?;
    if !field.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    *rest = rest.get(*length..)?;
    Some(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    // Water: a serial number of 13, then the check.
    #[case("0104601234567893215abcdEFGH1234\u{1d}93dGVz", Some(true))]
    #[case("0104601234567893215abcdEFGH123493dGVz", Some(false))]
    // Milk: a serial number of 6.
    #[case("0104601234567893215abcde93dGVz", Some(false))]
    // Tobacco: a serial number of 7, which is as long with the check as the one of water without it.
    #[case("010460703495001921abcdefg93xyz1", Some(false))]
    #[case("010460123456789310ABCDEFG93LOT1", None)]
    // Shoes: the long check.
    #[case(
        "010460123456789321abcdefghijklm91EE0692abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqr",
        Some(false)
    )]
    #[case("\u{1d}0104601234567893215abcdEFGH1234\u{1d}93dGVz", Some(true))]
    #[case("\u{1d}0104601234567893215abcdEFGH123493dGVz", Some(false))]
    // Only the code of the product, which needs no separator.
    #[case("0104601234567893215abcdEFGH1234", None)]
    #[case("\u{1d}0104601234567893215abcdEFGH1234", Some(true))]
    #[case("010460123456789310LOT1", None)]
    #[case("01046012345678933103001500", None)]
    #[case("010460123456789317261231", None)]
    #[case("01046012345678931726123110ABCDEFGHIJKLMNOPQRSTU", Some(false))]
    #[case("4601234567893", None)]
    #[case("", None)]
    #[case("01я", None)]
    fn separators_are_missed_where_a_field_runs_on(#[case] text: &str, #[case] kept: Option<bool>) {
        assert_eq!(gs_kept(text), kept);
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text: String) {
            let _ = gs_kept(&text);
            let _ = gs_kept(&format!("01046012345678932{text}"));
        }
    }
}
