//! Where a program is, and which version it says it is.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process;

/// The first of these programs that is on PATH.
pub fn on_path(names: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    names.iter().find_map(|name| {
        folders.iter().map(|folder| folder.join(file_name(name))).find(|path| is_executable(path))
    })
}

/// The name of a program's file on this system.
pub fn file_name(program: &str) -> String {
    format!("{program}{}", env::consts::EXE_SUFFIX)
}

/// The version in the first line of `--version`, as numbers: `trunk 0.21.14` is 0, 21, 14.
pub fn version(program: &Path) -> Option<Vec<u32>> {
    let said = process::answer(Command::new(program).arg("--version"))?;
    version_in(said.lines().next()?)
}

/// The first word of a line that begins with a digit, as numbers.
pub fn version_in(line: &str) -> Option<Vec<u32>> {
    let word = line.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    Some(word.split('.').map_while(|part| part.parse().ok()).collect())
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &Path) -> bool {
    path.is_file()
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn versions_as_the_tools_print_them() {
        for (line, expected) in [
            ("trunk 0.21.14", Some(vec![0, 21, 14])),
            ("wasm-bindgen 0.2.129 (27c7a4d06)", Some(vec![0, 2, 129])),
            ("wasm-opt version 132 (version_132)", Some(vec![132])),
            ("geckodriver 0.37.1", Some(vec![0, 37, 1])),
            ("no version", None),
        ] {
            assert_eq!(version_in(line), expected, "{line}");
        }
        assert!(version_in("trunk 0.9.2") < version_in("trunk 0.21.0"));
    }
}
