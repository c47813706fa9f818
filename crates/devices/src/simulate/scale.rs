//! A scale on TCP that speaks MT-SICS, with a weight that is put on it by hand.
//!
//! Besides the protocol it takes one command of its own, `SIM 1.234 S` (or `D` for a weight that moves), so that a
//! demo or a test in another process can put goods on it.

mod sics;
mod state;

use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

pub(crate) use self::sics::grams_of;
pub use self::state::ScaleFault;
use self::state::{Answer, Shared};

/// How often a connection looks whether it is to stop.
const TURN: Duration = Duration::from_millis(10);

/// A running simulated scale: 15 kg, in grams. It stops when this is dropped.
#[derive(Debug)]
pub struct SimulatedScale {
    address: SocketAddr,
    shared: Arc<Shared>,
    listener: Option<JoinHandle<()>>,
}

impl SimulatedScale {
    /// Starts an empty scale at an address; port 0 takes a free one.
    ///
    /// # Errors
    /// The address cannot be listened at.
    pub fn start(address: impl ToSocketAddrs) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared::new());
        let of_thread = Arc::clone(&shared);
        let thread = thread::Builder::new()
            .name("simulated-scale".to_owned())
            .spawn(move || listen(&listener, &of_thread))?;
        Ok(Self {
            address,
            shared,
            listener: Some(thread),
        })
    }

    /// Where it listens.
    #[must_use]
    pub const fn addr(&self) -> SocketAddr {
        self.address
    }

    /// Puts so many grams on the pan, at rest or moving.
    pub fn put(&self, grams: i64, stable: bool) {
        self.shared.put(grams, stable);
    }

    /// Makes each moving weight differ by up to so many grams either way.
    pub fn set_noise(&self, grams: i64) {
        self.shared.set_noise(grams);
    }

    /// Breaks or repairs the scale.
    pub fn set_fault(&self, fault: ScaleFault) {
        self.shared.set_fault(fault);
    }

    /// Blocks until the scale stops, which it does not by itself.
    pub fn run(mut self) {
        if let Some(listener) = self.listener.take() {
            // A thread that panicked has said so already.
            let _ = listener.join();
        }
    }
}

impl Drop for SimulatedScale {
    fn drop(&mut self) {
        self.shared.stop();
        let _ =
            TcpStream::connect_timeout(&super::reachable(self.address), Duration::from_millis(200));
        if let Some(listener) = self.listener.take() {
            let _ = listener.join();
        }
    }
}

fn listen(listener: &TcpListener, shared: &Arc<Shared>) {
    while let Ok((stream, _)) = listener.accept() {
        if shared.stopped() {
            return;
        }
        let shared = Arc::clone(shared);
        let spawned = thread::Builder::new()
            .name("simulated-scale-client".to_owned())
            .spawn(move || serve(stream, &shared));
        if let Err(error) = spawned {
            tracing::warn!(error = %error, "the simulated scale cannot take another client");
        }
    }
}

/// Answers a client until it goes, or a fault breaks the connection.
fn serve(mut stream: TcpStream, shared: &Shared) {
    if stream
        .set_read_timeout(Some(TURN))
        .and_then(|()| stream.set_nodelay(true))
        .is_err()
    {
        return;
    }
    let mut line = Vec::new();
    let mut repeating = false;
    let mut bytes = [0; 256];
    while !shared.stopped() {
        if shared.fault() == ScaleFault::Disconnects {
            return;
        }
        let count = match stream.read(&mut bytes) {
            Ok(0) => return,
            Ok(count) => count,
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted
                ) =>
            {
                0
            }
            Err(_) => return,
        };
        for byte in &bytes[..count] {
            match byte {
                b'\n' => {
                    let request = String::from_utf8_lossy(&std::mem::take(&mut line))
                        .trim()
                        .to_owned();
                    repeating = request == "SIR";
                    if answer(&mut stream, &request, shared).is_err() {
                        return;
                    }
                }
                _ if line.len() < 64 => line.push(*byte),
                _ => {}
            }
        }
        if repeating && count == 0 && answer(&mut stream, "SI", shared).is_err() {
            return;
        }
    }
}

fn answer(stream: &mut TcpStream, request: &str, shared: &Shared) -> io::Result<()> {
    let line = sics::answer(request, shared);
    match shared.distort(line.as_bytes()) {
        Answer::Nothing => Ok(()),
        Answer::AtOnce(bytes) => stream.write_all(&bytes),
        Answer::ByteByByte(bytes) => bytes.iter().try_for_each(|byte| {
            thread::sleep(Duration::from_millis(1));
            stream.write_all(&[*byte])
        }),
    }
}
