use proptest::prelude::*;

use super::*;
use crate::locale::Locale;

const CODE: &str = "0104607034950019215Bezmen012345\u{1d}93dGVz";

fn marks(prefix: &str, end: ScanEnd, suffix: &str, gs: &str) -> ScanMarks {
    ScanMarks::parse(prefix, end, suffix, gs).unwrap()
}

#[rstest::rstest]
#[case("~", "~")]
#[case("{GS}", "{GS}")]
#[case("<GS>", "<GS>")]
// GS spelled is what the scanner spells, not GS itself.
#[case("\\x1d", "\\x1d")]
#[case("\\X1D", "\\X1D")]
#[case("\\x1e", "\u{1e}")]
#[case("^]", "^]")]
fn whatever_stands_for_gs_becomes_gs(#[case] written: &str, #[case] sent: &str) {
    let found = marks("", ScanEnd::Any, "", written).take_off(&CODE.replace(GS, sent));
    assert_eq!((found.text.as_str(), found.gs_replaced), (CODE, true));
}

#[rstest::rstest]
#[case("$", "$46", "46", false)]
#[case("\\x02", "\u{2}46", "46", false)]
#[case("\\x02F", "\u{2}F46", "46", false)]
#[case("F", "\u{2}F46", "46", false)]
#[case("", "\u{2}46", "46", false)]
#[case("F", "46", "46", true)]
fn a_prefix_is_taken_off_and_missed(
    #[case] prefix: &str,
    #[case] sent: &str,
    #[case] text: &str,
    #[case] is_missing: bool,
) {
    let found = marks(prefix, ScanEnd::Any, "", "").take_off(sent);
    assert_eq!(
        (found.text.as_str(), found.prefix_missing),
        (text, is_missing)
    );
}

#[rstest::rstest]
#[case("#", ScanEnd::Any, "46#", false)]
#[case("#\\r", ScanEnd::Suffix, "46#\r", false)]
// The line end after it ended the code already.
#[case("#\\r\\n", ScanEnd::Any, "46#", false)]
#[case("\\r", ScanEnd::Any, "46", false)]
#[case("#", ScanEnd::Any, "46", true)]
fn a_suffix_is_taken_off_and_missed(
    #[case] suffix: &str,
    #[case] end: ScanEnd,
    #[case] sent: &str,
    #[case] is_missing: bool,
) {
    let found = marks("", end, suffix, "").take_off(sent);
    assert_eq!(
        (found.text.as_str(), found.suffix_missing),
        ("46", is_missing)
    );
}

#[rstest::rstest]
#[case("ф", ScanEnd::Any, "", "", "«Префикс»: сканеры не шлют знак «ф»")]
#[case("", ScanEnd::Any, "\\q", "", "«Суффикс»: после обратной черты")]
#[case("\\x8", ScanEnd::Any, "", "", "«Префикс»: после обратной черты")]
#[case("\\xff", ScanEnd::Any, "", "", "«Префикс»: после обратной черты")]
#[case(
    "010460703495001921Bezmen:Test0193dGVz",
    ScanEnd::Any,
    "",
    "",
    "не больше 32 знаков"
)]
// A code may hold it: its own characters would become separators.
#[case(
    "",
    ScanEnd::Any,
    "",
    "GS",
    "«Вместо GS»: такие знаки бывают в самих кодах"
)]
#[case(
    "",
    ScanEnd::Any,
    "",
    "%",
    "«Вместо GS»: такие знаки бывают в самих кодах"
)]
#[case(
    "",
    ScanEnd::Any,
    "",
    "f8",
    "клавиши F8, Ctrl+] и Alt+0029 касса понимает сама"
)]
#[case(
    "",
    ScanEnd::Any,
    "",
    "Ctrl+]",
    "клавиши F8, Ctrl+] и Alt+0029 касса понимает сама"
)]
#[case("", ScanEnd::Any, "\\r#", "", "код кончится раньше суффикса")]
#[case("", ScanEnd::Suffix, "", "", "впишите знаки")]
#[case(
    "",
    ScanEnd::Suffix,
    "00",
    "",
    "«Суффикс»: такие знаки бывают в самих кодах"
)]
#[case("", ScanEnd::Suffix, "~", "~", "этот же знак стоит вместо GS")]
#[case("", ScanEnd::Suffix, "}", "{GS}", "этот же знак стоит вместо GS")]
#[case("", ScanEnd::Suffix, "\\x1d", "", "этот же знак стоит вместо GS")]
fn marks_that_cannot_be_meant_are_refused_with_words(
    #[case] prefix: &str,
    #[case] end: ScanEnd,
    #[case] suffix: &str,
    #[case] gs: &str,
    #[case] words: &str,
) {
    let error = ScanMarks::parse(prefix, end, suffix, gs).unwrap_err();
    let told = error.words(Locale::Ru);
    assert!(told.contains(words), "{told}");
    assert!(error.to_string().starts_with('“'), "{error}");
}

#[test]
fn ends_have_names_and_are_found_by_them() {
    for end in ScanEnd::ALL {
        assert_eq!(ScanEnd::from_name(end.name()), Some(end));
        let json = serde_json::to_string(&end).unwrap();
        assert_eq!(json, format!("\"{}\"", end.name()));
    }
}

proptest! {
    #[test]
    fn without_marks_a_code_stays_as_it_is(sent in "[^\u{2}].*") {
        prop_assert_eq!(ScanMarks::default().take_off(&sent).text, sent);
    }

    #[test]
    fn what_was_put_around_a_code_comes_off_it(
        prefix in "[ -~\u{2}]{0,4}",
        suffix in "[ -~]{0,4}",
        code in "[0-9A-Za-z\u{1d}]{1,20}",
    ) {
        let written = ScanMarks::parse(&spelled(&prefix), ScanEnd::Any, &spelled(&suffix), "`|");
        let sent = format!("{prefix}{}{suffix}", code.replace(GS, "`|"));
        let found = written.unwrap().take_off(&sent);
        prop_assert_eq!(found.text, code);
    }

    #[test]
    fn nothing_makes_it_panic(prefix: String, suffix: String, gs: String, sent: String) {
        for end in ScanEnd::ALL {
            if let Ok(marks) = ScanMarks::parse(&prefix, end, &suffix, &gs) {
                let _ = (marks.take_off(&sent), marks.are_ended(sent.as_bytes()));
            }
        }
    }
}
