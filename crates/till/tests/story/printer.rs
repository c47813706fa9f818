//! Printers from the command line: text to bytes and back, and what status bytes mean.

use serde_json::Value;

use super::shell::piped;

pub fn bytes_of(hex: &[u8]) -> Vec<u8> {
    let digits = String::from_utf8(hex.to_vec()).unwrap();
    let digits = digits.trim().as_bytes().chunks(2);
    digits
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

#[test]
fn what_is_encoded_for_a_printer_reads_the_same_on_its_paper() {
    let text = "Итого: 1 234,50\nЯблоки «Гала» № 5\nЁлка ёж ЩЪЫЬЭЮЯ";
    for profile in [
        "epson",
        "TM-T88V",
        "rp326",
        "KR-306",
        "hp",
        "star-line",
        "POS-5890",
    ] {
        let encoded = piped(
            &["printer", "encode", "--profile", profile],
            text.as_bytes(),
        );
        assert!(encoded.status.success());
        let bytes = bytes_of(&encoded.stdout);
        let rendered = piped(&["printer", "render", "--profile", profile], bytes);
        let paper: Value = serde_json::from_slice(&rendered.stdout).unwrap();
        let lines: Vec<&str> = paper["lines"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line.as_str().unwrap())
            .collect();
        assert_eq!(lines.join("\n"), text, "{profile}");
    }
}

#[test]
fn a_profile_that_is_none_is_answered_with_those_there_are() {
    let refused = piped(&["printer", "encode", "--profile", "nokia"], b"");
    assert_eq!(refused.status.code(), Some(2));
    let told = String::from_utf8(refused.stderr).unwrap();
    assert!(
        told.contains("“nokia”") && told.contains("TM-T88V"),
        "{told}"
    );
}

#[test]
fn a_profile_is_written_out_changed_and_used() {
    let folder = tempfile::TempDir::new().unwrap();
    let exported = piped(&["printer", "profile", "epson"], b"");
    let mut profile: Value = serde_json::from_slice(&exported.stdout).unwrap();
    profile["name"] = "наш".into();
    profile["slots"] = serde_json::json!([{ "page": "CP1251", "number": 99 }]);
    let path = folder.path().join("ours.json");
    std::fs::write(&path, profile.to_string()).unwrap();
    let encoded = piped(
        &["printer", "encode", "--profile", path.to_str().unwrap()],
        "Да".as_bytes(),
    );
    assert_eq!(
        bytes_of(&encoded.stdout),
        [0x1b, 0x40, 0x1c, 0x2e, 0x1b, 0x74, 99, 0xc4, 0xe0, 0x0a]
    );
    let listed = piped(&["printer", "profile"], b"");
    assert_eq!(
        String::from_utf8(listed.stdout).unwrap().lines().count(),
        72
    );
}

#[test]
fn status_bytes_are_explained_line_by_line() {
    let answered = piped(&["printer", "status"], b"1\t1e\n4\t7e\n4\tff\n1000030f\n");
    assert!(answered.status.success());
    let lines: Vec<Value> = String::from_utf8(answered.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(
        (&lines[0]["online"], &lines[0]["drawer_pin3"]),
        (&false.into(), &"high".into())
    );
    assert_eq!(lines[1]["paper"], "end");
    assert_eq!(lines[1]["meaning"]["ru"], "бумаги нет");
    assert_eq!(lines[2], serde_json::json!({ "error": "invalid" }));
    assert_eq!(lines[3]["paper"], "near_end");
}

#[test]
fn a_line_that_is_no_text_is_answered_and_the_next_one_read() {
    let mut lines = b"\xff\xfe\t1e\n".to_vec();
    lines.extend([b'1'; 100_000]);
    lines.extend(b"\n4\t7e\n");
    let answered = piped(&["printer", "status"], lines);
    assert!(answered.status.success());
    let lines: Vec<Value> = String::from_utf8(answered.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let invalid = serde_json::json!({ "error": "invalid" });
    assert_eq!((&lines[0], &lines[1]), (&invalid, &invalid));
    assert_eq!(lines[2]["paper"], "end");
}
