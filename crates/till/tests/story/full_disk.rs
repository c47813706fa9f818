//! A disk that is really full: a small one in memory, seen by these commands alone.

use std::process::{Command, Output};

use super::desk::MILK;

/// Runs a script of the shell that has `$DISK`, a disk of four megabytes, and `$TILL`, the program with its folder there.
/// `None` when this machine lets nobody make such a disk.
fn on_a_small_disk(script: &str) -> Option<Output> {
    let folder = tempfile::TempDir::new().unwrap();
    let prelude = "mount -t tmpfs -o size=4m none \"$DISK\" || exit 77\nTILL=\"$PROGRAM --data $DISK/till\"\n";
    let output = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c"])
        .arg(format!("{prelude}{script}"))
        .env("DISK", folder.path())
        .env("PROGRAM", env!("CARGO_BIN_EXE_bezmen-till"))
        .output()
        .ok()?;
    let no_disk = output.status.code() == Some(77)
        || String::from_utf8_lossy(&output.stderr).starts_with("unshare:");
    (!no_disk).then_some(output)
}

#[test]
fn nothing_is_half_done_on_a_full_disk_and_all_goes_on_when_there_is_room() {
    let script = format!(
        r#"
        sale="sell --item {MILK} --pay cash:500"
        $TILL dev-seed >/dev/null && $TILL $sale >/dev/null || exit 1
        tell() {{ "$@" 2>&1 >/dev/null; echo "exit $?"; }}
        fill() {{ dd if=/dev/zero of="$DISK/filler" bs=4k 2>/dev/null; truncate -s "-$1" "$DISK/filler"; }}
        fill 0
        echo "sale: $(tell $TILL $sale)"
        echo "new till: $(tell "$PROGRAM" --data "$DISK/other" dev-seed)"
        fill 200k
        echo "backup: $(tell $TILL backup "$DISK/copies")"
        fill 400k
        $TILL soak --seed 1 >/dev/shm/$$ 2>/dev/shm/$$.err
        echo "soak: $(cat /dev/shm/$$.err)"
        echo "acknowledged=$(grep -c 'A1-' /dev/shm/$$)"
        rm "$DISK/filler" /dev/shm/$$*
        echo "receipts=$($TILL verify | grep -o '"receipts":[0-9]*' | cut -d: -f2)"
        echo "room: $($TILL soak --sales 1 | grep -c A1-)"
        $TILL verify
        ls "$DISK/copies" 2>/dev/null | sed 's/^/copy: /'
        "#
    );
    let Some(output) = on_a_small_disk(&script) else {
        println!("skipped: this machine gives no disk of one's own (unshare, mount)");
        return;
    };
    let said = String::from_utf8(output.stdout).unwrap();
    let says = |words: &str| assert!(said.contains(words), "no “{words}” in:\n{said}");
    says("sale: bezmen-till: there is no room on the disk of ");
    says("new till: bezmen-till: there is no room on the disk of ");
    says("backup: bezmen-till: DISK_FULL");
    assert_eq!(said.matches("exit 1").count(), 3, "{said}");
    assert!(
        !said.contains("copy: "),
        "a half copy was left behind:\n{said}"
    );
    says("soak: bezmen-till: DISK_FULL");
    let number = |name: &str| -> u64 {
        let rest = said.split_once(&format!("{name}=")).unwrap().1;
        rest.lines().next().unwrap().parse().unwrap()
    };
    assert!(number("acknowledged") > 0, "{said}");
    assert_eq!(number("receipts"), number("acknowledged") + 1, "{said}");
    says("room: 1");
    says(r#""faults":[]"#);
}
