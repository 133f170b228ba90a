//! The tabs as version 1 stored them: no headers, no variables, no saved connections.
//!
//! Settings that aren't what they should be cost a tab its settings and nothing more, as they did then.

use super::{Tab, active};
use crate::codec::json::value::{Json, Wrong};
use crate::conn::settings::Settings;
use crate::saved::Profile;
use crate::saved::form;

/// The open tabs of version 1.
pub struct Tabs {
    open: Vec<OldTab>,
    active: usize,
}

struct OldTab {
    address: String,
    subprotocols: String,
    settings: Settings,
    filter: String,
}

/// Reads version 1.
pub fn read(json: &Json<'_>) -> Result<Tabs, Wrong> {
    Ok(Tabs { open: json.items("tabs", tab)?, active: active(json)? })
}

/// Makes version 2 of it.
pub fn upgrade(tabs: Tabs) -> super::Tabs {
    let upgraded = |tab: OldTab| {
        let OldTab { address, subprotocols, settings, filter } = tab;
        Tab {
            profile: Profile { address, subprotocols, settings, filter, ..Profile::default() },
            saved: None,
        }
    };
    super::Tabs { open: tabs.open.into_iter().map(upgraded).collect(), active: tabs.active }
}

fn tab(json: &Json<'_>) -> Result<OldTab, Wrong> {
    let settings = json.member("settings").and_then(Json::as_list).unwrap_or_default();
    let pairs: Vec<_> = settings.iter().filter_map(form::setting).collect();
    Ok(OldTab {
        address: json.needed_text("address")?,
        subprotocols: json.text("subprotocols")?,
        settings: pairs.into(),
        filter: json.text("filter")?,
    })
}
