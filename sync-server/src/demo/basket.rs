use bezmen_domain::barcode::gtin::Gtin;
use bezmen_domain::discount::Discount;
use bezmen_domain::id::LineId;
use bezmen_domain::quantity::Quantity;
use bezmen_domain::ticket::{LineSource, TicketLine};

use super::random::Random;
use super::shop::Stocked;

/// How many lines a basket has: one to fifteen.
const LINES: [u32; 15] = [15, 17, 15, 13, 10, 8, 6, 5, 4, 3, 2, 2, 1, 1, 1];

/// How many pieces a line has: one to six.
const PIECES: [u32; 6] = [76, 15, 5, 2, 1, 1];

/// What is baked goes cheaper in the evening.
const FRESH_CATEGORY: &str = "Хлеб и выпечка";

/// Goods of a basket, each product once.
pub(super) fn lines(
    random: &mut Random,
    goods: &[Stocked],
    weights: &[u32],
    at_ms: i64,
    is_evening: bool,
) -> Vec<TicketLine> {
    let wanted = random.weighted(&LINES) + 1;
    let mut taken: Vec<usize> = Vec::with_capacity(wanted);
    // A product that is in the basket already is looked past, a few times at most.
    for _ in 0..wanted * 3 {
        let place = random.weighted(weights);
        if taken.len() < wanted && !taken.contains(&place) {
            taken.push(place);
        }
    }
    taken
        .into_iter()
        .filter_map(|place| goods.get(place))
        .map(|stocked| line(random, stocked, at_ms, is_evening))
        .collect()
}

/// How often each product is reached for: what is popular is so by far.
pub(super) fn weights(goods: &[Stocked]) -> Vec<u32> {
    goods
        .iter()
        .map(|stocked| stocked.goods.popularity * stocked.goods.popularity)
        .collect()
}

fn line(random: &mut Random, stocked: &Stocked, at_ms: i64, is_evening: bool) -> TicketLine {
    let goods = &stocked.goods;
    let (quantity, source, barcode) = match goods.plu() {
        Some(plu) => {
            let grams = grams(random, goods.price.minor());
            let label = random.percent(65).then(|| label(plu, grams)).flatten();
            let source = if label.is_some() {
                LineSource::WeightLabel
            } else {
                LineSource::Weighed
            };
            (Quantity::from_thousandths(grams), source, label)
        }
        None => {
            let pieces = i64::try_from(random.weighted(&PIECES)).unwrap_or_default() + 1;
            let by_key = goods.quick_key.is_some() && random.percent(55);
            let (source, barcode) = match (by_key, random.percent(4)) {
                (true, _) => (LineSource::QuickKey, None),
                (false, true) => (LineSource::Searched, None),
                (false, false) => (LineSource::Scanned, Some(goods.code.clone())),
            };
            (Quantity::from_units(pieces), source, barcode)
        }
    };
    let is_reduced = random.percent(if is_evening && goods.category == FRESH_CATEGORY {
        60
    } else {
        1
    });
    TicketLine {
        id: LineId::from_parts(at_ms.cast_unsigned(), random.id_part()),
        product_id: Some(stocked.product_id),
        barcode,
        ki: None,
        name: goods.name.clone(),
        unit: goods.unit,
        quantity,
        unit_price: goods.price,
        label_sum: None,
        // A cashier may take ten per cent off a line without being helped.
        discount: is_reduced.then_some(Discount::Percent { basis_points: 1000 }),
        tax: stocked.tax.clone(),
        source,
    }
}

/// A bag of potatoes weighs more than a piece of cheese.
fn grams(random: &mut Random, price_minor: i64) -> i64 {
    match price_minor {
        ..10_000 => random.within(420, 2600),
        10_000..40_000 => random.within(220, 1500),
        40_000..70_000 => random.within(160, 900),
        _ => random.within(110, 480),
    }
}

/// The label that the scale in the hall prints.
fn label(plu: &str, grams: i64) -> Option<String> {
    let payload: u64 = format!("21{plu}{grams:05}").parse().ok()?;
    Some(Gtin::from_payload(payload)?.printed())
}
