//! Product search by words, beginnings and parts of words.
//!
//! Two FTS5 indexes without content: `product_word` knows whole words, `product_part` the trigrams of a text in which two
//! spaces stand around every word, so that a trigram also tells where a word begins: `  м`, ` мо`, `мол`… FTS5 streams the
//! products that hold a handful of terms without ranking or collecting them; so each search reads a few hundred rows,
//! however many match, and what was read is put in order here.

use std::collections::HashSet;

use bezmen_domain::id::CategoryId;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::catalog::{PRODUCT_COLUMNS, ProductRecord, product_record};
use super::error::Stored;

/// The shortest run of characters that the trigram index can find.
pub const MIN_PART: usize = 3;

/// Candidates ranked for one search and one way to fit: more would cost time on the hot path and nobody scrolls so far.
const CANDIDATES: usize = 200;

/// Words that are looked up in the index; a longer query is narrowed by the rest of its words when the text is compared.
const INDEXED_WORDS: usize = 8;

/// Folds a text for search: lower case, `ё` as `е`, everything but letters and digits as one space.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars().flat_map(char::to_lowercase) {
        match character {
            'ё' => folded.push('е'),
            character if character.is_alphanumeric() => folded.push(character),
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The text of which the trigrams are indexed: two spaces around every word.
pub fn with_word_bounds(folded: &str) -> String {
    format!("  {}  ", folded.replace(' ', "  "))
}

/// Finds active products that have all words: first those that have them whole, then those where they begin a word, then
/// those where they are inside one.
pub fn search_products(
    connection: &Connection,
    query: &str,
    category_id: Option<CategoryId>,
    limit: u32,
) -> Stored<Vec<ProductRecord>> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let folded = fold(query);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return most_sold(connection, category_id, limit);
    }
    let mut found = Vec::new();
    if words
        .iter()
        .all(|word| word.chars().all(|character| character.is_ascii_digit()))
    {
        found = by_digits(connection, &words.concat(), category_id)?;
    }
    // What fits better is among what fits at all, so a better fit is looked for only when not all of that was read.
    for fit in [Fit::Inside, Fit::Begins, Fit::Whole] {
        let fitting = by_fit(connection, fit, &words, category_id)?;
        let is_all = fitting.len() < CANDIDATES;
        extend(&mut found, fitting);
        if is_all {
            break;
        }
    }
    found.sort_by_cached_key(|candidate| {
        (
            rank(&candidate.folded, &words),
            candidate.folded.len(),
            candidate.folded.clone(),
        )
    });
    found.truncate(limit);
    records(connection, &found)
}

/// How the words of a query stand in a product's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// As words.
    Whole,
    /// As beginnings of words.
    Begins,
    /// Anywhere; what is too short for a trigram still begins a word.
    Inside,
}

impl Fit {
    const fn index(self) -> &'static str {
        match self {
            Self::Whole => "product_word",
            Self::Begins | Self::Inside => "product_part",
        }
    }

    /// The terms that the index is asked for. Two trigrams of a word are enough: the text itself is compared as well.
    fn terms(self, word: &str) -> Vec<String> {
        let characters: Vec<char> = word.chars().collect();
        let gram = |characters: &[char]| characters.iter().collect::<String>();
        let last = characters.len().checked_sub(MIN_PART);
        let mut terms = match (self, last) {
            (Self::Whole, _) => return vec![word.to_owned()],
            (Self::Inside, Some(_)) => vec![gram(&characters[..MIN_PART])],
            (Self::Begins, _) | (Self::Inside, None) => match characters.as_slice() {
                [only] => vec![format!("  {only}")],
                [first, second, ..] => vec![format!(" {first}{second}")],
                [] => Vec::new(),
            },
        };
        terms.extend(last.map(|last| gram(&characters[last..])));
        terms.dedup();
        terms
    }

    /// What must stand in ` text `.
    fn pattern(self, word: &str) -> String {
        match self {
            Self::Whole => format!(" {word} "),
            Self::Inside if word.chars().nth(MIN_PART - 1).is_some() => word.to_owned(),
            Self::Begins | Self::Inside => format!(" {word}"),
        }
    }
}

fn by_fit(
    connection: &Connection,
    fit: Fit,
    words: &[&str],
    category_id: Option<CategoryId>,
) -> Stored<Vec<Candidate>> {
    let terms: Vec<String> = words
        .iter()
        .take(INDEXED_WORDS)
        .flat_map(|word| fit.terms(word))
        .map(|term| format!("\"{term}\""))
        .collect();
    let (narrow, category) = narrowing(category_id);
    let mut values = vec![Value::from(terms.join(" AND "))];
    values.push(category.map_or(Value::Null, Value::from));
    let mut compared = String::new();
    for word in words {
        values.push(Value::from(fit.pattern(word)));
        let place = values.len();
        compared.push_str(&format!(" and instr(' ' || p.folded || ' ', ?{place}) > 0"));
    }
    let index = fit.index();
    let sql = format!(
        "select p.rid, p.folded from {index} f join product p on p.rid = f.rowid
        where f.{index} match ?1 and p.active = 1{narrow}{compared} limit {CANDIDATES}"
    );
    collect(connection, &sql, values)
}

/// A product that matches, before it is known to be among the best.
#[derive(Debug)]
struct Candidate {
    rid: i64,
    folded: String,
}

fn records(connection: &Connection, candidates: &[Candidate]) -> Stored<Vec<ProductRecord>> {
    let mut statement = connection.prepare_cached(&format!(
        "select {PRODUCT_COLUMNS} from product p where p.rid = ?1"
    ))?;
    candidates
        .iter()
        .map(|candidate| Ok(statement.query_row([candidate.rid], product_record)?))
        .collect()
}

/// The trigram query for parts of words; `None` when every word is too short for it.
pub fn parts_query(words: &[&str]) -> Option<String> {
    let mut grams: Vec<String> = Vec::new();
    for word in words {
        let characters: Vec<char> = word.chars().collect();
        grams.extend(
            characters
                .windows(MIN_PART)
                .map(|gram| format!("\"{}\"", gram.iter().collect::<String>())),
        );
    }
    if grams.is_empty() {
        None
    } else {
        Some(grams.join(" AND "))
    }
}

/// Lower is better: how the words fit, then whether the text begins with the first of them.
fn rank(folded: &str, words: &[&str]) -> (Fit, bool) {
    let text = format!(" {folded} ");
    let fits = |fit: Fit| words.iter().all(|word| text.contains(&fit.pattern(word)));
    let fit = [Fit::Whole, Fit::Begins]
        .into_iter()
        .find(|fit| fits(*fit))
        .unwrap_or(Fit::Inside);
    let is_first = words.first().is_some_and(|word| folded.starts_with(word));
    (fit, !is_first)
}

fn extend(found: &mut Vec<Candidate>, more: Vec<Candidate>) {
    let mut known: HashSet<i64> = found.iter().map(|candidate| candidate.rid).collect();
    found.extend(
        more.into_iter()
            .filter(|candidate| known.insert(candidate.rid)),
    );
}

/// Article numbers and barcodes that begin with the digits; a barcode may be typed without its leading zeros.
fn by_digits(
    connection: &Connection,
    digits: &str,
    category_id: Option<CategoryId>,
) -> Stored<Vec<Candidate>> {
    let (narrow, category) = narrowing(category_id);
    let mut found = Vec::new();
    let after = format!("{digits}\u{ffff}");
    let sql = format!(
        "select p.rid, p.folded from product p where p.sku <> '' and p.sku >= ?1 and p.sku < ?3
        and p.active = 1{narrow} limit {CANDIDATES}"
    );
    let range = |digits: &str, after: &str| {
        [
            Value::from(digits.to_owned()),
            category.clone().map_or(Value::Null, Value::from),
            Value::from(after.to_owned()),
        ]
    };
    extend(
        &mut found,
        collect(connection, &sql, range(digits, &after))?,
    );
    if digits.len() < 4 {
        return Ok(found);
    }
    let sql = format!(
        "select p.rid, p.folded from product_barcode b join product p on p.rid = b.rid
        where b.code >= ?1 and b.code < ?3 and p.active = 1{narrow} limit 50"
    );
    // A code of 13 digits stands in the table with one zero before it, of 12 with two, of 8 with six.
    for zeros in ["", "0", "00", "000000"] {
        let typed = format!("{zeros}{digits}");
        extend(
            &mut found,
            collect(connection, &sql, range(&typed, &format!("{typed}\u{ffff}")))?,
        );
    }
    Ok(found)
}

/// The products of the last receipts, the commonest first; a category is listed by name after them.
fn most_sold(
    connection: &Connection,
    category_id: Option<CategoryId>,
    limit: usize,
) -> Stored<Vec<ProductRecord>> {
    let (narrow, category) = narrowing(category_id);
    let arguments = || std::iter::once(1.into()).chain(category.clone().map(Value::from));
    let sql = format!(
        "select p.rid, p.folded from (
            select l.product_id as id, count(*) as times from sale_line l
            where l.sale_rid > (select coalesce(max(rid), 0) - 500 from sale) and l.product_id is not null
            group by l.product_id) t
        join product p on p.id = t.id where ?1 is not null and p.active = 1{narrow} order by t.times desc limit {limit}"
    );
    let mut found = collect(connection, &sql, arguments())?;
    if found.len() < limit {
        let order = if category_id.is_some() {
            "p.name"
        } else {
            "p.rid"
        };
        let sql = format!(
            "select p.rid, p.folded from product p where ?1 is not null and p.active = 1{narrow} order by {order} limit {limit}"
        );
        extend(&mut found, collect(connection, &sql, arguments())?);
        found.truncate(limit);
    }
    records(connection, &found)
}

/// The condition that narrows a search to a category, with its second argument.
fn narrowing(category_id: Option<CategoryId>) -> (&'static str, Option<String>) {
    match category_id {
        Some(id) => (" and p.category_id = ?2", Some(id.to_string())),
        None => ("", None),
    }
}

fn collect(
    connection: &Connection,
    sql: &str,
    arguments: impl IntoIterator<Item = Value>,
) -> Stored<Vec<Candidate>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params_from_iter(arguments), |row| {
        Ok(Candidate {
            rid: row.get(0)?,
            folded: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests;
