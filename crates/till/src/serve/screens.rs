//! The screens as files, with a policy that lets nothing else run.

use std::path::PathBuf;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use sha2::{Digest, Sha256};
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use super::ServeError;

/// The page and the folder of its files.
#[derive(Debug)]
pub struct Screens {
    folder: PathBuf,
    page: String,
}

impl Screens {
    /// Reads the page.
    pub fn read(folder: PathBuf) -> Result<Self, ServeError> {
        let page = std::fs::read_to_string(folder.join("index.html")).map_err(|error| {
            ServeError::Screens {
                path: folder.clone(),
                reason: error.to_string(),
            }
        })?;
        Ok(Self { folder, page })
    }

    /// Serves files by their names and the page for every other path: the page knows the paths of its screens.
    pub fn router(self) -> Router {
        let policy = policy(&self.page);
        let page = self.page;
        let show = move || std::future::ready(Html(page.clone()).into_response());
        let for_other_paths = {
            let show = show.clone();
            tower_service(show)
        };
        Router::new()
            .route("/", axum::routing::get(show.clone()))
            .route("/index.html", axum::routing::get(show))
            .fallback_service(
                ServeDir::new(self.folder)
                    .append_index_html_on_directories(false)
                    .fallback(for_other_paths),
            )
            .layer(always(header::CONTENT_SECURITY_POLICY, &policy))
            .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .layer(always(header::REFERRER_POLICY, "no-referrer"))
            .layer(always(header::CACHE_CONTROL, "no-cache"))
    }
}

fn tower_service<F>(show: F) -> Router
where
    F: Fn() -> std::future::Ready<Response> + Clone + Send + Sync + 'static,
{
    Router::new().fallback(show)
}

fn always(name: HeaderName, value: &str) -> SetResponseHeaderLayer<HeaderValue> {
    // Our own values are visible ASCII, so none is replaced by the empty one.
    let value = HeaderValue::from_str(value).unwrap_or(HeaderValue::from_static(""));
    SetResponseHeaderLayer::overriding(name, value)
}

/// Only our own files, and the scripts that stand in the page itself, by their hashes.
fn policy(page: &str) -> String {
    let inline: String = inline_scripts(page)
        .map(|script| format!(" 'sha256-{}'", base64(&Sha256::digest(script.as_bytes()))))
        .collect();
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{inline}; style-src 'self' 'unsafe-inline'; \
         img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; \
         form-action 'none'; object-src 'none'"
    )
}

fn inline_scripts(page: &str) -> impl Iterator<Item = &str> {
    page.split("<script").skip(1).filter_map(|rest| {
        let (tag, rest) = rest.split_once('>')?;
        let (script, _) = rest.split_once("</script>")?;
        (!tag.contains(" src=") && !script.trim().is_empty()).then_some(script)
    })
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let word = chunk
            .iter()
            .chain([0_u8, 0].iter())
            .take(3)
            .fold(0_usize, |word, byte| word << 8 | usize::from(*byte));
        for place in 0..4 {
            let letter = LETTERS[word >> (18 - 6 * place) & 63];
            text.push(if place <= chunk.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (plain, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn scripts_in_the_page_may_run_and_no_others() {
        let page = r#"<script src="a.js"></script><script type="module">go()</script>"#;
        let policy = policy(page);
        assert_eq!(policy.matches("sha256-").count(), 1);
        assert!(!policy.contains("'unsafe-inline' 'sha256"));
        let hash = base64(&Sha256::digest(b"go()"));
        assert!(policy.contains(&hash));
    }
}
