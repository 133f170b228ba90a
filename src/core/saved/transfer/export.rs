//! Writes a file.

use super::Library;
use crate::codec::json::value::{Writer, list};
use crate::saved::form::{Form, id_text};
use crate::saved::{Header, ItemId, Pair, Profile, SavedConnection, SavedMessage, Secrecy, Shelf};

/// What goes into the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Everything.
    All,
    /// The items with these ids, and the messages that belong to connections among them; no variables for all connections.
    Only {
        /// The connections.
        connections: Vec<ItemId>,
        /// The messages.
        messages: Vec<ItemId>,
    },
}

/// What becomes of the values that aren't open, be they kept or fleeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secrets {
    /// They go into the file.
    With,
    /// Their names do, with empty values.
    Placeholders,
    /// Neither names nor values do.
    Without,
}

/// The text of a file: an item to a line, so that two files can be compared.
pub fn export(library: &Library, choice: &Choice, secrets: Secrets) -> String {
    let has_connection = |id: ItemId| match choice {
        Choice::All => true,
        Choice::Only { connections, .. } => connections.contains(&id),
    };
    let has_message = |id: ItemId| match choice {
        Choice::All => true,
        Choice::Only { messages, .. } => messages.contains(&id),
    };
    let connections = items(&library.connections, |id, connection: &SavedConnection| {
        let profile = without_secrets(&connection.profile, secrets);
        has_connection(id).then(|| SavedConnection { profile, ..connection.clone() })
    });
    let messages = items(&library.messages, |id, message: &SavedMessage| {
        (has_message(id) || message.connection.is_some_and(has_connection)).then(|| message.clone())
    });
    let variables = items(&library.variables, |_, pair| match choice {
        Choice::All => shared(pair, secrets),
        Choice::Only { .. } => None,
    });
    format!(
        "{{\n\"format\":\"wirebench\",\n\"version\":{},\n\"connections\":{connections},\n\"messages\":{messages},\n\
         \"variables\":{variables}\n}}\n",
        super::read::VERSION
    )
}

fn items<T: Form>(shelf: &Shelf<T>, chosen: impl Fn(ItemId, &T) -> Option<T>) -> String {
    let text = |(id, item): (ItemId, &T)| {
        let item = chosen(id, item)?;
        let mut out = Writer::new();
        out.text("id", &id_text(id));
        item.write(&mut out);
        Some(format!("\n{}", out.end()))
    };
    list(shelf.items().filter_map(text), ",")
}

fn without_secrets(profile: &Profile, secrets: Secrets) -> Profile {
    let header = |header: &Header| Some(Header { pair: shared(&header.pair, secrets)?, is_on: header.is_on });
    Profile {
        headers: profile.headers.iter().filter_map(header).collect(),
        variables: profile.variables.iter().filter_map(|pair| shared(pair, secrets)).collect(),
        ..profile.clone()
    }
}

/// A pair as it goes into the file, if it does.
fn shared(pair: &Pair, secrets: Secrets) -> Option<Pair> {
    match (pair.secrecy, secrets) {
        (Secrecy::Open, _) | (Secrecy::Secret | Secrecy::Fleeting, Secrets::With) => Some(pair.clone()),
        (Secrecy::Secret | Secrecy::Fleeting, Secrets::Placeholders) => {
            Some(Pair { value: String::new(), ..pair.clone() })
        }
        (Secrecy::Secret | Secrecy::Fleeting, Secrets::Without) => None,
    }
}
