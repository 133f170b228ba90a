//! In which application protocol a log is read, and what its rows say in it.

mod schema;

use leptos::prelude::*;
use wirebench_browser::clock;
use wirebench_browser::timer::Timeout;
use wirebench_core::log::{Digest, Recognition, Seq, Store, Told, View};
use wirebench_core::protocol::{Facts, Protocol};

use self::schema::Loaded;
pub use self::schema::{SchemaFacts, SchemaTrouble};
use super::searching::{PIECE, TURN};
use super::{Log, Rows};

/// In which protocol a log is to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProtocolChoice {
    /// In the one that it is recognised to be in, if it is.
    #[default]
    Automatic,
    /// In none.
    Off,
    /// In this one.
    Chosen(Protocol),
}

impl ProtocolChoice {
    /// What it is kept as.
    pub fn name(self) -> &'static str {
        match self {
            Self::Automatic => "",
            Self::Off => "off",
            Self::Chosen(protocol) => protocol.name(),
        }
    }

    /// The choice that is kept as this; anything else is as if nothing had been chosen.
    pub fn named(name: &str) -> Self {
        match name {
            "off" => Self::Off,
            _ => Protocol::ALL
                .into_iter()
                .find(|protocol| protocol.name() == name)
                .map_or(Self::Automatic, Self::Chosen),
        }
    }
}

/// What is known of the rows' protocol.
#[derive(Default)]
pub(super) struct Spoken {
    recognition: Recognition,
    pub(super) digest: Option<Digest>,
    /// Whether the digest has had all rows; then it takes in new ones as they come.
    is_whole: bool,
    /// What protobuf messages are read by.
    schema: Option<Loaded>,
    /// Why the last file wasn't taken for it.
    trouble: Option<SchemaTrouble>,
}

impl Spoken {
    /// Takes in new rows, and says whether another protocol is recognised in them.
    pub(super) fn extend(&mut self, store: &Store, choice: ProtocolChoice) -> bool {
        self.recognition.look(store);
        let recognised = self.recognition.found();
        let is_other = recognised.is_some() && recognised != self.digest.as_ref().map(Digest::protocol);
        if is_other && choice == ProtocolChoice::Automatic {
            self.read_in(recognised);
            return true;
        }
        self.keep_up(store);
        false
    }

    /// Takes in new rows, if it had all others.
    pub(super) fn keep_up(&mut self, store: &Store) {
        if let Some(digest) = self.digest.as_mut().filter(|_| self.is_whole) {
            digest.extend(store, usize::MAX);
        }
    }

    fn read_in(&mut self, protocol: Option<Protocol>) {
        let schema = self.schema.as_ref().filter(|_| protocol == Some(Protocol::Protobuf));
        self.digest = match schema {
            Some(schema) => Some(Digest::by(schema.reader())),
            None => protocol.map(Digest::new),
        };
        self.is_whole = protocol.is_none();
    }
}

impl Log {
    /// In which protocol it is to be read.
    pub fn choice(self) -> ProtocolChoice {
        self.choice.get()
    }

    /// Reads all rows in another protocol.
    pub fn choose(self, choice: ProtocolChoice) {
        self.choice.set(choice);
        self.rows.update_value(|rows| match choice {
            ProtocolChoice::Automatic => rows.spoken.read_in(rows.spoken.recognition.found()),
            ProtocolChoice::Off => rows.spoken.read_in(None),
            ProtocolChoice::Chosen(protocol) => rows.spoken.read_in(Some(protocol)),
        });
        self.go_on_reading();
    }

    /// The protocol that it is read in.
    pub fn protocol(self) -> Option<Protocol> {
        self.read_anew.track();
        self.rows.with_value(|rows| rows.spoken.digest.as_ref().map(Digest::protocol))
    }

    /// What a row says in the protocol, if it is of it.
    pub fn told<T>(self, seq: Seq, read: impl FnOnce(Told<'_>, &Store) -> T) -> Option<T> {
        self.read_anew.track();
        self.rows.with_value(|rows| {
            let told = rows.spoken.digest.as_ref()?.told(seq)?;
            Some(read(told, &rows.store))
        })
    }

    /// Reads all facts of a row, as far as the row itself has them.
    pub fn with_facts<T>(self, seq: Seq, read: impl FnOnce(&Facts<'_>) -> T) -> Option<T> {
        self.rows.with_value(|rows| {
            let row = rows.store.row(seq)?;
            rows.spoken.digest.as_ref()?.facts(&row).map(|facts| read(&facts))
        })
    }

    /// A row as JSON text, if it is in the encoding that the log is read in.
    pub fn decoded(self, seq: Seq) -> Option<String> {
        let protocol = self.protocol().filter(|protocol| protocol.is_encoding());
        protocol.and_then(|_| {
            self.with_facts(seq, |facts| {
                facts.payload.as_deref().map(|bytes| String::from_utf8_lossy(bytes).into_owned())
            })
        })?
    }

    /// Whether there has been a ping, or another heart-beat.
    pub fn has_pings(self) -> bool {
        self.changed.track();
        self.read_anew.track();
        self.rows.with_value(|rows| {
            rows.has_pings || rows.spoken.digest.as_ref().is_some_and(Digest::has_heartbeats)
        })
    }

    /// Reads rows until the page has its turn, and the others in its next turns.
    pub(super) fn go_on_reading(self) {
        let begun = clock::now();
        let mut is_looked_at_anew = false;
        let is_done = self.rows.try_update_value(|rows| {
            let Rows { store, view, spoken, .. } = rows;
            if let Some(digest) = &mut spoken.digest {
                while !digest.is_whole(store) {
                    digest.extend(store, PIECE);
                    if clock::now().since(begun) >= TURN {
                        break;
                    }
                }
                spoken.is_whole = digest.is_whole(store);
            }
            if spoken.is_whole && view.filter().minds_protocol() {
                *view = View::new(view.filter().clone(), store);
                is_looked_at_anew = true;
            }
            spoken.is_whole
        });
        // The tab may have been closed meanwhile.
        let Some(is_done) = is_done else { return };
        self.turn.set_value((!is_done).then(|| Timeout::new(0, move || self.go_on_reading())));
        if is_done {
            self.read_anew.notify();
        }
        if is_looked_at_anew {
            self.go_on_searching();
        }
    }
}
