use proptest::prelude::*;

use super::*;

/// A label of a pattern: its points and numbers filled with the digits, its check digits right.
fn printed(rule: &Rule, digits: &[u8]) -> String {
    let mut given = digits.iter().cycle();
    let mut code: String = rule
        .pattern
        .cells()
        .iter()
        .map(|cell| match cell {
            Cell::Literal(literal) => char::from(*literal),
            Cell::Any | Cell::Value | Cell::Check => char::from(b'0' + given.next().unwrap() % 10),
        })
        .collect();
    if let Some(place) = rule
        .pattern
        .cells()
        .iter()
        .position(|cell| *cell == Cell::Check)
    {
        let number = rule.pattern.number().unwrap();
        let digit = price_check_digit(number.digits(&code).unwrap()).unwrap();
        code.replace_range(place..=place, &digit.to_string());
    }
    with_check_digit(&code)
}

proptest! {
    #[test]
    fn any_label_of_any_country_is_read_back(
        preset in prop::sample::select(Preset::all().collect::<Vec<_>>()),
        pick in any::<prop::sample::Index>(),
        digits in prop::collection::vec(0_u8..10, 13),
    ) {
        let rules = preset.rules();
        let rule = &rules.rules()[pick.index(preset.len())];
        let Some(number) = rule.pattern.number().filter(|_| rule.encoding != Encoding::Any) else {
            return Ok(());
        };
        let label = printed(rule, &digits);
        let found = taken(&rules, &label);
        prop_assert_eq!(&found.rule, &rule.text);
        let value = number.digits(&label).unwrap();
        prop_assert_eq!(found.value, crate::barcode::Amount::from_digits(value, number.decimals));
        // The product's own code is the base code of every label of the product.
        let bare = taken(&rules, &found.base_code);
        prop_assert_eq!((bare.item, bare.base_code), (found.item, found.base_code));
        prop_assert!(bare.value.unwrap().is_zero());
    }
}
