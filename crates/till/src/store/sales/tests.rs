use super::*;

#[test]
fn what_is_put_away_is_out_of_sight() {
    assert_eq!(PUT_AWAY.chars().count(), 1, "one character is compared");
    let connection = Connection::open_in_memory().unwrap();
    let is_in_sight = |series: String| -> bool {
        let sql = format!("select {IN_SIGHT} from (select ?1 as series) s");
        let seen = connection.query_row(&sql, [series], |row| row.get(0));
        seen.unwrap()
    };
    assert!(is_in_sight("A1".to_owned()));
    assert!(!is_in_sight(format!("{PUT_AWAY}1{PUT_AWAY}A1")));
}
