//! The open tabs in storage: `{"version":2,"tabs":[{"address":"ws://…",…,"saved":"00000000000000ff"}],"active":0}`.

mod v1;

use super::{Kept, versioned};
use crate::codec::json::value::{Json, Writer, Wrong, list};
use crate::saved::form;
use crate::saved::{ItemId, Profile, Unreadable};

const VERSION: u64 = 2;

/// The open tabs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tabs {
    /// From left to right.
    pub open: Vec<Tab>,
    /// Which of them is shown, from 0; there may be none with this number.
    pub active: usize,
}

/// What is kept of a tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tab {
    /// Its connection.
    pub profile: Profile,
    /// The saved connection that it came from.
    pub saved: Option<ItemId>,
}

impl Kept for Tabs {
    fn read(text: &str) -> Result<Self, Unreadable> {
        let (version, json) = versioned(text, VERSION)?;
        let tabs = match version {
            1 => v1::read(&json).map(v1::upgrade),
            _ => read(&json),
        };
        tabs.map_err(|_| Unreadable::Damaged)
    }

    fn write(&self) -> String {
        let mut out = Writer::new();
        out.number("version", VERSION);
        out.written("tabs", &list(self.open.iter().map(tab_text), ","));
        out.number("active", self.active as u64);
        out.end()
    }
}

fn read(json: &Json<'_>) -> Result<Tabs, Wrong> {
    let tab = |json: &Json<'_>| Ok(Tab { profile: form::profile(json)?, saved: form::id(json, "saved")? });
    Ok(Tabs { open: json.items("tabs", tab)?, active: active(json)? })
}

fn active(json: &Json<'_>) -> Result<usize, Wrong> {
    usize::try_from(json.number("active")?).map_err(|_| Wrong("active".to_owned()))
}

fn tab_text(tab: &Tab) -> String {
    let mut out = Writer::new();
    form::write_profile(&tab.profile.clone().kept(), &mut out);
    if let Some(saved) = tab.saved {
        out.text("saved", &form::id_text(saved));
    }
    out.end()
}
