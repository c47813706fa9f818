//! A display at the end of a line.

use std::time::{Duration, Instant};

use super::{Brightness, DisplayView, DisplayWriter, Overflow};
use crate::transport::{Link, PortAddress, TransportError};

/// How long to look for a display, and for it to take forty characters.
const LIMIT: Duration = Duration::from_secs(2);

/// How long to listen whether the other side has gone. A display says nothing.
const TURN: Duration = Duration::from_millis(2);

/// How long a new connection is watched: an adapter that serves somebody else takes it and lets it go at once.
const SETTLES_WITHIN: Duration = Duration::from_millis(60);

/// What became of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// It went out.
    Sent,
    /// The display shows this already.
    Already,
}

/// A display that is kept connected, and connected anew when it was gone.
#[derive(Debug)]
pub struct CustomerDisplay {
    address: PortAddress,
    writer: DisplayWriter,
    brightness: Brightness,
    link: Option<Link>,
    is_started: bool,
    shown: Option<[String; 2]>,
}

impl CustomerDisplay {
    /// Makes a display; nothing is opened before something is shown.
    #[must_use]
    pub const fn new(address: PortAddress, writer: DisplayWriter, brightness: Brightness) -> Self {
        Self {
            address,
            writer,
            brightness,
            link: None,
            is_started: false,
            shown: None,
        }
    }

    /// Shows a view. After an error the next call connects anew and tells the display everything.
    ///
    /// # Errors
    /// Says what is wrong with the line and what to do.
    pub fn show(
        &mut self,
        view: &DisplayView,
        overflow: Overflow,
    ) -> Result<Shown, TransportError> {
        let lines = self.writer.lines(view, overflow);
        if let Some(link) = &mut self.link
            && link.receive(&mut [0; 64]).is_err()
        {
            self.forget();
        }
        if self.link.is_some() && self.shown.as_ref() == Some(&lines) {
            return Ok(Shown::Already);
        }
        let sent = self.send(&lines);
        match sent {
            Ok(()) => self.shown = Some(lines),
            Err(_) => self.forget(),
        }
        sent.map(|()| Shown::Sent)
    }

    /// Tells the display everything anew with the next view. It is worth it when nobody is being served: a display that was
    /// switched off and on at a line that stayed shows nothing, and cannot say so.
    pub fn refresh(&mut self) {
        self.is_started = false;
        self.shown = None;
    }

    /// The two lines as they went out last; nothing while that is not known.
    #[must_use]
    pub const fn shown(&self) -> Option<&[String; 2]> {
        self.shown.as_ref()
    }

    /// Lets the line go; the next view opens it again.
    fn forget(&mut self) {
        self.link = None;
        self.refresh();
    }

    fn send(&mut self, lines: &[String; 2]) -> Result<(), TransportError> {
        let is_new = self.link.is_none();
        let link = match &mut self.link {
            Some(link) => link,
            None => self.link.insert(Link::open(&self.address, LIMIT, TURN)?),
        };
        let mut bytes = if self.is_started {
            Vec::new()
        } else {
            self.writer.start(self.brightness)
        };
        bytes.extend(self.writer.show(lines));
        link.send(&bytes)?;
        let settles = Instant::now() + SETTLES_WITHIN;
        while is_new && Instant::now() < settles {
            link.receive(&mut [0; 64])?;
        }
        self.is_started = true;
        Ok(())
    }
}
