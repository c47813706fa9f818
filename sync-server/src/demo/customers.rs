use bezmen_domain::barcode::gtin::Gtin;
use bezmen_domain::id::CustomerId;

use super::random::Random;

/// How many customers the shop knows by now.
pub(super) const CUSTOMERS: usize = 150;

/// A customer with a card, and the day and the till at which they got it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Buyer {
    pub customer_id: CustomerId,
    pub name: String,
    pub phone: String,
    pub card: Option<String>,
    pub joined_day: i32,
    pub joined_till: usize,
}

const WOMEN: [&str; 20] = [
    "Анна",
    "Мария",
    "Елена",
    "Ольга",
    "Наталья",
    "Ирина",
    "Татьяна",
    "Светлана",
    "Екатерина",
    "Юлия",
    "Людмила",
    "Галина",
    "Марина",
    "Дарья",
    "Алина",
    "Валентина",
    "Ксения",
    "Вера",
    "Полина",
    "Гульнара",
];

const MEN: [&str; 16] = [
    "Александр",
    "Сергей",
    "Дмитрий",
    "Андрей",
    "Алексей",
    "Иван",
    "Михаил",
    "Николай",
    "Владимир",
    "Павел",
    "Евгений",
    "Роман",
    "Ильдар",
    "Григорий",
    "Артём",
    "Степан",
];

/// Family names of men; a woman's has an `а` more.
const FAMILIES: [&str; 40] = [
    "Иванов",
    "Смирнов",
    "Кузнецов",
    "Попов",
    "Соколов",
    "Лебедев",
    "Козлов",
    "Новиков",
    "Морозов",
    "Волков",
    "Павлов",
    "Семёнов",
    "Голубев",
    "Виноградов",
    "Богданов",
    "Воробьёв",
    "Фёдоров",
    "Михайлов",
    "Беляев",
    "Тарасов",
    "Белов",
    "Комаров",
    "Орлов",
    "Киселёв",
    "Макаров",
    "Андреев",
    "Ковалёв",
    "Ильин",
    "Гусев",
    "Титов",
    "Кузьмин",
    "Кудрявцев",
    "Баранов",
    "Куликов",
    "Алексеев",
    "Степанов",
    "Яковлев",
    "Сорокин",
    "Сергеев",
    "Хасанов",
];

/// Invents the customers. Half of them had their card from the first day on.
pub(super) fn buyers(random: &mut Random, start_ms: i64, days: i32, tills: usize) -> Vec<Buyer> {
    let last_till = i64::try_from(tills).unwrap_or(1).max(1) - 1;
    (0..CUSTOMERS)
        .map(|n| {
            let number = u64::try_from(n).unwrap_or_default();
            let is_early = random.percent(50);
            Buyer {
                customer_id: CustomerId::from_parts(
                    start_ms.cast_unsigned() + number,
                    random.id_part(),
                ),
                name: name(random),
                // A number range in which nobody is called.
                phone: format!("+7999000{:04}", (n * 67 + 113) % 10_000),
                card: random
                    .percent(70)
                    .then(|| Gtin::from_payload(290_000_001_000 + number))
                    .flatten()
                    .map(Gtin::printed),
                joined_day: if is_early {
                    0
                } else {
                    i32::try_from(random.within(1, i64::from(days))).unwrap_or_default()
                },
                joined_till: usize::try_from(random.within(0, last_till)).unwrap_or_default(),
            }
        })
        .collect()
}

fn name(random: &mut Random) -> String {
    let family = random.pick(&FAMILIES).copied().unwrap_or_default();
    if random.percent(62) {
        format!(
            "{} {family}а",
            random.pick(&WOMEN).copied().unwrap_or_default()
        )
    } else {
        format!(
            "{} {family}",
            random.pick(&MEN).copied().unwrap_or_default()
        )
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{CUSTOMERS, buyers};
    use crate::demo::Random;

    #[test]
    fn every_customer_can_be_told_apart_by_phone_and_card() {
        let buyers = buyers(&mut Random::new(5), 1_700_000_000_000, 30, 3);
        assert_eq!(buyers.len(), CUSTOMERS);
        let phones: BTreeSet<&str> = buyers.iter().map(|buyer| buyer.phone.as_str()).collect();
        assert_eq!(phones.len(), CUSTOMERS);
        assert!(
            phones
                .iter()
                .all(|phone| phone.len() == 12 && phone.starts_with("+7"))
        );
        let cards: Vec<&str> = buyers
            .iter()
            .filter_map(|buyer| buyer.card.as_deref())
            .collect();
        assert_eq!(cards.iter().collect::<BTreeSet<_>>().len(), cards.len());
        assert!(
            buyers
                .iter()
                .all(|buyer| buyer.joined_till < 3 && (0..=30).contains(&buyer.joined_day))
        );
    }
}
