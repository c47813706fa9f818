//! The program dies in the middle of a change.

use super::*;

#[test]
fn a_change_that_is_cut_short_is_seen_whole_or_not_at_all_and_comes_to_its_end() {
    let before = catalog(300, 100, 0);
    let after = mixed(&before);
    let checkpoint = reaching(&after, Order::NewestWins);
    let plain = Follower::with(&before);
    plain.stage(&after);
    row_by_row(&plain, checkpoint);
    let (mut olds, mut news) = (0, 0);
    for pause in 0.. {
        let follower = Follower::with(&before);
        let old = follower.seen();
        follower.stage(&after);
        let mut told = follower.till.events();
        let is_over = follower.dies_at(pause, checkpoint);
        let is_told = matches!(told.try_recv(), Ok(Event::CatalogChanged { .. }));
        assert_eq!(
            is_told,
            follower.seen() != old,
            "the screens know it at once"
        );
        if follower.seen() == old {
            olds += 1;
            assert_eq!(follower.finds("предмет"), [""; 0]);
            assert_eq!(follower.finds("товар 350"), [""; 0]);
            follower.settle();
            follower.assert_same_goods(&Follower::with(&before));
            // The server is asked again.
            assert!(follower.follow(&after, checkpoint));
        } else {
            news += 1;
            assert_eq!(follower.seen(), plain.seen());
            assert_eq!(follower.finds("предмет"), ["Предмет 11"]);
            assert_eq!(follower.finds("товар 350"), ["Товар 350"]);
            follower.settle();
        }
        follower.assert_same(&plain);
        if is_over {
            break;
        }
    }
    assert!(olds > 2 && news > 2, "{olds} {news}");
}

#[test]
fn what_was_shown_is_brought_to_its_end_though_the_cursor_is_forgotten() {
    let before = catalog(300, 100, 0);
    let after = mixed(&before);
    let checkpoint = reaching(&after, Order::NewestWins);
    let follower = Follower::with(&before);
    follower.stage(&after);
    // The last pauses come after the change was shown.
    assert!(!follower.dies_at(6, checkpoint));
    assert_eq!(follower.seen().3, Some(checkpoint.upto), "it was shown");
    write(follower.till.engine(), |tx| {
        staging::forget_cursor(tx, Stream::Tenant)
    })
    .unwrap();
    follower.settle();
    let sum = |connection: &Connection| staging::sum(connection, Stream::Tenant);
    let sum = follower.till.store().read(sum).unwrap();
    assert_eq!(Some(sum), checkpoint.sum);
}

#[test]
fn a_card_that_is_as_it_was_again_is_so_here_though_a_change_was_cut_short() {
    let mut before = catalog(300, 100, 0);
    before.push(customer(1, 301, "Анна"));
    let mut changed = catalog(300, 200, 400);
    changed.push(customer(1, 701, "Вера"));
    let mut again = catalog(300, 200, 800);
    again.push(customer(1, 1_101, "Анна"));
    for pause in 0..6 {
        let follower = Follower::with(&before);
        follower.stage(&changed);
        follower.dies_at(pause, reaching(&changed, Order::NewestWins));
        assert!(follower.follow(&again, reaching(&again, Order::NewestWins)));
        let found = follower
            .till
            .store()
            .read(|connection| store::search_customers(connection, "анна", 5));
        assert_eq!(found.unwrap().len(), 1, "cut at {pause}");
    }
}
