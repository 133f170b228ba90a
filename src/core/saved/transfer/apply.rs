//! Takes in what was read from a file, and tells beforehand what that will do.
//!
//! An item of ours is known by its id. An item of another program, or one that has come here under another id, is
//! known by its content, wherever it stands; so taking in a file twice changes nothing more.

use super::{Import, Library, Source};
use crate::saved::form::Form;
use crate::saved::{ItemId, Pair, Profile, Rank, SavedConnection, SavedMessage, Secrecy, Shelf, Stamp};

/// What taking in a file does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// What isn't here yet, or no more.
    pub added: Vec<Summary>,
    /// What is here under the same id, but other than in the file.
    pub replaced: Vec<Summary>,
    /// What is here already and stays as it is.
    pub kept: Vec<Summary>,
}

/// An item, as far as it takes to name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A saved connection.
    Connection,
    /// A saved message.
    Message,
    /// A variable.
    Variable,
}

/// Tells what [`apply`] would do.
pub fn plan(import: &Import, library: &Library) -> Plan {
    // Nothing is put anywhere under these ids.
    let mut unused = u64::MAX;
    let mut new_id = || {
        unused -= 1;
        ItemId(unused)
    };
    Fates::of(import, library, &mut new_id).plan()
}

/// Takes in what was read, and tells what was done. What was deleted here and is in the file comes back.
pub fn apply(
    import: &Import,
    library: &mut Library,
    stamp: Stamp,
    new_id: &mut dyn FnMut() -> ItemId,
) -> Plan {
    let fates = Fates::of(import, library, new_id);
    let plan = fates.plan();
    put(fates.connections, &mut library.connections, stamp);
    put(fates.messages, &mut library.messages, stamp);
    put(fates.variables, &mut library.variables, stamp);
    plan
}

fn put<T: Form>(fates: Vec<Fate<T>>, shelf: &mut Shelf<T>, stamp: Stamp) {
    for Fate { id, item, what } in fates {
        match what {
            What::Added => shelf.bring_back(id, item, stamp),
            What::Replaced => shelf.put(id, item, stamp),
            What::Kept => {}
        }
    }
}

/// What becomes of each item, in the order of the file.
struct Fates {
    connections: Vec<Fate<SavedConnection>>,
    messages: Vec<Fate<SavedMessage>>,
    variables: Vec<Fate<Pair>>,
}

struct Fate<T> {
    /// The id that it has here.
    id: ItemId,
    item: T,
    what: What,
}

enum What {
    Added,
    Replaced,
    Kept,
}

impl Fates {
    fn of(import: &Import, library: &Library, new_id: &mut dyn FnMut() -> ItemId) -> Self {
        let Library { connections, messages, variables } = library;
        let mut places = Places::behind(connections, messages, import);
        let mut fates = Fates { connections: Vec::new(), messages: Vec::new(), variables: Vec::new() };
        for (id, connection) in &import.connections {
            let mut connection = connection.clone();
            if let Some(known) = known(import.source, *id, connections) {
                fill_in(&mut connection.profile, &known.profile);
            }
            let mut fate = Fate::of(import.source, *id, connection, connections, new_id);
            if let (What::Added, Some(rank)) = (&fate.what, places.next()) {
                fate.item.rank = rank;
            }
            fates.connections.push(fate);
        }
        for (id, message) in &import.messages {
            // It belongs to what its connection has become here. One that is nowhere leaves it to all.
            let connection = message.connection.and_then(|connection| {
                let index = import.connections.iter().position(|(id, _)| *id == connection);
                let is_here = || known(import.source, connection, connections).is_some();
                index.map(|index| fates.connections[index].id).or_else(|| is_here().then_some(connection))
            });
            let message = SavedMessage { connection, ..message.clone() };
            let mut fate = Fate::of(import.source, *id, message, messages, new_id);
            if let (What::Added, Some(rank)) = (&fate.what, places.next()) {
                fate.item.rank = rank;
            }
            fates.messages.push(fate);
        }
        for (id, variable) in &import.variables {
            let mut variable = variable.clone();
            if let Some(known) = known(import.source, *id, variables) {
                fill_in_value(&mut variable, 0, &[known]);
            }
            fates.variables.push(Fate::of(import.source, *id, variable, variables, new_id));
        }
        fates
    }

    fn plan(&self) -> Plan {
        let mut plan = Plan::default();
        for Fate { item, what, .. } in &self.connections {
            plan.add(what, Kind::Connection, &item.name);
        }
        for Fate { item, what, .. } in &self.messages {
            plan.add(what, Kind::Message, &item.name);
        }
        for Fate { item, what, .. } in &self.variables {
            plan.add(what, Kind::Variable, &item.name);
        }
        plan
    }
}

impl Plan {
    fn add(&mut self, what: &What, kind: Kind, name: &str) {
        let summaries = match what {
            What::Added => &mut self.added,
            What::Replaced => &mut self.replaced,
            What::Kept => &mut self.kept,
        };
        summaries.push(Summary { kind, name: name.to_owned() });
    }
}

impl<T: Form + Placed> Fate<T> {
    fn of(source: Source, id: ItemId, item: T, shelf: &Shelf<T>, new_id: &mut dyn FnMut() -> ItemId) -> Self {
        if let Some(known) = known(source, id, shelf) {
            let what = if *known == item { What::Kept } else { What::Replaced };
            return Fate { id, item, what };
        }
        if let Some((id, _)) =
            shelf.items().find(|(_, other)| other.name() == item.name() && same(*other, &item))
        {
            return Fate { id, item, what: What::Kept };
        }
        let id = match source {
            Source::Wirebench => id,
            Source::Postman | Source::Insomnia => new_id(),
        };
        Fate { id, item, what: What::Added }
    }
}

/// The item with this id here. Ids of other programs' files mean nothing here.
fn known<T: Form>(source: Source, id: ItemId, shelf: &Shelf<T>) -> Option<&T> {
    match source {
        Source::Wirebench => shelf.get(id),
        Source::Postman | Source::Insomnia => None,
    }
}

/// Whether two items are the same but for their place and for what isn't kept.
fn same<T: Form + Placed>(one: &T, other: &T) -> bool {
    one.kept().unplaced() == other.kept().unplaced()
}

/// An item with a name that may have a place among others.
trait Placed: Sized {
    fn name(&self) -> &str;

    /// The item as if it stood where all do.
    fn unplaced(self) -> Self;
}

impl Placed for SavedConnection {
    fn name(&self) -> &str {
        &self.name
    }

    fn unplaced(self) -> Self {
        Self { rank: Rank::between(None, None), ..self }
    }
}

impl Placed for SavedMessage {
    fn name(&self) -> &str {
        &self.name
    }

    fn unplaced(self) -> Self {
        Self { rank: Rank::between(None, None), ..self }
    }
}

impl Placed for Pair {
    fn name(&self) -> &str {
        &self.name
    }

    fn unplaced(self) -> Self {
        self
    }
}

/// Secret values that were left out of the file stay what they are here.
fn fill_in(profile: &mut Profile, known: &Profile) {
    let headers: Vec<_> = known.headers.iter().map(|header| &header.pair).collect();
    for (index, header) in profile.headers.iter_mut().enumerate() {
        fill_in_value(&mut header.pair, index, &headers);
    }
    let variables: Vec<_> = known.variables.iter().collect();
    for (index, variable) in profile.variables.iter_mut().enumerate() {
        fill_in_value(variable, index, &variables);
    }
}

/// The pair here is the one of that name in the same place, or else the first of that name.
fn fill_in_value(pair: &mut Pair, index: usize, known: &[&Pair]) {
    let is_left_out = pair.secrecy != Secrecy::Open && pair.value.is_empty();
    let is_it = |known: &&&Pair| known.name == pair.name && known.secrecy != Secrecy::Open;
    if is_left_out && let Some(known) = known.get(index).filter(is_it).or(known.iter().find(is_it)) {
        pair.value.clone_from(&known.value);
    }
}

/// Places behind all that is here, for what comes from another program and so has no place yet.
struct Places {
    /// Nothing for what has places of its own.
    behind: Option<Rank>,
    given: u32,
}

impl Places {
    fn behind(
        connections: &Shelf<SavedConnection>,
        messages: &Shelf<SavedMessage>,
        import: &Import,
    ) -> Places {
        let connections = connections.items().map(|(_, connection)| &connection.rank);
        let last = connections.chain(messages.items().map(|(_, message)| &message.rank)).max();
        let behind = match import.source {
            Source::Wirebench => None,
            Source::Postman | Source::Insomnia => Some(Rank::between(last, None)),
        };
        Places { behind, given: 0 }
    }

    /// Numbers with as many digits each: places between neighbours would have ever more of them.
    fn next(&mut self) -> Option<Rank> {
        let behind = self.behind.as_ref()?.as_str();
        self.given += 1;
        Rank::read(&format!("{behind}{:05}i", self.given))
    }
}
