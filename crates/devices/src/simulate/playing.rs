//! What all simulators are made of: a state that threads share, the thread that plays the device, and the ways to it.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::ops::Deref;
#[cfg(unix)]
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

#[cfg(unix)]
use super::line::Line;
use crate::transport::is_silence;

/// How often a device looks whether somebody came, said something, or told it to stop.
pub(super) const TURN: Duration = Duration::from_millis(10);

/// How long it waits before it tries again to make a line that could not be made.
#[cfg(unix)]
const AGAIN: Duration = Duration::from_millis(200);

/// Pause between bytes that dribble.
const DRIBBLE: Duration = Duration::from_millis(2);

/// What a simulated device keeps between its threads.
pub(super) trait Kept: Send + 'static {
    /// Whether nobody reaches it: every connection ends, and none is taken.
    fn is_unplugged(&self) -> bool;
}

/// A state that the threads of a device and its owner share, and the bell that rings when it changes.
#[derive(Debug)]
pub(super) struct Shared<S> {
    state: Mutex<S>,
    changed: Condvar,
    stopped: AtomicBool,
}

impl<S> Shared<S> {
    pub(super) fn lock(&self) -> MutexGuard<'_, S> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state and tells those who wait.
    pub(super) fn change<T>(&self, change: impl FnOnce(&mut S) -> T) -> T {
        let outcome = change(&mut self.lock());
        self.changed.notify_all();
        outcome
    }

    /// Waits until a condition holds, the time has passed, or the device is to stop.
    pub(super) fn wait(&self, limit: Duration, until: impl Fn(&S) -> bool) -> MutexGuard<'_, S> {
        let waited = self
            .changed
            .wait_timeout_while(self.lock(), limit, |state| {
                !until(state) && !self.is_stopped()
            });
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Waits so long, or until something changes or the device is to stop.
    pub(super) fn pause(&self, limit: Duration) {
        let state = self.lock();
        if !self.is_stopped() {
            drop(
                self.changed
                    .wait_timeout(state, limit)
                    .unwrap_or_else(PoisonError::into_inner),
            );
        }
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::SeqCst)
    }

    fn stop(&self) {
        // One who holds the state has not looked yet, or waits already: nobody misses the bell.
        self.change(|_| self.stopped.store(true, Ordering::SeqCst));
    }
}

/// A device that is played in a thread of its own. It stops when this is dropped.
#[derive(Debug)]
pub(super) struct Playing<S> {
    endpoint: String,
    shared: Arc<Shared<S>>,
    worker: Option<JoinHandle<()>>,
}

impl<S: Send + 'static> Playing<S> {
    /// Starts the thread `name` that plays a device at an endpoint, as settings take it, until it is told to stop.
    pub(super) fn start(
        name: &str,
        endpoint: String,
        state: S,
        work: impl FnOnce(&Arc<Shared<S>>) + Send + 'static,
    ) -> io::Result<Self> {
        let shared = Arc::new(Shared {
            state: Mutex::new(state),
            changed: Condvar::new(),
            stopped: AtomicBool::new(false),
        });
        let of_thread = Arc::clone(&shared);
        let worker = thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || work(&of_thread))?;
        Ok(Self {
            endpoint,
            shared,
            worker: Some(worker),
        })
    }

    /// Blocks until the device stops, which it does not by itself.
    pub(super) fn run(mut self) {
        self.join();
    }
}

impl<S: Kept> Playing<S> {
    /// Plays a device on TCP that serves one client after another.
    pub(super) fn in_turn(
        name: &'static str,
        state: S,
        listener: TcpListener,
        mut serve: impl FnMut(TcpStream, &Shared<S>) + Send + 'static,
    ) -> io::Result<Self> {
        let endpoint = prepared(&listener)?;
        Self::start(name, endpoint, state, move |shared| {
            while !shared.is_stopped() {
                match accept(&listener, shared) {
                    Some(stream) => serve(stream, shared),
                    None => shared.pause(TURN),
                }
            }
        })
    }

    /// Plays a device on TCP that serves all its clients at once.
    pub(super) fn at_once(
        name: &'static str,
        state: S,
        listener: TcpListener,
        serve: impl Fn(TcpStream, &Shared<S>) + Clone + Send + 'static,
    ) -> io::Result<Self> {
        let endpoint = prepared(&listener)?;
        Self::start(name, endpoint, state, move |shared| {
            while !shared.is_stopped() {
                let Some(stream) = accept(&listener, shared) else {
                    shared.pause(TURN);
                    continue;
                };
                let (serve, shared) = (serve.clone(), Arc::clone(shared));
                let spawned = thread::Builder::new()
                    .name(format!("{name}-client"))
                    .spawn(move || serve(stream, &shared));
                if let Err(error) = spawned {
                    tracing::warn!(device.name = name, error = %error, "a simulated device cannot take another client");
                }
            }
        })
    }

    /// Plays a device on a serial line that is found at `link`. When `serve` ends because the line broke or the device was
    /// unplugged, the line is gone, and it comes back as another one.
    #[cfg(unix)]
    pub(super) fn on_line(
        name: &'static str,
        state: S,
        link: PathBuf,
        mut serve: impl FnMut(&mut Line, &Shared<S>) + Send + 'static,
    ) -> io::Result<Self> {
        let mut line = Some(Line::open(&link)?);
        let endpoint = format!("serial:{}", link.display());
        Self::start(name, endpoint, state, move |shared| {
            while !shared.is_stopped() {
                if shared.lock().is_unplugged() {
                    drop(line.take());
                    shared.pause(TURN);
                    continue;
                }
                match line.take() {
                    Some(mut port) => serve(&mut port, shared),
                    None => match Line::open(&link) {
                        Ok(opened) => line = Some(opened),
                        Err(error) => {
                            tracing::warn!(device.name = name, error = %error, "a simulated device cannot be plugged in again");
                            shared.pause(AGAIN);
                        }
                    },
                }
            }
        })
    }
}

impl<S> Playing<S> {
    /// Where it is reached: `tcp:127.0.0.1:4305` or `serial:/path`, as settings take it.
    pub(super) fn endpoint(&self) -> &str {
        &self.endpoint
    }

    fn join(&mut self) {
        if let Some(worker) = self.worker.take() {
            // A thread that panicked has said so already.
            let _ = worker.join();
        }
    }
}

impl<S> Deref for Playing<S> {
    type Target = Shared<S>;

    fn deref(&self) -> &Shared<S> {
        &self.shared
    }
}

impl<S> Drop for Playing<S> {
    fn drop(&mut self) {
        self.shared.stop();
        self.join();
    }
}

/// Makes a listener give way when nobody comes; gives where it is reached.
pub(super) fn prepared(listener: &TcpListener) -> io::Result<String> {
    listener.set_nonblocking(true)?;
    let address = super::reachable(listener.local_addr()?);
    Ok(format!("tcp:{address}"))
}

/// The next client, whose reads wait a turn; nothing when nobody came, or found the device unplugged.
pub(super) fn accept<S: Kept>(listener: &TcpListener, shared: &Shared<S>) -> Option<TcpStream> {
    let (stream, _) = listener.accept().ok()?;
    let is_unplugged = shared.lock().is_unplugged();
    attended(stream).filter(|_| !is_unplugged)
}

/// A connection whose reads wait a turn; nothing when it broke already.
pub(super) fn attended(stream: TcpStream) -> Option<TcpStream> {
    let prepared = stream
        .set_nonblocking(false)
        .and_then(|()| stream.set_read_timeout(Some(TURN)))
        .and_then(|()| stream.set_nodelay(true));
    prepared.ok().map(|()| stream)
}

/// Reads what is there, waiting for it as long as the port does: nothing when nothing comes.
///
/// # Errors
/// The other side has gone.
pub(super) fn hear<'bytes>(
    port: &mut impl Read,
    bytes: &'bytes mut [u8],
) -> io::Result<&'bytes [u8]> {
    match port.read(bytes) {
        Ok(0) => Err(ErrorKind::UnexpectedEof.into()),
        Ok(count) => Ok(bytes.get(..count).unwrap_or_default()),
        Err(error) if is_silence(error.kind()) => Ok(&[]),
        Err(error) => Err(error),
    }
}

/// Sends byte by byte.
pub(super) fn dribble(port: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    bytes.iter().try_for_each(|byte| {
        thread::sleep(DRIBBLE);
        port.write_all(&[*byte])
    })
}
