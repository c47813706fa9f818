use rstest::rstest;

use super::*;
use crate::barcode::rule::RuleSet;

#[rstest]
#[case(Encoding::Any, "04", "ean13 instead of any", "ean13 вместо any")]
#[case(Encoding::Ean8, "4", "with 0 or 2", "с 0 или 2")]
#[case(Encoding::Upca, "0", "with 2 or 4", "с 2 или 4")]
#[case(Encoding::Ean13, "46", "with 02, 04 or 20 to 29", "с 02, 04 или 20–29")]
fn what_keeps_real_products_out_depends_on_the_encoding(
    #[case] encoding: Encoding,
    #[case] pattern: &str,
    #[case] english: &str,
    #[case] russian: &str,
) {
    let rule = Rule::new(encoding, pattern, RuleKind::Customer).unwrap();
    let rules = RuleSet::new(vec![rule]);
    let conflicts = rules.conflicts();
    let words = |locale| conflicts[0].words(rules.rules(), locale);
    assert_eq!(conflicts[0].kind, ConflictKind::RealProducts);
    assert!(words(Locale::En).contains(english), "{}", words(Locale::En));
    assert!(words(Locale::Ru).contains(russian), "{}", words(Locale::Ru));
}
