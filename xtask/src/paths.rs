//! Where things lie: the checkout, and one cache folder outside it for everything that is built or downloaded.

use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};

/// The two folders that every command works with.
#[derive(Debug, Clone)]
pub struct Paths {
    /// The checkout.
    pub root: PathBuf,
    /// `$BEZMEN_CACHE`, else `bezmen` in `$XDG_CACHE_HOME` or `~/.cache`.
    pub cache: PathBuf,
}

impl Paths {
    /// Finds the checkout from the place of this crate, and the cache folder from the environment.
    pub fn discover() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("xtask lies outside a checkout")?;
        Ok(Self {
            root: root.to_owned(),
            cache: cache_folder(|name| env::var_os(name).map(PathBuf::from))?,
        })
    }

    /// The target folder of the native build.
    pub fn native_target(&self) -> PathBuf {
        self.cache.join("target")
    }

    /// The target folder of the WebAssembly build. It is its own, so that two compilers do not rebuild each other's work.
    pub fn wasm_target(&self) -> PathBuf {
        self.cache.join("target-wasm")
    }

    /// The programs of the native development build.
    pub fn native_programs(&self) -> PathBuf {
        self.native_target().join("debug")
    }

    /// The programs as users get them.
    pub fn release_programs(&self) -> PathBuf {
        self.native_target().join("release")
    }

    /// The built screens of one app, ready to be served or embedded.
    pub fn dist(&self, app: &str) -> PathBuf {
        self.cache.join("dist").join(app)
    }

    /// The folder that the helper programs are installed into; their programs are in `bin` below it.
    pub fn tools(&self) -> PathBuf {
        self.cache.join("tools")
    }

    /// Small notes between two runs, such as which compiler was chosen.
    pub fn notes(&self) -> PathBuf {
        self.cache.join("notes")
    }

    /// The programs that npm packages bring.
    pub fn npm_programs(&self) -> PathBuf {
        self.root.join("node_modules/.bin")
    }
}

fn cache_folder(variable: impl Fn(&str) -> Option<PathBuf>) -> Result<PathBuf> {
    let set = |name| variable(name).filter(|path| path.is_absolute());
    if let Some(own) = set("BEZMEN_CACHE") {
        return Ok(own);
    }
    let shared = set("XDG_CACHE_HOME").or_else(|| set("HOME").map(|home| home.join(".cache")));
    Ok(shared
        .context("set HOME or BEZMEN_CACHE to an absolute path: there is no folder to build in")?
        .join("bezmen"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(variables: &[(&str, &str)]) -> Option<PathBuf> {
        cache_folder(|name| {
            variables
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| PathBuf::from(value))
        })
        .ok()
    }

    #[test]
    fn the_cache_is_the_named_one_else_below_the_users_cache() {
        assert_eq!(
            folder(&[("BEZMEN_CACHE", "/b"), ("HOME", "/h")]),
            Some("/b".into())
        );
        assert_eq!(
            folder(&[("XDG_CACHE_HOME", "/x"), ("HOME", "/h")]),
            Some("/x/bezmen".into())
        );
        assert_eq!(folder(&[("HOME", "/h")]), Some("/h/.cache/bezmen".into()));
    }

    #[test]
    fn a_relative_cache_is_not_taken() {
        assert_eq!(
            folder(&[("BEZMEN_CACHE", "b"), ("HOME", "/h")]),
            Some("/h/.cache/bezmen".into())
        );
        assert_eq!(folder(&[]), None);
    }
}
