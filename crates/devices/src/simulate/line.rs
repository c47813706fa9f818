//! A serial line without a cable: a pseudo-terminal with a name of its own.

use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serialport::{SerialPort, TTYPort};

/// How long a read waits for a byte.
const TURN: Duration = Duration::from_millis(10);

/// The device's end of a line. The other end is opened at the link; both are gone when this is dropped.
#[derive(Debug)]
pub struct Line {
    device: TTYPort,
    link: PathBuf,
}

impl Line {
    /// Makes a line whose other end is found at `link`, a symbolic link. One that is there already is replaced; a file of
    /// another kind is not.
    ///
    /// # Errors
    /// The system has no pseudo-terminals, or the link cannot be made.
    pub fn open(link: &Path) -> io::Result<Self> {
        let (mut device, mut other) = TTYPort::pair()?;
        device.set_timeout(TURN)?;
        // The one who opens the other end wants it alone; ours only made it.
        other.set_exclusive(false)?;
        let path = other
            .name()
            .ok_or_else(|| io::Error::other("the pseudo-terminal has no name"))?;
        name(Path::new(&path), link)?;
        Ok(Self {
            device,
            link: link.to_owned(),
        })
    }
}

/// Makes a serial line be found at `link` too, a symbolic link. One that is there already is replaced; a file of another
/// kind is not.
///
/// # Errors
/// The link cannot be made.
pub fn name(line: &Path, link: &Path) -> io::Result<()> {
    match link.symlink_metadata() {
        Ok(there) if there.file_type().is_symlink() => std::fs::remove_file(link)?,
        Ok(_) => return Err(ErrorKind::AlreadyExists.into()),
        Err(_) => {}
    }
    std::os::unix::fs::symlink(line, link)
}

impl Drop for Line {
    fn drop(&mut self) {
        // The link may have been removed by hand.
        let _ = std::fs::remove_file(&self.link);
    }
}

impl Read for Line {
    /// Reads; while nobody has the other end open, it only waits.
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        match self.device.read(bytes) {
            Err(error) if nobody_there(&error) => {
                thread::sleep(TURN);
                Err(ErrorKind::TimedOut.into())
            }
            Ok(0) => Err(ErrorKind::TimedOut.into()),
            other => other,
        }
    }
}

impl Write for Line {
    /// Writes; while nobody has the other end open, the bytes are lost, as on a cable.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.device.write(bytes) {
            Err(error) if nobody_there(&error) => Ok(bytes.len()),
            other => other,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Linux says EIO on a pseudo-terminal whose other end is closed.
fn nobody_there(error: &io::Error) -> bool {
    const EIO: i32 = 5;
    error.raw_os_error() == Some(EIO) || error.kind() == ErrorKind::BrokenPipe
}
