//! Stopping without dropping anybody in mid-sentence.

use tokio::signal::unix::{SignalKind, signal};

/// Ends when the process is told to stop (SIGTERM, or Ctrl-C in a terminal).
pub async fn told_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => {
            let _ = interrupted.await;
        }
    }
}
