use super::*;
use crate::printer::interpret;

#[test]
fn the_code_table_test_reads_well_on_its_own_printer() {
    for profile in PrinterProfile::all().filter(|profile| profile.writes_cyrillic()) {
        let text = interpret::render(&code_table_test(profile), profile).text();
        // Where a line is narrower than the sample it goes on in the next one.
        let text = text.replace('\n', "");
        for slot in profile.slots.iter().filter(|slot| slot.page.is_cyrillic()) {
            let line = format!("{:3} {:10}Привет", slot.number, slot.page.name());
            assert!(text.contains(&line), "{}: {line} in {text}", profile.name);
        }
    }
}

#[test]
fn the_strip_says_which_place_is_which_page() {
    for name in ["xprinter", "pos58", "rongta"] {
        let mut profile = PrinterProfile::built_in(name).unwrap();
        let strip = code_table_strip(&profile, 0..=255);
        let rendering = interpret::render(&strip.bytes, &profile);
        let rows = rendering.rows();
        for (number, page) in [
            (7, CodePage::CP866),
            (17, CodePage::CP866),
            (6, CodePage::CP1251),
            (23, CodePage::CP1251),
        ] {
            if profile.page_of(number) != Some(page) {
                continue;
            }
            let place = strip
                .candidates
                .iter()
                .find(|place| place.number == number && place.page == page)
                .unwrap();
            let row = &rows[place.line];
            assert!(row.starts_with(&format!("{number:3} ")), "{row}");
            assert!(row.contains(&format!(" {} Привет", place.letter)), "{row}");
            assert_eq!(row.matches("Привет").count(), 1, "{row}");
            assert_eq!(
                strip.slot(number, place.letter),
                Some(Slot::new(page, number))
            );
        }
        assert!(strip.candidates.len() >= 512);
        assert_eq!(strip.slot(17, 'z'), None);
        profile.columns.font_a = 1;
        assert_eq!(code_table_strip(&profile, [5]).candidates.len(), 1);
    }
}
