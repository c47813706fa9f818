//! Time and randomness, passed to the rooms so that tests can hold the clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Tells the time in milliseconds since 1970 UTC and makes identifiers.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// A time set by a test; the system's clock when absent.
    held: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The clock of the machine.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands where it is put; whoever keeps the number moves it.
    pub fn held(now_ms: Arc<AtomicI64>) -> Self {
        Self { held: Some(now_ms) }
    }

    /// Milliseconds since 1970 UTC.
    pub fn now_ms(&self) -> i64 {
        match &self.held {
            Some(now_ms) => now_ms.load(Ordering::SeqCst),
            None => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .ok()
                .and_then(|since| i64::try_from(since.as_millis()).ok())
                .unwrap_or_default(),
        }
    }

    /// Makes an identifier: `clock.new_id(ProductId::from_parts)`.
    pub fn new_id<T>(&self, from_parts: impl Fn(u64, [u8; 10]) -> T) -> T {
        from_parts(self.now_ms().cast_unsigned(), random())
    }
}

/// Fills an array from the system's source of randomness.
///
/// # Panics
/// When the system has no randomness to give: nothing that the server does would be safe then.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(
        clippy::expect_used,
        reason = "without randomness no token and no identifier is safe"
    )]
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}
