//! Small parts that several panes use.

mod dialog;
mod diff;
mod field;
mod focus;
mod icon;
mod icon_button;
mod keys;
mod live;
mod menu;
mod pixels;
mod problem;
mod radio;
mod spark;

pub use dialog::Dialog;
pub use diff::DiffLines;
pub use field::{Field, FieldKind, Input};
pub use focus::{blur, choose, focus, focus_if_lost, give_back, remember, reveal};
pub use icon::{Glyph, Icon};
pub use icon_button::IconButton;
pub use keys::{is_plain_enter, is_taken_by_input_method};
pub use live::{When, anew, live, on};
pub use menu::{MenuButton, MenuItem};
pub use pixels::pixels;
pub use problem::{Problem, described_by, invalid};
pub use radio::{Choice, RadioGroup};
pub use spark::{Spark, strokes};
