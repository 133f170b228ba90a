//! What the browser's processes take of the machine, as the system counts it.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use nix::errno::Errno;
use nix::unistd::Pid;

use crate::freeze::below;

/// Seconds of processor time that everything below a process has taken, those that have ended aside.
pub fn seconds(parent: u32) -> Result<f64> {
    let mut sum = 0.0;
    for process in below(Pid::from_raw(i32::try_from(parent)?))? {
        // One that ended meanwhile counts no more.
        let stat = fs::read_to_string(file(process, "stat")).unwrap_or_default();
        sum += spent(&stat).unwrap_or_default();
    }
    Ok(sum)
}

/// Bytes of memory of the processes below a process that show pages, of what they share with others their shares.
pub fn bytes_of_pages(parent: u32) -> Result<f64> {
    let mut sum = 0.0;
    let mut found = 0;
    for process in below(Pid::from_raw(i32::try_from(parent)?))? {
        let line = fs::read(file(process, "cmdline")).unwrap_or_default();
        if shows_pages(&String::from_utf8_lossy(&line)) {
            let rollup = fs::read_to_string(file(process, "smaps_rollup"));
            sum += rollup.ok().and_then(|text| pss(&text)).context("a process doesn't tell its memory")?;
            found += 1;
        }
    }
    ensure!(found > 0, "no process shows pages");
    Ok(sum)
}

/// Bytes of memory of all processes below a process, of what they share with others their shares.
pub fn bytes(parent: u32) -> Result<f64> {
    let mut sum = 0.0;
    for process in below(Pid::from_raw(i32::try_from(parent)?))? {
        match fs::read_to_string(file(process, "smaps_rollup")) {
            Ok(text) => sum += pss(&text).context("a process doesn't tell its memory")?,
            // One that has ended has none.
            Err(error) => ensure!(
                matches!(error.kind(), ErrorKind::NotFound)
                    || error.raw_os_error() == Some(Errno::ESRCH as i32),
                "the memory of process {process} can't be read: {error}"
            ),
        }
    }
    ensure!(sum > 0.0, "no process has any memory");
    Ok(sum)
}

fn file(process: Pid, name: &str) -> PathBuf {
    PathBuf::from(format!("/proc/{process}/{name}"))
}

/// Seconds in its own code and in the system's.
fn spent(stat: &str) -> Option<f64> {
    /// Linux counts in these for everybody, whatever its own clock does.
    const TICKS_IN_A_SECOND: f64 = 100.0;
    // The name before the last bracket may have spaces. User time is the fourteenth field, counted from 1.
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace().skip(11);
    let mut next = || fields.next()?.parse::<f64>().ok();
    Some((next()? + next()?) / TICKS_IN_A_SECOND)
}

fn shows_pages(line: &str) -> bool {
    // Chromium's processes rename themselves, and then have spaces between the words.
    let is_firefox = || line.contains("-contentproc") && line.trim_end_matches('\0').ends_with("tab");
    line.contains("--type=renderer") || is_firefox()
}

/// Bytes.
fn pss(rollup: &str) -> Option<f64> {
    let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()? * 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_files_are_read() {
        let rollup = "5600-7ffd ---p 00000000 [rollup]\nRss:  12 kB\nPss:     1000 kB\nPss_Dirty: 3 kB\n";
        assert_eq!(pss(rollup), Some(1_024_000.0));
        assert_eq!(pss("Rss: 12 kB"), None);
        let stat = "77 (Web Content (1)) S 1 2 3 4 5 6 7 8 9 10 150 50 0 0 20 0 30 0 99";
        assert_eq!(spent(stat), Some(2.0));
        assert_eq!(spent(""), None);
    }

    #[test]
    fn processes_with_pages_are_told_apart() {
        assert!(shows_pages("chromium --type=renderer --lang=en"));
        assert!(shows_pages("firefox\0-contentproc\0-isForBrowser\0-childID\0tab\0"));
        assert!(!shows_pages("chromium --type=gpu-process"));
        assert!(!shows_pages("firefox\0-contentproc\0\0rdd\0"));
    }
}
