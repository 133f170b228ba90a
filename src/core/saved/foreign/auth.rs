//! Authentication of other programs, as far as it is a header or a parameter with a fixed value.

use super::text;
use crate::codec::base64;
use crate::saved::transfer::Source;

/// What authentication comes to.
#[derive(Default)]
pub enum Auth {
    /// There is none.
    #[default]
    None,
    /// A header.
    Header { name: String, value: String, is_on: bool },
    /// A parameter of the address.
    Parameter { name: String, value: String },
    /// What can't be carried over, by the name of its kind.
    Other(String),
}

/// What authentication of this kind comes to, with its fields by their names.
pub fn read(source: Source, kind: &str, field: &dyn Fn(&str) -> String) -> Auth {
    let is_on = field("disabled") != "true";
    let authorization = |value: String| Auth::Header { name: "Authorization".to_owned(), value, is_on };
    match kind {
        "" | "none" | "noauth" | "inherit" => Auth::None,
        "bearer" => {
            let prefix = field("prefix");
            let prefix = if prefix.is_empty() { "Bearer" } else { &prefix };
            authorization(format!("{prefix} {}", field("token")))
        }
        "basic" => {
            let user = format!("{}:{}", field("username"), field("password"));
            if text::has_variable(source, &user) {
                return Auth::Other(kind.to_owned());
            }
            authorization(format!("Basic {}", base64::encode(user.as_bytes())))
        }
        "apikey" => {
            let (name, value) = (field("key"), field("value"));
            let place = field(match source {
                Source::Insomnia => "addTo",
                Source::Postman | Source::Wirebench => "in",
            });
            match place.as_str() {
                "" | "header" => Auth::Header { name, value, is_on },
                "query" | "queryParams" if is_on => Auth::Parameter { name, value },
                _ => Auth::Other(format!("{kind}, {place}")),
            }
        }
        other => Auth::Other(other.to_owned()),
    }
}
