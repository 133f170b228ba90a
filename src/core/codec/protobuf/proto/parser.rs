//! Statements of a `.proto` text, one by one. The types of fields are looked up when all is known.

use super::ProtoProblem;
use super::lexer::{Failure, Kind as Lexed, Lexer, Token};
use crate::codec::protobuf::MOST_FIELDS;
use crate::codec::protobuf::schema::{EnumType, Field, Kind, Label, MessageType, Schema};

/// So many messages may lie in each other; the reader calls itself for each.
const MOST_LEVELS: usize = 32;

/// Names are no longer than this, in bytes; each type has those around it in its own.
const LONGEST_NAME: usize = 500;

/// What a text declares, and what it refers to.
#[derive(Debug, Default)]
pub(super) struct Declared<'t> {
    pub schema: Schema,
    pub references: Vec<Reference<'t>>,
}

/// A field whose type is a name.
#[derive(Debug)]
pub(super) struct Reference<'t> {
    pub message: usize,
    pub field: usize,
    pub name: &'t str,
    pub at: usize,
}

pub(super) fn parse(text: &str) -> Result<Declared<'_>, Failure> {
    let mut parser = Parser { lexer: Lexer::new(text), declared: Declared::default() };
    parser.file()?;
    Ok(parser.declared)
}

struct Parser<'t> {
    lexer: Lexer<'t>,
    declared: Declared<'t>,
}

impl<'t> Parser<'t> {
    fn file(&mut self) -> Result<(), Failure> {
        let mut package = "";
        loop {
            let token = self.lexer.next()?;
            match token.text {
                "" => return Ok(()),
                ";" | "export" | "local" => {}
                "syntax" | "edition" | "option" | "service" | "extend" => self.skip_statement(token)?,
                "package" => {
                    package = self.name()?.text;
                    self.symbol(';')?;
                }
                "import" => self.import(token)?,
                "message" => {
                    let name = self.name()?;
                    self.message(package, name, 0)?;
                }
                "enum" => self.enumeration(package)?,
                _ => return Err((token.at, ProtoProblem::Statement)),
            }
        }
    }

    fn import(&mut self, import: Token<'t>) -> Result<(), Failure> {
        loop {
            let token = self.lexer.next()?;
            match token.kind {
                Lexed::Text => {
                    self.declared.schema.imports.push(token.text.trim_matches(['"', '\'']).to_owned());
                }
                Lexed::Name => {}
                Lexed::Symbol if token.text == ";" => return Ok(()),
                Lexed::Symbol | Lexed::Number => return Err((token.at, ProtoProblem::NoSymbol(';'))),
                Lexed::End => return Err((import.at, ProtoProblem::Unclosed)),
            }
        }
    }

    /// What is behind the name of a message; says at which place it is.
    fn message(&mut self, scope: &str, name: Token<'t>, level: usize) -> Result<usize, Failure> {
        if level == MOST_LEVELS {
            return Err((name.at, ProtoProblem::TooDeep));
        }
        let index = self.declared.schema.messages.len();
        let name = named(scope, name)?;
        self.declared.schema.messages.push(MessageType { name: name.clone(), ..MessageType::default() });
        let begin = self.symbol('{')?;
        self.fields(index, &name, level, begin)?;
        Ok(index)
    }

    /// Statements up to the brace that closes a message, or a `oneof` in it.
    fn fields(&mut self, index: usize, scope: &str, level: usize, begin: usize) -> Result<(), Failure> {
        let mut choice_begin = None;
        loop {
            let token = self.lexer.next()?;
            match token.text {
                "" => return Err((choice_begin.unwrap_or(begin), ProtoProblem::Unclosed)),
                "}" => match choice_begin.take() {
                    Some(_) => {}
                    None => return Ok(()),
                },
                ";" | "export" | "local" => {}
                "message" => {
                    let name = self.name()?;
                    self.message(scope, name, level + 1)?;
                }
                "enum" => self.enumeration(scope)?,
                "oneof" if choice_begin.is_none() => {
                    self.name()?;
                    choice_begin = Some(self.symbol('{')?);
                }
                "option" | "extensions" | "reserved" | "extend" => self.skip_statement(token)?,
                _ => self.field(token, index, scope, level, choice_begin.is_some())?,
            }
        }
    }

    fn field(
        &mut self,
        first: Token<'t>,
        index: usize,
        scope: &str,
        level: usize,
        is_choice: bool,
    ) -> Result<(), Failure> {
        if first.kind != Lexed::Name {
            return Err((first.at, ProtoProblem::Statement));
        }
        let (mut label, mut kind_name) = (Label::Single, first);
        if matches!(first.text, "optional" | "required" | "repeated") {
            label = if first.text == "repeated" { Label::Repeated } else { Label::Single };
            kind_name = self.name()?;
        }
        let mut kind = Kind::of_name(kind_name.text);
        if kind_name.text == "map" {
            label = Label::Map;
            kind = Some(Kind::Message(self.entry(scope)?));
        }
        let name = self.name()?;
        self.symbol('=')?;
        let number = self.field_number(index)?;
        let field = self.declared.schema.messages[index].fields.len();
        let is_group = kind_name.text == "group";
        self.declared.schema.messages[index].fields.push(Field {
            // A group is known by its name in lower case.
            name: if is_group { name.text.to_ascii_lowercase() } else { name.text.to_owned() },
            number,
            kind: kind.unwrap_or(Kind::Unknown),
            label,
            is_choice,
        });
        let token = self.lexer.next()?;
        let token = if token.text == "[" {
            self.skip_to("]", token)?;
            self.lexer.next()?
        } else {
            token
        };
        if is_group && token.text == "{" {
            let group = self.declared.schema.messages.len();
            let group_name = named(scope, name)?;
            let message = MessageType { name: group_name.clone(), ..MessageType::default() };
            self.declared.schema.messages.push(message);
            self.declared.schema.messages[index].fields[field].kind = Kind::Message(group);
            if level + 1 == MOST_LEVELS {
                return Err((name.at, ProtoProblem::TooDeep));
            }
            return self.fields(group, &group_name, level + 1, token.at);
        }
        if token.text != ";" {
            return Err((token.at, ProtoProblem::NoSymbol(';')));
        }
        if kind.is_none() {
            self.refer(index, field, kind_name);
        }
        Ok(())
    }

    /// What is behind the word `map`: the types of its key and value.
    #[inline(never)]
    fn entry(&mut self, scope: &str) -> Result<usize, Failure> {
        self.symbol('<')?;
        let key = self.name()?;
        self.symbol(',')?;
        let value = self.name()?;
        self.symbol('>')?;
        if !Kind::of_name(key.text).is_some_and(Kind::is_of_keys) {
            return Err((key.at, ProtoProblem::MapKey));
        }
        let index = self.declared.schema.messages.len();
        let mut fields = Vec::new();
        for (number, token, name) in [(1, key, "key"), (2, value, "value")] {
            let kind = Kind::of_name(token.text);
            if kind.is_none() {
                self.refer(index, fields.len(), token);
            }
            let kind = kind.unwrap_or(Kind::Unknown);
            fields.push(Field {
                name: name.to_owned(),
                number,
                kind,
                label: Label::Single,
                is_choice: false,
            });
        }
        // No type has this name, and those in it are looked for in the message.
        let name = within(scope, "<map>");
        let entry = MessageType { name, fields, is_part: true, ..MessageType::default() };
        self.declared.schema.messages.push(entry);
        Ok(index)
    }

    fn enumeration(&mut self, scope: &str) -> Result<(), Failure> {
        let name = self.name()?;
        let mut read = EnumType { name: named(scope, name)?, ..EnumType::default() };
        let begin = self.symbol('{')?;
        loop {
            let token = self.lexer.next()?;
            match token.text {
                "" => return Err((begin, ProtoProblem::Unclosed)),
                "}" => break,
                ";" => {}
                "option" | "reserved" => self.skip_statement(token)?,
                name if token.kind == Lexed::Name => {
                    self.symbol('=')?;
                    let (number, at) = self.number()?;
                    let number = i32::try_from(number).map_err(|_| (at, ProtoProblem::NoNumber))?;
                    read.places.entry(number.cast_unsigned()).or_insert(read.values.len());
                    read.values.push(name.to_owned());
                    self.skip_statement(token)?;
                }
                _ => return Err((token.at, ProtoProblem::NoName)),
            }
        }
        self.declared.schema.enums.push(read);
        Ok(())
    }

    fn field_number(&mut self, index: usize) -> Result<u32, Failure> {
        let (number, at) = self.number()?;
        let number = u32::try_from(number).ok().filter(|it| (1..=MOST_FIELDS).contains(&u64::from(*it)));
        let number = number.ok_or((at, ProtoProblem::FieldNumber))?;
        let message = &mut self.declared.schema.messages[index];
        match message.places.insert(number, message.fields.len()) {
            Some(_) => Err((at, ProtoProblem::SameNumber)),
            None => Ok(number),
        }
    }

    /// A whole number with or without a sign: decimal, hexadecimal or octal.
    fn number(&mut self) -> Result<(i64, usize), Failure> {
        let first = self.lexer.next()?;
        let (sign, token) = if first.text == "-" { (-1, self.lexer.next()?) } else { (1, first) };
        let (digits, radix) = match token.text.as_bytes() {
            [b'0', b'x' | b'X', ..] => (&token.text[2..], 16),
            [b'0', _, ..] => (&token.text[1..], 8),
            _ => (token.text, 10),
        };
        match i64::from_str_radix(digits, radix) {
            Ok(number) if token.kind == Lexed::Number => Ok((sign * number, first.at)),
            Ok(_) | Err(_) => Err((token.at, ProtoProblem::NoNumber)),
        }
    }

    #[inline(never)]
    fn name(&mut self) -> Result<Token<'t>, Failure> {
        let token = self.lexer.next()?;
        let is_name = token.kind == Lexed::Name;
        is_name.then_some(token).ok_or((token.at, ProtoProblem::NoName))
    }

    /// Says where the symbol is.
    #[inline(never)]
    fn symbol(&mut self, symbol: char) -> Result<usize, Failure> {
        let token = self.lexer.next()?;
        let is_it = token.kind == Lexed::Symbol && token.text.starts_with(symbol);
        if is_it { Ok(token.at) } else { Err((token.at, ProtoProblem::NoSymbol(symbol))) }
    }

    /// Goes behind the semicolon, or the block, that ends a statement.
    fn skip_statement(&mut self, begin: Token<'t>) -> Result<(), Failure> {
        self.skip_to(";", begin)
    }

    /// Goes behind a token, over brackets with what is in them; a statement may end with a block, too.
    #[inline(never)]
    fn skip_to(&mut self, end: &str, begin: Token<'t>) -> Result<(), Failure> {
        let mut depth = 0_usize;
        let mut is_value = false;
        loop {
            let token = self.lexer.next()?;
            match token.text {
                "" => return Err((begin.at, ProtoProblem::Unclosed)),
                text if text == end && depth == 0 => return Ok(()),
                "=" if depth == 0 => is_value = true,
                "{" | "[" => depth += 1,
                "}" | "]" => {
                    let Some(left) = depth.checked_sub(1) else {
                        return Err((token.at, ProtoProblem::NoSymbol(';')));
                    };
                    depth = left;
                    // The block of a service; one of an option's value has a semicolon behind it.
                    if depth == 0 && token.text == "}" && end == ";" && !is_value {
                        return Ok(());
                    }
                }
                _ => {}
            }
        }
    }

    #[inline(never)]
    fn refer(&mut self, message: usize, field: usize, token: Token<'t>) {
        self.declared.references.push(Reference { message, field, name: token.text, at: token.at });
    }
}

/// The name of a type that is declared in a package or message.
fn named(scope: &str, name: Token<'_>) -> Result<String, Failure> {
    let full = within(scope, name.text);
    if full.len() > LONGEST_NAME { Err((name.at, ProtoProblem::LongName)) } else { Ok(full) }
}

/// A name in a package or message.
pub(super) fn within(scope: &str, name: &str) -> String {
    if scope.is_empty() { name.to_owned() } else { format!("{scope}.{name}") }
}
