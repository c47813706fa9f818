use bezmen_domain::money::{Currency, Money};
use bezmen_domain::quantity::Unit;

const GOODS: &str = include_str!("../../demo/catalogue.tsv");
const CATEGORIES: &str = include_str!("../../demo/categories.tsv");

/// A row of the demo's catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goods {
    /// What it is called.
    pub name: String,
    /// What it is counted in.
    pub unit: Unit,
    /// Price of one unit.
    pub price: Money,
    /// Name of its category.
    pub category: String,
    /// Its VAT, per cent, included in the price.
    pub tax_percent: u32,
    /// The barcode on the package; for weighed goods the code of the scale's label with a weight of nothing.
    pub code: String,
    /// Place among the quick keys of its category.
    pub quick_key: Option<i32>,
    /// How often it is bought, 1 to 9.
    pub popularity: u32,
}

impl Goods {
    /// The number under which the scale in the hall knows weighed goods.
    pub fn plu(&self) -> Option<&str> {
        if self.unit.is_weighed() {
            self.code.get(2..7)
        } else {
            None
        }
    }
}

/// A category of the demo's catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoodsCategory {
    /// What it is called.
    pub name: String,
    /// As `#rrggbb`.
    pub color: String,
}

/// A row that the catalogue should not have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the demo's catalogue is wrong in line {line}: {text}")]
pub struct BadRow {
    /// Which line, the heading is 1.
    pub line: usize,
    /// What it says.
    pub text: String,
}

/// Reads the categories, in the order of the quick keys.
pub fn categories() -> Result<Vec<GoodsCategory>, BadRow> {
    rows(CATEGORIES, |fields| match fields {
        [name, color] => Some(GoodsCategory {
            name: (*name).to_owned(),
            color: (*color).to_owned(),
        }),
        _ => None,
    })
}

/// Reads the catalogue.
pub fn goods() -> Result<Vec<Goods>, BadRow> {
    rows(GOODS, |fields| {
        let [
            name,
            unit,
            price,
            category,
            tax,
            code,
            quick_key,
            popularity,
        ] = fields
        else {
            return None;
        };
        Some(Goods {
            name: (*name).to_owned(),
            unit: Unit::from_code(unit)?,
            price: Money::parse(price, Currency::RUB).ok()?,
            category: (*category).to_owned(),
            tax_percent: tax.parse().ok()?,
            code: (*code).to_owned(),
            quick_key: if quick_key.is_empty() {
                None
            } else {
                Some(quick_key.parse().ok()?)
            },
            popularity: popularity.parse().ok()?,
        })
    })
}

fn rows<T>(text: &str, read: impl Fn(&[&str]) -> Option<T>) -> Result<Vec<T>, BadRow> {
    let lines = text
        .lines()
        .enumerate()
        .skip(1)
        .filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            let fields: Vec<&str> = line.split('\t').collect();
            read(&fields).ok_or_else(|| BadRow {
                line: index + 1,
                text: line.to_owned(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use bezmen_domain::barcode::{RuleSet, Scanned, classify, gtin};
    use bezmen_domain::money::Currency;

    use super::{Goods, categories, goods};

    #[test]
    fn every_code_is_valid_and_stands_on_one_product() {
        let goods = goods().unwrap();
        assert!(goods.len() >= 320, "{}", goods.len());
        let codes: BTreeSet<&str> = goods.iter().map(|goods| goods.code.as_str()).collect();
        assert_eq!(codes.len(), goods.len());
        assert!(codes.contains("4600682000174"));
        for goods in &goods {
            assert_eq!(
                gtin::parse(&goods.code).unwrap().printed(),
                goods.code,
                "{}",
                goods.name
            );
            let prefix: u32 = goods.code[..3].parse().unwrap();
            assert!(
                goods.unit.is_weighed() || (460..=469).contains(&prefix),
                "{} {}",
                goods.name,
                goods.code
            );
        }
        let names: BTreeSet<&str> = goods.iter().map(|goods| goods.name.as_str()).collect();
        assert_eq!(names.len(), goods.len());
    }

    #[test]
    fn the_label_of_weighed_goods_leads_back_to_them() {
        let goods = goods().unwrap();
        let weighed: Vec<&Goods> = goods
            .iter()
            .filter(|goods| goods.unit.is_weighed())
            .collect();
        assert!(weighed.len() >= 40, "{}", weighed.len());
        for goods in weighed {
            let payload: u64 = format!("21{}00750", goods.plu().unwrap()).parse().unwrap();
            let label = gtin::Gtin::from_payload(payload).unwrap().printed();
            let Scanned::Weight {
                base_code,
                quantity,
                ..
            } = classify(&label, &RuleSet::of_new_shop(Currency::RUB), Currency::RUB)
            else {
                panic!("{label}")
            };
            assert_eq!(
                (base_code.printed(), quantity.thousandths()),
                (goods.code.clone(), 750)
            );
        }
    }

    #[test]
    fn prices_taxes_and_keys_are_those_of_a_grocer() {
        let (goods, categories) = (goods().unwrap(), categories().unwrap());
        for goods in &goods {
            assert!(
                (900..=200_000).contains(&goods.price.minor()),
                "{} {:?}",
                goods.name,
                goods.price
            );
            assert!([0, 10, 22].contains(&goods.tax_percent), "{}", goods.name);
            assert!((1..=9).contains(&goods.popularity), "{}", goods.name);
        }
        for percent in [0, 10, 22] {
            assert!(goods.iter().any(|goods| goods.tax_percent == percent));
        }
        assert!(categories.len() >= 12);
        let colors: BTreeSet<&str> = categories
            .iter()
            .map(|category| category.color.as_str())
            .collect();
        assert_eq!(colors.len(), categories.len());
        for category in &categories {
            assert!(
                goods.iter().any(|goods| goods.category == category.name),
                "{} is empty",
                category.name
            );
            let keys: Vec<i32> = goods
                .iter()
                .filter(|goods| goods.category == category.name)
                .filter_map(|goods| goods.quick_key)
                .collect();
            assert_eq!(
                keys.iter().copied().collect::<BTreeSet<_>>().len(),
                keys.len(),
                "{}",
                category.name
            );
        }
        assert!(goods.iter().all(|goods| {
            categories
                .iter()
                .any(|category| category.name == goods.category)
        }));
        assert!(
            (45..=52).contains(
                &goods
                    .iter()
                    .filter(|goods| goods.quick_key.is_some())
                    .count()
            )
        );
    }
}
