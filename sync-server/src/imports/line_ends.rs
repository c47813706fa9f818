/// Writes a line end of one `\r`, as in files of old Macs and of spreadsheets that write for them, as the `\n` by which
/// lines are told and counted from here on. `\r\n` stays as it is, and so does the `\r\r\n` that a twice converted file has:
/// each is one end. The text is changed in its place, since it may fill a quarter of a gigabyte.
pub(super) fn unified(text: String) -> String {
    if !text.contains('\r') {
        return text;
    }
    let mut bytes = text.into_bytes();
    let mut is_before_feed = false;
    for byte in bytes.iter_mut().rev() {
        match byte {
            b'\n' => is_before_feed = true,
            b'\r' if is_before_feed => {}
            b'\r' => *byte = b'\n',
            _ => is_before_feed = false,
        }
    }
    // One ASCII character for another leaves UTF-8 what it is.
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use bezmen_contract::console::imports::TextEncoding;

    use crate::imports::{BadReason, read_table};

    /// Each row as its line, its cells and its fault.
    fn rows(file: &[u8]) -> Vec<(u64, String, Option<BadReason>)> {
        let table = read_table(file, None).unwrap();
        let row = |row: crate::imports::TableRow| (row.line, row.cells.join("|"), row.fault);
        table.rows.into_iter().map(row).collect()
    }

    fn good(line: u64, text: &str) -> (u64, String, Option<BadReason>) {
        (line, text.to_owned(), None)
    }

    #[test]
    fn a_table_of_an_old_mac_has_its_rows() {
        let file = "name;price\rКофе;1\r\r\"Мёд\rлиповый\";4\rСыр;5\r";
        assert_eq!(
            rows(file.as_bytes()),
            [
                good(1, "name|price"),
                good(2, "Кофе|1"),
                good(4, "Мёд\nлиповый|4"),
                good(6, "Сыр|5"),
            ]
        );
        let tabs = "barcode\tname\r1\tКофе \"Чёрный\"\r\r2\tЧай\r";
        assert_eq!(
            rows(tabs.as_bytes()),
            [
                good(1, "barcode|name"),
                good(2, "1|Кофе \"Чёрный\""),
                good(4, "2|Чай")
            ]
        );
    }

    #[test]
    fn a_mark_left_open_costs_its_own_line_only() {
        let file = "name;price\r\"Чай;2\rСок;3\r";
        assert_eq!(
            rows(file.as_bytes()),
            [
                good(1, "name|price"),
                (2, "\"Чай;2".to_owned(), Some(BadReason::QuoteOpen)),
                good(3, "Сок|3"),
            ]
        );
    }

    #[test]
    fn the_encoding_of_a_table_of_an_old_mac_is_found() {
        let mut names = "штрихкод;наименование\r".to_owned();
        for n in 0..9_000 {
            names.push_str(&format!("46006820{n:05};\r"));
        }
        names.push_str("4600682000174;Кофе чёрный молотый, сыр твёрдый, молоко пастеризованное\r");
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(&names);
        let table = read_table(&bytes, None).unwrap();
        assert_eq!(table.encoding, Some(TextEncoding::Windows1251));
        assert_eq!(table.rows.last().unwrap().line, 9_002);
    }

    #[test]
    fn ends_of_other_systems_are_counted_as_before() {
        let rest = [good(2, "Кофе|1"), good(4, "Чай|2"), good(5, "Сок|3")];
        for end in ["\n", "\r\n", "\r\r\n", "\r"] {
            let file = ["name;price", "Кофе;1", "", "Чай;2", "Сок;3", ""].join(end);
            assert_eq!(rows(file.as_bytes())[1..], rest, "{end:?}");
        }
        let mixed = "name;price\r\nКофе;1\r\rЧай;2\nСок;3\r\n";
        assert_eq!(rows(mixed.as_bytes())[1..], rest);
    }
}
