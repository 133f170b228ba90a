//! The forms that items have in storage and in files: names of members, apart from the names in the program.
//!
//! A form that changes is a new version of what it is in; see `disk` and `transfer`.

use super::{Header, ItemId, Pair, Profile, Rank, SavedConnection, SavedMessage, Secrecy};
use crate::codec::json::value::{Json, Writer, Wrong};
use crate::compose::{Draft, Meaning};

/// An item with a form.
pub(super) trait Form: Clone + Ord {
    /// The item as it may be kept: without fleeting values.
    fn kept(&self) -> Self;

    /// Writes its members.
    fn write(&self, out: &mut Writer);

    /// Reads its members.
    fn read(json: &Json<'_>) -> Result<Self, Wrong>;
}

impl Form for SavedConnection {
    fn kept(&self) -> Self {
        Self { profile: self.profile.clone().kept(), ..self.clone() }
    }

    fn write(&self, out: &mut Writer) {
        out.text("name", &self.name);
        out.text_if_any("group", &self.group);
        out.text("rank", self.rank.as_str());
        write_profile(&self.profile, out);
    }

    fn read(json: &Json<'_>) -> Result<Self, Wrong> {
        Ok(Self {
            name: json.needed_text("name")?,
            group: json.text("group")?,
            rank: rank(json)?,
            profile: profile(json)?,
        })
    }
}

impl Form for SavedMessage {
    fn kept(&self) -> Self {
        self.clone()
    }

    fn write(&self, out: &mut Writer) {
        out.text("name", &self.name);
        out.text_if_any("group", &self.group);
        out.text("rank", self.rank.as_str());
        if let Some(connection) = self.connection {
            out.text("connection", &id_text(connection));
        }
        out.text("format", self.draft.meaning.name());
        out.text("text", &self.draft.text);
    }

    fn read(json: &Json<'_>) -> Result<Self, Wrong> {
        Ok(Self {
            name: json.needed_text("name")?,
            group: json.text("group")?,
            rank: rank(json)?,
            connection: id(json, "connection")?,
            draft: Draft { text: json.needed_text("text")?, meaning: meaning(json)? },
        })
    }
}

impl Form for Pair {
    fn kept(&self) -> Self {
        Pair::kept(self)
    }

    fn write(&self, out: &mut Writer) {
        out.text("name", &self.name);
        out.text("value", &self.value);
        match self.secrecy {
            Secrecy::Open => {}
            Secrecy::Secret => out.text("secrecy", "secret"),
            Secrecy::Fleeting => out.text("secrecy", "fleeting"),
        }
    }

    fn read(json: &Json<'_>) -> Result<Self, Wrong> {
        let secrecy = match json.text("secrecy")?.as_str() {
            "" => Secrecy::Open,
            "secret" => Secrecy::Secret,
            "fleeting" => Secrecy::Fleeting,
            _ => return Err(Wrong("secrecy".to_owned())),
        };
        Ok(Self { name: json.needed_text("name")?, value: json.text("value")?, secrecy })
    }
}

/// Writes the members of a profile beside those of what has it.
pub(super) fn write_profile(profile: &Profile, out: &mut Writer) {
    out.text("address", &profile.address);
    out.text_if_any("subprotocols", &profile.subprotocols);
    out.list_if_any("headers", profile.headers.iter().map(header_text));
    out.list_if_any("variables", profile.variables.iter().map(text));
    out.list_if_any("settings", profile.settings.pairs().iter().map(setting_text));
    out.text_if_any("filter", &profile.filter);
    out.text_if_any("protocol", &profile.protocol);
}

/// Reads the members of a profile.
pub(super) fn profile(json: &Json<'_>) -> Result<Profile, Wrong> {
    Ok(Profile {
        address: json.needed_text("address")?,
        subprotocols: json.text("subprotocols")?,
        headers: json
            .items("headers", |json| Ok(Header { pair: Pair::read(json)?, is_on: !json.flag("off")? }))?,
        variables: json.items("variables", Pair::read)?,
        settings: json.items("settings", |json| setting(json).ok_or(Wrong(String::new())))?.into(),
        filter: json.text("filter")?,
        protocol: json.text("protocol")?,
    })
}

/// A setting: a list of its name and its text.
pub(super) fn setting(json: &Json<'_>) -> Option<(String, String)> {
    let [name, text] = json.as_list()? else { return None };
    Some((name.as_text()?.to_owned(), text.as_text()?.to_owned()))
}

fn setting_text((name, text): &(String, String)) -> String {
    crate::codec::json::value::list(
        [name, text].into_iter().map(|text| crate::codec::json::value::quoted(text)),
        ",",
    )
}

/// An item as an object.
pub(super) fn text(item: &impl Form) -> String {
    let mut out = Writer::new();
    item.write(&mut out);
    out.end()
}

fn header_text(header: &Header) -> String {
    let mut out = Writer::new();
    header.pair.write(&mut out);
    if !header.is_on {
        out.flag("off");
    }
    out.end()
}

/// An id as it is written: 16 hexadecimal digits.
pub(super) fn id_text(id: ItemId) -> String {
    format!("{:016x}", id.0)
}

/// A member that is an id, if there is one.
pub(super) fn id(json: &Json<'_>, key: &str) -> Result<Option<ItemId>, Wrong> {
    let Some(member) = json.member(key) else { return Ok(None) };
    let is_id = |digits: &&str| digits.len() == 16 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let number = member.as_text().filter(is_id).and_then(|digits| u64::from_str_radix(digits, 16).ok());
    number.map(|number| Some(ItemId(number))).ok_or_else(|| Wrong(key.to_owned()))
}

/// Where an item stands; where the first one would, if it doesn't say so.
fn rank(json: &Json<'_>) -> Result<Rank, Wrong> {
    match json.member("rank") {
        None => Ok(Rank::between(None, None)),
        Some(rank) => rank.as_text().and_then(Rank::read).ok_or_else(|| Wrong("rank".to_owned())),
    }
}

fn meaning(json: &Json<'_>) -> Result<Meaning, Wrong> {
    match json.text("format")?.as_str() {
        "" => Ok(Meaning::Text),
        name => Meaning::named(name).ok_or_else(|| Wrong("format".to_owned())),
    }
}
