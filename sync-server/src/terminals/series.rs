/// The receipt series of a till's incarnation: letters for the till, digits for the incarnation, such as `A1` or `AB3`.
/// Letters and digits never mix, so two tills never share a series, whatever happens to either.
pub(super) fn series_of(ordinal: i64, epoch: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = ordinal.max(1);
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(
            b'A' + u8::try_from(rest % 26).unwrap_or_default(),
        ));
        rest /= 26;
    }
    letters.into_iter().rev().collect::<String>() + &epoch.to_string()
}

#[cfg(test)]
mod tests {
    use super::series_of;

    #[test]
    fn each_till_has_its_letters_and_each_incarnation_its_number() {
        let table = [
            ((1, 1), "A1"),
            ((2, 1), "B1"),
            ((26, 3), "Z3"),
            ((27, 1), "AA1"),
            ((28, 12), "AB12"),
            ((702, 1), "ZZ1"),
            ((703, 1), "AAA1"),
        ];
        for ((ordinal, epoch), series) in table {
            assert_eq!(series_of(ordinal, epoch), series);
        }
    }
}
