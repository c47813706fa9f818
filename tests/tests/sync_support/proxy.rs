//! A network that can be rude: it stands between a till and its server.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

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
    /// Something else answers in the server's place.
    Say(String),
}

#[derive(Clone)]
pub struct Proxy {
    pub address: SocketAddr,
    manner: Arc<Mutex<Manner>>,
}

impl Proxy {
    pub fn to(server: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let manner = Arc::new(Mutex::new(Manner::Pass));
        let proxy = Self {
            address,
            manner: Arc::clone(&manner),
        };
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let manner = Arc::clone(&manner);
                std::thread::spawn(move || serve(client, server, &manner));
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
}

fn serve(mut client: TcpStream, server: SocketAddr, manner: &Arc<Mutex<Manner>>) {
    let mut upstream: Option<TcpStream> = None;
    let mut bytes = [0; 16 * 1024];
    while let Ok(read) = client.read(&mut bytes) {
        if read == 0 {
            break;
        }
        let now = manner.lock().unwrap().clone();
        match now {
            Manner::Refuse => break,
            Manner::Hush => continue,
            Manner::Say(answer) => {
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
            Manner::Pass | Manner::CutAnswerAfter(_) => {}
        }
        if upstream.is_none() {
            let Ok(connected) = TcpStream::connect(server) else {
                break;
            };
            let (mut from, mut to) = (connected.try_clone().unwrap(), client.try_clone().unwrap());
            let manner = Arc::clone(manner);
            std::thread::spawn(move || answer(&mut from, &mut to, &manner));
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

fn answer(from: &mut TcpStream, to: &mut TcpStream, manner: &Arc<Mutex<Manner>>) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(read) = from.read(&mut bytes) {
        if read == 0 {
            break;
        }
        let now = manner.lock().unwrap().clone();
        if let Manner::CutAnswerAfter(limit) = now {
            if limit < read {
                *manner.lock().unwrap() = Manner::Pass;
                let _ = to.write_all(&bytes[..limit]);
                break;
            }
            *manner.lock().unwrap() = Manner::CutAnswerAfter(limit - read);
        }
        if to.write_all(&bytes[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
    let _ = from.shutdown(Shutdown::Both);
}
