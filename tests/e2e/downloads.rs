//! The files that the browser saves for the user, in a folder of their own.
//! A browser writes under another name first, or an empty file, so a file counts once it is the only one and not empty.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::wait::{LATER, eventually};

/// The folder.
#[derive(Clone, Debug)]
pub struct Downloads(PathBuf);

impl Downloads {
    /// The folder without what earlier cases have left in it.
    pub fn empty(folder: PathBuf) -> Result<Self> {
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    /// Waits for a file of that name, and takes it out of the folder.
    pub async fn take(&self, name: &str) -> Result<String> {
        eventually(&format!("the download {name}"), LATER, async || {
            let files = self.files()?;
            ensure!(files == [name], "there are {files:?}");
            let file = self.0.join(name);
            let text = fs::read_to_string(&file)?;
            ensure!(!text.is_empty(), "it is empty");
            fs::remove_file(file)?;
            Ok(text)
        })
        .await
    }

    fn files(&self) -> Result<Vec<String>> {
        let name =
            |entry: std::io::Result<fs::DirEntry>| Ok(entry?.file_name().to_string_lossy().into_owned());
        fs::read_dir(&self.0).context("there is no folder for downloads")?.map(name).collect()
    }
}
