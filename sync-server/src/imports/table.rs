use std::io::Read;

use bezmen_contract::console::imports::{EncodingSample, TextEncoding};
use flate2::read::MultiGzDecoder;

use super::columns::rows_above_head;
use super::encoding::decode;
use super::limits::{MAX_BYTES, MAX_COLUMNS, Room};
use super::line_ends;
use super::quotes::open_quotes;
use super::reasons::BadReason;
use super::separators::separator;
use super::workbook::workbook;

/// Most cells of one line before it is taken apart: many more than a table may have columns, since a separator within
/// quotation marks is a part of a text.
const MAX_LINE_CELLS: usize = 100_000;

/// A row of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    /// Line of the file, from 1.
    pub line: u64,
    /// Its cells; the whole line as one when it could not be taken apart.
    pub cells: Vec<String>,
    /// Why it could not be taken apart.
    pub fault: Option<BadReason>,
}

/// A file as rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Such as `tsv`, `csv ;`, `xlsx`.
    pub format: String,
    /// The encoding of a text table; a workbook has none.
    pub encoding: Option<TextEncoding>,
    /// The rows, empty ones and those above the head left out.
    pub rows: Vec<TableRow>,
    /// Rows above the head: a title, the day, whose list it is.
    pub rows_above: usize,
    /// Whether a row ends with its last filled cell, as in a workbook. In a text table the separators tell of empty cells
    /// too, and a row that lacks some is broken.
    pub are_ends_left_out: bool,
    /// Sheets of a workbook that are not read.
    pub other_sheets: Vec<String>,
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
    /// It has more cells than can be kept in memory.
    #[error("the file has more than 20 million cells; split it into parts")]
    TooManyCells,
    /// A cell stands far away to the right.
    #[error(
        "line {line} has a cell beyond the 1000th column; remove what stands far to the right of the table, or check the \
         separators"
    )]
    TooWide {
        /// Line of the file, from 1.
        line: u64,
    },
    /// It is a workbook that cannot be read.
    #[error("the workbook cannot be read: {0}")]
    Workbook(String),
    /// It is neither text nor a workbook.
    #[error("the file is neither a text table (CSV, TSV) nor a workbook (XLSX)")]
    NotATable,
    /// Rows of it cannot be told apart.
    #[error("the rows of the file cannot be told apart: {0}")]
    Rows(String),
    /// Its letters tell no encoding.
    #[error(
        "it is not clear which encoding the file is in; choose the one in which the words can be read:{}",
        listed(.0)
    )]
    EncodingUnsure(Vec<EncodingSample>),
    /// It cannot be read in the encoding that was chosen.
    #[error("the file cannot be read in this encoding; others read:{}", listed(.0))]
    EncodingWrong(Vec<EncodingSample>),
    /// There is nothing in it.
    #[error("the file has no rows")]
    Empty,
}

/// Writes samples on one line, as an error of a command is.
fn listed(samples: &[EncodingSample]) -> String {
    let one = |sample: &EncodingSample| format!(" {} “{}”", sample.encoding.name(), sample.text);
    samples.iter().map(one).collect::<Vec<_>>().join(",")
}

/// Reads a file into rows. `encoding` is what a person chose for a text table; without it the encoding is found out.
pub fn read_table(bytes: &[u8], encoding: Option<TextEncoding>) -> Result<Table, ReadTableError> {
    let unpacked;
    let bytes = if bytes.starts_with(&[0x1f, 0x8b]) {
        unpacked = unpack(bytes)?;
        unpacked.as_slice()
    } else {
        bytes
    };
    let mut table = if bytes.starts_with(b"PK\x03\x04") {
        workbook(bytes)?
    } else {
        text_table(bytes, encoding)?
    };
    if table.rows.is_empty() {
        return Err(ReadTableError::Empty);
    }
    table.rows_above = rows_above_head(&table.rows);
    table.rows.drain(..table.rows_above);
    Ok(table)
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

fn text_table(bytes: &[u8], encoding: Option<TextEncoding>) -> Result<Table, ReadTableError> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(ReadTableError::TooLarge);
    }
    let (text, encoding) = decode(bytes, encoding)?;
    let text = line_ends::unified(text);
    let delimiter = separator(&text);
    refuse_wide_lines(&text, delimiter)?;
    // In tab-separated exports a quotation mark is part of a name, in the others it wraps one.
    let open = if delimiter == b'\t' {
        Vec::new()
    } else {
        open_quotes(&text, delimiter)
    };
    let mut rows = Vec::new();
    let mut room = Room::default();
    let (mut at, mut line) = (0, 1);
    for open in open {
        let before = text.get(at..open.place.start).unwrap_or_default();
        read_rows(before, line, delimiter, &mut rows, &mut room)?;
        let broken = text.get(open.place.clone()).unwrap_or_default();
        rows.push(TableRow {
            line: open.line,
            cells: vec![broken.trim().to_owned()],
            fault: Some(BadReason::QuoteOpen),
        });
        (at, line) = (open.place.end, open.line + 1);
    }
    let rest = text.get(at..).unwrap_or_default();
    read_rows(rest, line, delimiter, &mut rows, &mut room)?;
    let format = match delimiter {
        b'\t' => "tsv".to_owned(),
        other => format!("csv {}", char::from(other)),
    };
    Ok(Table {
        format,
        encoding: Some(encoding),
        rows,
        rows_above: 0,
        are_ends_left_out: false,
        other_sheets: Vec::new(),
    })
}

/// Refuses a text whose lines are so wide that the reader, which keeps a place for each cell, would fill the memory.
fn refuse_wide_lines(text: &str, delimiter: u8) -> Result<(), ReadTableError> {
    let cells = |line: &str| line.bytes().filter(|byte| *byte == delimiter).count();
    let is_wide = |line: &str| line.len() > MAX_LINE_CELLS && cells(line) > MAX_LINE_CELLS;
    match text.lines().zip(1..).find(|(line, _)| is_wide(line)) {
        Some((_, line)) => Err(ReadTableError::TooWide { line }),
        None => Ok(()),
    }
}

/// Reads rows of which the first is `first_line` of the file.
fn read_rows(
    text: &str,
    first_line: u64,
    delimiter: u8,
    rows: &mut Vec<TableRow>,
    room: &mut Room,
) -> Result<(), ReadTableError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .quoting(delimiter != b'\t')
        .from_reader(text.as_bytes());
    for record in reader.records() {
        let record = record.map_err(|error| ReadTableError::Rows(error.to_string()))?;
        let line = record.position().map_or(first_line, |position| {
            first_line + position.line() - 1 + empty_lines(text, position.byte())
        });
        rows.extend(row(line, &record, room)?);
    }
    Ok(())
}

/// Empty lines at a place. The reader counts a row from where the one before ended, so these belong to no row.
fn empty_lines(text: &str, place: u64) -> u64 {
    let rest = usize::try_from(place)
        .ok()
        .and_then(|place| text.get(place..));
    let ends = rest.unwrap_or_default().bytes();
    let ends = ends.take_while(|byte| matches!(byte, b'\r' | b'\n'));
    ends.filter(|byte| *byte == b'\n').count() as u64
}

/// A row, unless all its cells are empty.
fn row(
    line: u64,
    record: &csv::StringRecord,
    room: &mut Room,
) -> Result<Option<TableRow>, ReadTableError> {
    let is_filled = |cell: &str| !cell.trim().is_empty();
    if record.iter().skip(MAX_COLUMNS).any(is_filled) {
        return Err(ReadTableError::TooWide { line });
    }
    if !record.iter().any(is_filled) {
        return Ok(None);
    }
    let cells = record.iter().take(MAX_COLUMNS);
    let cells: Vec<String> = cells.map(|cell| cell.trim().to_owned()).collect();
    room.take_cells(cells.len())?;
    Ok(Some(TableRow {
        line,
        cells,
        fault: None,
    }))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use bezmen_contract::console::imports::TextEncoding;

    use super::{ReadTableError, read_table};
    use crate::imports::BadReason;

    #[test]
    fn encodings_and_separators_are_found() {
        let tab = read_table(
            "barcode\tname\n4600682000174\tКофе \"Чёрный\"\n".as_bytes(),
            None,
        )
        .unwrap();
        assert_eq!(
            (tab.format.as_str(), tab.encoding),
            ("tsv", Some(TextEncoding::Utf8))
        );
        assert_eq!(tab.rows[1].cells[1], "Кофе \"Чёрный\"");
        assert_eq!(tab.rows[1].line, 2);

        let (cp1251, ..) = encoding_rs::WINDOWS_1251
            .encode("штрихкод;наименование\n4600682000174;\"Кофе; чёрный\"\n");
        let semicolon = read_table(&cp1251, None).unwrap();
        assert_eq!(
            (semicolon.format.as_str(), semicolon.encoding),
            ("csv ;", Some(TextEncoding::Windows1251))
        );
        assert_eq!(semicolon.rows[1].cells[1], "Кофе; чёрный");

        let marked = read_table("\u{feff}a,b\n1,2".as_bytes(), None).unwrap();
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
        assert_eq!(read_table(&packed, None).unwrap().rows.len(), 2);
        assert!(matches!(
            read_table(&packed[..packed.len() - 6], None),
            Err(ReadTableError::Unpack(_))
        ));
    }

    #[test]
    fn a_mark_left_open_costs_its_own_line_only() {
        let file = "name;price\nКофе;1\n\"Чай;2\nСок;3\n\n\"Мёд\nлиповый\";4\nСыр;5\n";
        let table = read_table(file.as_bytes(), None).unwrap();
        let rows: Vec<_> = table
            .rows
            .iter()
            .map(|row| (row.line, row.cells.join("|"), row.fault))
            .collect();
        let good = |line: u64, text: &str| (line, text.to_owned(), None);
        assert_eq!(
            rows,
            [
                good(1, "name|price"),
                good(2, "Кофе|1"),
                (3, "\"Чай;2".to_owned(), Some(BadReason::QuoteOpen)),
                good(4, "Сок|3"),
                good(6, "Мёд\nлиповый|4"),
                good(8, "Сыр|5"),
            ]
        );
    }

    #[test]
    fn empty_cells_beyond_the_table_are_dropped_and_filled_ones_refused() {
        let empty = format!("name;price\nКофе;1{}\n", ";".repeat(16_384));
        let table = read_table(empty.as_bytes(), None).unwrap();
        assert_eq!(table.rows[1].cells[..2], ["Кофе", "1"]);
        for many in [1000, 200_000] {
            let filled = format!("name;price\n\nКофе;1{}x\n", ";".repeat(many));
            assert!(matches!(
                read_table(filled.as_bytes(), None),
                Err(ReadTableError::TooWide { line: 3 })
            ));
        }
    }

    #[test]
    fn what_is_no_table_is_refused() {
        assert!(matches!(read_table(b"", None), Err(ReadTableError::Empty)));
        assert!(matches!(
            read_table(b"\n\n", None),
            Err(ReadTableError::Empty)
        ));
        assert!(matches!(
            read_table(b"\x89PNG\x00\xff", None),
            Err(ReadTableError::NotATable)
        ));
        assert!(matches!(
            read_table(b"PK\x03\x04rubbish", None),
            Err(ReadTableError::Workbook(_))
        ));
    }
}
