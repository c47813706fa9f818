use bezmen_contract::console::imports::ImportField;
use bezmen_domain::barcode::gtin;

use super::table::{Table, TableRow};

/// Rows looked at to tell columns by what is in them.
const PROBE_ROWS: usize = 50;

/// Lines among which the head is looked for: a price list often begins with its name, its day and whose it is.
pub(super) const HEAD_LINES: usize = 10;

/// Words by which heads of columns are known, folded.
const HEADS: [(ImportField, &[&str]); 8] = [
    (
        ImportField::Barcode,
        &[
            "barcode",
            "ean",
            "gtin",
            "upc",
            "штрихкод",
            "штрих код",
            "шк",
        ],
    ),
    (
        ImportField::Name,
        &[
            "name",
            "title",
            "product",
            "description",
            "наименование",
            "название",
            "товар",
            "номенклатура",
        ],
    ),
    (
        ImportField::Price,
        &["price", "цена", "розничная цена", "цена розничная"],
    ),
    (
        ImportField::Category,
        &["category", "group", "категория", "группа"],
    ),
    (
        ImportField::Brand,
        &["brand", "бренд", "марка", "производитель"],
    ),
    (
        ImportField::Sku,
        &["sku", "article", "артикул", "код", "code"],
    ),
    (
        ImportField::Unit,
        &["unit", "ед", "ед изм", "единица", "единица измерения"],
    ),
    (
        ImportField::Tax,
        &["tax", "vat", "ндс", "ставка ндс", "налог"],
    ),
];

/// Guesses what each column is and whether the first row is a head. Without a head a column full of barcodes is known by
/// its check digits, and the column with the longest text is the name.
pub fn guess_columns(table: &Table) -> (Vec<ImportField>, bool) {
    let width = table
        .rows
        .iter()
        .take(PROBE_ROWS)
        .map(|row| row.cells.len())
        .max()
        .unwrap_or_default();
    let mut fields = vec![ImportField::Skip; width];
    let head = table.rows.first();
    let head = head.map(|row| row.cells.as_slice()).unwrap_or_default();
    for (place, field) in heads(head.iter().map(String::as_str)) {
        fields[place] = field;
    }
    let has_header = fields.iter().any(|field| *field != ImportField::Skip);
    if !has_header {
        by_content(table, &mut fields);
    }
    (fields, has_header)
}

/// The cells that are heads of columns, each with its place; of two for one field the first.
pub(super) fn heads<'a>(cells: impl Iterator<Item = &'a str>) -> Vec<(usize, ImportField)> {
    let mut found: Vec<(usize, ImportField)> = Vec::new();
    for (place, cell) in cells.enumerate() {
        let word = bezmen_domain::catalog_text::normalize(cell.trim_matches('"'));
        let known = HEADS.iter().find(|(field, words)| {
            words.contains(&word.as_str()) && found.iter().all(|(_, other)| other != field)
        });
        if let Some((field, _)) = known {
            found.push((place, *field));
        }
    }
    found
}

/// How many rows stand above the head: none, unless one of the first rows has more known heads than the first, and two at
/// least.
pub(super) fn rows_above_head(rows: &[TableRow]) -> usize {
    let first = rows.iter().take(HEAD_LINES);
    let known = first.map(|row| heads(row.cells.iter().map(String::as_str)).len());
    let (mut place, mut most) = (0, 1);
    for (at, count) in known.enumerate() {
        if count > most {
            (place, most) = (at, count);
        }
    }
    place
}

/// The words by which the column of a field is known.
pub fn head_words(field: ImportField) -> &'static [&'static str] {
    let known = HEADS.iter().find(|(known, _)| *known == field);
    known.map_or(&[], |(_, words)| words)
}

fn by_content(table: &Table, fields: &mut [ImportField]) {
    let rows: Vec<_> = table.rows.iter().take(PROBE_ROWS).collect();
    let count = |place: usize, fits: &dyn Fn(&str) -> bool| {
        rows.iter()
            .filter(|row| row.cells.get(place).is_some_and(|cell| fits(cell)))
            .count()
    };
    let half = rows.len().div_ceil(2);
    if let Some(place) =
        (0..fields.len()).find(|place| count(*place, &|cell| gtin::parse(cell).is_ok()) >= half)
    {
        fields[place] = ImportField::Barcode;
    }
    let letters = |place: usize| -> usize {
        rows.iter()
            .filter_map(|row| row.cells.get(place))
            .map(|cell| cell.chars().filter(|c| c.is_alphabetic()).count())
            .sum()
    };
    let longest = (0..fields.len())
        .filter(|place| fields[*place] == ImportField::Skip)
        .max_by_key(|place| letters(*place));
    if let Some(place) = longest.filter(|place| letters(*place) > 0) {
        fields[place] = ImportField::Name;
    }
}

#[cfg(test)]
mod tests {
    use bezmen_contract::console::imports::ImportField::{
        Barcode, Brand, Category, Name, Price, Skip,
    };

    use super::guess_columns;
    use crate::imports::read_table;

    #[test]
    fn heads_are_known_in_both_languages() {
        let table = read_table(
            "Штрих-код;Наименование;Розничная цена;Примечание\n1;2;3;4".as_bytes(),
            None,
        )
        .unwrap();
        assert_eq!(
            guess_columns(&table),
            (vec![Barcode, Name, Price, Skip], true)
        );
        let table = read_table(b"barcode\tname\tcategory\tbrand\n1\t2\t3\t4", None).unwrap();
        assert_eq!(
            guess_columns(&table),
            (vec![Barcode, Name, Category, Brand], true)
        );
    }

    #[test]
    fn a_file_without_a_head_is_known_by_its_content() {
        let table = read_table(
            "Кофе молотый\t4600682000174\nМолоко\t4006381333931\n".as_bytes(),
            None,
        )
        .unwrap();
        assert_eq!(guess_columns(&table), (vec![Name, Barcode], false));
    }
}
