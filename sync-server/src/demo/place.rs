/// Where the demo shop stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The town, as the address writes it.
    pub town: &'static str,
    /// Its minutes east of UTC.
    pub utc_offset_minutes: i32,
}

const TOWNS: [(&str, i32); 10] = [
    ("Москва", 3),
    ("Самара", 4),
    ("Екатеринбург", 5),
    ("Омск", 6),
    ("Новосибирск", 7),
    ("Иркутск", 8),
    ("Якутск", 9),
    ("Владивосток", 10),
    ("Магадан", 11),
    ("Петропавловск-Камчатский", 12),
];

/// From this hour on a shop has something to show for today.
const BUSY_FROM_HOUR: i64 = 11;

/// Finds the first town from the west where it is later than eleven in the morning: whenever the demo is started, its shop
/// has been selling for some hours.
pub(super) fn place(end_ms: i64) -> Place {
    let utc_hour = end_ms.div_euclid(3_600_000).rem_euclid(24);
    let busy = TOWNS
        .into_iter()
        .find(|(_, offset)| (utc_hour + i64::from(*offset)) % 24 >= BUSY_FROM_HOUR);
    let (town, hours) = busy.unwrap_or(TOWNS[TOWNS.len() - 1]);
    Place {
        town,
        utc_offset_minutes: hours * 60,
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn the_shop_has_been_open_for_a_while_at_any_hour() {
        for hour in 0..24 {
            let place = place(hour * 3_600_000 + 1);
            let local = (hour + i64::from(place.utc_offset_minutes) / 60) % 24;
            assert!(local >= 9, "{hour} UTC is {local} in {}", place.town);
        }
        assert_eq!(place(12 * 3_600_000).town, "Москва");
    }
}
