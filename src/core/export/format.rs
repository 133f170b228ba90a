//! The formats that a log can be written in.

/// A format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Our own: nothing is lost, and it can be imported.
    #[default]
    Json,
    /// Lines for reading.
    Text,
    /// A table for a spreadsheet.
    Csv,
    /// An HTTP archive as the developer tools of browsers write it, with the messages of each connection.
    Har,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Json, Self::Text, Self::Csv, Self::Har];

    /// The name by which it is chosen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Text => "text",
            Self::Csv => "csv",
            Self::Har => "har",
        }
    }

    /// How the name of a file ends.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Text => "txt",
            Self::Csv => "csv",
            Self::Har => "har",
        }
    }

    /// The media type of a file.
    pub fn media_type(self) -> &'static str {
        match self {
            // There is none of its own for HAR.
            Self::Json | Self::Har => "application/json",
            Self::Text => "text/plain;charset=utf-8",
            Self::Csv => "text/csv;charset=utf-8",
        }
    }
}
