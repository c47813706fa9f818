//! What stands before the server takes less at once than the server does.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::register::{BREAD, MILK};
use crate::world::on_both;

/// A proxy of the house that refuses bodies above a limit of its own. Counts what it refuses.
fn narrow(server: SocketAddr, most: usize) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let refused = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&refused);
    std::thread::spawn(move || {
        for client in listener.incoming().flatten() {
            let counted = Arc::clone(&counted);
            std::thread::spawn(move || pass_one(client, server, most, &counted));
        }
    });
    (format!("http://{address}"), refused)
}

/// One request and its answer; the connection ends with them.
fn pass_one(mut client: TcpStream, server: SocketAddr, most: usize, refused: &AtomicUsize) {
    let mut request = Vec::new();
    let mut bytes = [0; 16 * 1024];
    let head_ends = loop {
        match client.read(&mut bytes) {
            Ok(read) if read > 0 => request.extend_from_slice(&bytes[..read]),
            _ => return,
        }
        if let Some(at) = request.windows(4).position(|end| end == b"\r\n\r\n") {
            break at + 4;
        }
    };
    let head = String::from_utf8_lossy(&request[..head_ends]).to_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length:")?.trim().parse().ok())
        .unwrap_or(0_usize);
    while request.len() < head_ends + length {
        match client.read(&mut bytes) {
            Ok(read) if read > 0 => request.extend_from_slice(&bytes[..read]),
            _ => return,
        }
    }
    if length > most {
        refused.fetch_add(1, Ordering::SeqCst);
        let _ = client.write_all(
            b"HTTP/1.1 413 Content Too Large\r\ncontent-length: 0\r\nconnection: close\r\n\r\n",
        );
        return;
    }
    let Ok(mut upstream) = TcpStream::connect(server) else {
        return;
    };
    let text = String::from_utf8_lossy(&request[..head_ends]).into_owned();
    let head = text.replacen("\r\n", "\r\nconnection: close\r\n", 1);
    let _ = upstream.write_all(head.as_bytes());
    let _ = upstream.write_all(&request[head_ends..]);
    let _ = std::io::copy(&mut upstream, &mut client);
}

on_both! {
    a_run_that_is_too_large_is_halved_until_it_passes(world) {
        let (url, refused) = narrow(world.shop.address, 4_000);
        let register = world.register("till");
        register.pair(&world.shop, &url, "Касса 1");
        register.open_shift(&world.shop);
        let sold: i64 = (0..40).map(|_| register.sell(&[MILK, BREAD]).total.minor()).sum();
        let counts = register.sync().unwrap();
        assert_eq!((counts.pushed_ops, counts.waiting_ops, counts.parked_ops), (41, 0, 0));
        assert!(refused.load(Ordering::SeqCst) > 1, "more than one run was too large");
        assert_eq!(world.shop.totals(), (40, sold), "each receipt came once");
        register.close();
    }
}
