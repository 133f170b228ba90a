//! The browser extensions: the very files of the release, and beside them a manifest, a script and icons.
//!
//! Each comes as a folder, which a browser loads for trying, and as a zip, which the stores take.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use crate::{Result, paths};

/// The browsers that there is one for; each has a folder of this name in `extension/`, with its manifest.
const BROWSERS: [&str; 2] = ["chromium", "firefox"];

/// Makes all of them anew from the release.
pub fn build() -> Result {
    for browser in BROWSERS {
        let (source, folder) = (source(), paths::extension(browser));
        let made = empty(&folder)
            .and_then(|()| copy(&paths::dist(), &folder))
            .and_then(|()| copy_files(&source, &folder))
            .and_then(|()| copy_files(&source.join(browser), &folder))
            .and_then(|()| pack(&folder, &folder.with_extension("zip")));
        made.map_err(|problem| format!("{} can't be made: {problem}.", folder.display()))?;
    }
    Ok(())
}

fn source() -> PathBuf {
    paths::root().join("extension")
}

fn empty(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)
}

/// Everything, with what is in folders.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for path in entries(from)? {
        let target = to.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            fs::create_dir_all(&target)?;
            copy(&path, &target)?;
        } else {
            fs::copy(&path, &target)?;
        }
    }
    Ok(())
}

/// The files alone.
fn copy_files(from: &Path, to: &Path) -> io::Result<()> {
    for path in entries(from)?.into_iter().filter(|path| path.is_file()) {
        fs::copy(&path, to.join(path.file_name().unwrap_or_default()))?;
    }
    Ok(())
}

/// What is in a folder, in the order of the names: the same files make the same zip.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.sort();
    Ok(paths)
}

fn pack(folder: &Path, file: &Path) -> io::Result<()> {
    let mut zip = ZipWriter::new(File::create(file)?);
    add(&mut zip, folder, "")?;
    zip.finish()?;
    Ok(())
}

fn add(zip: &mut ZipWriter<File>, folder: &Path, prefix: &str) -> io::Result<()> {
    // Without the time at which it was made, for the same reason.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for path in entries(folder)? {
        let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            add(zip, &path, &format!("{name}/"))?;
        } else {
            zip.start_file(name, options)?;
            zip.write_all(&fs::read(&path)?)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::policy::POLICY;

    fn manifests() -> impl Iterator<Item = Value> {
        BROWSERS.into_iter().map(|browser| {
            let text = fs::read_to_string(source().join(browser).join("manifest.json")).unwrap();
            serde_json::from_str(&text).unwrap()
        })
    }

    #[test]
    fn a_manifest_is_as_strict_as_the_page() {
        for manifest in manifests() {
            let policy = manifest["content_security_policy"]["extension_pages"].as_str().unwrap();
            assert_eq!(policy, format!("{POLICY}; frame-ancestors 'none'"));
        }
    }

    #[test]
    fn a_manifest_asks_for_little() {
        for manifest in manifests() {
            assert_eq!(
                manifest["permissions"].to_string(),
                r#"["declarativeNetRequestWithHostAccess","webRequest"]"#
            );
            assert_eq!(manifest.get("host_permissions"), None);
        }
    }

    #[test]
    fn a_manifest_has_the_version_of_the_page() {
        for manifest in manifests() {
            assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
            for (size, file) in manifest["icons"].as_object().unwrap() {
                assert_eq!(*file, format!("icon-{size}.png"));
                assert!(source().join(file.as_str().unwrap()).is_file());
            }
        }
    }
}
