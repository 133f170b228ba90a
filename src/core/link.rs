//! A link that fills in boxes: what stands behind the `#` of the page's address.
//!
//! It has the form of a query (WHATWG URL §5, `application/x-www-form-urlencoded`):
//! `url=…&protocols=…&message=…&format=text|json|hex|base64&filter=…`. A link comes from anybody, so it is taken as a
//! whole or refused with a reason. Here it is only read and written: nothing connects or sends because of a link.

mod address;
mod problem;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

pub use self::problem::LinkProblem;
use crate::compose::{Draft, Meaning};
use crate::log::push_visible;

/// The longest fragment that is read, in bytes.
pub const MAX_LINK_BYTES: usize = 256 * 1024;

/// How much is shown of a word that isn't known, in characters.
const MAX_SHOWN: usize = 32;

/// All that isn't written as it is. A space is `%20`, which everyone reads; `+` means one only here.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'*').remove(b'-').remove(b'.').remove(b'_');

/// What a link fills in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// The address, as it is typed.
    pub address: String,
    /// The sub-protocols, as they are typed.
    pub subprotocols: String,
    /// What is put into the composer.
    pub message: Option<Draft>,
    /// The filter of the log, as a line.
    pub filter: String,
}

/// The name of a part of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// `url`, the address.
    Url,
    /// `protocols`, the sub-protocols.
    Protocols,
    /// `message`, the text of the message.
    Message,
    /// `format`, how it is meant.
    Format,
    /// `filter`, the filter of the log.
    Filter,
}

impl Link {
    /// The link's text, without the `#`. What is empty is left out, and so is the password of the address, for a link
    /// never carries secrets. What else may be one, as a token in the path or the message, can't be told from the rest.
    ///
    /// Not every link can be read back, for example when the message is too long: whoever hands a link out asks
    /// [`Link::decode`] first.
    pub fn encode(&self) -> String {
        let mut text = String::new();
        let mut add = |key: Key, value: &str| {
            if !text.is_empty() {
                text.push('&');
            }
            text.push_str(key.name());
            text.push('=');
            text.extend(utf8_percent_encode(value, ESCAPED));
        };
        for (key, value) in [
            (Key::Url, address::without_password(&self.address).as_str()),
            (Key::Protocols, &self.subprotocols),
            (Key::Filter, &self.filter),
        ] {
            if !value.is_empty() {
                add(key, value);
            }
        }
        if let Some(Draft { text, meaning }) = &self.message {
            if *meaning != Meaning::Text {
                add(Key::Format, meaning.name());
            }
            // Last, because it is the longest: the rest of the link can still be read by people.
            add(Key::Message, text);
        }
        text
    }

    /// Reads a link's text, without the `#`; nothing if none of our keys is in it, so that it is no link of ours.
    ///
    /// What is in it is text, and hasn't passed any check but those of [`LinkProblem`].
    ///
    /// # Errors
    /// Why the whole link is refused.
    pub fn decode(fragment: &str) -> Result<Option<Self>, LinkProblem> {
        let is_ours =
            |pair: &str| pair.split_once('=').is_some_and(|(name, _)| Key::of(&decode_lossy(name)).is_some());
        if !fragment.split('&').any(is_ours) {
            return Ok(None);
        }
        if fragment.len() > MAX_LINK_BYTES {
            return Err(LinkProblem::TooLong { limit: MAX_LINK_BYTES });
        }
        let mut values: [Option<String>; Key::COUNT] = Default::default();
        for pair in fragment.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decode_lossy(name);
            let key = Key::of(&name).ok_or_else(|| LinkProblem::UnknownKey(shown(&name)))?;
            let place = &mut values[key as usize];
            if place.is_some() {
                return Err(LinkProblem::Twice(key));
            }
            *place = Some(key.read(value)?);
        }
        let [address, subprotocols, message, format, filter] = values;
        let address = address.filter(|address| !address.trim().is_empty()).ok_or(LinkProblem::NoAddress)?;
        if let Some(scheme) = address::foreign_scheme(&address) {
            return Err(LinkProblem::BadScheme(shown(&scheme)));
        }
        let has_message = message.is_some() || format.is_some();
        let meaning = match format {
            Some(name) => Meaning::named(&name).ok_or_else(|| LinkProblem::UnknownFormat(shown(&name)))?,
            None => Meaning::Text,
        };
        let message = has_message.then(|| Draft { text: message.unwrap_or_default(), meaning });
        let (subprotocols, filter) = (subprotocols.unwrap_or_default(), filter.unwrap_or_default());
        Ok(Some(Self { address, subprotocols, message, filter }))
    }
}

impl Key {
    const COUNT: usize = 5;

    /// Its name in a link.
    pub fn name(self) -> &'static str {
        match self {
            Self::Url => "url",
            Self::Protocols => "protocols",
            Self::Message => "message",
            Self::Format => "format",
            Self::Filter => "filter",
        }
    }

    fn of(name: &str) -> Option<Self> {
        let all = [Self::Url, Self::Protocols, Self::Message, Self::Format, Self::Filter];
        all.into_iter().find(|key| key.name() == name)
    }

    /// Reads what stands under it.
    fn read(self, value: &str) -> Result<String, LinkProblem> {
        let text = spaces(value);
        let text = percent_decode_str(&text).decode_utf8().map_err(|_| LinkProblem::BadEncoding(self))?;
        match self {
            Self::Url | Self::Protocols | Self::Filter => match text.chars().find(|c| is_hidden(*c)) {
                Some(character) => Err(LinkProblem::ControlCharacter { key: self, character }),
                None => Ok(text.into_owned()),
            },
            // The box of a message shows lines, and the format must be one of a few words.
            Self::Message | Self::Format => Ok(text.into_owned()),
        }
    }
}

fn decode_lossy(text: &str) -> String {
    percent_decode_str(&spaces(text)).decode_utf8_lossy().into_owned()
}

/// With the spaces that `+` stands for.
fn spaces(text: &str) -> Cow<'_, str> {
    if text.contains('+') { text.replace('+', " ").into() } else { text.into() }
}

/// Whether a character has no business in a line: control characters, line breaks, and what changes the direction of
/// the text around it (Unicode Bidirectional Algorithm, UAX #9), by which an address can look like another one.
fn is_hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The start of a word that isn't known, so that it can be seen.
fn shown(word: &str) -> String {
    let mut line = String::new();
    word.chars().take(MAX_SHOWN).for_each(|c| push_visible(&mut line, c));
    if word.chars().nth(MAX_SHOWN).is_some() {
        line.push('…');
    }
    line
}
