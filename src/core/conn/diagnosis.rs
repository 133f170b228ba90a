//! Why a handshake may have failed: what is known, what is likely, and what to try.
//!
//! A browser gives close code 1006 for every cause, so that a page can't explore the network behind it. What is left
//! are circumstances, and an ordinary http request to the same address. Nothing here asks anybody: the facts come in,
//! and the page finds the words for what goes out.

mod advice;
mod causes;
mod facts;
#[cfg(test)]
mod tests;

pub use facts::{Answer, Browser, Facts, Permission, Probe};

use super::handshake::HeaderLine;
use crate::time::Span;

/// No list is longer: who reads more than that reads the manual.
const MOST: usize = 4;

/// What can be said of a handshake that failed; each list begins with what matters most.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnosis {
    /// What is certain.
    pub known: Vec<Known>,
    /// What would explain it.
    pub likely: Vec<Likely>,
    /// What to do about it.
    pub tries: Vec<Advice>,
}

/// Something that is certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// The browser says that there is no network.
    Offline,
    /// A content security policy forbids the connection.
    BlockedByPolicy,
    /// The user, or who manages the browser, doesn't let this page reach the local network or this machine.
    LocalNetworkDenied,
    /// The handshake was given up after that time.
    TimedOut {
        /// How long it was waited for.
        took: Span,
    },
    /// The server has answered the handshake itself with this status, which an extension sees.
    Refused {
        /// The status, as in RFC 9110 §15.
        status: u16,
        /// Its reason phrase; empty if there is none.
        reason: String,
        /// The header of the answer that says most about it.
        hint: Option<HeaderLine>,
    },
    /// The handshake got no answer, and the browser has this name for the reason, which an extension sees.
    Unanswered {
        /// The browser's name.
        error: String,
    },
    /// The handshake failed after that time.
    Failed {
        /// How long it took.
        took: Span,
    },
    /// An http request to the same address was answered with this status.
    Status {
        /// The status, as in RFC 9110 §15.
        status: u16,
    },
    /// An http request to the same address is sent elsewhere.
    Redirected,
    /// An http request to the same address was answered; the browser keeps the answer to itself.
    Answered,
    /// An https request to the same address was answered, so the certificate is trusted, too.
    AnsweredSecurely,
    /// https got no answer, http did.
    OnlyPlain,
    /// http got no answer, https did.
    OnlySecure,
    /// An http request to the same address failed as well.
    NothingAnswered {
        /// How long it took.
        took: Span,
    },
    /// An http request to the same address got no answer within its time.
    ProbeTimedOut,
    /// The browser didn't send the http request.
    ProbeForbidden,
}

/// Something that would explain the failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Likely {
    /// The browser wants to ask the user first, and can't ask for a worker.
    PermissionMissing,
    /// A page that came over http from further away may not reach the local network or this machine.
    PageTooFar,
    /// An https page may not open `ws://`, not even to this machine; Safari is that strict.
    MixedContent,
    /// The browser itself holds the attempt back, because earlier ones failed.
    BrowserDelays,
    /// Nobody listens on the port, or a firewall refuses.
    NobodyListens,
    /// The name is unknown, or leads elsewhere.
    UnknownName,
    /// A firewall drops the packets, or the machine is off or in another network.
    Unreachable,
    /// The server takes the connection and then says nothing.
    ServerHangs,
    /// A server is there but doesn't answer ordinary requests, or keeps its answers to its own origin
    /// (`Cross-Origin-Resource-Policy`).
    ServerIsCurt,
    /// The certificate isn't trusted.
    Certificate,
    /// The server doesn't speak TLS.
    NoTls,
    /// The server wants TLS.
    WantsTls,
    /// The server wants to know who is there.
    Authentication,
    /// The path is wrong.
    WrongPath,
    /// The address is that of an ordinary page.
    NotWebSocket,
    /// Something between doesn't pass the upgrade on.
    UpgradeDropped,
    /// The server doesn't accept this page's origin.
    OriginRefused,
    /// The server knows none of the offered sub-protocols.
    SubprotocolRefused,
    /// The server redirects, and browsers don't follow in a handshake.
    RedirectNotFollowed,
    /// The server is overrun.
    TooManyRequests,
    /// The server has a fault.
    ServerFault,
    /// A gateway can't reach the server behind it.
    GatewayFault,
    /// The server refuses for a reason of its own.
    Refused,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Advice {
    /// Let the page ask the server by http.
    Diagnose,
    /// Get back into a network.
    GoOnline,
    /// Let the policy of who hosts this page allow the address.
    ChangePolicy,
    /// Allow it in the browser's settings for this page.
    AllowInSettings,
    /// Let the page ask, and allow it.
    AllowWhenAsked,
    /// Open this page from nearer by.
    OpenPageNearby,
    /// Open this page by http, or in another browser.
    OpenPageOtherwise,
    /// Wait until the browser tries again.
    WaitForBrowser {
        /// For how long at most, in seconds.
        seconds: u32,
    },
    /// Start the server, or find its port.
    StartServer {
        /// Where it should listen.
        host_port: String,
    },
    /// Let the server listen to other machines, too.
    ListenOutside {
        /// Where it should listen.
        host_port: String,
    },
    /// Take `localhost` in place of this address: a server may listen on `127.0.0.1` or `[::1]` only.
    TryLocalhost,
    /// Look at the spelling of the name.
    CheckName,
    /// Look for what drops packets.
    CheckFirewall,
    /// Open the address in a tab, to see what the browser says of its certificate.
    OpenInTab {
        /// The address.
        address: String,
    },
    /// Take `ws://`.
    UseWs,
    /// Give the server a certificate, as this page may not open `ws://`.
    SetUpTls,
    /// Take `wss://`.
    UseWss,
    /// Authenticate in another way than by a header, which a page can't set.
    AuthenticateOtherwise,
    /// Authenticate by a header.
    SetHeader,
    /// Look up the path.
    CheckPath,
    /// Let what is between pass the upgrade on.
    ForwardUpgrade,
    /// Let the server accept this page's origin.
    AllowOrigin,
    /// Offer none, or others.
    OtherSubprotocols,
    /// Find out where the redirect leads.
    FollowRedirect,
    /// Wait a while.
    WaitAWhile,
    /// Look at what stands behind the gateway.
    CheckBackend,
    /// Look into the server's log.
    ReadServerLog,
}

/// Makes sense of the facts.
pub fn diagnose(facts: &Facts) -> Diagnosis {
    let (mut known, decisive) = facts.known();
    let mut likely = if decisive { Vec::new() } else { causes::likely(facts) };
    likely.truncate(MOST);
    let mut tries = advice::tries(facts, &known, &likely);
    known.truncate(MOST);
    tries.truncate(MOST);
    Diagnosis { known, likely, tries }
}
