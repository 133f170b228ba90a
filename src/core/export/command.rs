//! Command lines that connect to the same address and send the same messages, for the shells of POSIX.
//!
//! Two programs are known: [websocat](https://github.com/vi/websocat) sends anything,
//! [wscat](https://github.com/websockets/wscat) text only. Both were tried with what the tests here expect.

use std::fmt::Write;

use super::Wish;
use crate::codec::base64;
use crate::conn::Target;
use crate::conn::handshake::HeaderLine;
use crate::log::{Body, Eyes, Kind, Mask, Row, Store};
use crate::message::{DataType, Message, Role};

/// The longest command line that is made, in bytes; terminals and people stop coping long before.
pub const MAX_COMMAND_BYTES: usize = 1_000_000;

/// The longest argument that Linux passes to a program, in bytes (`MAX_ARG_STRLEN`, less the byte that ends it).
const MAX_ARGUMENT: usize = 128 * 1024 - 1;

/// The longest message that websocat takes from its input unless it is told otherwise.
const WEBSOCAT_BUFFER: usize = 65_536;

/// A program for the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Of version 1.
    Websocat,
    /// Of version 6.
    Wscat,
}

impl Tool {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Websocat, Self::Wscat];

    /// The name by which it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Websocat => "websocat",
            Self::Wscat => "wscat",
        }
    }
}

/// Why there is no command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandProblem {
    /// It isn't known where to connect.
    NoAddress,
    /// The program can't send binary messages.
    Binary,
    /// The program can't send text with a NUL in it, because no argument has one.
    Nul,
    /// A message is longer than what a program may be called with.
    LongMessage {
        /// The longest that goes, in bytes.
        limit: usize,
    },
    /// All of it together would be too long.
    TooLong {
        /// The longest that is made, in bytes.
        limit: usize,
    },
}

/// The messages that were sent, of the rows that are wished for; pings and pongs of the keep-alive aren't among them.
pub fn sent<'a>(wish: &'a Wish, store: &'a Store, eyes: Eyes<'a>) -> impl Iterator<Item = Message<'a>> {
    let end = wish.end.unwrap_or(store.next());
    let wanted = store.glances(wish.from..end).filter(move |row| {
        row.kind == Kind::Sent && wish.filter.as_ref().is_none_or(|filter| filter.matches(row, eyes))
    });
    wanted.filter_map(|row| match store.row(row.seq)? {
        Row { body: Body::Message(message, Role::Data), .. } => Some(message),
        Row { body: Body::Message(_, Role::Ping | Role::Pong(_)) | Body::Notice(_), .. } => None,
    })
}

/// A command line that connects and sends these messages one after the other. It stays connected, for the answers.
///
/// # Errors
/// Why there is none.
pub fn command<'a>(
    tool: Tool,
    target: &Target,
    messages: impl Iterator<Item = Message<'a>>,
    mask: &Mask,
) -> Result<String, CommandProblem> {
    if target.address.is_empty() {
        return Err(CommandProblem::NoAddress);
    }
    let address = quoted(&mask.text(&target.address));
    let subprotocols: Vec<String> = target.subprotocols.iter().map(|name| mask.text(name)).collect();
    let mut size = 0;
    let mut masked = Vec::new();
    for message in messages {
        size += message.payload.len();
        if size > MAX_COMMAND_BYTES {
            return Err(CommandProblem::TooLong { limit: MAX_COMMAND_BYTES });
        }
        masked.push((message.data_type, mask.payload(message.payload).into_owned()));
    }
    let line = match tool {
        Tool::Websocat => websocat(&address, &subprotocols, &masked),
        Tool::Wscat => wscat(&address, &subprotocols, &masked)?,
    };
    if line.len() > MAX_COMMAND_BYTES {
        return Err(CommandProblem::TooLong { limit: MAX_COMMAND_BYTES });
    }
    Ok(line)
}

fn websocat(address: &str, subprotocols: &[String], messages: &[(DataType, Vec<u8>)]) -> String {
    let mut options = String::new();
    if !subprotocols.is_empty() {
        options = format!(" --protocol {}", quoted(&subprotocols.join(", ")));
    }
    // A line ends a message for websocat and is sent along, so only one text can be given as it is, up to a NUL.
    if let [(data_type, payload)] = messages
        && let Some(text) = plain(*data_type, payload)
    {
        let buffer = buffer(payload.len());
        return format!("printf %s {} | websocat -n -t -0{buffer}{options} {address}", quoted(text));
    }
    if messages.is_empty() {
        return format!("websocat{options} {address}");
    }
    let (mut lines, mut longest) = (String::new(), 0);
    for (data_type, payload) in messages {
        let prefix = match data_type {
            DataType::Text => 't',
            DataType::Binary => 'b',
        };
        let line = format!("{prefix}:{}", base64::encode(payload));
        longest = longest.max(line.len() + 1);
        // Base64 has nothing that a shell would take for its own.
        let _ = write!(lines, " {line}");
    }
    let buffer = buffer(longest);
    format!(
        "printf '%s\\n'{lines} | websocat -n --base64 --base64-text --binary-prefix b: --text-prefix t:{buffer}{options} \
         {address}"
    )
}

/// The text of a message, if it is one that a shell can hand over and a line can end.
fn plain(data_type: DataType, payload: &[u8]) -> Option<&str> {
    match data_type {
        DataType::Text => {
            std::str::from_utf8(payload).ok().filter(|text| !text.is_empty() && !text.contains('\0'))
        }
        DataType::Binary => None,
    }
}

/// The option for messages that are longer than usual.
fn buffer(longest: usize) -> String {
    if longest < WEBSOCAT_BUFFER { String::new() } else { format!(" -B {}", longest + 1) }
}

fn wscat(
    address: &str,
    subprotocols: &[String],
    messages: &[(DataType, Vec<u8>)],
) -> Result<String, CommandProblem> {
    let mut line = format!("wscat -c {address}");
    for name in subprotocols {
        let _ = write!(line, " -s {}", quoted(name));
    }
    for (data_type, payload) in messages {
        let text = match data_type {
            DataType::Text => std::str::from_utf8(payload).map_err(|_| CommandProblem::Binary)?,
            DataType::Binary => return Err(CommandProblem::Binary),
        };
        if text.contains('\0') {
            return Err(CommandProblem::Nul);
        }
        if text.len() > MAX_ARGUMENT {
            return Err(CommandProblem::LongMessage { limit: MAX_ARGUMENT });
        }
        let _ = write!(line, " -x {}", quoted(text));
    }
    if !messages.is_empty() {
        // Otherwise it leaves two seconds after the last message.
        line.push_str(" -w -1");
    }
    Ok(line)
}

/// A command line for a relay on this machine that sets these headers: who connects to the port talks to the address.
pub fn relay(address: &str, headers: &[HeaderLine], port: u16) -> String {
    // Without the sign it would take all words that follow for headers.
    let option =
        |header: &HeaderLine| format!(" -H={}", quoted(&format!("{}: {}", header.name, header.value)));
    let options: String = headers.iter().map(option).collect();
    // Without --text it would send text on as bytes, and without -E it would keep sockets whose other side is gone.
    format!("websocat -E --text{options} ws-l:127.0.0.1:{port} {}", quoted(address))
}

/// A word that a shell of POSIX takes as this text, whatever is in it but NUL: in single quotes nothing has a meaning.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
