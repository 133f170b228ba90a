//! The command line.
//! It only reads the words; whether the folder exists or the filter matches is found out by whoever uses them.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use crate::browser::{Browser, Face};

/// What `e2e` says when it is called wrongly.
pub const USAGE: &str = "\
Usage: e2e [--dist DIR] [--browser chromium|firefox] [--as page|extension] [--screenshots DIR] [--hidden-minutes N]
           [--list] [FILTER]
       e2e --bench [--quick] [--strict] [--dist DIR] [--browser chromium|firefox] [FILTER]

  --dist DIR         the release build (default: dist)
  --browser NAME     only in this browser (default: in both)
  --as WHAT          only as a page from a server, or as the page of the extension (default: both)
  --screenshots DIR  keep a picture of the end of every case
  --hidden-minutes N only the cases about hidden tabs that run in both browsers at once, for so long
  --bench            measure instead of testing
  --quick            with --bench: once, and with a tenth of the messages
  --strict           with --bench: what is over its limit is a failure
  --list             name the cases and end
  FILTER             only the cases, or topics of the bench, with this in their name

CHROME, CHROMEDRIVER, FIREFOX and GECKODRIVER name the programs; without them the PATH is searched.";

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub struct Args {
    /// The folder with the release build.
    pub dist: PathBuf,
    /// The browsers, in the order in which they run.
    pub browsers: Vec<Browser>,
    /// What the page is, in the order in which that is played.
    pub faces: Vec<Face>,
    /// Where to keep a picture of every case.
    pub screenshots: Option<PathBuf>,
    /// Only the cases that wait, and how long they wait.
    pub hidden_minutes: Option<u64>,
    /// Measure instead.
    pub bench: Option<Plan>,
    /// Only name the cases.
    pub list: bool,
    /// Part of the names of the cases to run.
    pub filter: String,
}

/// How it is measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// How much.
    pub extent: Extent,
    /// What a limit means.
    pub limits: Limits,
}

/// How much is measured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// A million messages stand for very many, and each page has several turns.
    #[default]
    Full,
    /// A tenth of that, and one turn: whether it works at all.
    Quick,
}

/// What becomes of a limit that isn't held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Limits {
    /// It is told.
    #[default]
    Told,
    /// It is a failure.
    Strict,
}

impl Args {
    /// Reads the words after the program's name.
    pub fn parse(words: impl IntoIterator<Item = String>) -> Result<Self> {
        let mut args = Self {
            dist: "dist".into(),
            browsers: vec![Browser::Chromium, Browser::Firefox],
            faces: vec![Face::Page, Face::Extension],
            screenshots: None,
            hidden_minutes: None,
            bench: None,
            list: false,
            filter: String::new(),
        };
        let mut words = words.into_iter();
        let mut plan = None::<Plan>;
        while let Some(word) = words.next() {
            let mut value = || words.next().with_context(|| format!("{word} needs a value."));
            match word.as_str() {
                "--dist" => args.dist = value()?.into(),
                "--browser" => args.browsers = vec![Browser::named(&value()?)?],
                "--as" => args.faces = vec![Face::named(&value()?)?],
                "--screenshots" => args.screenshots = Some(value()?.into()),
                "--hidden-minutes" => args.hidden_minutes = Some(minutes(&value()?)?),
                "--list" => args.list = true,
                "--bench" => args.bench = Some(Plan::default()),
                "--quick" => plan.get_or_insert_default().extent = Extent::Quick,
                "--strict" => plan.get_or_insert_default().limits = Limits::Strict,
                option if option.starts_with('-') => bail!("There is no option {option}."),
                _ if !args.filter.is_empty() => bail!("One filter is enough; {word} is a second one."),
                _ => args.filter = word,
            }
        }
        if let Some(plan) = plan {
            ensure!(args.bench.is_some(), "--quick and --strict go with --bench.");
            args.bench = Some(plan);
        }
        Ok(args)
    }

    /// How long the cases that wait do so.
    pub fn span(&self) -> Duration {
        const USUAL: u64 = 2;
        Duration::from_mins(self.hidden_minutes.unwrap_or(USUAL))
    }
}

fn minutes(word: &str) -> Result<u64> {
    const MOST: u64 = 24 * 60;
    match word.parse() {
        Ok(minutes @ 1..=MOST) => Ok(minutes),
        _ => bail!("{word} is no number of minutes from 1 to {MOST}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &str) -> Result<Args> {
        Args::parse(words.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn words_are_read() {
        let plain = parse("").unwrap();
        assert_eq!((plain.dist, plain.browsers.len()), (PathBuf::from("dist"), 2));
        assert_eq!(parse("").unwrap().span(), Duration::from_mins(2));
        assert_eq!(parse("--hidden-minutes 10").unwrap().span(), Duration::from_mins(10));
        let full = parse("--dist out --browser firefox --screenshots shots close").unwrap();
        assert_eq!(full.browsers, [Browser::Firefox]);
        assert_eq!(full.faces, [Face::Page, Face::Extension]);
        assert_eq!(parse("--as extension").unwrap().faces, [Face::Extension]);
        assert_eq!((full.screenshots, full.filter), (Some("shots".into()), "close".to_owned()));
    }

    #[test]
    fn measuring_is_asked_for() {
        assert_eq!(parse("").unwrap().bench, None);
        assert_eq!(parse("--bench").unwrap().bench, Some(Plan::default()));
        let quick = parse("--bench --quick --strict flood").unwrap();
        assert_eq!(quick.bench, Some(Plan { extent: Extent::Quick, limits: Limits::Strict }));
        assert_eq!(quick.filter, "flood");
    }

    #[test]
    fn what_is_wrong_is_said() {
        let check = |words: &str, problem: &str| assert_eq!(parse(words).unwrap_err().to_string(), problem);
        check("--dist", "--dist needs a value.");
        check("--fast", "There is no option --fast.");
        check("--quick", "--quick and --strict go with --bench.");
        check("--hidden-minutes 0", "0 is no number of minutes from 1 to 1440.");
        check("a b", "One filter is enough; b is a second one.");
        check("--as app", "The page is no app, only a page or an extension.");
        check("--browser safari", "There is no browser safari here, only chromium and firefox.");
    }
}
