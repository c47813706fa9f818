use std::ops::Range;

/// Lines that one cell may span: a long description, and far less than what an unclosed quotation mark swallows.
const MAX_CELL_LINES: u64 = 50;

/// A line in which a quotation mark opens a cell and nothing closes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OpenQuote {
    /// Line of the file, from 1.
    pub line: u64,
    /// Where the line is in the text.
    pub place: Range<usize>,
}

/// Finds the lines of a table whose quotation mark stays open. The next row begins with the line after.
///
/// A mark that closes a cell of several lines stands before a separator or the end of a line; another one belongs to a later
/// row, and the cell was never closed.
pub(super) fn open_quotes(text: &str, separator: u8) -> Vec<OpenQuote> {
    let bytes = text.as_bytes();
    let mut open = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < bytes.len() {
        if let Some((end, lines)) = row(bytes, at, separator) {
            at = end;
            line += lines;
        } else {
            let end = line_end(bytes, at);
            open.push(OpenQuote {
                line,
                place: at..end,
            });
            at = end;
            line += 1;
        }
    }
    open
}

/// Where the line ends, its end included.
fn line_end(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.iter().skip(at);
    rest.take_while(|byte| **byte != b'\n')
        .count()
        .saturating_add(at + 1)
        .min(bytes.len())
}

/// Where the row ends and how many lines it has. `None` when a quotation mark of it stays open.
fn row(bytes: &[u8], start: usize, separator: u8) -> Option<(usize, u64)> {
    let mut at = start;
    let mut lines = 0;
    loop {
        if bytes.get(at) == Some(&b'"') {
            let (end, breaks) = quoted(bytes, at + 1)?;
            lines += breaks;
            let closes = matches!(bytes.get(end), None | Some(b'\r' | b'\n'))
                || bytes.get(end) == Some(&separator);
            if breaks > 0 && !closes {
                return None;
            }
            at = end;
        }
        let rest = bytes.get(at..).unwrap_or_default();
        at += rest
            .iter()
            .take_while(|byte| **byte != separator && **byte != b'\n')
            .count();
        match bytes.get(at) {
            None => return Some((at, lines)),
            Some(b'\n') => return Some((at + 1, lines + 1)),
            Some(_) => at += 1,
        }
    }
}

/// Where a quoted cell ends, behind its closing mark, and how many lines end in it.
fn quoted(bytes: &[u8], start: usize) -> Option<(usize, u64)> {
    let mut at = start;
    let mut breaks = 0;
    loop {
        match (bytes.get(at)?, bytes.get(at + 1)) {
            (b'"', Some(b'"')) => at += 2,
            (b'"', _) => return Some((at + 1, breaks)),
            (b'\n', _) if breaks + 1 == MAX_CELL_LINES => return None,
            (b'\n', _) => (breaks, at) = (breaks + 1, at + 1),
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::open_quotes;

    fn lines(text: &str) -> Vec<u64> {
        open_quotes(text, b';')
            .iter()
            .map(|open| open.line)
            .collect()
    }

    #[test]
    fn cells_of_several_lines_and_doubled_marks_are_well() {
        assert!(lines("a;\"Кофе\nчёрный\";\"c\"\r\nb;\"\"\"Ромашка\"\"\"\n").is_empty());
        assert!(lines("a;15\" монитор\nb;\"x\" y\n\"\";\"\"").is_empty());
    }

    #[test]
    fn an_open_mark_is_found_whatever_follows_it() {
        assert_eq!(lines("a;\"Кофе;1\nb;Чай;2\nc;Сок;3\n"), [1]);
        assert_eq!(
            lines("a;Кофе;1\nb;\"Чай;2\nc;\"Сок\";3\nd;\"Мёд;4\n"),
            [2, 4]
        );
        assert_eq!(lines("a;1;\"Кофе\nb;2;\"Чай\nc;3;Сок"), [1, 2]);
        assert_eq!(lines(&format!("a;\"Кофе\n{}b;\"\"", "x\n".repeat(60))), [1]);
    }
}
