//! A network that can be rude: it stands between a till and its server.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What the network does to what comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Manner {
    Pass,
    /// Nothing is reachable.
    Refuse,
    /// The request goes through; of the next answer only so many bytes do.
    CutAnswerAfter(usize),
    /// The request itself breaks off after so many bytes.
    CutRequestAfter(usize),
    /// What is sent is taken, and nothing ever comes back.
    Hush,
    /// Of the next file so many bytes come through; then the network is as said.
    CutFileAfter(usize, Box<Manner>),
    /// Files come a few bytes at a time, until the network is otherwise.
    DripFile,
    /// A bit of the next file is not as it was sent.
    SpoilFile,
    /// Something else answers in the server's place.
    Say(String),
    /// Something else answers so many of the questions that begin so.
    SayTo {
        question: &'static str,
        times: usize,
        answer: String,
    },
}

/// How a file drips: no slower than a till is patient with, if it is small.
const DRIP_BYTES: usize = 8;
const DRIP_EVERY: Duration = Duration::from_millis(100);

/// How the question for a file begins.
const FILE: &str = "GET /v1/snapshot/";

#[derive(Clone)]
pub struct Proxy {
    pub address: SocketAddr,
    manner: Arc<Mutex<Manner>>,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    pub fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let manner = Arc::new(Mutex::new(Manner::Pass));
        let heads = Arc::default();
        let proxy = Self {
            address,
            manner: Arc::clone(&manner),
            heads: Arc::clone(&heads),
        };
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (manner, heads) = (Arc::clone(&manner), Arc::clone(&heads));
                std::thread::spawn(move || serve(client, server, &manner, &heads));
            }
        });
        proxy
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn be(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
    }

    /// Heads of requests and answers since the last asking, those that begin with a text.
    pub fn heard(&self, beginning: &str) -> Vec<String> {
        let heads = std::mem::take(&mut *self.heads.lock().unwrap());
        heads
            .into_iter()
            .filter(|head| head.starts_with(beginning))
            .collect()
    }
}

/// The head of a message that begins here, if one does.
fn head(bytes: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes);
    let begins = ["GET ", "POST ", "HTTP/1.1 "]
        .iter()
        .any(|word| text.starts_with(word));
    let (head, _) = text.split_once("\r\n\r\n")?;
    begins.then(|| head.to_owned())
}

fn serve(
    mut client: TcpStream,
    server: SocketAddr,
    manner: &Arc<Mutex<Manner>>,
    heads: &Arc<Mutex<Vec<String>>>,
) {
    let is_file = Arc::new(AtomicBool::new(false));
    let mut upstream: Option<TcpStream> = None;
    let mut bytes = [0; 16 * 1024];
    while let Ok(read) = client.read(&mut bytes) {
        if read == 0 {
            break;
        }
        let asked = head(&bytes[..read]);
        if let Some(head) = asked.clone() {
            is_file.store(head.starts_with(FILE), Ordering::SeqCst);
            heads.lock().unwrap().push(head);
        }
        let now = manner.lock().unwrap().clone();
        match now {
            Manner::Refuse => break,
            Manner::Hush => continue,
            Manner::Say(answer) => {
                let _ = client.write_all(answer.as_bytes());
                break;
            }
            Manner::SayTo {
                question,
                times,
                answer,
            } if times > 0 && asked.is_some_and(|head| head.starts_with(question)) => {
                *manner.lock().unwrap() = Manner::SayTo {
                    question,
                    times: times - 1,
                    answer: answer.clone(),
                };
                let _ = client.write_all(answer.as_bytes());
                break;
            }
            Manner::CutRequestAfter(limit) if limit < read => {
                *manner.lock().unwrap() = Manner::Pass;
                if let Some(upstream) = &mut upstream {
                    let _ = upstream.write_all(&bytes[..limit]);
                }
                break;
            }
            Manner::CutRequestAfter(limit) => {
                *manner.lock().unwrap() = Manner::CutRequestAfter(limit - read)
            }
            Manner::Pass
            | Manner::CutAnswerAfter(_)
            | Manner::CutFileAfter(..)
            | Manner::SayTo { .. }
            | Manner::DripFile
            | Manner::SpoilFile => {}
        }
        if upstream.is_none() {
            let Ok(connected) = TcpStream::connect(server) else {
                break;
            };
            let (mut from, mut to) = (connected.try_clone().unwrap(), client.try_clone().unwrap());
            let (manner, heads, is_file) =
                (Arc::clone(manner), Arc::clone(heads), Arc::clone(&is_file));
            std::thread::spawn(move || answer(&mut from, &mut to, &manner, &heads, &is_file));
            upstream = Some(connected);
        }
        if let Some(upstream) = &mut upstream
            && upstream.write_all(&bytes[..read]).is_err()
        {
            break;
        }
    }
    let _ = client.shutdown(Shutdown::Both);
    if let Some(upstream) = upstream {
        let _ = upstream.shutdown(Shutdown::Both);
    }
}

fn answer(
    from: &mut TcpStream,
    to: &mut TcpStream,
    manner: &Mutex<Manner>,
    heads: &Mutex<Vec<String>>,
    is_file: &AtomicBool,
) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(read) = from.read(&mut bytes) {
        if read == 0 {
            break;
        }
        let begun = head(&bytes[..read]);
        // Where the body begins, so that what is done to a file is done to its bytes.
        let body = begun.as_ref().map_or(0, |head| head.len() + 4);
        heads.lock().unwrap().extend(begun);
        let is_file = is_file.load(Ordering::SeqCst);
        let now = manner.lock().unwrap().clone();
        let limit = match &now {
            Manner::CutAnswerAfter(limit) => Some(*limit),
            Manner::CutFileAfter(limit, _) if is_file => Some(limit + body),
            _ => None,
        };
        if let Some(limit) = limit {
            let is_over = limit < read;
            *manner.lock().unwrap() = match now {
                Manner::CutFileAfter(_, then) if is_over => *then,
                Manner::CutFileAfter(_, then) => Manner::CutFileAfter(limit - read, then),
                _ if is_over => Manner::Pass,
                _ => Manner::CutAnswerAfter(limit - read),
            };
            if is_over {
                let _ = to.write_all(&bytes[..limit]);
                break;
            }
        } else if now == Manner::SpoilFile && is_file && body < read {
            bytes[body] ^= 1;
            *manner.lock().unwrap() = Manner::Pass;
        }
        let drips = || is_file && *manner.lock().unwrap() == Manner::DripFile;
        let size = if drips() { DRIP_BYTES } else { read };
        let is_sent = bytes[..read].chunks(size).all(|piece| {
            if drips() {
                std::thread::sleep(DRIP_EVERY);
            }
            to.write_all(piece).is_ok()
        });
        if !is_sent {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
    let _ = from.shutdown(Shutdown::Both);
}
