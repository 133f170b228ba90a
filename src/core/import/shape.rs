//! Which parts of a JSON log are wanted, and where they are.
//!
//! One table serves our own files and HAR logs: what a file is shows while it is read, and other programs write the
//! members of an object in any order.

/// A list or an object whose items or members are looked at one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// The whole file, if it is an object.
    Top,
    /// The whole file, if it is a list.
    List,
    /// `rows` of ours.
    Rows,
    /// `log` of a HAR log.
    Log,
    /// `log.entries`.
    Entries,
    /// `log.entries[*]`.
    Entry,
    /// `_webSocketMessages` of an entry.
    Messages,
    /// `request` of an entry.
    Request,
    /// `response` of an entry.
    Response,
}

/// A value that is cut out as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// An item of a file that is a list.
    Item,
    /// A row of ours.
    Row,
    /// Something that our file says of itself.
    Own(Own),
    /// Who has written a HAR log.
    Creator,
    /// A message of an entry.
    Message,
    /// What an entry says of its connection.
    Entry(Field),
}

/// What our file says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Own {
    Format,
    Version,
    Exported,
    Address,
    Filter,
    Masked,
    Count,
    Evicted,
    Missed,
}

/// What an entry of a HAR log says of its connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Started,
    Time,
    ResourceType,
    Address,
    Offered,
    Status,
    Answered,
    Failure,
    Closed,
}

/// What to do with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    Enter(Level),
    Cut(Part),
    Skip,
}

impl Level {
    pub fn is_list(self) -> bool {
        match self {
            Self::List | Self::Rows | Self::Entries | Self::Messages => true,
            Self::Top | Self::Log | Self::Entry | Self::Request | Self::Response => false,
        }
    }

    /// What to do with an item, or with the member of this key.
    pub fn want(self, key: &[u8]) -> Want {
        match self {
            Self::Top => top(key),
            Self::List => Want::Cut(Part::Item),
            Self::Rows => Want::Cut(Part::Row),
            Self::Log => match key {
                b"creator" => Want::Cut(Part::Creator),
                b"entries" => Want::Enter(Self::Entries),
                _ => Want::Skip,
            },
            Self::Entries => Want::Enter(Self::Entry),
            Self::Entry => match key {
                b"_webSocketMessages" => Want::Enter(Self::Messages),
                b"request" => Want::Enter(Self::Request),
                b"response" => Want::Enter(Self::Response),
                b"startedDateTime" => Want::Cut(Part::Entry(Field::Started)),
                b"time" => Want::Cut(Part::Entry(Field::Time)),
                b"_resourceType" => Want::Cut(Part::Entry(Field::ResourceType)),
                b"_webSocketClose" => Want::Cut(Part::Entry(Field::Closed)),
                b"_error" => Want::Cut(Part::Entry(Field::Failure)),
                _ => Want::Skip,
            },
            Self::Messages => Want::Cut(Part::Message),
            Self::Request => match key {
                b"url" => Want::Cut(Part::Entry(Field::Address)),
                b"headers" => Want::Cut(Part::Entry(Field::Offered)),
                _ => Want::Skip,
            },
            Self::Response => match key {
                b"status" => Want::Cut(Part::Entry(Field::Status)),
                b"headers" => Want::Cut(Part::Entry(Field::Answered)),
                b"_error" => Want::Cut(Part::Entry(Field::Failure)),
                _ => Want::Skip,
            },
        }
    }
}

fn top(key: &[u8]) -> Want {
    let own = |own| Want::Cut(Part::Own(own));
    match key {
        b"rows" => Want::Enter(Level::Rows),
        b"log" => Want::Enter(Level::Log),
        b"format" => own(Own::Format),
        b"version" => own(Own::Version),
        b"exported" => own(Own::Exported),
        b"address" => own(Own::Address),
        b"filter" => own(Own::Filter),
        b"masked" => own(Own::Masked),
        b"count" => own(Own::Count),
        b"evicted" => own(Own::Evicted),
        b"missed" => own(Own::Missed),
        _ => Want::Skip,
    }
}
