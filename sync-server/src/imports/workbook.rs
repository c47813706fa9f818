use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::limits::{MAX_COLUMNS, Room};
use super::table::{ReadTableError, Table, TableRow};
use super::unpacked::measure;

/// Whole numbers below this are exact in a cell, so a code of 16 digits keeps all of them.
const EXACT_WHOLE: f64 = 9_007_199_254_740_992.0;

/// Reads the first sheet that is shown and holds something.
///
/// A sheet is read cell by cell: one that is filled far away from the others makes no table of all that lies between.
pub(super) fn workbook(bytes: &[u8]) -> Result<Table, ReadTableError> {
    measure(bytes)?;
    // The reader of workbooks adds up addresses of cells without a look at their size, and panics.
    let read = catch_unwind(AssertUnwindSafe(|| sheet(bytes)));
    read.unwrap_or_else(|_| {
        Err(ReadTableError::Workbook(
            "a number in it is out of range".to_owned(),
        ))
    })
}

fn sheet(bytes: &[u8]) -> Result<Table, ReadTableError> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(wrong)?;
    let (name, other_sheets) = sheets(&mut book)?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(wrong)?;
    let mut rows: Vec<TableRow> = Vec::new();
    let mut room = Room::default();
    while let Some(cell) = cells.next_cell().map_err(wrong)? {
        let text = text_of(cell.get_value());
        // A cell may be there for its colour alone.
        if text.is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        let (line, column) = (u64::from(row) + 1, column as usize);
        if column >= MAX_COLUMNS {
            return Err(ReadTableError::TooWide { line });
        }
        room.take_text(&text)?;
        if rows.last().is_none_or(|last| last.line != line) {
            rows.push(TableRow {
                line,
                cells: Vec::new(),
                fault: None,
            });
        }
        let Some(row) = rows.last_mut() else { continue };
        if row.cells.len() <= column {
            room.take_cells(column + 1 - row.cells.len())?;
            row.cells.resize(column + 1, String::new());
        }
        row.cells[column] = text;
    }
    // Nothing but custom keeps the rows of a sheet in their order.
    rows.sort_by_key(|row| row.line);
    Ok(Table {
        format: "xlsx".to_owned(),
        encoding: None,
        rows,
        rows_above: 0,
        are_ends_left_out: true,
        other_sheets,
    })
}

/// The first sheet that is shown and holds something, and the others that do: a new workbook has empty sheets.
fn sheets(book: &mut Xlsx<Cursor<&[u8]>>) -> Result<(String, Vec<String>), ReadTableError> {
    let all = book.sheets_metadata().to_vec();
    let mut filled = Vec::new();
    for sheet in all {
        if sheet.typ == SheetType::WorkSheet && holds_something(book, &sheet.name)? {
            filled.push(sheet);
        }
    }
    let shown = filled
        .iter()
        .position(|sheet| sheet.visible == SheetVisible::Visible);
    let place = shown.unwrap_or_default();
    if place >= filled.len() {
        return Err(ReadTableError::Empty);
    }
    let read = filled.remove(place);
    let others = filled.into_iter().map(|sheet| sheet.name).collect();
    Ok((read.name, others))
}

fn holds_something(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<bool, ReadTableError> {
    let mut cells = book.worksheet_cells_reader(name).map_err(wrong)?;
    while let Some(cell) = cells.next_cell().map_err(wrong)? {
        if !text_of(cell.get_value()).is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn wrong(error: XlsxError) -> ReadTableError {
    ReadTableError::Workbook(error.to_string())
}

fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        other => Data::from(other.clone()).to_string().trim().to_owned(),
    }
}

/// A number as a spreadsheet shows it: with 15 digits that count. What a formula worked out has 17, of which the last are
/// what binary fractions lose: 98.89000000000001. A barcode is a number too; one without a fraction is written without one.
fn number_text(number: f64) -> String {
    let is_exact = number.fract() == 0.0 && number.abs() < EXACT_WHOLE;
    if is_exact {
        number.to_string()
    } else {
        let shown = format!("{number:.14e}").parse().unwrap_or(number);
        shown.to_string()
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::number_text;
    use crate::imports::{ReadTableError, Table, read_table};

    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

    /// A workbook of sheets, each its name, its state and what is in its `sheetData`, and of other entries.
    fn book(sheets: &[(&str, &str, &str)], others: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut listed, mut related) = (String::new(), String::new());
        for (place, (name, state, _)) in sheets.iter().enumerate() {
            listed += &format!(
                "<sheet name=\"{name}\" sheetId=\"{}\" state=\"{state}\" r:id=\"r{place}\"/>",
                place + 1
            );
            related += &format!(
                "<Relationship Id=\"r{place}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{place}.xml\"/>"
            );
        }
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut add = |name: &str, content: &[u8]| {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(content).unwrap();
        };
        let root = format!(
            "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        add("_rels/.rels", root.as_bytes());
        let workbook = format!(
            "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{listed}</sheets></workbook>"
        );
        add("xl/workbook.xml", workbook.as_bytes());
        let related = format!("<Relationships xmlns=\"{PACKAGE}\">{related}</Relationships>");
        add("xl/_rels/workbook.xml.rels", related.as_bytes());
        for (place, (_, _, data)) in sheets.iter().enumerate() {
            let sheet =
                format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{data}</sheetData></worksheet>");
            add(&format!("xl/worksheets/sheet{place}.xml"), sheet.as_bytes());
        }
        for (name, content) in others {
            add(name, content);
        }
        zip.finish().unwrap().into_inner()
    }

    /// A cell with a text.
    fn text(place: &str, words: &str) -> String {
        format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{words}</t></is></c>")
    }

    /// A workbook of one sheet with these cells, each in a row of its own.
    fn of_cells(cells: &[String]) -> Vec<u8> {
        let rows: String = cells
            .iter()
            .map(|cell| format!("<row>{cell}</row>"))
            .collect();
        book(&[("Лист1", "visible", &rows)], &[])
    }

    fn rows(table: Table) -> Vec<(u64, String)> {
        let row = |row: crate::imports::TableRow| (row.line, row.cells.join("|"));
        table.rows.into_iter().map(row).collect()
    }

    #[test]
    fn a_text_far_away_from_the_others_makes_no_vast_table() {
        let corner = of_cells(&[text("A1", "Название"), text("XFD1048576", "x")]);
        assert!(corner.len() < 5_000);
        let refused = read_table(&corner, None).unwrap_err();
        assert!(
            refused.to_string().contains("line 1048576"),
            "it says where: {refused}"
        );
        let beyond = of_cells(&[text("A1", "Название"), text("ZZZZZZZZZZZZ1", "x")]);
        assert!(matches!(
            read_table(&beyond, None),
            Err(ReadTableError::Workbook(_))
        ));
    }

    #[test]
    fn what_stands_far_away_in_an_honest_workbook_harms_nothing() {
        let honest = of_cells(&[
            text("A1", "Название"),
            text("A2", "Хлеб"),
            text("C5", "сбоку"),
            "<c r=\"XFD9\" s=\"0\"/>".to_owned(),
            text("A1048576", "Молоко"),
        ]);
        assert_eq!(
            rows(read_table(&honest, None).unwrap()),
            [
                (1, "Название".to_owned()),
                (2, "Хлеб".to_owned()),
                (5, "||сбоку".to_owned()),
                (1_048_576, "Молоко".to_owned()),
            ],
            "lines that are left out are counted all the same"
        );
    }

    #[test]
    fn a_workbook_that_unpacks_into_too_much_is_not_read() {
        let zeros = vec![0; 16 * 1024 * 1024];
        let names: Vec<String> = (0..17)
            .map(|place| format!("xl/media/{place}.bin"))
            .collect();
        let others: Vec<(&str, &[u8])> = names
            .iter()
            .map(|name| (name.as_str(), zeros.as_slice()))
            .collect();
        let bomb = book(&[("Лист1", "visible", "")], &others);
        assert!(bomb.len() < 1024 * 1024);
        assert!(matches!(
            read_table(&bomb, None),
            Err(ReadTableError::TooLarge)
        ));
    }

    #[test]
    fn a_number_of_texts_out_of_the_air_is_not_believed() {
        let cells = "<row><c r=\"A1\" t=\"s\"><v>0</v></c></row>";
        let of_count = |count: &str| {
            let texts = format!("<sst xmlns=\"{MAIN}\" {count}><si><t>Название</t></si></sst>");
            book(
                &[("Лист1", "visible", cells)],
                &[("xl/sharedStrings.xml", texts.as_bytes())],
            )
        };
        for told in [
            "uniqueCount=\"1000000000000\"",
            "uniqueCount\n = '99999999999999999999'",
        ] {
            assert!(matches!(
                read_table(&of_count(told), None),
                Err(ReadTableError::TooManyCells)
            ));
        }
        let honest = read_table(&of_count("count=\"1\" uniqueCount=\"1\""), None).unwrap();
        assert_eq!(rows(honest), [(1, "Название".to_owned())]);
    }

    #[test]
    fn one_long_text_in_many_cells_is_not_copied_without_end() {
        let cells = "<row><c t=\"s\"><v>0</v></c></row>".repeat(300);
        let texts = format!(
            "<sst xmlns=\"{MAIN}\"><si><t>{}</t></si></sst>",
            "x".repeat(1024 * 1024)
        );
        let file = book(
            &[("Лист1", "visible", &cells)],
            &[("xl/sharedStrings.xml", texts.as_bytes())],
        );
        assert!(matches!(
            read_table(&file, None),
            Err(ReadTableError::TooLarge)
        ));
    }

    #[test]
    fn the_first_sheet_that_is_shown_is_read_and_the_others_are_named() {
        let rows_of = |words: &str| format!("<row>{}</row>", text("A1", words));
        let file = book(
            &[
                ("Настройки", "hidden", &rows_of("x")),
                ("Товары", "visible", &rows_of("Название")),
                ("Архив", "visible", &rows_of("y")),
            ],
            &[],
        );
        let table = read_table(&file, None).unwrap();
        assert_eq!(table.other_sheets, ["Настройки", "Архив"]);
        assert_eq!(rows(table), [(1, "Название".to_owned())]);
    }

    #[test]
    fn numbers_are_written_as_a_spreadsheet_shows_them() {
        for (number, shown) in [
            (98.890_000_000_000_01, "98.89"),
            (0.1 + 0.2, "0.3"),
            (89.985, "89.985"),
            (249.9, "249.9"),
            (-1.5, "-1.5"),
            (4_600_682_000_174.0, "4600682000174"),
            (9_007_199_254_740_991.0, "9007199254740991"),
            (12_345_678_901_234_567_890.0, "12345678901234600000"),
            (0.0, "0"),
        ] {
            assert_eq!(number_text(number), shown);
        }
    }
}
