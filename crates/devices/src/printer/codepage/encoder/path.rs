//! Which code table each character is printed with, so that the changes are fewest.

use crate::printer::profile::Slot;

/// The longest text that is looked at as a whole; a line of a receipt is far shorter.
pub(super) const LONGEST: usize = 2_048;

/// For each character the table it is printed with; nothing where any will do because none was chosen yet.
///
/// The shortest path through the tables: staying costs nothing, a change costs one. Among equals the earlier slot wins,
/// for slots are in order of preference.
pub(super) fn fewest_changes(
    text: &[char],
    slots: &[Slot],
    current: Option<usize>,
) -> Vec<Option<usize>> {
    // The last state is “no table chosen yet”, in which ASCII can be printed and nothing else.
    let unset = slots.len();
    let mut cost: Vec<Option<u32>> = vec![None; unset + 1];
    if let Some(start) = cost.get_mut(current.unwrap_or(unset)) {
        *start = Some(0);
    }
    let mut came_from: Vec<Vec<usize>> = Vec::with_capacity(text.len());
    for character in text {
        let cheapest = cheapest(&cost);
        let mut next = vec![None; unset + 1];
        let mut from = vec![unset; unset + 1];
        for (state, (next, from)) in next.iter_mut().zip(&mut from).enumerate() {
            let holds = match slots.get(state) {
                Some(slot) => slot.page.encode(*character).is_some(),
                None => character.is_ascii(),
            };
            if !holds {
                continue;
            }
            let stay = cost.get(state).copied().flatten().map(|cost| (cost, state));
            let change = cheapest
                .filter(|_| state != unset)
                .map(|(least, place)| (least + 1, place));
            // Of two equal ways the one that changes later is taken.
            let best = match (stay, change) {
                (Some(stay), Some(change)) if change.0 <= stay.0 => Some(change),
                (stay, change) => stay.or(change),
            };
            if let Some((cost, place)) = best {
                *next = Some(cost);
                *from = place;
            }
        }
        // What no table has is printed as a question mark wherever the printer happens to be.
        if next.iter().all(Option::is_none) {
            next.clone_from(&cost);
            from = (0..=unset).collect();
        }
        cost = next;
        came_from.push(from);
    }
    let mut state = cheapest(&cost).map_or(unset, |(_, place)| place);
    let mut path: Vec<Option<usize>> = Vec::with_capacity(text.len());
    for from in came_from.iter().rev() {
        path.push((state != unset).then_some(state));
        state = from.get(state).copied().unwrap_or(unset);
    }
    path.reverse();
    path
}

/// The least cost there is and the first state that has it, the unset one before all others.
fn cheapest(cost: &[Option<u32>]) -> Option<(u32, usize)> {
    let places = cost.len().checked_sub(1).into_iter().chain(0..cost.len());
    places
        .filter_map(|place| cost.get(place).copied().flatten().map(|cost| (cost, place)))
        .min_by_key(|(cost, _)| *cost)
}
