//! The rule by which a browser sets the headers of one handshake (`declarativeNetRequest`, session rules).

use super::HeaderLine;
use crate::codec::json::value::{Writer, list, quoted};
use crate::conn::Endpoint;
use crate::conn::diagnosis::Browser;

/// The address of a handshake as the browser's rules and permissions speak of it.
///
/// Firefox takes a WebSocket for a request by http there, and what it permits for `*:` it permits for `ws:`, too.
/// Chromium takes `*:` for http and https alone, which is what [`crate::conn::diagnosis::Probe`] needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The address as events have it.
    address: String,
    filter: String,
    origins: Vec<String>,
}

impl Place {
    /// The place of an address in the browser's own spelling.
    pub fn of(endpoint: &Endpoint, browser: Browser) -> Self {
        // User and password belong to it.
        let address = endpoint.as_str().to_owned();
        let scheme = if endpoint.is_secure() { "wss" } else { "ws" };
        let (schemes, filtered) = match browser {
            Browser::Firefox => (vec!["*"], address.replacen("ws", "http", 1)),
            Browser::Chromium | Browser::Safari | Browser::Other => (vec![scheme, "*"], address.clone()),
        };
        // Three characters have a meaning of their own; `*` stands for any text, and so for these.
        let filter = format!("|{}|", filtered.replace(['^', '|'], "*"));
        let origins = schemes.iter().map(|scheme| format!("{scheme}://{}/*", endpoint.host())).collect();
        Self { address, filter, origins }
    }

    /// What the browser's permission is asked for, as a list of patterns in JSON.
    pub fn permission(&self) -> String {
        format!("{{\"origins\":{}}}", list(self.origins.iter().map(|origin| quoted(origin)), ","))
    }

    /// Whether an address that the browser speaks of is this one.
    pub fn is(&self, address: &str) -> bool {
        self.address == address
    }
}

/// A rule; its number is chosen by chance, so that two tabs don't take the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule(pub u32);

impl Rule {
    /// The change by which the rule comes into force for handshakes to that place from a tab that shows a page of `host`.
    pub fn set(self, tab: u32, host: &str, place: &Place, headers: &[HeaderLine]) -> String {
        let set = |header: &HeaderLine| {
            let mut out = Writer::new();
            out.text("header", &header.name);
            out.text("operation", "set");
            out.text("value", header.value.trim());
            out.end()
        };
        let mut action = Writer::new();
        action.text("type", "modifyHeaders");
        action.written("requestHeaders", &list(headers.iter().map(set), ","));
        let mut condition = Writer::new();
        condition.written("resourceTypes", "[\"websocket\"]");
        condition.written("tabIds", &format!("[{tab}]"));
        condition.written("initiatorDomains", &list([quoted(host)].into_iter(), ","));
        condition.text("urlFilter", &place.filter);
        condition.flag("isUrlFilterCaseSensitive");
        let mut rule = Writer::new();
        rule.number("id", u64::from(self.0));
        rule.written("action", &action.end());
        rule.written("condition", &condition.end());
        let mut change = Writer::new();
        change.written("removeRuleIds", &format!("[{}]", self.0));
        change.written("addRules", &list([rule.end()].into_iter(), ","));
        change.end()
    }

    /// The change that takes it away.
    pub fn remove(self) -> String {
        format!("{{\"removeRuleIds\":[{}]}}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conn::{PageScheme, endpoint};

    fn place(address: &str, browser: Browser) -> Place {
        Place::of(&endpoint::parse(address, PageScheme::Other).expect("an address"), browser)
    }

    #[test]
    fn each_browser_has_its_way_to_speak_of_an_address() {
        let address = "wss://me:pass@h.example:8443/a?b=^c|d*";
        let chromium = place(address, Browser::Chromium);
        assert_eq!(chromium.filter, "|wss://me:pass@h.example:8443/a?b=*c*d*|");
        assert_eq!(chromium.permission(), r#"{"origins":["wss://h.example/*","*://h.example/*"]}"#);
        let firefox = place(address, Browser::Firefox);
        assert_eq!(firefox.filter, "|https://me:pass@h.example:8443/a?b=*c*d*|");
        assert_eq!(firefox.permission(), r#"{"origins":["*://h.example/*"]}"#);
        for place in [chromium, firefox] {
            assert!(place.is("wss://me:pass@h.example:8443/a?b=^c|d*"));
            assert!(!place.is("wss://me:pass@h.example:8443/a?b=^c|d*x"));
        }
    }

    #[test]
    fn a_rule_is_of_one_page_one_tab_and_one_address() {
        let headers = [HeaderLine { name: "X".to_owned(), value: " \"1\" ".to_owned() }];
        let set = Rule(7).set(3, "abc", &place("ws://h/a", Browser::Chromium), &headers);
        assert_eq!(
            set,
            concat!(
                r#"{"removeRuleIds":[7],"addRules":[{"id":7,"action":{"type":"modifyHeaders","requestHeaders":"#,
                r#"[{"header":"X","operation":"set","value":"\"1\""}]},"condition":{"resourceTypes":["websocket"],"#,
                r#""tabIds":[3],"initiatorDomains":["abc"],"urlFilter":"|ws://h/a|","#,
                r#""isUrlFilterCaseSensitive":true}}]}"#
            )
        );
        assert_eq!(Rule(7).remove(), r#"{"removeRuleIds":[7]}"#);
    }
}
