//! Close codes: what each one means, and which of them a page may send.
//!
//! The table is the IANA registry "WebSocket Close Code Number", which begins with RFC 6455 §7.4. The names are terms
//! of the standard and the same in every language; the explanation of a [`Meaning`] is the page's to write.

/// How long a reason may be, in bytes of UTF-8: a control frame has room for 125, and the code takes two.
pub const MAX_REASON_BYTES: usize = 123;

/// A close code as it came or goes; any number is possible from a careless server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CloseCode(pub u16);

/// What a close code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// 1000: the purpose of the connection is fulfilled.
    NormalClosure,
    /// 1001: the server goes down, or the user left the page.
    GoingAway,
    /// 1002: the other side broke the protocol.
    ProtocolError,
    /// 1003: a type of data that the endpoint can't accept.
    UnsupportedData,
    /// 1004: reserved without a meaning.
    Reserved,
    /// 1005: the close frame had no code. Never sent; the browser reports it.
    NoStatusReceived,
    /// 1006: the connection ended without a close frame, or never began. Never sent; the browser reports it.
    AbnormalClosure,
    /// 1007: data that does not fit its type, such as text that isn't UTF-8.
    InvalidPayload,
    /// 1008: a message broke a rule of the endpoint.
    PolicyViolation,
    /// 1009: a message is too big to process.
    MessageTooBig,
    /// 1010: the client wanted an extension that the server did not negotiate.
    MandatoryExtension,
    /// 1011: the server met something unexpected.
    InternalError,
    /// 1012: the service restarts.
    ServiceRestart,
    /// 1013: the service is overloaded.
    TryAgainLater,
    /// 1014: a gateway had an invalid answer from the server behind it.
    BadGateway,
    /// 1015: the TLS handshake failed. Never sent; browsers report 1006 in its place.
    TlsHandshake,
    /// 3000: the endpoint wants authentication.
    Unauthorized,
    /// 3003: authenticated, but not allowed.
    Forbidden,
    /// 3008: something took too long.
    Timeout,
    /// 1016–2999 without an entry: reserved for the protocol and its extensions.
    ReservedForProtocol,
    /// 3000–3999 without an entry here: for libraries and frameworks, by registration.
    Library,
    /// 4000–4999: by agreement of the two applications.
    Private,
    /// Below 1000 or above 4999: not a close code at all.
    Invalid,
}

impl CloseCode {
    /// A normal closure, as the user's "Disconnect" sends it.
    pub const NORMAL: CloseCode = CloseCode(1000);

    /// What the code stands for.
    pub fn meaning(self) -> Meaning {
        match self.0 {
            1000 => Meaning::NormalClosure,
            1001 => Meaning::GoingAway,
            1002 => Meaning::ProtocolError,
            1003 => Meaning::UnsupportedData,
            1004 => Meaning::Reserved,
            1005 => Meaning::NoStatusReceived,
            1006 => Meaning::AbnormalClosure,
            1007 => Meaning::InvalidPayload,
            1008 => Meaning::PolicyViolation,
            1009 => Meaning::MessageTooBig,
            1010 => Meaning::MandatoryExtension,
            1011 => Meaning::InternalError,
            1012 => Meaning::ServiceRestart,
            1013 => Meaning::TryAgainLater,
            1014 => Meaning::BadGateway,
            1015 => Meaning::TlsHandshake,
            3000 => Meaning::Unauthorized,
            3003 => Meaning::Forbidden,
            3008 => Meaning::Timeout,
            1016..=2999 => Meaning::ReservedForProtocol,
            3001..=3999 => Meaning::Library,
            4000..=4999 => Meaning::Private,
            0..=999 | 5000.. => Meaning::Invalid,
        }
    }

    /// Whether the code says that something went wrong, on either side. A code of a library or of the application
    /// (3000–4999) is for them to judge; those that say a request was refused or too slow are faults.
    pub fn is_fault(self) -> bool {
        match self.meaning() {
            Meaning::NormalClosure
            | Meaning::GoingAway
            | Meaning::NoStatusReceived
            | Meaning::Library
            | Meaning::Private => false,
            Meaning::ProtocolError
            | Meaning::UnsupportedData
            | Meaning::Reserved
            | Meaning::AbnormalClosure
            | Meaning::InvalidPayload
            | Meaning::PolicyViolation
            | Meaning::MessageTooBig
            | Meaning::MandatoryExtension
            | Meaning::InternalError
            | Meaning::ServiceRestart
            | Meaning::TryAgainLater
            | Meaning::BadGateway
            | Meaning::TlsHandshake
            | Meaning::Unauthorized
            | Meaning::Forbidden
            | Meaning::Timeout
            | Meaning::ReservedForProtocol
            | Meaning::Invalid => true,
        }
    }

    /// The name in the registry, or none for a number that has no entry.
    ///
    /// A term of the standard, not a sentence for the user, hence not translated. For 1014 the registry has only a
    /// description; the name is the one that HTTP gives to the same thing.
    pub fn name(self) -> Option<&'static str> {
        match self.meaning() {
            Meaning::NormalClosure => Some("Normal Closure"),
            Meaning::GoingAway => Some("Going Away"),
            Meaning::ProtocolError => Some("Protocol Error"),
            Meaning::UnsupportedData => Some("Unsupported Data"),
            Meaning::Reserved => Some("Reserved"),
            Meaning::NoStatusReceived => Some("No Status Rcvd"),
            Meaning::AbnormalClosure => Some("Abnormal Closure"),
            Meaning::InvalidPayload => Some("Invalid Frame Payload Data"),
            Meaning::PolicyViolation => Some("Policy Violation"),
            Meaning::MessageTooBig => Some("Message Too Big"),
            Meaning::MandatoryExtension => Some("Mandatory Ext."),
            Meaning::InternalError => Some("Internal Error"),
            Meaning::ServiceRestart => Some("Service Restart"),
            Meaning::TryAgainLater => Some("Try Again Later"),
            Meaning::BadGateway => Some("Bad Gateway"),
            Meaning::TlsHandshake => Some("TLS Handshake"),
            Meaning::Unauthorized => Some("Unauthorized"),
            Meaning::Forbidden => Some("Forbidden"),
            Meaning::Timeout => Some("Timeout"),
            Meaning::ReservedForProtocol | Meaning::Library | Meaning::Private | Meaning::Invalid => None,
        }
    }
}

/// Why the browser would refuse to close a connection in this way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CloseProblem {
    /// Neither 1000 nor 3000–4999.
    CodeNotAllowed {
        /// The number that was asked for.
        code: u32,
    },
    /// Longer than [`MAX_REASON_BYTES`].
    ReasonTooLong {
        /// Its length in bytes of UTF-8.
        bytes: usize,
    },
}

/// Whether a page may close with this code and reason, by the rule of `WebSocket.close()`.
///
/// # Errors
/// The code is looked at before the reason, as browsers do.
pub fn check_user_close(code: u32, reason: &str) -> Result<(CloseCode, String), CloseProblem> {
    let allowed = u16::try_from(code).ok().filter(|code| matches!(code, 1000 | 3000..=4999));
    let code = allowed.ok_or(CloseProblem::CodeNotAllowed { code })?;
    if reason.len() > MAX_REASON_BYTES {
        return Err(CloseProblem::ReasonTooLong { bytes: reason.len() });
    }
    Ok((CloseCode(code), reason.to_owned()))
}

#[cfg(test)]
mod tests;
