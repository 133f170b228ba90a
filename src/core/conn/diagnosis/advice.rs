//! What to try: for each cause what would remove it, in the same order.

use super::{Advice, Browser, Facts, Known, Likely};
use crate::conn::Reach;

/// What to try, the most promising first.
pub(super) fn tries(facts: &Facts, known: &[Known], likely: &[Likely]) -> Vec<Advice> {
    let mut tries: Vec<Advice> = known.iter().filter_map(against).collect();
    if facts.probe.is_none() && facts.refused().is_none() && tries.is_empty() {
        tries.push(Advice::Diagnose);
    }
    for cause in likely {
        add(&mut tries, remedy(facts, *cause));
        if *cause == Likely::NobodyListens && is_bare_loopback(facts) {
            add(&mut tries, Advice::TryLocalhost);
        }
    }
    tries
}

fn add(tries: &mut Vec<Advice>, advice: Advice) {
    if !tries.contains(&advice) {
        tries.push(advice);
    }
}

/// What helps where the cause is known.
fn against(known: &Known) -> Option<Advice> {
    match known {
        Known::Offline => Some(Advice::GoOnline),
        Known::BlockedByPolicy => Some(Advice::ChangePolicy),
        Known::LocalNetworkDenied => Some(Advice::AllowInSettings),
        Known::TimedOut { .. }
        | Known::Failed { .. }
        | Known::Refused { .. }
        | Known::Unanswered { .. }
        | Known::Status { .. }
        | Known::Redirected
        | Known::Answered
        | Known::AnsweredSecurely
        | Known::OnlyPlain
        | Known::OnlySecure
        | Known::NothingAnswered { .. }
        | Known::ProbeTimedOut
        | Known::ProbeForbidden => None,
    }
}

fn remedy(facts: &Facts, cause: Likely) -> Advice {
    let endpoint = &facts.endpoint;
    match cause {
        Likely::PermissionMissing => Advice::AllowWhenAsked,
        Likely::PageTooFar => Advice::OpenPageNearby,
        Likely::MixedContent => Advice::OpenPageOtherwise,
        Likely::BrowserDelays => Advice::WaitForBrowser {
            seconds: match facts.browser {
                Browser::Firefox => 60,
                Browser::Chromium | Browser::Safari | Browser::Other => 5,
            },
        },
        Likely::NobodyListens => match endpoint.reach() {
            // Servers print it where they listen; browsers connect to it on some systems only, or not at all.
            Reach::Private if endpoint.host_port().starts_with("0.0.0.0:") => Advice::TryLocalhost,
            Reach::Private => Advice::ListenOutside { host_port: endpoint.host_port() },
            Reach::Loopback | Reach::Public => Advice::StartServer { host_port: endpoint.host_port() },
        },
        Likely::UnknownName => Advice::CheckName,
        Likely::Unreachable => Advice::CheckFirewall,
        Likely::Certificate => Advice::OpenInTab { address: endpoint.http_root() },
        Likely::NoTls if endpoint.http_other(facts.page).is_none() => Advice::SetUpTls,
        Likely::NoTls => Advice::UseWs,
        Likely::WantsTls => Advice::UseWss,
        Likely::Authentication if facts.handshake.is_some() => Advice::SetHeader,
        Likely::Authentication => Advice::AuthenticateOtherwise,
        Likely::WrongPath | Likely::NotWebSocket => Advice::CheckPath,
        Likely::UpgradeDropped => Advice::ForwardUpgrade,
        Likely::OriginRefused => Advice::AllowOrigin,
        Likely::SubprotocolRefused => Advice::OtherSubprotocols,
        Likely::RedirectNotFollowed => Advice::FollowRedirect,
        Likely::TooManyRequests => Advice::WaitAWhile,
        Likely::GatewayFault => Advice::CheckBackend,
        Likely::ServerHangs | Likely::ServerIsCurt | Likely::ServerFault | Likely::Refused => {
            Advice::ReadServerLog
        }
    }
}

/// Whether the address is of this machine by number: one of its two loopback addresses, while browsers try both for
/// `localhost`.
fn is_bare_loopback(facts: &Facts) -> bool {
    facts.endpoint.reach() == Reach::Loopback && !facts.endpoint.is_named()
}
