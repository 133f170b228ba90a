//! How far away a host is, as far as its name alone can tell.
//!
//! Browsers decide by the address that the name leads to, which a page doesn't learn. So a public-looking name may
//! well lead to a private address, never the reverse.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::is_loopback;

/// How far away a host is, the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// This machine.
    Loopback,
    /// The local network.
    Private,
    /// Anywhere.
    Public,
}

/// Endings of names that are never public (RFC 6762, RFC 8375, ICANN's `.internal`, and what routers hand out).
const PRIVATE_ENDINGS: [&str; 4] = [".local", ".internal", ".home.arpa", ".lan"];

impl Reach {
    /// Of a host in lower case, an IPv6 address in its brackets.
    pub fn of(host: &str) -> Self {
        if is_loopback(host) {
            Self::Loopback
        } else if is_private(host) {
            Self::Private
        } else {
            Self::Public
        }
    }
}

fn is_private(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse().is_ok_and(|address: Ipv6Addr| {
            address.is_unicast_link_local() || address.is_unique_local() || address.is_unspecified()
        });
    }
    let host = host.strip_suffix('.').unwrap_or(host);
    match host.parse::<Ipv4Addr>() {
        // 100.64.0.0/10 is the shared address space of RFC 6598, which overlay networks use.
        Ok(address) => {
            let [first, second, ..] = address.octets();
            address.is_private()
                || address.is_link_local()
                || address.is_unspecified()
                || (first == 100 && second & 0xc0 == 64)
        }
        Err(_) => !host.contains('.') || PRIVATE_ENDINGS.iter().any(|ending| host.ends_with(ending)),
    }
}

#[cfg(test)]
mod tests {
    use super::Reach::{self, Loopback, Private, Public};

    #[test]
    fn is_told_by_the_name() {
        let cases = [
            (Loopback, ["localhost", "a.localhost", "127.3.2.1", "[::1]"].as_slice()),
            (Private, &["10.0.0.1", "172.16.0.1", "172.31.9.9", "192.168.1.2", "169.254.1.1", "0.0.0.0"]),
            (Private, &["100.64.0.1", "100.127.255.255", "[fe80::1]", "[fd12::1]", "[::]"]),
            (
                Private,
                &["printer", "printer.", "local", "nas.local", "db.internal", "tv.home.arpa", "box.lan"],
            ),
            (Public, &["example.com", "172.32.0.1", "192.169.1.1", "100.128.0.1", "[2001:db8::1]"]),
            (Public, &["notlocal.com", "mylocal.example", "10.0.0.1.nip.io", "пример.рф"]),
        ];
        for (reach, hosts) in cases {
            for host in hosts {
                assert_eq!(Reach::of(host), reach, "{host}");
            }
        }
    }
}
