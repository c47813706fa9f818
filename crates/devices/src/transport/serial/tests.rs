use super::*;

/// A device with room for so many bytes, which works off one each time it is looked at, and sets DSR while half of it is free.
#[derive(Debug)]
struct Slow {
    room: usize,
    held: usize,
    printed: usize,
    lost: usize,
    tells_dsr: bool,
    stuck: bool,
}

impl Slow {
    const fn new(tells_dsr: bool) -> Self {
        Self {
            room: 80,
            held: 0,
            printed: 0,
            lost: 0,
            tells_dsr,
            stuck: false,
        }
    }

    fn work(&mut self) {
        if !self.stuck && self.held > 0 {
            let done = self.held.min(10);
            self.held -= done;
            self.printed += done;
        }
    }
}

impl Line for Slow {
    fn write(&mut self, bytes: &[u8], _limit: Duration) -> io::Result<usize> {
        let taken = bytes.len().min(self.room - self.held);
        self.held += taken;
        self.lost += bytes.len() - taken;
        Ok(bytes.len())
    }

    fn read(&mut self, _bytes: &mut [u8], _limit: Duration) -> io::Result<usize> {
        Err(io::ErrorKind::TimedOut.into())
    }

    fn waiting(&mut self) -> Option<u32> {
        Some(0)
    }

    fn data_set_ready(&mut self) -> Option<bool> {
        self.work();
        self.tells_dsr.then_some(self.held <= self.room / 2)
    }

    fn forget_waiting(&mut self) {}
}

const LIMITS: Limits = Limits {
    stall: Duration::from_millis(100),
    ..Limits::USUAL
};

fn send(line: Slow, watches_dsr: bool) -> Result<Slow, TransportError> {
    let wire = SerialWire { line, watches_dsr };
    let sent = conversation::deliver(wire, "COM1".to_owned(), &LIMITS, false, &[b'x'; 1000]);
    sent.map(|(_, wire)| wire.line)
}

#[test]
fn a_device_that_says_stop_by_dsr_loses_nothing() {
    let watched = send(Slow::new(true), true).unwrap();
    assert_eq!((watched.lost, watched.printed + watched.held), (0, 1000));
    let unwatched = send(Slow::new(true), false).unwrap();
    assert!(unwatched.lost > 0);
}

#[test]
fn a_port_that_does_not_tell_dsr_is_paced() {
    let sent = send(Slow::new(false), true).unwrap();
    assert_eq!(sent.printed + sent.held + sent.lost, 1000);
}

#[test]
fn a_device_that_never_sets_dsr_again_stalls() {
    let mut line = Slow::new(true);
    line.stuck = true;
    let error = send(line, true).unwrap_err();
    assert_eq!((error.code(), error.may_have_printed()), ("stalled", true));
}
