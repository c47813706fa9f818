use axum::http::HeaderMap;

/// What proxies noted in a header about a request that passed them: each adds its note at the end, on a line of its own or
/// behind a comma.
#[derive(Debug)]
pub struct Forwarded<'a>(Vec<&'a str>);

impl<'a> Forwarded<'a> {
    /// Reads the notes of a header, which is named in lower case.
    pub fn read(headers: &'a HeaderMap, name: &str) -> Self {
        let lines = headers.get_all(name).iter();
        let notes = lines
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(','));
        Self(notes.map(str::trim).collect())
    }

    /// The note of the outermost of so many proxies of our own, which saw the caller: what stands before it was written by
    /// the caller. `None` when there are no proxies, or fewer notes than proxies.
    pub fn outermost(&self, proxies: usize) -> Option<&'a str> {
        let at = self.0.len().checked_sub(proxies)?;
        self.0.get(at).copied()
    }

    /// All the notes, those that callers made up among them.
    pub fn all(&self) -> &[&'a str] {
        &self.0
    }
}
