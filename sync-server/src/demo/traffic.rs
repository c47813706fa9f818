use bezmen_domain::business_date::BusinessDate;

use super::random::Random;

/// The doors open at this hour.
pub(super) const OPENS_HOUR: i64 = 8;

/// The doors close at this hour.
pub(super) const CLOSES_HOUR: i64 = 22;

pub(super) const MINUTE_MS: i64 = 60_000;

pub(super) const HOUR_MS: i64 = 60 * MINUTE_MS;

/// Receipts of each till on a usual day; a till beyond these is as busy as the last.
const USUAL: [i64; 3] = [86, 66, 72];

/// Per cent of a usual day, from Monday.
const WEEK: [i64; 7] = [88, 90, 94, 98, 112, 128, 118];

/// How busy each hour from eight on is. On a working day people come at lunch and after work, on a free day before lunch.
const WORKING_DAY: [u32; 14] = [4, 5, 6, 6, 8, 11, 9, 6, 6, 8, 13, 13, 9, 5];
const FREE_DAY: [u32; 14] = [2, 4, 7, 10, 11, 11, 9, 8, 8, 8, 8, 8, 6, 4];

/// Fewest seconds between two receipts of one till.
const GAP_MS: i64 = 20_000;

const FEWEST: i64 = 40;
const MOST: i64 = 120;

/// Invents when a till prints its receipts on a day, in order.
pub(super) fn moments(
    random: &mut Random,
    till: usize,
    date: BusinessDate,
    utc_offset_minutes: i32,
) -> Vec<i64> {
    let weekday = date.weekday() as usize;
    let usual = USUAL.get(till).unwrap_or(&USUAL[USUAL.len() - 1]);
    let count = (usual * WEEK[weekday] * random.within(91, 109) / 10_000).clamp(FEWEST, MOST);
    let hours = if weekday >= 5 { FREE_DAY } else { WORKING_DAY };
    let start_ms = date.start_ms(utc_offset_minutes) + OPENS_HOUR * HOUR_MS;
    let mut moments: Vec<i64> = (0..count)
        .map(|_| {
            let hour = i64::try_from(random.weighted(&hours)).unwrap_or_default();
            start_ms + hour * HOUR_MS + random.within(0, HOUR_MS - 1)
        })
        .collect();
    moments.sort_unstable();
    let mut earliest = start_ms + MINUTE_MS;
    for moment in &mut moments {
        *moment = earliest.max(*moment);
        earliest = *moment + GAP_MS + random.within(0, GAP_MS);
    }
    moments
}

#[cfg(test)]
mod tests {
    use bezmen_domain::business_date::{BusinessDate, LocalTime};

    use super::{GAP_MS, moments};
    use crate::demo::Random;

    #[test]
    fn a_day_is_as_busy_as_a_shop_is() {
        let mut random = Random::new(3);
        let (mut saturdays, mut mondays) = (0, 0);
        for day in 0..70 {
            let date = BusinessDate::from_ymd(2026, 9, 1).unwrap().plus_days(day);
            for till in 0..3 {
                let moments = moments(&mut random, till, date, 180);
                assert!((40..=120).contains(&moments.len()), "{}", moments.len());
                assert!(moments.windows(2).all(|pair| pair[1] - pair[0] >= GAP_MS));
                for moment in &moments {
                    let local = LocalTime::from_wall(*moment, 180);
                    assert_eq!(local.date, date);
                    assert!((8..=22).contains(&local.hour), "{local:?}");
                }
                match date.weekday() {
                    0 => mondays += moments.len(),
                    5 => saturdays += moments.len(),
                    _ => {}
                }
            }
        }
        assert!(
            saturdays > mondays * 5 / 4,
            "{saturdays} on Saturdays, {mondays} on Mondays"
        );
    }
}
