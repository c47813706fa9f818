use super::columns::{HEAD_LINES, heads};

/// Lines looked at to find the separator.
const PROBE_LINES: usize = 20;

/// Finds what stands between the cells of a text table; a comma when nothing does.
///
/// It is the one that makes known heads of a line, else the one that most lines have, else the one that most lines have
/// equally often. The first line decides nothing by itself: it may be a title.
pub(super) fn separator(text: &str) -> u8 {
    let lines: Vec<&str> = text.lines().take(PROBE_LINES).collect();
    // Of equals the earlier wins: a tab is never part of a name, a comma often is.
    let mut best = b',';
    let mut best_score = (0, 0, 0);
    for separator in [b'\t', b';', b',', b'|'] {
        let mut counts: Vec<usize> = lines.iter().map(|line| count(line, separator)).collect();
        counts.retain(|count| *count > 0);
        if counts.is_empty() {
            continue;
        }
        let score = (known(&lines, separator), counts.len(), commonest(counts));
        if score > best_score {
            (best, best_score) = (separator, score);
        }
    }
    best
}

/// Most columns that a line among the first has as its known heads.
fn known(lines: &[&str], separator: u8) -> usize {
    let lines = lines.iter().take(HEAD_LINES);
    let known = lines.map(|line| heads(line.split(char::from(separator))).len());
    known.max().unwrap_or_default()
}

/// How many of the numbers are the one that occurs most.
fn commonest(mut counts: Vec<usize>) -> usize {
    counts.sort_unstable();
    let runs = counts.chunk_by(|one, next| one == next);
    runs.map(<[usize]>::len).max().unwrap_or_default()
}

/// Counts the separators of a line, but for those in a cell that quotation marks wrap. In a table with tabs a mark is part
/// of a name.
fn count(line: &str, separator: u8) -> usize {
    let mut found = 0;
    let (mut is_wrapped, mut before) = (false, separator);
    for byte in line.bytes() {
        let wraps = separator != b'\t' && byte == b'"';
        if wraps && (is_wrapped || before == separator || before == b'"') {
            is_wrapped = !is_wrapped;
        } else if byte == separator && !is_wrapped {
            found += 1;
        }
        before = byte;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::separator;
    use crate::imports::{guess_columns, read_table};

    #[test]
    fn a_title_above_the_head_does_not_hide_the_separator() {
        for (text, expected) in [
            ("Прайс-лист\nШтрихкод;Название;Цена\n1;Молоко;89,90", b';'),
            (
                "Прайс, 1 ноября\nКод;Что;Почём\n1;Молоко;89,90\n2;Сыр;5,50",
                b';',
            ),
            ("Прайс; ноябрь\nkey\twhat\tcost\n1\tКофе, чай\t5", b'\t'),
            ("name,price\nКофе; чёрный,5\nЧай; зелёный,6", b','),
            (
                "a;\"x, y, z\";1,5\nb;\"x, y\";2\nc;\"\"\"x\"\", y\";3",
                b';',
            ),
            ("Ромашка\nКофе|5\nЧай|6", b'|'),
            ("Кофе\nЧай", b','),
        ] {
            assert_eq!(separator(text), expected, "{text}");
        }
    }

    #[test]
    fn cells_left_out_at_the_ends_of_rows_do_not_make_a_comma_the_separator() {
        let mut text = "Что;Почём;Где\n".to_owned();
        for n in 0..18 {
            text += if n % 3 == 0 {
                "Кофе;8,5;A\n"
            } else {
                "Чай;9,5\n"
            };
        }
        assert_eq!(separator(&text), b';');
    }

    #[test]
    fn what_stands_above_the_head_is_no_row_and_is_counted_as_lines() {
        let file = "Прайс-лист от 1 ноября\n\nООО «Ромашка»\nШтрихкод;Наименование;Цена\n4600682000174;Молоко;89,90";
        let table = read_table(file.as_bytes(), None).unwrap();
        assert_eq!((table.format.as_str(), table.rows_above), ("csv ;", 2));
        let lines: Vec<u64> = table.rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [4, 5]);
        assert!(guess_columns(&table).1, "the first row is the head");

        let headless = "Товар;5\nКофе;6\nЦена;Название\n";
        let table = read_table(headless.as_bytes(), None).unwrap();
        assert_eq!(
            table.rows_above, 2,
            "the row with most known heads is the head"
        );
        let plain = read_table("Кофе;6\nТовар;5\n".as_bytes(), None).unwrap();
        assert_eq!(plain.rows_above, 0, "one known word may be anything");
    }
}
