//! Product search by words, beginnings and parts of words.
//!
//! Two FTS5 indexes without content: one of words with short prefixes, one of trigrams. Candidates come in the order of the
//! index, which FTS5 streams; the few that are kept are ranked here.

use std::collections::HashSet;

use bezmen_domain::id::CategoryId;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::catalog::{PRODUCT_COLUMNS, ProductRecord, product_record};
use super::error::Stored;

/// The shortest run of characters that the trigram index can find.
pub const MIN_PART: usize = 3;

/// Candidates ranked for one search: more would cost time on the hot path and nobody scrolls so far.
const CANDIDATES: usize = 200;

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

/// Finds active products. All words must be there; those that begin a word come before those that are inside one.
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
    extend(
        &mut found,
        by_match(
            connection,
            "product_word",
            &beginnings_query(&words),
            category_id,
        )?,
    );
    if found.len() < limit
        && let Some(parts) = parts_query(&words)
    {
        let matching =
            |candidate: &Candidate| words.iter().all(|word| candidate.folded.contains(word));
        let more = by_match(connection, "product_part", &parts, category_id)?;
        extend(&mut found, more.into_iter().filter(matching).collect());
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

fn beginnings_query(words: &[&str]) -> String {
    words
        .iter()
        .map(|word| format!("\"{word}\" *"))
        .collect::<Vec<_>>()
        .join(" AND ")
}

/// Lower is better: the name begins with the query, words begin with it, it is somewhere inside.
fn rank(folded: &str, words: &[&str]) -> u8 {
    let first = words.first().copied().unwrap_or_default();
    let begins = |word: &&str| folded.split(' ').any(|own| own.starts_with(word));
    if folded.split(' ').next() == Some(first) {
        0
    } else if folded.starts_with(first) {
        1
    } else if words.iter().all(begins) {
        2
    } else {
        3
    }
}

fn extend(found: &mut Vec<Candidate>, more: Vec<Candidate>) {
    let mut known: HashSet<i64> = found.iter().map(|candidate| candidate.rid).collect();
    found.extend(
        more.into_iter()
            .filter(|candidate| known.insert(candidate.rid)),
    );
}

fn by_match(
    connection: &Connection,
    index: &str,
    matching: &str,
    category_id: Option<CategoryId>,
) -> Stored<Vec<Candidate>> {
    let (narrow, category) = narrowing(category_id);
    let sql = format!(
        "select p.rid, p.folded from {index} f join product p on p.rid = f.rowid
        where f.{index} match ?1 and p.active = 1{narrow} limit {CANDIDATES}"
    );
    collect(
        connection,
        &sql,
        std::iter::once(Value::from(matching.to_owned())).chain(category),
    )
}

/// Article numbers and barcodes that begin with the digits; a barcode may be typed without its leading zeros.
fn by_digits(
    connection: &Connection,
    digits: &str,
    category_id: Option<CategoryId>,
) -> Stored<Vec<Candidate>> {
    let (narrow, category) = narrowing(category_id);
    let category: Vec<Value> = category.collect();
    let mut found = Vec::new();
    let after = format!("{digits}\u{ffff}");
    let sql = format!(
        "select p.rid, p.folded from product p where p.sku <> '' and p.sku >= ?1 and p.sku < ?3
        and p.active = 1{narrow} limit {CANDIDATES}"
    );
    let range = |digits: &str, after: &str| {
        let mut values = vec![Value::from(digits.to_owned())];
        values.push(category.first().cloned().unwrap_or(Value::Null));
        values.push(Value::from(after.to_owned()));
        values
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
    let category: Vec<Value> = category.collect();
    let sql = format!(
        "select p.rid, p.folded from (
            select l.product_id as id, count(*) as times from sale_line l
            where l.sale_rid > (select coalesce(max(rid), 0) - 500 from sale) and l.product_id is not null
            group by l.product_id) t
        join product p on p.id = t.id where ?1 is not null and p.active = 1{narrow} order by t.times desc limit {limit}"
    );
    let mut found = collect(
        connection,
        &sql,
        std::iter::once(Value::from(1)).chain(category.clone()),
    )?;
    if found.len() < limit {
        let order = if category_id.is_some() {
            "p.name"
        } else {
            "p.rid"
        };
        let sql = format!(
            "select p.rid, p.folded from product p where ?1 is not null and p.active = 1{narrow} order by {order} limit {limit}"
        );
        extend(
            &mut found,
            collect(
                connection,
                &sql,
                std::iter::once(Value::from(1)).chain(category),
            )?,
        );
        found.truncate(limit);
    }
    records(connection, &found)
}

fn narrowing(category_id: Option<CategoryId>) -> (&'static str, impl Iterator<Item = Value>) {
    let narrow = if category_id.is_some() {
        " and p.category_id = ?2"
    } else {
        ""
    };
    (
        narrow,
        category_id
            .map(|id| Value::from(id.to_string()))
            .into_iter(),
    )
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
mod tests {
    use super::*;

    #[test]
    fn folding_makes_spellings_equal() {
        assert_eq!(fold("Мёд  «Липовый», 0,5 кг!"), "мед липовый 0 5 кг");
        assert_eq!(fold("NESCAFÉ Gold-95g"), "nescafé gold 95g");
        assert_eq!(fold("  "), "");
    }

    #[test]
    fn short_words_have_no_trigrams() {
        assert_eq!(parts_query(&["мо"]), None);
        assert_eq!(
            parts_query(&["моло", "a"]).as_deref(),
            Some("\"мол\" AND \"оло\"")
        );
    }
}
