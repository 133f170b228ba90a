//! The `.proto` text by which a log's protobuf messages are read, and which of its messages they are. It lives as long
//! as the tab.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wirebench_browser::file;
use wirebench_core::codec::protobuf::{ProtoError, Schema};
use wirebench_core::protocol::{Protocol, Reader};

use super::super::Log;
use super::ProtocolChoice;

/// Schemas of companies have some hundred kilobytes.
const LARGEST: f64 = 4_000_000.0;

/// Why a file isn't taken as a schema; the one before it stays, and so does the log's protocol.
#[derive(Clone)]
pub enum SchemaTrouble {
    /// The browser can't read it, and says why.
    Unreadable(String),
    /// It has more than 4 MB.
    TooLarge,
    /// It isn't UTF-8.
    NotText,
    /// It is no `.proto`.
    Wrong(ProtoError),
}

/// A schema, and what is chosen of it.
pub(super) struct Loaded {
    file: String,
    schema: Rc<Schema>,
    root: usize,
}

impl Loaded {
    /// A reader of the messages that it describes.
    pub fn reader(&self) -> Reader {
        Reader::protobuf(Rc::clone(&self.schema), self.root)
    }
}

/// What is shown of a schema.
#[derive(Default)]
pub struct SchemaFacts {
    /// The name of its file; empty if there is none.
    pub file: String,
    /// Its messages, by which a root is chosen.
    pub messages: Vec<(usize, String)>,
    /// The one that is chosen.
    pub root: usize,
    /// The files that it imports and that aren't known, with commas between them.
    pub imports: String,
    /// Why the last file wasn't taken.
    pub trouble: Option<SchemaTrouble>,
}

impl Log {
    /// Reads a `.proto` file and, by it, the log; why not is among [`Log::schema`].
    pub fn load_schema(self, chosen: web_sys::File) {
        spawn_local(async move {
            if let Err(trouble) = self.take_schema(&chosen).await {
                // The tab may have been closed meanwhile.
                let told = self.rows.try_update_value(|rows| rows.spoken.trouble = Some(trouble));
                if told.is_some() {
                    self.read_anew.notify();
                }
            }
        });
    }

    /// Reads a `.proto` file and, by it, the log.
    pub async fn take_schema(self, chosen: &web_sys::File) -> Result<(), SchemaTrouble> {
        if chosen.size() > LARGEST {
            return Err(SchemaTrouble::TooLarge);
        }
        let bytes = file::read(chosen).await.map_err(SchemaTrouble::Unreadable)?;
        let text = String::from_utf8(bytes).map_err(|_| SchemaTrouble::NotText)?;
        let schema = Schema::read(&text).map_err(SchemaTrouble::Wrong)?;
        let taken = self.rows.try_update_value(|rows| {
            let root = schema.root();
            rows.spoken.trouble = None;
            rows.spoken.schema = Some(Loaded { file: chosen.name(), schema: Rc::new(schema), root });
        });
        if taken.is_some() {
            self.choose(ProtocolChoice::Chosen(Protocol::Protobuf));
        }
        Ok(())
    }

    /// Reads the messages as another one of the schema's.
    pub fn choose_root(self, root: usize) {
        self.rows.update_value(|rows| {
            if let Some(loaded) = &mut rows.spoken.schema {
                loaded.root = root;
            }
        });
        self.choose(ProtocolChoice::Chosen(Protocol::Protobuf));
    }

    /// What is known of the schema.
    pub fn schema(self) -> SchemaFacts {
        self.read_anew.track();
        self.rows.with_value(|rows| {
            let trouble = rows.spoken.trouble.clone();
            let Some(Loaded { file, schema, root }) = &rows.spoken.schema else {
                return SchemaFacts { trouble, ..SchemaFacts::default() };
            };
            SchemaFacts {
                file: file.clone(),
                messages: schema.messages().map(|(index, name)| (index, name.to_owned())).collect(),
                root: *root,
                imports: schema.imports().join(", "),
                trouble,
            }
        })
    }
}
