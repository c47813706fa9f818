//! Python's codecs and our code pages.

use bezmen_devices::printer::codepage::CodePage;
use serde_json::{Value, json};

use crate::python;

/// A table with double bytes at Python, of which printers have the single ones.
const DOUBLE: &str = "CP932";

#[test]
#[ignore = "needs Python"]
fn pythons_codecs_know_our_pages_in_both_directions() {
    let names: Vec<&str> = CodePage::all()
        .map(CodePage::name)
        .filter(|name| *name != DOUBLE)
        .collect();
    let told = python::ask("pages.py", &json!(names));
    let told = told.as_object().unwrap();
    assert!(told.len() >= 45, "{} of {}", told.len(), names.len());
    for (name, theirs) in told {
        let page = CodePage::from_name(name).unwrap();
        reads_alike(page, theirs["upper"].as_array().unwrap());
        writes_alike(page, theirs["written"].as_array().unwrap());
    }
}

fn reads_alike(page: CodePage, upper: &[Value]) {
    for (byte, theirs) in (0x80..=0xff).zip(upper) {
        let theirs = theirs.as_str().unwrap_or("\u{fffd}");
        let ours = page.decode(byte).to_string();
        assert_eq!(ours, theirs, "{} {byte:#04x}", page.name());
    }
}

/// Every character of the first plane has the same byte, or none. Where a page has a character twice, either byte will do.
fn writes_alike(page: CodePage, written: &[Value]) {
    let mut theirs = std::collections::BTreeMap::new();
    for pair in written {
        let sign = pair[0].as_str().unwrap().chars().next().unwrap();
        theirs.insert(sign, u8::try_from(pair[1].as_u64().unwrap()).unwrap());
    }
    for sign in ('\u{a0}'..='\u{ffff}').filter(|sign| *sign != '\u{fffd}') {
        let ours = page.encode(sign);
        let both = (ours, theirs.get(&sign).copied());
        match both {
            (None, None) => {}
            (Some(ours), Some(theirs)) if page.decode(ours) == page.decode(theirs) => {}
            _ => panic!("{} U+{:04X}: {both:?}", page.name(), u32::from(sign)),
        }
    }
}
