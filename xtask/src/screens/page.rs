//! The page of an app, and the folder that is served.
//!
//! Code, style and fonts lie in one folder whose name holds a fingerprint of its content, so a browser may keep it for
//! ever and still never shows an old screen: only `index.html` has to be asked for again.

use super::{App, clear};
use crate::paths::Paths;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

/// The place in `index.html` that becomes the links to style and code.
const MARK: &str = "<!-- bezmen:app -->";

/// Starts the app. It is a file and not a script in the page, so that the content policy needs no exception.
const START: &str = "import init from './app.js';\ninit({ module_or_path: new URL('./app_bg.wasm', import.meta.url) });\n";

/// Puts the page, the code and the app's public files into a new folder and then into the place of the served one.
pub fn publish(paths: &Paths, app: App, code: &Path) -> Result<()> {
    fs::write(code.join("start.js"), START)?;
    let parts = ["app.js", "app_bg.wasm", "start.js", "style.css"].map(|name| code.join(name));
    let asset = format!("app-{}", fingerprint(&parts)?);

    let source = app.folder(paths);
    let template = source.join("index.html");
    let page = fs::read_to_string(&template)
        .with_context(|| format!("cannot read {}", template.display()))?;
    ensure!(
        page.contains(MARK),
        "{} lacks the line `{MARK}` in its head",
        template.display()
    );

    let fresh = paths.cache.join("screens").join(app.name()).join("dist");
    clear(&fresh)?;
    copy_folder(code, &fresh.join(&asset))?;
    fs::write(fresh.join("index.html"), page.replace(MARK, &links(&asset)))?;
    fs::copy(
        paths.root.join("src-tauri/icons/bezmen.svg"),
        fresh.join("bezmen.svg"),
    )
    .context("cannot copy the icon")?;
    let public = source.join("public");
    if public.is_dir() {
        copy_folder(&public, &fresh)?;
    }
    if app == App::Console {
        let vendor = fresh.join("vendor");
        fs::create_dir_all(&vendor)?;
        let charts = paths.root.join("node_modules/echarts/dist/echarts.min.js");
        fs::copy(&charts, vendor.join("echarts.min.js"))
            .with_context(|| format!("cannot copy {}", charts.display()))?;
    }
    if app == App::Till {
        let window = paths.root.join("src-tauri/dist");
        clear(&window)?;
        copy_folder(&fresh, &window)?;
    }
    let served = paths.dist(app.name());
    clear(&served)?;
    fs::remove_dir(&served)?;
    fs::rename(&fresh, &served).with_context(|| format!("cannot write {}", served.display()))
}

/// A name for the content of files: equal for equal content, on every machine.
pub fn fingerprint(files: &[impl AsRef<Path>]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        let file = file.as_ref();
        hasher.write(&fs::read(file).with_context(|| format!("cannot read {}", file.display()))?);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn links(asset: &str) -> String {
    format!(
        "<link rel=\"icon\" href=\"/bezmen.svg\" type=\"image/svg+xml\">\n    \
         <link rel=\"stylesheet\" href=\"/{asset}/style.css\">\n    \
         <link rel=\"modulepreload\" href=\"/{asset}/app.js\">\n    \
         <link rel=\"preload\" href=\"/{asset}/app_bg.wasm\" as=\"fetch\" type=\"application/wasm\" crossorigin>\n    \
         <script type=\"module\" src=\"/{asset}/start.js\"></script>"
    )
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let target: PathBuf = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)
                .with_context(|| format!("cannot write {}", target.display()))?;
        }
    }
    Ok(())
}
