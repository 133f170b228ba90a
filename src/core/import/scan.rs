//! Goes through JSON that comes in pieces, and cuts out the parts that are wanted.
//!
//! It knows where it is by a stack that is as deep as what is wanted, never as deep as the text. What is skipped or cut
//! out is gone over by its quotes and brackets alone, and whether it is JSON is for whoever reads the part. A string
//! can't have a line end in it, so one that is damaged ends there at the latest, and the damage with it.

use memchr::{memchr, memchr_iter, memchr2, memchr3};

use super::shape::{Level, Part, Want};
use super::{MAX_ROW_BYTES, ProblemKind};

/// Keys that are longer aren't among those that are wanted.
const MAX_KEY_BYTES: usize = 64;

/// How much memory is kept for the next part that comes in two pieces.
const KEPT_BYTES: usize = 1 << 20;

/// Who takes what is found.
pub(super) trait Taker {
    /// A part, and the line at which it begins.
    fn part(&mut self, part: Part, value: &[u8], line: u64);
    /// A level is over.
    fn left(&mut self, level: Level);
    /// Something is wrong.
    fn problem(&mut self, line: u64, kind: ProblemKind);
}

/// How far a text has been gone through.
#[derive(Debug)]
pub(super) struct Scanner {
    state: State,
    open: Vec<Level>,
    key: Vec<u8>,
    /// What earlier pieces had of the part that is cut out.
    cut: Vec<u8>,
    is_too_long: bool,
    is_over: bool,
    /// The line at which the part begins.
    began: u64,
    line: u64,
}

#[derive(Clone, Copy, Debug)]
enum State {
    /// Before a value.
    Value,
    /// Before a key.
    Key,
    InKey(Quoted),
    /// Behind a key.
    Colon,
    /// In a value that is cut out or skipped.
    Inside(Option<Part>, Inside),
    /// In a number or a word.
    Scalar(Option<Part>),
    /// Behind a value.
    After,
    /// In the rest of a line that is damaged.
    Rest,
    /// Behind such a line, in a list.
    Resync,
    /// Nothing behind this can be read.
    Broken,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quoted {
    Plain,
    /// Behind a backslash.
    Escape,
}

#[derive(Clone, Copy, Debug)]
struct Inside {
    /// How many brackets are open.
    depth: usize,
    string: Option<Quoted>,
}

/// A piece, and how far it has been gone through.
struct Piece<'p> {
    bytes: &'p [u8],
    at: usize,
    /// Up to here its lines are counted.
    counted: usize,
}

impl Default for Scanner {
    fn default() -> Self {
        Self {
            state: State::Value,
            open: Vec::new(),
            key: Vec::new(),
            cut: Vec::new(),
            is_too_long: false,
            is_over: false,
            began: 1,
            line: 1,
        }
    }
}

impl Scanner {
    /// Whether the text has come to its proper end.
    pub fn is_whole(&self) -> bool {
        self.is_over
    }

    /// Whether it broke off, or went on behind its end; that has been told.
    pub fn is_broken(&self) -> bool {
        matches!(self.state, State::Broken)
    }

    /// The line that is read.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Goes through a piece.
    pub fn feed(&mut self, bytes: &[u8], taker: &mut impl Taker) {
        let mut piece = Piece { bytes, at: 0, counted: 0 };
        while piece.at < bytes.len() {
            match self.state {
                State::Inside(part, inside) => self.inside(part, inside, &mut piece, taker),
                State::Scalar(part) => self.scalar(part, &mut piece, taker),
                State::InKey(quoted) => self.in_key(quoted, &mut piece),
                State::Rest => self.rest_of_line(&mut piece),
                State::Value | State::Key | State::Colon | State::After | State::Resync => {
                    let Some(byte) = piece.next_significant() else { break };
                    self.between(byte, &mut piece, taker);
                }
                State::Broken => break,
            }
        }
        self.line += piece.lines_until(bytes.len());
    }

    /// At a byte between values.
    fn between(&mut self, byte: u8, piece: &mut Piece<'_>, taker: &mut impl Taker) {
        let last = self.open.last().copied();
        match (self.state, byte, last) {
            (State::Value, b']', Some(level)) if level.is_list() => self.leave(piece, taker),
            (State::Value, b',' | b':' | b']' | b'}', _) => self.give_up(piece, taker),
            (State::Value, _, _) | (State::Resync, b'{', _) => self.value(byte, piece),
            (State::Key, b'"', _) => {
                piece.at += 1;
                self.key.clear();
                self.state = State::InKey(Quoted::Plain);
            }
            (State::Key, b'}', _) | (State::Resync, b']', _) => self.leave(piece, taker),
            (State::Colon, b':', _) => {
                piece.at += 1;
                self.state = State::Value;
            }
            (State::After, b',', Some(level)) => {
                piece.at += 1;
                self.state = first_in(level);
            }
            (State::After, b']', Some(level)) if level.is_list() => self.leave(piece, taker),
            (State::After, b'}', Some(level)) if !level.is_list() => self.leave(piece, taker),
            (State::Resync, _, _) => self.state = State::Rest,
            (State::After, _, None) => {
                self.line += piece.lines_until(piece.at);
                taker.problem(self.line, ProblemKind::AfterEnd);
                self.state = State::Broken;
            }
            _ => self.give_up(piece, taker),
        }
    }

    /// A value begins.
    fn value(&mut self, byte: u8, piece: &mut Piece<'_>) {
        let want = match (self.open.last(), byte) {
            (Some(level), _) => level.want(&self.key),
            (None, b'{') => Want::Enter(Level::Top),
            (None, b'[') => Want::Enter(Level::List),
            (None, _) => Want::Skip,
        };
        let part = match want {
            Want::Enter(level) if byte == if level.is_list() { b'[' } else { b'{' } => {
                piece.at += 1;
                self.open.push(level);
                self.state = first_in(level);
                return;
            }
            Want::Cut(part) => Some(part),
            Want::Enter(_) | Want::Skip => None,
        };
        if part.is_some() {
            self.line += piece.lines_until(piece.at);
            self.began = self.line;
        }
        self.state = match byte {
            b'{' | b'[' | b'"' => State::Inside(part, Inside { depth: 0, string: None }),
            _ => State::Scalar(part),
        };
    }

    fn in_key(&mut self, quoted: Quoted, piece: &mut Piece<'_>) {
        let rest = &piece.bytes[piece.at..];
        let (taken, state) = match (quoted, memchr2(b'"', b'\\', rest)) {
            (Quoted::Escape, _) => (1, State::InKey(Quoted::Plain)),
            (Quoted::Plain, None) => (rest.len(), State::InKey(Quoted::Plain)),
            (Quoted::Plain, Some(at)) if rest[at] == b'"' => (at + 1, State::Colon),
            (Quoted::Plain, Some(at)) => (at + 1, State::InKey(Quoted::Escape)),
        };
        let of_key = if matches!(state, State::Colon) { taken - 1 } else { taken };
        let room = (MAX_KEY_BYTES + 1).saturating_sub(self.key.len());
        self.key.extend_from_slice(&rest[..of_key.min(room)]);
        piece.at += taken;
        self.state = state;
    }

    fn scalar(&mut self, part: Option<Part>, piece: &mut Piece<'_>, taker: &mut impl Taker) {
        let rest = &piece.bytes[piece.at..];
        let is_end = |byte: &u8| matches!(byte, b',' | b']' | b'}') || byte.is_ascii_whitespace();
        let end = rest.iter().position(is_end).map(|length| piece.at + length);
        self.cut_until(end, part, piece, taker);
    }

    fn inside(
        &mut self,
        part: Option<Part>,
        mut inside: Inside,
        piece: &mut Piece<'_>,
        taker: &mut impl Taker,
    ) {
        let is_item = part.is_some() && self.open.last().is_some_and(|level| level.is_list());
        let mut from = piece.at;
        let (end, behind) = loop {
            match inside.go_on(piece.bytes, from) {
                Stop::End => break (None, self.state),
                Stop::Over(at) => break (Some(at), State::After),
                Stop::Torn(at) => {
                    self.line += piece.lines_until(at);
                    // An item on one line is over there. One over several lines goes on: its brackets are elsewhere.
                    if is_item && self.line == self.began {
                        break (Some(at), State::Resync);
                    }
                    from = at + 1;
                }
            }
        };
        self.state = State::Inside(part, inside);
        self.cut_until(end, part, piece, taker);
        if end.is_some() {
            self.state = behind;
        }
    }

    fn rest_of_line(&mut self, piece: &mut Piece<'_>) {
        match memchr(b'\n', &piece.bytes[piece.at..]) {
            Some(length) => {
                piece.at += length;
                self.state = State::Resync;
            }
            None => piece.at = piece.bytes.len(),
        }
    }

    /// Goes to the end of a value, or of the piece, and hands out the part that is over.
    fn cut_until(
        &mut self,
        end: Option<usize>,
        part: Option<Part>,
        piece: &mut Piece<'_>,
        taker: &mut impl Taker,
    ) {
        let rest = &piece.bytes[piece.at..end.unwrap_or(piece.bytes.len())];
        piece.at += rest.len();
        let Some(part) = part else {
            self.state = if end.is_some() { State::After } else { self.state };
            return;
        };
        let is_in_one_piece = end.is_some() && self.cut.is_empty() && !self.is_too_long;
        if is_in_one_piece && rest.len() <= MAX_ROW_BYTES {
            taker.part(part, rest, self.began);
        } else {
            self.keep(rest);
            if end.is_some() {
                self.hand_out(part, taker);
            }
        }
        self.state = if end.is_some() { State::After } else { self.state };
    }

    fn keep(&mut self, rest: &[u8]) {
        if self.is_too_long || self.cut.len() + rest.len() > MAX_ROW_BYTES {
            self.is_too_long = true;
            self.cut = Vec::new();
        } else {
            self.cut.extend_from_slice(rest);
        }
    }

    fn hand_out(&mut self, part: Part, taker: &mut impl Taker) {
        if std::mem::take(&mut self.is_too_long) {
            taker.problem(self.began, ProblemKind::TooLong { limit: MAX_ROW_BYTES });
        } else {
            taker.part(part, &self.cut, self.began);
        }
        self.cut.clear();
        self.cut.shrink_to(KEPT_BYTES);
    }

    /// Behind the bracket that closes the innermost level.
    fn leave(&mut self, piece: &mut Piece<'_>, taker: &mut impl Taker) {
        piece.at += 1;
        self.state = State::After;
        if let Some(level) = self.open.pop() {
            self.is_over = self.open.is_empty();
            taker.left(level);
        }
    }

    fn give_up(&mut self, piece: &mut Piece<'_>, taker: &mut impl Taker) {
        self.line += piece.lines_until(piece.at);
        taker.problem(self.line, ProblemKind::Broken);
        self.state = State::Broken;
    }
}

/// Where going through a value stops.
enum Stop {
    /// At the end of these bytes.
    End,
    /// Behind the value.
    Over(usize),
    /// At a line end within a string, which is over with it.
    Torn(usize),
}

impl Inside {
    fn go_on(&mut self, bytes: &[u8], mut at: usize) -> Stop {
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            let found = match self.string {
                Some(Quoted::Escape) => Some(0),
                Some(Quoted::Plain) => memchr3(b'"', b'\\', b'\n', rest),
                None => rest.iter().position(|byte| matches!(byte, b'"' | b'{' | b'}' | b'[' | b']')),
            };
            let Some(found) = found else { break };
            at += found + 1;
            match (self.string, bytes[at - 1]) {
                (Some(_), b'\n') => {
                    self.string = None;
                    return Stop::Torn(at - 1);
                }
                (Some(Quoted::Escape), _) | (None, b'"') => self.string = Some(Quoted::Plain),
                (Some(Quoted::Plain), b'\\') => self.string = Some(Quoted::Escape),
                (Some(Quoted::Plain), _) => self.string = None,
                (None, b'{' | b'[') => self.depth += 1,
                (None, _) => self.depth = self.depth.saturating_sub(1),
            }
            if self.depth == 0 && self.string.is_none() {
                return Stop::Over(at);
            }
        }
        Stop::End
    }
}

impl Piece<'_> {
    /// Goes to the next byte that is no white space.
    fn next_significant(&mut self) -> Option<u8> {
        let rest = &self.bytes[self.at..];
        let spaces = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.at += spaces;
        rest.get(spaces).copied()
    }

    /// How many lines end before `at` since they were last counted.
    fn lines_until(&mut self, at: usize) -> u64 {
        let lines = memchr_iter(b'\n', &self.bytes[self.counted..at]).count();
        self.counted = at;
        lines as u64
    }
}

/// What comes first in a list or an object, and behind each comma in it.
fn first_in(level: Level) -> State {
    if level.is_list() { State::Value } else { State::Key }
}
