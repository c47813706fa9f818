use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};
use flate2::read::MultiGzDecoder;

/// Longest file after unpacking: some million products.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// Lines looked at to find the separator.
const PROBE_LINES: usize = 20;

/// A row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// Line of the file, from 1.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
}

/// A file as rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Such as `tsv`, `csv ;`, `xlsx`.
    pub format: String,
    /// Such as `utf-8` or `windows-1251`.
    pub encoding: String,
    /// The rows, empty ones left out.
    pub rows: Vec<TableRow>,
}

/// The file cannot be read as a table.
#[derive(Debug, thiserror::Error)]
pub enum ReadTableError {
    /// It is packed and cannot be unpacked.
    #[error("the file is damaged and cannot be unpacked: {0}")]
    Unpack(std::io::Error),
    /// It is too large.
    #[error("the file is larger than 256 MB; split it into parts")]
    TooLarge,
    /// It is a workbook that cannot be read.
    #[error("the workbook cannot be read: {0}")]
    Workbook(String),
    /// It is neither text nor a workbook.
    #[error("the file is neither a text table (CSV, TSV) nor a workbook (XLSX)")]
    NotATable,
    /// There is nothing in it.
    #[error("the file has no rows")]
    Empty,
}

/// Reads a file into rows.
pub fn read_table(bytes: &[u8]) -> Result<Table, ReadTableError> {
    let unpacked;
    let bytes = if bytes.starts_with(&[0x1f, 0x8b]) {
        unpacked = unpack(bytes)?;
        unpacked.as_slice()
    } else {
        bytes
    };
    let table = if bytes.starts_with(b"PK\x03\x04") {
        workbook(bytes)?
    } else {
        text_table(bytes)?
    };
    if table.rows.is_empty() {
        Err(ReadTableError::Empty)
    } else {
        Ok(table)
    }
}

fn unpack(bytes: &[u8]) -> Result<Vec<u8>, ReadTableError> {
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(bytes)
        .take(MAX_BYTES + 1)
        .read_to_end(&mut unpacked)
        .map_err(ReadTableError::Unpack)?;
    if unpacked.len() as u64 > MAX_BYTES {
        Err(ReadTableError::TooLarge)
    } else {
        Ok(unpacked)
    }
}

fn workbook(bytes: &[u8]) -> Result<Table, ReadTableError> {
    let wrong = |error: calamine::XlsxError| ReadTableError::Workbook(error.to_string());
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(wrong)?;
    let sheet = book
        .worksheet_range_at(0)
        .ok_or(ReadTableError::Empty)?
        .map_err(wrong)?;
    let first_line = sheet.start().map_or(1, |(row, _)| u64::from(row) + 1);
    let rows = (first_line..).zip(sheet.rows().map(|row| row.iter().map(cell).collect()));
    Ok(Table {
        format: "xlsx".to_owned(),
        encoding: "utf-8".to_owned(),
        rows: filled(rows),
    })
}

/// A cell as text. Workbooks keep barcodes as floating-point numbers: one without a fraction is written without one.
fn cell(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        other => other.to_string().trim().to_owned(),
    }
}

fn text_table(bytes: &[u8]) -> Result<Table, ReadTableError> {
    let (text, encoding) = decode(bytes)?;
    let delimiter = delimiter(&text);
    // In tab-separated exports a quotation mark is part of a name, in the others it wraps one.
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .quoting(delimiter != b'\t')
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let Ok(record) = record else { continue };
        let line = record.position().map_or(0, csv::Position::line);
        rows.push((
            line,
            record.iter().map(|cell| cell.trim().to_owned()).collect(),
        ));
    }
    let format = match delimiter {
        b'\t' => "tsv".to_owned(),
        other => format!("csv {}", char::from(other)),
    };
    Ok(Table {
        format,
        encoding: encoding.to_owned(),
        rows: filled(rows.into_iter()),
    })
}

fn filled(rows: impl Iterator<Item = (u64, Vec<String>)>) -> Vec<TableRow> {
    rows.filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()))
        .map(|(line, cells)| TableRow { line, cells })
        .collect()
}

/// Text that is valid UTF-8 is UTF-8; other text without zero bytes is Windows-1251, in which every byte means something.
fn decode(bytes: &[u8]) -> Result<(String, &'static str), ReadTableError> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(ReadTableError::TooLarge);
    }
    for (mark, encoding, name) in [
        (&[0xef, 0xbb, 0xbf][..], UTF_8, "utf-8"),
        (&[0xff, 0xfe], UTF_16LE, "utf-16le"),
        (&[0xfe, 0xff], UTF_16BE, "utf-16be"),
    ] {
        if bytes.starts_with(mark) {
            return Ok((encoding.decode(bytes).0.into_owned(), name));
        }
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), "utf-8"));
    }
    if bytes.contains(&0) {
        return Err(ReadTableError::NotATable);
    }
    Ok((WINDOWS_1251.decode(bytes).0.into_owned(), "windows-1251"))
}

/// The separator that occurs equally often in the most of the first lines.
fn delimiter(text: &str) -> u8 {
    let lines: Vec<&str> = text.lines().take(PROBE_LINES).collect();
    let score = |separator: &u8| {
        let counts: Vec<usize> = lines
            .iter()
            .map(|line| line.bytes().filter(|byte| byte == separator).count())
            .collect();
        let first = counts.first().copied().unwrap_or_default();
        if first == 0 {
            0
        } else {
            counts.iter().filter(|count| **count == first).count()
        }
    };
    // Of equals the earlier wins: a tab is never part of a name, a comma often is.
    let mut best = b',';
    let mut best_score = 0;
    for separator in [b'\t', b';', b',', b'|'] {
        if score(&separator) > best_score {
            (best, best_score) = (separator, score(&separator));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::{ReadTableError, read_table};

    #[test]
    fn encodings_and_separators_are_found() {
        let tab = read_table("barcode\tname\n4600682000174\tКофе \"Чёрный\"\n".as_bytes()).unwrap();
        assert_eq!(
            (tab.format.as_str(), tab.encoding.as_str()),
            ("tsv", "utf-8")
        );
        assert_eq!(tab.rows[1].cells[1], "Кофе \"Чёрный\"");
        assert_eq!(tab.rows[1].line, 2);

        let (cp1251, ..) = encoding_rs::WINDOWS_1251
            .encode("штрихкод;наименование\n4600682000174;\"Кофе; чёрный\"\n");
        let semicolon = read_table(&cp1251).unwrap();
        assert_eq!(
            (semicolon.format.as_str(), semicolon.encoding.as_str()),
            ("csv ;", "windows-1251")
        );
        assert_eq!(semicolon.rows[1].cells[1], "Кофе; чёрный");

        let marked = read_table("\u{feff}a,b\n1,2".as_bytes()).unwrap();
        assert_eq!(
            marked.rows[0].cells[0], "a",
            "the mark of the encoding is no part of the first cell"
        );
    }

    #[test]
    fn a_packed_file_is_unpacked_and_a_damaged_one_is_said_to_be_so() {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(b"a\tb\n1\t2\n").unwrap();
        let packed = packer.finish().unwrap();
        assert_eq!(read_table(&packed).unwrap().rows.len(), 2);
        assert!(matches!(
            read_table(&packed[..packed.len() - 6]),
            Err(ReadTableError::Unpack(_))
        ));
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert!(matches!(read_table(b""), Err(ReadTableError::Empty)));
        assert!(matches!(read_table(b"\n\n"), Err(ReadTableError::Empty)));
        assert!(matches!(
            read_table(b"\x89PNG\x00\xff"),
            Err(ReadTableError::NotATable)
        ));
        assert!(matches!(
            read_table(b"PK\x03\x04rubbish"),
            Err(ReadTableError::Workbook(_))
        ));
    }
}
