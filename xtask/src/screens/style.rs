//! The style sheet, compiled by Tailwind, with the fonts beside it.

use crate::paths::Paths;
use crate::tools::node::Node;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// The letters that shops here write: Latin and Cyrillic with their extensions (`₽` is in `latin-ext`).
const SCRIPTS: [&str; 4] = [
    "latin-wght-normal",
    "latin-ext-wght-normal",
    "cyrillic-wght-normal",
    "cyrillic-ext-wght-normal",
];

/// Compiles the app's `style.css` to `style.css` in `code`, and puts the fonts that it names into `code/files`.
pub fn compile(paths: &Paths, app: &Path, code: &Path, node: &Node) -> Result<()> {
    node.program("tailwindcss")?
        .arg("--input")
        .arg(app.join("style.css"))
        .arg("--output")
        .arg(code.join("style.css"))
        .arg("--minify")
        .folder(&paths.root)
        .quietly()?;
    let fonts = paths
        .root
        .join("node_modules/@fontsource-variable/inter/files");
    let files = code.join("files");
    fs::create_dir_all(&files)?;
    for script in SCRIPTS {
        let name = format!("inter-{script}.woff2");
        fs::copy(fonts.join(&name), files.join(&name))
            .with_context(|| format!("the font {name}"))?;
    }
    Ok(())
}
