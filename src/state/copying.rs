//! Copying the chosen rows of a log: as a file would have them, or as a command that sends the same.

use leptos::prelude::*;
use wirebench_core::export::{self, CommandProblem, Format, TooLong, Tool, Wish};
use wirebench_core::log::Seq;

use super::session::Session;

/// Why nothing was copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyProblem {
    /// The browser didn't do it.
    Refused,
    /// It would be too long.
    TooMuch(TooLong),
    /// There is no such command.
    Command(CommandProblem),
}

impl Session {
    /// The first and the last of the chosen rows: one, or two with all between them.
    pub fn chosen_rows(self) -> Option<(Seq, Seq)> {
        let one = self.log.selected.get()?;
        Some(self.log.pair().unwrap_or((one, one)))
    }

    /// The chosen rows that match the filter, as a file would have them.
    ///
    /// # Errors
    /// Why there is nothing to copy.
    pub fn rows_as(self, format: Format) -> Result<String, CopyProblem> {
        let wish = self.chosen_wish(format);
        let text = self.log.read(|store, eyes| export::copy(wish, store, eyes));
        text.unwrap_or_else(|| Ok(String::new())).map_err(CopyProblem::TooMuch)
    }

    /// A command that connects to where the log did, and sends what was sent in the chosen rows.
    ///
    /// # Errors
    /// Why there is no such command.
    pub fn rows_as_command(self, tool: Tool) -> Result<String, CopyProblem> {
        let wish = self.chosen_wish(Format::Text);
        let target = untrack(|| self.log_target());
        let command = self
            .log
            .read(|store, eyes| export::command(tool, &target, export::sent(&wish, store, eyes), &wish.mask));
        command.unwrap_or(Err(CommandProblem::NoAddress)).map_err(CopyProblem::Command)
    }

    fn chosen_wish(self, format: Format) -> Wish {
        let (first, last) = untrack(|| self.chosen_rows()).unwrap_or((Seq(0), Seq(0)));
        let filter = self.log.with_filter(Clone::clone);
        Wish { filter: Some(filter), from: first, end: Some(Seq(last.0 + 1)), ..self.wish(format) }
    }
}
