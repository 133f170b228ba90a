//! Real servers of each application protocol, spoken to through the composer as somebody would who knows the protocol:
//! it is recognised by itself, rows tell what their messages are, and an answer leads to its request.
//! What each server does is in `tests/e2e/servers`. No registry that is used has one of Phoenix, so where the
//! environment names none, it is the practice server that answers.

use super::{Case, case};
use crate::servers::STARTING_RABBITMQ;

mod action_cable;
mod graphql;
mod json_rpc;
mod mqtt;
mod ocpp;
mod phoenix;
mod pusher;
mod signal_r;
mod socket_io;
mod stomp;
mod wamp;

pub const CASES: &[Case] = &[
    case("a real server of Socket.IO is understood", |stage| Box::pin(socket_io::understood(stage)))
        .for_pages(),
    case("a real server of GraphQL is understood", |stage| Box::pin(graphql::understood(stage))).for_pages(),
    case("a real server of STOMP is understood", |stage| Box::pin(stomp::understood(stage)))
        .for_pages()
        .longer_by(STARTING_RABBITMQ),
    case("a real server of MQTT is understood", |stage| Box::pin(mqtt::understood(stage))).for_pages(),
    case("a real server of SignalR is understood", |stage| Box::pin(signal_r::understood(stage))).for_pages(),
    case("a real server of JSON-RPC is understood", |stage| Box::pin(json_rpc::understood(stage)))
        .for_pages(),
    case("a real server of WAMP is understood", |stage| Box::pin(wamp::understood(stage))).for_pages(),
    case("a real server of Action Cable is understood", |stage| Box::pin(action_cable::understood(stage)))
        .for_pages(),
    case("a real server of Pusher is understood", |stage| Box::pin(pusher::understood(stage))).for_pages(),
    case("channels of Phoenix are understood", |stage| Box::pin(phoenix::understood(stage))),
    case("a real server of OCPP is understood", |stage| Box::pin(ocpp::understood(stage))).for_pages(),
];
