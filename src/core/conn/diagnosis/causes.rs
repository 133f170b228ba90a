//! What would explain a failure, by what an http request found out.
//!
//! An http request isn't a handshake: it carries no cookies, and a server may answer the two differently. So nothing
//! here is certain, only more or less likely.

use super::facts::SLOW;
use super::{Answer, Browser, Facts, Likely, Permission, Probe};
use crate::conn::{PageScheme, Reach};
use crate::time::Span;

/// A loopback connection that is refused fails sooner than that; whatever takes longer has found somebody.
const QUICK: Span = Span(50_000);

/// What would explain the failure, the likeliest first.
pub(super) fn likely(facts: &Facts) -> Vec<Likely> {
    if let Some(refused) = facts.refused() {
        return by_status(facts, refused.status);
    }
    if let Some(likely) = facts.unanswered().and_then(by_error) {
        return likely;
    }
    let mut likely = by_the_browser(facts);
    likely.extend(match facts.heard() {
        None | Some(Probe::Forbidden) => unknown(facts),
        Some(Probe::Answered(_)) if facts.timed_out => vec![Likely::UpgradeDropped, Likely::ServerHangs],
        Some(Probe::Answered(Answer::Status(status))) => by_status(facts, status),
        Some(Probe::Answered(Answer::Redirect)) => redirected(facts),
        Some(Probe::Answered(Answer::Hidden)) => hidden(facts),
        Some(Probe::OtherScheme(answer)) => other_scheme(facts, answer),
        Some(Probe::Nothing { took }) => nothing(facts, took),
        Some(Probe::TimedOut) => silence(facts),
    });
    if is_too_far(facts) {
        // To this machine the case is clear. A page that seems to be from far away, however, may come from the local
        // network under a full name.
        let is_clear = facts.endpoint.reach() == Reach::Loopback || likely.is_empty();
        likely.insert(usize::from(!is_clear), Likely::PageTooFar);
    }
    likely
}

/// What a browser's name for an error says; nothing if it says no more than that there is one, as Chromium's
/// `net::ERR_FAILED`.
fn by_error(error: &str) -> Option<Vec<Likely>> {
    let has = |part: &str| error.contains(part);
    if has("CONNECTION_REFUSED") {
        Some(vec![Likely::NobodyListens])
    } else if has("UNKNOWN_HOST") || has("NAME_NOT_RESOLVED") {
        Some(vec![Likely::UnknownName])
    } else if has("TIMEOUT") || has("TIMED_OUT") || has("UNREACHABLE") {
        Some(vec![Likely::Unreachable])
    } else if has("SEC_ERROR") || has("CERT") {
        Some(vec![Likely::Certificate])
    } else if has("SSL_ERROR") || has("ERR_SSL") {
        Some(vec![Likely::NoTls, Likely::Certificate])
    } else {
        None
    }
}

/// What the browser may have done of its own accord.
fn by_the_browser(facts: &Facts) -> Vec<Likely> {
    let mut likely = Vec::new();
    if facts.timed_out && facts.browser.delays_after(facts.earlier_failures) {
        likely.push(Likely::BrowserDelays);
    }
    if facts.is_answered() {
        return likely;
    }
    // What can be asked for is asked for when the http request is sent, and nobody answers within a moment. So if that
    // failed at once, it wasn't for want of permission.
    let was_asked = !matches!(facts.probe, Some(Probe::Nothing { took }) if took < SLOW);
    if facts.needs_permission() && facts.local_network == Some(Permission::Prompt) && was_asked {
        likely.push(Likely::PermissionMissing);
    }
    if facts.page == PageScheme::Https && !facts.endpoint.is_secure() && facts.browser == Browser::Safari {
        likely.push(Likely::MixedContent);
    }
    likely
}

/// Whether Chromium refuses without asking, as it does in insecure contexts.
fn is_too_far(facts: &Facts) -> bool {
    let may_apply = facts.browser == Browser::Chromium && facts.page == PageScheme::Http;
    may_apply && facts.reaches_inwards() && !facts.is_answered()
}

/// Without an http request.
fn unknown(facts: &Facts) -> Vec<Likely> {
    if facts.timed_out {
        return silence(facts);
    }
    let certificate = facts.endpoint.is_secure().then_some(Likely::Certificate);
    let nobody = [Likely::NobodyListens];
    if facts.endpoint.reach() == Reach::Loopback && facts.took < QUICK {
        nobody.into_iter().chain(certificate).chain(subprotocol(facts)).chain([Likely::WrongPath]).collect()
    } else {
        let server = subprotocol(facts).into_iter().chain(certificate).chain([Likely::WrongPath]);
        server.chain(nobody).chain([Likely::OriginRefused]).collect()
    }
}

/// A server that shows its status.
fn by_status(facts: &Facts, status: u16) -> Vec<Likely> {
    match status {
        401 | 407 => vec![Likely::Authentication],
        403 => vec![Likely::Authentication, Likely::OriginRefused],
        // Many frameworks answer so to an ordinary request even where a handshake would succeed.
        404 | 410 => chain(&[Likely::WrongPath], facts, &[Likely::OriginRefused, Likely::UpgradeDropped]),
        429 => vec![Likely::TooManyRequests],
        // What nginx and others say to http on a port of theirs that has TLS.
        400 if wants_tls_by_port(facts) => {
            chain(&[Likely::WantsTls], facts, &[Likely::OriginRefused, Likely::UpgradeDropped])
        }
        400 | 426 => chain(&[], facts, &[Likely::OriginRefused, Likely::UpgradeDropped]),
        200..300 | 405 => {
            chain(&[Likely::NotWebSocket, Likely::UpgradeDropped], facts, &[Likely::OriginRefused])
        }
        300..400 => redirected(facts),
        502..=504 => vec![Likely::GatewayFault],
        500.. => vec![Likely::ServerFault],
        _ => chain(&[Likely::Refused], facts, &[]),
    }
}

fn redirected(facts: &Facts) -> Vec<Likely> {
    let tls = (!facts.endpoint.is_secure()).then_some(Likely::WantsTls);
    [Likely::RedirectNotFollowed].into_iter().chain(tls).collect()
}

/// A server that is there, and no more is known.
fn hidden(facts: &Facts) -> Vec<Likely> {
    let is_far = facts.endpoint.reach() == Reach::Public;
    // Public servers send what comes without TLS on to https, and a redirect is among the answers that are hidden.
    let tls = wants_tls_by_port(facts) || (!facts.endpoint.is_secure() && is_far);
    let first: &[Likely] = if tls { &[Likely::WantsTls] } else { &[] };
    let second = if is_far { Likely::UpgradeDropped } else { Likely::Authentication };
    chain(first, facts, &[Likely::WrongPath, Likely::OriginRefused, second])
}

fn other_scheme(facts: &Facts, answer: Answer) -> Vec<Likely> {
    if !facts.endpoint.is_secure() {
        return vec![Likely::WantsTls];
    }
    // Many servers answer http on a port that has TLS with a 400, so that answer doesn't mean that they have no TLS.
    if has_tls_port(facts) {
        return vec![Likely::Certificate, Likely::NoTls];
    }
    match answer {
        Answer::Status(400) | Answer::Hidden => vec![Likely::NoTls, Likely::Certificate],
        Answer::Status(_) | Answer::Redirect => vec![Likely::NoTls],
    }
}

/// Nobody answers, neither by http nor by https.
fn nothing(facts: &Facts, took: Span) -> Vec<Likely> {
    let endpoint = &facts.endpoint;
    let mut likely = Vec::new();
    if endpoint.is_secure() && took < SLOW {
        likely.push(Likely::Certificate);
        // That it speaks plain http only would have been found out, where it may be tried.
        likely.extend(endpoint.http_other(facts.page).is_none().then_some(Likely::NoTls));
    }
    match endpoint.reach() {
        Reach::Loopback if took < QUICK => likely.insert(0, Likely::NobodyListens),
        Reach::Loopback => likely.push(Likely::NobodyListens),
        Reach::Private | Reach::Public => {
            likely.extend(endpoint.is_named().then_some(Likely::UnknownName));
            // What takes long wasn't refused: nobody was there to refuse it.
            likely.extend((took >= SLOW).then_some(Likely::Unreachable));
            likely.push(Likely::NobodyListens);
        }
    }
    likely.push(Likely::ServerIsCurt);
    likely.extend(subprotocol(facts));
    likely
}

/// Neither an answer nor a refusal.
fn silence(facts: &Facts) -> Vec<Likely> {
    match facts.endpoint.reach() {
        // Within a machine no packet gets lost.
        Reach::Loopback => vec![Likely::ServerHangs],
        Reach::Private | Reach::Public => vec![Likely::Unreachable, Likely::ServerHangs],
    }
}

fn subprotocol(facts: &Facts) -> Option<Likely> {
    (facts.offered > 0).then_some(Likely::SubprotocolRefused)
}

/// A sub-protocol is likelier than what comes behind it: the browser itself breaks off if none is chosen.
fn chain(before: &[Likely], facts: &Facts, behind: &[Likely]) -> Vec<Likely> {
    before.iter().copied().chain(subprotocol(facts)).chain(behind.iter().copied()).collect()
}

fn wants_tls_by_port(facts: &Facts) -> bool {
    !facts.endpoint.is_secure() && has_tls_port(facts)
}

fn has_tls_port(facts: &Facts) -> bool {
    matches!(facts.endpoint.port(), 443 | 8443)
}
