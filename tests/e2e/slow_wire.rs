//! A wire to a server that carries only so many bytes in a second, towards the server; back they come as they are.
//! So what the page sends waits in the browser, for a time that is known. It is one connection's wire.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use anyhow::Result;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval};

/// The wire, until it is dropped.
pub struct SlowWire {
    addr: SocketAddr,
    carrier: JoinHandle<()>,
}

const PACE: Duration = Duration::from_millis(20);

impl SlowWire {
    /// Lays it.
    pub fn to(server: SocketAddr, bytes_per_second: usize) -> Result<Self> {
        const SMALL: u32 = 16 * 1024;
        let socket = TcpSocket::new_v4()?;
        // What the system takes in advance isn't felt by the browser.
        socket.set_recv_buffer_size(SMALL)?;
        socket.bind((Ipv4Addr::LOCALHOST, 0).into())?;
        let listener = socket.listen(1)?;
        let addr = listener.local_addr()?;
        let share = bytes_per_second / usize::try_from(1000 / PACE.as_millis())?;
        // A connection that breaks off is the browser's to tell.
        let carrier = tokio::spawn(async move { drop(carry(listener, server, share).await) });
        Ok(Self { addr, carrier })
    }

    /// Where it begins.
    pub fn ws(&self, path: &str) -> String {
        format!("ws://{}{path}", self.addr)
    }
}

impl Drop for SlowWire {
    fn drop(&mut self) {
        self.carrier.abort();
    }
}

async fn carry(listener: TcpListener, server: SocketAddr, share: usize) -> Result<()> {
    let (client, _) = listener.accept().await?;
    let (mut from_server, to_server) = TcpStream::connect(server).await?.into_split();
    let (from_client, mut to_client) = client.into_split();
    tokio::try_join!(slowly(from_client, to_server, share), async {
        Ok(copy(&mut from_server, &mut to_client).await.map(drop)?)
    })?;
    Ok(())
}

async fn slowly(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, share: usize) -> Result<()> {
    let mut pace = interval(PACE);
    pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut bytes = vec![0; share];
    loop {
        pace.tick().await;
        let mut filled = 0;
        while filled < share {
            let read = from.read(&mut bytes[filled..]).await?;
            if read == 0 {
                return Ok(to.shutdown().await?);
            }
            // The rest of a share may be long in coming, and what is here is due.
            to.write_all(&bytes[filled..filled + read]).await?;
            filled += read;
        }
    }
}
