//! Prepares what the window embeds: the screens, the icons, the list of allowed commands.

use std::{fs, io};

/// Stands in the window when the shell was built before the screens were.
const NO_SCREENS: &str = "<!doctype html><meta charset=\"utf-8\"><title>Bezmen</title>\
    <p>The screens were not built into this program. Build it with <code>cargo xtask demo</code>.</p>";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    put_notice_where_screens_are_missing()?;
    println!("cargo::rerun-if-changed=dist");
    let commands =
        tauri_build::AppManifest::new().commands(&["call", "customer_window", "follow_customer"]);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands))?;
    Ok(())
}

fn put_notice_where_screens_are_missing() -> io::Result<()> {
    if fs::exists("dist/index.html")? {
        return Ok(());
    }
    fs::create_dir_all("dist")?;
    fs::write("dist/index.html", NO_SCREENS)
}
