//! Ports and answers on the loopback address.
//!
//! Just enough HTTP to see whether a server is up: the status of `GET /`.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use crate::Result;

const PATIENCE: Duration = Duration::from_secs(2);

/// A port with `neighbours` free ports right after it.
///
/// A port that was asked for is taken or refused; the usual port gives way to a free one, which is said.
pub fn choose_port(name: &str, asked: Option<u16>, usual: u16, neighbours: u16) -> Result<u16> {
    if let Some(port) = asked {
        return if all_free(port, neighbours) {
            Ok(port)
        } else {
            Err(format!("Port {port} for the {name} is taken: name another one, or none to get a free one."))
        };
    }
    if all_free(usual, neighbours) {
        return Ok(usual);
    }
    let port = (0..50).find_map(|_| any_port().filter(|port| all_free(*port, neighbours)));
    let port = port.ok_or_else(|| format!("There is no free port for the {name}."))?;
    println!("Port {usual} is taken, so the {name} uses {port}.");
    Ok(port)
}

fn all_free(port: u16, neighbours: u16) -> bool {
    port.checked_add(neighbours)
        .is_some_and(|last| (port..=last).all(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()))
}

fn any_port() -> Option<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).ok()?;
    Some(listener.local_addr().ok()?.port())
}

/// The HTTP status of `GET /`, or nothing if nobody answers.
pub fn status(port: u16) -> Option<u16> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    let request =
        format!("GET / HTTP/1.1\r\nHost: {address}\r\nAccept: text/html\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut first = String::new();
    BufReader::new(stream).read_line(&mut first).ok()?;
    first.split_whitespace().nth(1)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_gives_way_or_is_refused() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        assert!(choose_port("test", Some(port), 1, 0).unwrap_err().contains("is taken"));
        assert_ne!(choose_port("test", None, port, 1).unwrap(), port);
        assert!(!all_free(u16::MAX, 1), "there is no port after the last one");
    }

    #[test]
    fn the_status_is_read_from_an_answer() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut request = BufReader::new(stream.try_clone().unwrap());
            let mut line = String::new();
            while request.read_line(&mut line).unwrap() > 2 {
                line.clear();
            }
            stream.write_all(b"HTTP/1.1 404 Not Found\r\n\r\n").unwrap();
        });
        assert_eq!(status(port), Some(404));
        server.join().unwrap();
        assert_eq!(status(port), None);
    }
}
