//! The numbers that goods are called by on a scale.

use std::collections::{BTreeMap, BTreeSet};

use bezmen_devices::plu::{PluRow, ScaleFacts};

use super::list::PluList;

/// The goods as a scale or a file is to have them.
pub fn numbered(list: &PluList, facts: &ScaleFacts) -> Vec<PluRow> {
    let mut rows: Vec<PluRow> = list.goods.iter().map(|one| one.row.clone()).collect();
    number(&mut rows, facts);
    rows
}

/// Gives rows the numbers that they are called by on a scale. That is the product's number within its label where the scale
/// goes so far; else a free number that depends on the product more than on the other goods, so that it seldom changes. The
/// label's number stays as it is, in its own field.
///
/// Goods whose labels the scale would print alike get one number, and the plan refuses all of them but the first.
fn number(rows: &mut [PluRow], facts: &ScaleFacts) {
    let label = |row: &PluRow| (row.code, if facts.keeps_prefix { row.prefix } else { 0 });
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|at| rows.get(*at).map(label));
    let (mut of_label, mut taken) = (BTreeMap::new(), BTreeSet::new());
    // Those that keep their number come first, whatever becomes of the others.
    for keeps in [true, false] {
        for at in &order {
            let Some(row) = rows.get_mut(*at).filter(|row| row.code > 0) else {
                continue;
            };
            let key = label(row);
            row.plu = match of_label.get(&key) {
                Some(number) => *number,
                None => {
                    let is_own = row.code <= facts.most_plu && !taken.contains(&row.code);
                    if keeps && !is_own {
                        continue;
                    }
                    let free = free_near(row.code, facts.most_plu, &taken);
                    let number = free.unwrap_or(row.code);
                    taken.insert(number);
                    of_label.insert(key, number);
                    number
                }
            };
        }
    }
}

/// The first free number from the one that a code becomes when it is counted round; nothing when all are taken.
fn free_near(code: u32, most: u32, taken: &BTreeSet<u32>) -> Option<u32> {
    let round = |number: u32| number.checked_rem(most).map(|rest| rest + 1);
    let first = round(code.checked_sub(1)?)?;
    (0..most)
        .map_while(|step| round((first - 1).checked_add(step)?))
        .find(|number| !taken.contains(number))
}

#[cfg(test)]
mod tests {
    use bezmen_devices::plu::{NetworkScale, PluProblem, SoldBy, plan};
    use bezmen_domain::money::Money;

    use super::*;

    fn row(prefix: u8, code: u32) -> PluRow {
        PluRow {
            plu: code,
            name: format!("{prefix}-{code}"),
            price: Money::from_minor(45_000),
            sold_by: SoldBy::Weight,
            tare_grams: 0,
            shelf_life_days: None,
            prefix,
            code,
            gtin: None,
            group: 0,
        }
    }

    fn numbers(rows: &[PluRow]) -> Vec<(u32, u32)> {
        rows.iter().map(|row| (row.plu, row.code)).collect()
    }

    #[test]
    fn a_label_number_beyond_the_scales_range_gets_a_number_within_it() {
        let facts = NetworkScale::CasLp.facts();
        let mut rows = [
            row(21, 16_345),
            row(21, 345),
            row(21, 12_345),
            row(21, 4_000),
        ];
        number(&mut rows, &facts);
        assert_eq!(
            numbers(&rows),
            [(347, 16_345), (345, 345), (346, 12_345), (4_000, 4_000)]
        );
        let plan = plan(&rows, &facts);
        assert_eq!(plan.refused, []);
        // Another product beside them changes nothing for those that were there.
        let mut more = [
            row(21, 16_345),
            row(21, 345),
            row(21, 12_345),
            row(21, 9_000),
        ];
        number(&mut more, &facts);
        assert_eq!(numbers(&more)[..3], numbers(&rows)[..3]);
    }

    #[test]
    fn labels_of_two_prefixes_are_told_apart_where_the_scale_prints_both() {
        let both = [row(22, 7), row(21, 7)];
        let facts = NetworkScale::Digi.facts();
        let mut rows = both.clone();
        number(&mut rows, &facts);
        assert_eq!(numbers(&rows), [(8, 7), (7, 7)]);
        assert_eq!(plan(&rows, &facts).refused, []);

        // Here both would come out as one product.
        let facts = NetworkScale::CasLp.facts();
        let mut rows = both;
        number(&mut rows, &facts);
        let plan = plan(&rows, &facts);
        assert_eq!(plan.ready.len(), 1);
        assert_eq!(plan.refused[0].problems, [PluProblem::Twice { first: 1 }]);
    }

    #[test]
    fn a_full_range_is_left_to_the_plan() {
        let facts = ScaleFacts {
            most_plu: 2,
            ..NetworkScale::CasLp.facts()
        };
        let mut rows = [row(21, 10), row(21, 11), row(21, 12)];
        number(&mut rows, &facts);
        let plan = plan(&rows, &facts);
        assert_eq!((plan.ready.len(), plan.refused.len()), (2, 1));
        assert_eq!(plan.refused[0].problems, [PluProblem::Number { most: 2 }]);
    }
}
