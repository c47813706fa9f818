//! One program for all fuzz targets; `BEZMEN_FUZZ_TARGET` says which one it runs. `cargo xtask fuzz` builds and starts it.

#![no_main]

mod codes;
mod labels;
mod money;
mod printers;
mod scales;
mod scanners;
mod targets;

use std::io::Write as _;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;

use crate::targets::Target;

static TARGET: OnceLock<Target> = OnceLock::new();

/// Reads which target is wanted.
///
/// # Panics
/// There is no such target: the fuzzer has nothing to do.
fn wanted() -> Target {
    let name = std::env::var("BEZMEN_FUZZ_TARGET").unwrap_or_default();
    let found = targets::all()
        .into_iter()
        .find(|target| target.name == name);
    found.unwrap_or_else(|| panic!("BEZMEN_FUZZ_TARGET names no target: “{name}”"))
}

/// Names the targets and ends, when that is what was asked for.
fn list_if_asked() {
    if std::env::var("BEZMEN_FUZZ_TARGET").is_ok_and(|name| name == "list") {
        let mut out = std::io::stdout().lock();
        for target in targets::all() {
            // A closed pipe wants no more names.
            let _ = writeln!(out, "{}", target.name);
        }
        std::process::exit(0);
    }
}

fuzz_target!(init: list_if_asked(), |data: &[u8]| {
    (TARGET.get_or_init(wanted).run)(data);
});
