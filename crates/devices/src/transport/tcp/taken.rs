//! Whether the other end has acknowledged all that was sent.

use std::net::TcpStream;
use std::time::Duration;
#[cfg(target_os = "linux")]
use std::time::Instant;

/// How often the system is asked while bytes are on their way.
#[cfg(target_os = "linux")]
const LOOK: Duration = Duration::from_millis(5);

/// Waits until the other end has acknowledged all bytes; `false` when it does not within the limit, the connection ended
/// before, or the system does not tell.
#[cfg(target_os = "linux")]
pub(super) fn is_all_taken(stream: &TcpStream, limit: Duration) -> bool {
    let deadline = Instant::now() + limit;
    let Some(inode) = inode_of(stream) else {
        return false;
    };
    while let Some(left) = unacknowledged(&inode) {
        if left == 0 {
            return true;
        }
        if Instant::now() >= deadline {
            return false;
        }
        std::thread::sleep(LOOK);
    }
    false
}

/// Other systems tell it only to code that is not checked for memory errors.
#[cfg(not(target_os = "linux"))]
pub(super) fn is_all_taken(_: &TcpStream, _: Duration) -> bool {
    false
}

/// The number under which the system lists the connection.
#[cfg(target_os = "linux")]
fn inode_of(stream: &TcpStream) -> Option<String> {
    use std::os::fd::AsRawFd;

    let link = std::fs::read_link(format!("/proc/self/fd/{}", stream.as_raw_fd())).ok()?;
    let inode = link.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?;
    Some(inode.to_owned())
}

/// How many bytes wait for the other end; nothing when the connection is not listed any more.
#[cfg(target_os = "linux")]
fn unacknowledged(inode: &str) -> Option<u64> {
    ["/proc/self/net/tcp", "/proc/self/net/tcp6"]
        .into_iter()
        .filter_map(|list| std::fs::read_to_string(list).ok())
        .find_map(|list| list.lines().find_map(|line| waiting(line, inode)))
}

/// The bytes that wait on the connection of a line of the list, when it is this one. Source: Linux, `proc_net_tcp.rst`: the
/// fifth column is the queues in hexadecimal, sent and received, the tenth the number.
#[cfg(target_os = "linux")]
fn waiting(line: &str, inode: &str) -> Option<u64> {
    let mut columns = line.split_whitespace();
    let queues = columns.nth(4)?;
    if columns.nth(4)? != inode {
        return None;
    }
    u64::from_str_radix(queues.split_once(':')?.0, 16).ok()
}
