//! The fields of received messages that messages to be sent refer to, as in `{{last:$.s}}`, with their last values.

use crate::codec::json::{self, Path};
use crate::compose::Template;
use crate::message::{DataType, Message};

/// What stands for a field that hasn't been received yet.
const NULL: &str = "null";

/// The last value of each field, as it was received.
#[derive(Debug, Default)]
pub struct Fields(Vec<(Path, String)>);

impl Fields {
    /// Looks for the fields of these messages from now on, and for no others. What is known of them is kept.
    pub fn look_for<'t>(&mut self, templates: impl Iterator<Item = &'t Template>) {
        let before = std::mem::take(&mut self.0);
        for path in templates.flat_map(Template::last_paths) {
            if !self.0.iter().any(|(known, _)| known == path) {
                let known = before.iter().find(|(known, _)| known == path).cloned();
                self.0.push(known.unwrap_or_else(|| (path.clone(), NULL.to_owned())));
            }
        }
    }

    /// Takes in a message that was received.
    pub fn hear(&mut self, message: Message<'_>) {
        if self.0.is_empty() || message.data_type != DataType::Text {
            return;
        }
        let Ok(text) = std::str::from_utf8(message.payload) else { return };
        for (path, value) in &mut self.0 {
            // Discord's acknowledgements carry a null where the sequence number of an event stands.
            if let Some(found) = json::find(text, path).filter(|found| *found != NULL) {
                found.clone_into(value);
            }
        }
    }

    /// The fields with their values.
    pub fn values(&self) -> &[(Path, String)] {
        &self.0
    }
}
