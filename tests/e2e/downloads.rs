//! The files that the browser saves for the user, in a folder of their own.
//! A browser writes under another name first, or an empty file, so a file counts once it is the only one and not empty.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail, ensure};

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
        let (found, bytes) = self.take_file(name.rsplit('.').next().unwrap_or_default()).await?;
        ensure!(found == name, "it is called {found}");
        Ok(String::from_utf8(bytes)?)
    }

    /// Waits for the one file, if it has that extension, and takes it out of the folder; gives its name, too.
    pub async fn take_file(&self, extension: &str) -> Result<(String, Vec<u8>)> {
        eventually("the download", LATER, async || {
            let files = self.files()?;
            let [name] = files.as_slice() else { bail!("there are {files:?}") };
            let file = self.0.join(name);
            ensure!(file.extension().is_some_and(|found| found == extension), "it is called {name}");
            let bytes = fs::read(&file)?;
            ensure!(!bytes.is_empty(), "it is empty");
            fs::remove_file(file)?;
            Ok((name.clone(), bytes))
        })
        .await
    }

    /// Whether the browser has saved nothing.
    pub fn is_empty(&self) -> Result<bool> {
        Ok(self.files()?.is_empty())
    }

    fn files(&self) -> Result<Vec<String>> {
        let name =
            |entry: std::io::Result<fs::DirEntry>| Ok(entry?.file_name().to_string_lossy().into_owned());
        fs::read_dir(&self.0).context("there is no folder for downloads")?.map(name).collect()
    }
}
