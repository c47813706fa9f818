use crate::barcode::gs1::Message;

#[test]
fn a_wrong_value_is_shown_with_what_follows_it() {
    let read = |text: &str| {
        let (message, error) = Message::parse_lossy(text);
        (message.bracketed(), error.map(|error| error.code()))
    };
    assert_eq!(
        read("01046070349500183103001234"),
        (
            "(01)04607034950018(3103)001234".to_owned(),
            Some("GS1_LINTER_INCORRECT_CHECK_DIGIT")
        )
    );
    assert_eq!(
        read("010460703495001921Пьп\u{1d}93AbC1"),
        (
            "(01)04607034950019(21)Пьп(93)AbC1".to_owned(),
            Some("GS1_LINTER_INVALID_CSET82_CHARACTER")
        )
    );
    // Where a value ends is not known any more.
    assert_eq!(
        read("0104607034950019310300123"),
        (
            "(01)04607034950019".to_owned(),
            Some("GS1_AI_VALUE_TOO_SHORT")
        )
    );
    let (message, error) = Message::parse_bracketed_lossy("(11)261399(10)AB");
    assert_eq!(message.bracketed(), "(11)261399(10)AB");
    assert_eq!(
        error.map(|error| error.code()),
        Some("GS1_LINTER_ILLEGAL_MONTH")
    );
}
