//! What JSON is made of, as slices of the text: nothing is unescaped and no number is read.

/// One token, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// `[` or `{`.
    Open(Container),
    /// `]` or `}`.
    Close(Container),
    /// A key with its quotes and escapes.
    Key(&'a str),
    /// A string with its quotes and escapes, a number, `true`, `false` or `null`.
    Scalar(&'a str),
    /// The colon behind a key.
    Colon,
    /// The comma between two items or members.
    Comma,
}

/// The two kinds of brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// `[…]`
    Array,
    /// `{…}`
    Object,
}

impl Container {
    /// `[` or `{`.
    pub fn opening(self) -> char {
        match self {
            Container::Array => '[',
            Container::Object => '{',
        }
    }

    /// `]` or `}`.
    pub fn closing(self) -> char {
        match self {
            Container::Array => ']',
            Container::Object => '}',
        }
    }
}
