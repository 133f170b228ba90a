//! MQTT's packets that a client sends, in the versions 3.1.1 and 5; in 5 without properties.
//!
//! The sections are those of "MQTT Version 5.0"; they are the same in "MQTT Version 3.1.1".

use super::{FieldProblem, Wrong};

/// The version that has properties.
pub(super) const FIVE: &str = "5";

/// The packet identifier of what is subscribed and published from a form: which one doesn't matter to a server, as long as
/// nothing else under it is under way.
const PACKET_ID: [u8; 2] = [0, 1];

/// A packet with its first byte and its length, which has 7 bits to a byte (§1.5.5).
pub(super) fn packet(first: u8, body: &[u8]) -> Vec<u8> {
    let mut out = vec![first];
    let mut length = body.len();
    loop {
        let [digit, ..] = (length % 128).to_le_bytes();
        length /= 128;
        if length == 0 {
            out.push(digit);
            break;
        }
        out.push(digit | 0x80);
    }
    out.extend_from_slice(body);
    out
}

/// Adds a text with its length before it (§1.5.4).
fn push_text(out: &mut Vec<u8>, text: &str, field: usize) -> Result<(), Wrong> {
    let length = u16::try_from(text.len()).map_err(|_| Wrong { field, problem: FieldProblem::TooLong })?;
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(text.as_bytes());
    Ok(())
}

/// Adds the length of the properties, of which there are none (§2.2.2).
fn push_no_properties(out: &mut Vec<u8>, version: &str) {
    if version == FIVE {
        out.push(0);
    }
}

/// The quality of service as bits (§4.3).
fn qos(value: &str) -> u8 {
    value.parse().unwrap_or(0)
}

/// §3.1, of: version, client identifier, user name, password, keep alive, clean start.
pub(super) fn connect(values: &[&str]) -> Result<Vec<u8>, Wrong> {
    let &[version, client, user, password, keep_alive, clean] = values else { return Ok(Vec::new()) };
    if version != FIVE && user.is_empty() && !password.is_empty() {
        // Version 3.1.1 has no password without a name (§3.1.2.9).
        return Err(Wrong { field: 2, problem: FieldProblem::Empty });
    }
    let level = if version == FIVE { 5 } else { 4 };
    let flag = |is_set: bool, bit: u8| if is_set { bit } else { 0 };
    let flags = flag(!user.is_empty(), 0x80) | flag(!password.is_empty(), 0x40) | flag(clean == "1", 0x02);
    let mut body = b"\0\x04MQTT".to_vec();
    body.extend_from_slice(&[level, flags]);
    body.extend_from_slice(&keep_alive.trim().parse::<u16>().unwrap_or(0).to_be_bytes());
    push_no_properties(&mut body, version);
    push_text(&mut body, client, 1)?;
    for (field, text) in [(2, user), (3, password)] {
        if !text.is_empty() {
            push_text(&mut body, text, field)?;
        }
    }
    Ok(packet(0x10, &body))
}

/// §3.8, of: version, topic filter, quality of service.
pub(super) fn subscribe(values: &[&str]) -> Result<Vec<u8>, Wrong> {
    let &[version, topic, quality] = values else { return Ok(Vec::new()) };
    let mut body = PACKET_ID.to_vec();
    push_no_properties(&mut body, version);
    push_text(&mut body, topic, 1)?;
    body.push(qos(quality));
    Ok(packet(0x82, &body))
}

/// §3.10, of: version, topic filter.
pub(super) fn unsubscribe(values: &[&str]) -> Result<Vec<u8>, Wrong> {
    let &[version, topic] = values else { return Ok(Vec::new()) };
    let mut body = PACKET_ID.to_vec();
    push_no_properties(&mut body, version);
    push_text(&mut body, topic, 1)?;
    Ok(packet(0xa2, &body))
}

/// §3.3, of: version, topic name, payload, quality of service, retain.
pub(super) fn publish(values: &[&str]) -> Result<Vec<u8>, Wrong> {
    let &[version, topic, payload, quality, retain] = values else { return Ok(Vec::new()) };
    let quality = qos(quality);
    let mut body = Vec::new();
    push_text(&mut body, topic, 1)?;
    if quality > 0 {
        body.extend_from_slice(&PACKET_ID);
    }
    push_no_properties(&mut body, version);
    body.extend_from_slice(payload.as_bytes());
    Ok(packet(0x30 | (quality << 1) | u8::from(retain == "1"), &body))
}

/// A packet that only acknowledges the one with that identifier: §3.4 PUBACK, §3.5 PUBREC, §3.6 PUBREL, §3.7 PUBCOMP.
pub(super) fn acknowledgement(first: u8, values: &[&str]) -> Vec<u8> {
    let id = values.first().and_then(|id| id.trim().parse::<u16>().ok()).unwrap_or(0);
    packet(first, &id.to_be_bytes())
}
