//! Readers of ZPL and TSPL, just enough to find again what was printed.

/// What a reader found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) texts: Vec<String>,
    pub(super) codes: Vec<(String, String)>,
    /// Rows and bytes of pictures.
    pub(super) pictures: Vec<(usize, usize)>,
    pub(super) unknown: Vec<String>,
}

/// Reads a ZPL label.
pub(super) fn zpl(label: &str) -> Found {
    let mut found = Found::default();
    let (mut kind, mut hex) = (String::new(), false);
    for command in label.split('^').skip(1) {
        let command = command.trim_end_matches('\n');
        let (name, rest) = command.split_at(command.len().min(2));
        match name {
            "XA" | "XZ" | "CI" | "PW" | "LL" | "LH" | "PQ" | "FO" | "BY" | "GB" => {}
            "FS" => hex = false,
            "A0" => kind = "text".to_owned(),
            "BE" | "B8" | "BC" => kind = name.to_owned(),
            "FH" => hex = rest == "_",
            "FD" => {
                let data = if hex {
                    unescaped(rest)
                } else {
                    rest.to_owned()
                };
                match kind.as_str() {
                    "text" => found.texts.push(data),
                    "BC" => found.codes.push((kind.clone(), code128(&data))),
                    _ => found.codes.push((kind.clone(), data)),
                }
            }
            "GF" => {
                let fields: Vec<&str> = rest.splitn(5, ',').collect();
                let (bytes, row): (usize, usize) =
                    (fields[1].parse().unwrap(), fields[3].parse().unwrap());
                assert_eq!(fields[1], fields[2]);
                assert_eq!(fields[4].len(), 2 * bytes);
                found.pictures.push((bytes / row, row));
            }
            _ => found.unknown.push(command.to_owned()),
        }
    }
    found
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('_') {
        out.push_str(before);
        let (digits, after) = after.split_at(2);
        out.push(char::from(u8::from_str_radix(digits, 16).unwrap()));
        rest = after;
    }
    out + rest
}

/// Reads the data of `^BC`.
fn code128(data: &str) -> String {
    let mut out = String::new();
    let mut set = b'B';
    let mut bytes = data.bytes();
    while let Some(byte) = bytes.next() {
        let pair = |first: u8, second: u8| (first - b'0') * 10 + (second - b'0');
        match byte {
            b'>' => match bytes.next().unwrap() {
                b'9' | b'7' => set = b'A',
                b':' | b'6' => set = b'B',
                b';' | b'5' => set = b'C',
                b'0' => out.push('>'),
                b'<' => out.push('^'),
                b'=' => out.push('~'),
                b'1' => out.push('\u{7f}'),
                b'8' => out.push('\u{1d}'),
                other => panic!("invocation {other}"),
            },
            _ if set == b'B' => out.push(char::from(byte)),
            _ => {
                let value = pair(byte, bytes.next().unwrap());
                if set == b'C' {
                    out.push_str(&format!("{value:02}"));
                } else {
                    out.push(char::from(if value < 64 { value + 32 } else { value - 64 }));
                }
            }
        }
    }
    out
}

/// Reads a TSPL label.
pub(super) fn tspl(label: &[u8], page: crate::printer::codepage::CodePage) -> Found {
    let mut found = Found::default();
    let mut rest = label;
    while !rest.is_empty() {
        if rest.starts_with(b"BITMAP ") {
            let commas: Vec<usize> = (0..rest.len()).filter(|at| rest[*at] == b',').collect();
            let number = |from: usize, to: usize| -> usize {
                String::from_utf8_lossy(&rest[from + 1..to])
                    .parse()
                    .unwrap()
            };
            let (row, rows) = (number(commas[1], commas[2]), number(commas[2], commas[3]));
            found.pictures.push((rows, row));
            rest = &rest[commas[4] + 1 + row * rows..];
            assert!(rest.starts_with(b"\r\n"));
            rest = &rest[2..];
            continue;
        }
        let end = rest.windows(2).position(|two| two == b"\r\n").unwrap();
        let line: String = rest[..end].iter().map(|byte| page.decode(*byte)).collect();
        rest = &rest[end + 2..];
        let quoted: Vec<&str> = line.split('"').collect();
        match line.split([' ', '\r']).next().unwrap() {
            "SIZE" | "GAP" | "DIRECTION" | "CLS" | "CODEPAGE" | "PRINT" | "BAR" => {}
            "BARCODE" => found
                .codes
                .push((quoted[1].to_owned(), quoted[3].to_owned())),
            "TEXT" => {
                let plain = line.replace("\\[\"]", "\u{1}");
                let text = plain.split('"').nth(3).unwrap().replace('\u{1}', "\"");
                found.texts.push(text);
            }
            _ => found.unknown.push(line.clone()),
        }
    }
    found
}
