//! Why a handshake may have failed and what to try, in words: one sentence for each fact, cause and piece of advice.

use wirebench_core::conn::diagnosis::{Advice, Known, Likely};

use super::status::cut;
use super::{answer, header, visible};
use crate::i18n::{Words, say};

/// What is certain.
pub fn known(i18n: Words, known: &Known) -> String {
    match known {
        Known::Offline => say!(i18n, diagnosis.offline),
        Known::BlockedByPolicy => say!(i18n, diagnosis.blocked_by_policy),
        Known::LocalNetworkDenied => say!(i18n, diagnosis.local_network_denied),
        Known::TimedOut { took } => say!(i18n, diagnosis.timed_out, span = took.short()),
        Known::Failed { took } => say!(i18n, diagnosis.failed, span = took.short()),
        Known::Status { status } => say!(i18n, diagnosis.status, status = *status),
        Known::Refused { status, reason, hint } => {
            let status = answer(*status, reason);
            match hint {
                Some(hint) => say!(i18n, diagnosis.refused_hint, status = status, hint = cut(&header(hint))),
                None => say!(i18n, diagnosis.refused_status, status = status),
            }
        }
        Known::Unanswered { error } => say!(i18n, diagnosis.unanswered, error = visible(error)),
        Known::Redirected => say!(i18n, diagnosis.redirected),
        Known::Answered => say!(i18n, diagnosis.answered),
        Known::AnsweredSecurely => say!(i18n, diagnosis.answered_securely),
        Known::OnlyPlain => say!(i18n, diagnosis.only_plain),
        Known::OnlySecure => say!(i18n, diagnosis.only_secure),
        Known::NothingAnswered { took } => say!(i18n, diagnosis.nothing_answered, span = took.short()),
        Known::ProbeTimedOut => say!(i18n, diagnosis.probe_timed_out),
        Known::ProbeForbidden => say!(i18n, diagnosis.probe_forbidden),
    }
}

/// What would explain it.
pub fn likely(i18n: Words, likely: Likely) -> String {
    match likely {
        Likely::PermissionMissing => say!(i18n, diagnosis.permission_missing),
        Likely::PageTooFar => say!(i18n, diagnosis.page_too_far),
        Likely::MixedContent => say!(i18n, diagnosis.mixed_content),
        Likely::BrowserDelays => say!(i18n, diagnosis.browser_delays),
        Likely::NobodyListens => say!(i18n, diagnosis.nobody_listens),
        Likely::UnknownName => say!(i18n, diagnosis.unknown_name),
        Likely::Unreachable => say!(i18n, diagnosis.unreachable),
        Likely::ServerHangs => say!(i18n, diagnosis.server_hangs),
        Likely::ServerIsCurt => say!(i18n, diagnosis.server_is_curt),
        Likely::Certificate => say!(i18n, diagnosis.certificate),
        Likely::NoTls => say!(i18n, diagnosis.no_tls),
        Likely::WantsTls => say!(i18n, diagnosis.wants_tls),
        Likely::Authentication => say!(i18n, diagnosis.authentication),
        Likely::WrongPath => say!(i18n, diagnosis.wrong_path),
        Likely::NotWebSocket => say!(i18n, diagnosis.not_websocket),
        Likely::UpgradeDropped => say!(i18n, diagnosis.upgrade_dropped),
        Likely::OriginRefused => say!(i18n, diagnosis.origin_refused),
        Likely::SubprotocolRefused => say!(i18n, diagnosis.subprotocol_refused),
        Likely::RedirectNotFollowed => say!(i18n, diagnosis.redirect_not_followed),
        Likely::TooManyRequests => say!(i18n, diagnosis.too_many_requests),
        Likely::ServerFault => say!(i18n, diagnosis.server_fault),
        Likely::GatewayFault => say!(i18n, diagnosis.gateway_fault),
        Likely::Refused => say!(i18n, diagnosis.refused),
    }
}

/// What to do.
pub fn advice(i18n: Words, advice: &Advice) -> String {
    match advice {
        Advice::Diagnose => say!(i18n, diagnosis.diagnose),
        Advice::GoOnline => say!(i18n, diagnosis.go_online),
        Advice::ChangePolicy => say!(i18n, diagnosis.change_policy),
        Advice::AllowInSettings => say!(i18n, diagnosis.allow_in_settings),
        Advice::AllowWhenAsked => say!(i18n, diagnosis.allow_when_asked),
        Advice::OpenPageNearby => say!(i18n, diagnosis.open_page_nearby),
        Advice::OpenPageOtherwise => say!(i18n, diagnosis.open_page_otherwise),
        Advice::WaitForBrowser { seconds } => {
            say!(i18n, diagnosis.wait_for_browser, seconds = *seconds)
        }
        Advice::StartServer { host_port } => {
            say!(i18n, diagnosis.start_server, place = place(host_port))
        }
        Advice::ListenOutside { host_port } => {
            say!(i18n, diagnosis.listen_outside, place = place(host_port))
        }
        Advice::TryLocalhost => say!(i18n, diagnosis.try_localhost),
        Advice::CheckName => say!(i18n, diagnosis.check_name),
        Advice::CheckFirewall => say!(i18n, diagnosis.check_firewall),
        Advice::OpenInTab { address } => say!(i18n, diagnosis.open_in_tab, address = place(address)),
        Advice::UseWs => say!(i18n, diagnosis.use_ws),
        Advice::SetUpTls => say!(i18n, diagnosis.set_up_tls),
        Advice::UseWss => say!(i18n, diagnosis.use_wss),
        Advice::AuthenticateOtherwise => say!(i18n, diagnosis.authenticate_otherwise),
        Advice::SetHeader => say!(i18n, diagnosis.set_header),
        Advice::CheckPath => say!(i18n, diagnosis.check_path),
        Advice::ForwardUpgrade => say!(i18n, diagnosis.forward_upgrade),
        Advice::AllowOrigin => say!(i18n, diagnosis.allow_origin),
        Advice::OtherSubprotocols => say!(i18n, diagnosis.other_subprotocols),
        Advice::FollowRedirect => say!(i18n, diagnosis.follow_redirect),
        Advice::WaitAWhile => say!(i18n, diagnosis.wait_a_while),
        Advice::CheckBackend => say!(i18n, diagnosis.check_backend),
        Advice::ReadServerLog => say!(i18n, diagnosis.read_server_log),
    }
}

/// A host as it can be shown. No name is longer than 253 characters (RFC 1035), but more can be typed.
fn place(text: &str) -> String {
    visible(text).chars().take(280).collect()
}
