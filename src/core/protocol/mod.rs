//! Readers of application protocols: from a message, and what went before it on the connection, to facts.
//!
//! A reader never fails and never changes what is kept: what it doesn't understand has no facts. Each takes time that
//! grows with the message, and remembers little of those before. Most protocols are JSON and told by their shape;
//! [`Protocol::of_subprotocol`] and [`Protocol::sniff`] find out which one is spoken. Binary encodings are among them for
//! messages that are nothing but values.

mod action_cable;
mod chat;
mod encoding;
mod facts;
mod graphql;
mod json;
mod json_rpc;
mod mqtt;
mod ocpp;
mod phoenix;
mod pusher;
mod signal_r;
mod socket_io;
mod stomp;
#[cfg(test)]
mod tests;
mod wamp;

pub(crate) use facts::LONGEST_NAME;
pub use facts::{Act, Facts, Link, Way};

use std::rc::Rc;

use crate::codec::binary::{cbor, msgpack};
use crate::codec::protobuf::Schema;
use crate::message::{DataType, Message};

/// An application protocol, or an encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// Socket.IO 2 to 4 over Engine.IO.
    SocketIo,
    /// graphql-transport-ws, and the older graphql-ws.
    GraphQl,
    /// STOMP 1.0 to 1.2.
    Stomp,
    /// MQTT 3.1.1 and 5.
    Mqtt,
    /// `SignalR` as JSON and as `MessagePack`.
    SignalR,
    /// Phoenix channels, version 1 and 2.
    Phoenix,
    /// JSON-RPC 2.0.
    JsonRpc,
    /// WAMP 2 as JSON, `MessagePack` and CBOR.
    Wamp,
    /// Action Cable.
    ActionCable,
    /// Pusher Channels.
    Pusher,
    /// OCPP 1.6 and 2.0.1.
    Ocpp,
    /// The small chat.
    Chat,
    /// Values in `MessagePack`.
    MsgPack,
    /// Values in CBOR.
    Cbor,
    /// Protobuf messages, with a schema or without.
    Protobuf,
}

/// Reads one connection in one protocol.
#[derive(Clone, Debug)]
pub struct Reader {
    protocol: Protocol,
    memory: Memory,
}

/// What has to be remembered of a connection.
#[derive(Clone, Debug)]
enum Memory {
    Nothing,
    SocketIo(socket_io::SocketIo),
    Mqtt(mqtt::Mqtt),
    Wamp(wamp::Wamp),
    Protobuf(encoding::Protobuf),
}

impl Protocol {
    /// All of them, as they are offered.
    pub const ALL: [Self; 15] = [
        Self::SocketIo,
        Self::GraphQl,
        Self::Stomp,
        Self::Mqtt,
        Self::SignalR,
        Self::Phoenix,
        Self::JsonRpc,
        Self::Wamp,
        Self::ActionCable,
        Self::Pusher,
        Self::Ocpp,
        Self::Chat,
        Self::MsgPack,
        Self::Cbor,
        Self::Protobuf,
    ];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::SocketIo => "Socket.IO",
            Self::GraphQl => "GraphQL",
            Self::Stomp => "STOMP",
            Self::Mqtt => "MQTT",
            Self::SignalR => "SignalR",
            Self::Phoenix => "Phoenix",
            Self::JsonRpc => "JSON-RPC",
            Self::Wamp => "WAMP",
            Self::ActionCable => "Action Cable",
            Self::Pusher => "Pusher",
            Self::Ocpp => "OCPP",
            Self::Chat => "Chat",
            Self::MsgPack => "MessagePack",
            Self::Cbor => "CBOR",
            Self::Protobuf => "Protobuf",
        }
    }

    /// Whether it is nothing but an encoding: what its messages carry is the whole of them, as JSON text.
    pub fn is_encoding(self) -> bool {
        matches!(self, Self::MsgPack | Self::Cbor | Self::Protobuf)
    }

    /// What a sub-protocol stands for. Names of the
    /// [registry](https://www.iana.org/assignments/websocket/websocket.xml), and those that libraries use.
    pub fn of_subprotocol(name: &str) -> Option<Self> {
        match name {
            "graphql-transport-ws" | "graphql-ws" => Some(Self::GraphQl),
            "mqtt" | "mqttv3.1" => Some(Self::Mqtt),
            "wamp.2.json" | "wamp.2.msgpack" | "wamp.2.cbor" => Some(Self::Wamp),
            "actioncable-v1-json" => Some(Self::ActionCable),
            "phoenix" => Some(Self::Phoenix),
            "jsonrpc" | "jsonrpc-2.0" => Some(Self::JsonRpc),
            "stomp" | "v10.stomp" | "v11.stomp" | "v12.stomp" => Some(Self::Stomp),
            _ if name.starts_with("ocpp") => Some(Self::Ocpp),
            _ if name.ends_with("msgpack") || name.ends_with("messagepack") => Some(Self::MsgPack),
            _ if name.ends_with("cbor") => Some(Self::Cbor),
            // Azure Web PubSub has it in front: `protobuf.webpubsub.azure.v1`.
            _ if name.ends_with("protobuf") || name.starts_with("protobuf.") => Some(Self::Protobuf),
            _ => None,
        }
    }

    /// Which one a message gives away by what only it has.
    pub fn sniff(message: Message<'_>) -> Option<Self> {
        if message.data_type == DataType::Binary {
            // A CONNECT with the name of the protocol (MQTT 3.1.1 §3.1.2.1), whose length is in one to four bytes.
            let is_named =
                |at: usize| message.payload.get(at..).is_some_and(|it| it.starts_with(b"\0\x04MQTT"));
            if message.payload.first() == Some(&0x10) && (2..=5).any(is_named) {
                return Some(Self::Mqtt);
            }
            return signal_r::handshake(message.payload).map(|_| Self::SignalR);
        }
        let text = std::str::from_utf8(message.payload).ok()?;
        let begin = text.trim_start();
        match begin.chars().next()? {
            '{' if text.ends_with('\u{1e}') => signal_r::read(Way::Sent, text).map(|_| Self::SignalR),
            '{' => sniff_object(text),
            '[' => [Self::Ocpp, Self::Phoenix, Self::Wamp, Self::JsonRpc].into_iter().find(|protocol| {
                let facts = protocol.reader().read(Way::Sent, message);
                facts.is_some_and(|facts| match protocol {
                    // Lists that begin with a number are common.
                    Self::Ocpp => facts.id.is_some() && has_object(&facts),
                    // A connection of it begins with a greeting, which has details.
                    Self::Wamp => facts.act == Act::Connection && has_object(&facts),
                    _ => true,
                })
            }),
            '0' => text.starts_with("0{\"sid\":").then_some(Self::SocketIo),
            '4' => ["42[", "42/", "40{", "40/"]
                .iter()
                .any(|start| text.starts_with(start))
                .then_some(Self::SocketIo),
            _ => {
                let is_stomp = ["CONNECT\n", "STOMP\n", "CONNECTED\n", "CONNECT\r\n", "CONNECTED\r\n"];
                is_stomp.iter().any(|start| begin.starts_with(start)).then_some(Self::Stomp)
            }
        }
    }

    /// A reader at the beginning of a connection.
    pub fn reader(self) -> Reader {
        let memory = match self {
            Self::SocketIo => Memory::SocketIo(socket_io::SocketIo::default()),
            Self::Mqtt => Memory::Mqtt(mqtt::Mqtt::default()),
            Self::Wamp => Memory::Wamp(wamp::Wamp::default()),
            Self::Protobuf => Memory::Protobuf(encoding::Protobuf::default()),
            Self::GraphQl
            | Self::Stomp
            | Self::SignalR
            | Self::Phoenix
            | Self::JsonRpc
            | Self::ActionCable
            | Self::Pusher
            | Self::Ocpp
            | Self::Chat
            | Self::MsgPack
            | Self::Cbor => Memory::Nothing,
        };
        Reader { protocol: self, memory }
    }
}

fn has_object(facts: &Facts<'_>) -> bool {
    facts.payload.as_ref().is_some_and(|payload| payload.starts_with(b"{"))
}

/// The members that only one of them has.
fn sniff_object(text: &str) -> Option<Protocol> {
    let object = json::Object::read(text)?;
    let has = |name: &str| object.get(name).is_some();
    if object.text("jsonrpc").is_some_and(|version| version == "2.0") {
        return Some(Protocol::JsonRpc);
    }
    if has("topic") && has("event") && has("payload") {
        return Some(Protocol::Phoenix);
    }
    if object.text("event").is_some_and(|event| event.starts_with("pusher:")) {
        return Some(Protocol::Pusher);
    }
    if has("command") && has("identifier") {
        return Some(Protocol::ActionCable);
    }
    match object.text("type")?.as_ref() {
        "connection_init" | "connection_ack" => Some(Protocol::GraphQl),
        "confirm_subscription" | "reject_subscription" => Some(Protocol::ActionCable),
        // Action Cable's greeting has nothing else, or the id that AnyCable gives; the chat's says whom it welcomes.
        "welcome" if object.len() == 1 || has("sid") => Some(Protocol::ActionCable),
        "join" | "welcome" | "user_joined" | "user_left" => Some(Protocol::Chat),
        _ => None,
    }
}

impl Reader {
    /// A reader of protobuf messages that are the one at that place in [`Schema::messages`].
    pub fn protobuf(schema: Rc<Schema>, root: usize) -> Self {
        let memory = Memory::Protobuf(encoding::Protobuf { schema: Some((schema, root)) });
        Self { protocol: Protocol::Protobuf, memory }
    }

    /// The protocol.
    pub fn protocol(&self) -> Protocol {
        self.protocol
    }

    /// The same at the beginning of a connection.
    #[must_use]
    pub fn anew(&self) -> Self {
        match self.memory {
            Memory::Protobuf(_) => self.clone(),
            Memory::Nothing | Memory::SocketIo(_) | Memory::Mqtt(_) | Memory::Wamp(_) => {
                self.protocol.reader()
            }
        }
    }

    /// A reader for any one message of the connection: with what has been agreed on, and nothing that is still to come.
    #[must_use]
    pub fn for_one(&self) -> Self {
        match &self.memory {
            Memory::Mqtt(memory) => Self { protocol: self.protocol, memory: Memory::Mqtt(memory.for_one()) },
            Memory::SocketIo(_) => self.protocol.reader(),
            Memory::Wamp(_) | Memory::Protobuf(_) | Memory::Nothing => self.clone(),
        }
    }

    /// The facts of the next message of the connection; none where it isn't of the protocol.
    pub fn read<'m>(&mut self, way: Way, message: Message<'m>) -> Option<Facts<'m>> {
        let bytes = message.payload;
        if message.data_type == DataType::Binary {
            return match (&mut self.memory, self.protocol) {
                (Memory::SocketIo(memory), _) => memory.read_binary(way, bytes),
                (Memory::Mqtt(memory), _) => memory.read(way, bytes),
                (Memory::Wamp(memory), _) => memory.read_binary(bytes),
                (Memory::Protobuf(memory), _) => Some(memory.read(bytes)),
                (Memory::Nothing, Protocol::MsgPack) => Some(encoding::read(msgpack::decode(bytes))),
                (Memory::Nothing, Protocol::Cbor) => Some(encoding::read(cbor::decode(bytes))),
                (Memory::Nothing, Protocol::SignalR) => signal_r::read_binary(way, bytes),
                (_, Protocol::Phoenix) => phoenix::read_binary(bytes),
                (_, Protocol::Stomp) => stomp::read(std::str::from_utf8(bytes).ok()?),
                (Memory::Nothing, _) => None,
            };
        }
        let text = std::str::from_utf8(bytes).ok()?;
        match &mut self.memory {
            Memory::SocketIo(memory) => return memory.read(way, text),
            Memory::Wamp(memory) => return memory.read(text),
            Memory::Mqtt(_) | Memory::Protobuf(_) | Memory::Nothing => {}
        }
        match self.protocol {
            Protocol::GraphQl => graphql::read(text),
            Protocol::Stomp => stomp::read(text),
            Protocol::SignalR => signal_r::read(way, text),
            Protocol::Phoenix => phoenix::read(text),
            Protocol::JsonRpc => json_rpc::read(text),
            Protocol::ActionCable => action_cable::read(text),
            Protocol::Pusher => pusher::read(text),
            Protocol::Ocpp => ocpp::read(text),
            Protocol::Chat => chat::read(text),
            // MQTT is binary (§6.0.0-1) as the encodings are, and the others have a memory.
            Protocol::Mqtt
            | Protocol::MsgPack
            | Protocol::Cbor
            | Protocol::Protobuf
            | Protocol::SocketIo
            | Protocol::Wamp => None,
        }
    }
}
