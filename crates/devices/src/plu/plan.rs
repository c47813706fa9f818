//! Which rows go to a scale, and how their names are written there.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{PluProblem, PluRow, ScaleFacts, SoldBy};
use crate::label::{clean, wrap};
use crate::printer::codepage::printable;
use crate::printer::profile::Slot;

/// A row that fits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReadyRow {
    /// Its place among the rows, counted from one.
    pub place: usize,
    /// The row.
    pub row: PluRow,
    /// The name as the scale gets it, at most as many lines of as many characters as it has.
    pub name: Vec<String>,
    /// Whether words of the name were left out.
    pub shortened: bool,
}

/// A row that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefusedRow {
    /// Its place among the rows, counted from one.
    pub place: usize,
    /// Its number.
    pub plu: u32,
    /// Everything that is wrong with it.
    pub problems: Vec<PluProblem>,
}

/// What goes to a scale and what does not.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct PluPlan {
    /// What goes.
    pub ready: Vec<ReadyRow>,
    /// What does not.
    pub refused: Vec<RefusedRow>,
}

/// Checks rows against what a scale or a file can hold.
#[must_use]
pub fn plan(rows: &[PluRow], facts: &ScaleFacts) -> PluPlan {
    let mut plan = PluPlan::default();
    let mut seen = BTreeMap::new();
    for (place, row) in (1..).zip(rows) {
        let first = *seen.entry(row.plu).or_insert(place);
        let (name, shortened) = name(&row.name, facts);
        let mut problems = problems(row, facts);
        if first != place {
            problems.push(PluProblem::Twice { first });
        }
        if name.is_empty() {
            problems.push(PluProblem::NoName);
        }
        if problems.is_empty() {
            plan.ready.push(ReadyRow {
                place,
                row: row.clone(),
                name,
                shortened,
            });
        } else {
            plan.refused.push(RefusedRow {
                place,
                plu: row.plu,
                problems,
            });
        }
    }
    plan
}

fn problems(row: &PluRow, facts: &ScaleFacts) -> Vec<PluProblem> {
    let mut problems = Vec::new();
    let mut check = |wrong: bool, problem: PluProblem| {
        if wrong {
            problems.push(problem);
        }
    };
    let number = row.plu == 0 || row.plu > facts.most_plu;
    check(
        number,
        PluProblem::Number {
            most: facts.most_plu,
        },
    );
    check(!row.price.is_positive(), PluProblem::NoPrice);
    let most = facts.most_price;
    check(row.price.minor() > most, PluProblem::Price { most });
    let most = facts.most_tare_grams;
    check(row.tare_grams > most, PluProblem::Tare { most });
    let most = facts.most_shelf_days;
    let days = row.shelf_life_days.unwrap_or(0);
    check(days > most, PluProblem::ShelfLife { most });
    let most = facts.most_code;
    check(row.code > most, PluProblem::Code { most });
    check(!(20..=29).contains(&row.prefix), PluProblem::Prefix);
    check(
        row.sold_by == SoldBy::Piece && !facts.pieces,
        PluProblem::Piece,
    );
    problems
}

/// The name in lines, and whether some of it was left out.
fn name(text: &str, facts: &ScaleFacts) -> (Vec<String>, bool) {
    let text = match facts.page {
        Some(page) => printable(text, &[Slot::new(page, 0)]),
        None => clean(text),
    };
    let mut lines = wrap(&text, facts.name_columns);
    let shortened = lines.len() > facts.name_lines;
    lines.truncate(facts.name_lines);
    (lines, shortened)
}
