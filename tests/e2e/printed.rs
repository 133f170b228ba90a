//! What a process has printed, line by line, for those who wait for it to say something.
//! Lines are kept as they come, until they are taken.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};

/// The lines; its clones share them.
#[derive(Clone, Debug, Default)]
pub struct Printed(Arc<Mutex<Vec<String>>>);

impl Printed {
    /// Keeps what comes from here, too.
    pub fn follow(&self, output: impl AsyncRead + Unpin + Send + 'static) {
        let kept = self.clone();
        tokio::spawn(async move {
            let mut lines = BufReader::new(output).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                kept.lines().push(line);
            }
        });
    }

    /// The first thing that is found in a line.
    pub fn find<T>(&self, look: impl Fn(&str) -> Option<T>) -> Option<T> {
        self.lines().iter().find_map(|line| look(line))
    }

    /// The newest lines, for messages.
    pub fn end(&self) -> String {
        const MOST: usize = 12;
        let lines = self.lines();
        format!("{:?}", &lines[lines.len().saturating_sub(MOST)..])
    }

    /// Takes all lines.
    pub fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.lines())
    }

    fn lines(&self) -> MutexGuard<'_, Vec<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
