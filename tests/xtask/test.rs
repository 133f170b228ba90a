//! `cargo xtask test`: everything that must hold, in order, cheapest first.
//!
//! A step that fails doesn't stop the others, except those that need what it makes. The last line is
//! `N passed, N failed`, for people and programs alike.

use std::time::{Duration, Instant};

use crate::steps::{STEPS, Step};
use crate::tools::Toolbox;
use crate::{Result, interrupt};

/// Runs the steps with these names; all of them if there is none.
pub fn run(only: &[String]) -> Result {
    let steps = choose(only)?;
    let started = Instant::now();
    println!("[0/{}] tools", steps.len());
    let tools = Toolbox::gather(&steps.iter().flat_map(|step| step.needs).copied().collect::<Vec<_>>())?;

    let mut done: Vec<Done> = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let started = Instant::now();
        println!("\n[{}/{}] {} ({})", index + 1, steps.len(), step.title, step.about);
        let failed = |name: &&&str| done.iter().any(|done| done.name == **name && done.outcome.is_err());
        let outcome = match step.after.iter().find(failed) {
            Some(name) => Err(format!("Not run, because `{name}` failed.")),
            None => (step.run)(&tools),
        };
        if interrupt::raised() {
            return Err("Stopped.".to_owned());
        }
        if let Err(problem) = &outcome {
            println!("FAILED: {problem}");
        }
        done.push(Done { name: step.name, outcome, took: started.elapsed() });
    }
    summary(&done, started.elapsed())
}

struct Done {
    name: &'static str,
    outcome: Result<String>,
    took: Duration,
}

fn choose(only: &[String]) -> Result<Vec<&'static Step>> {
    let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
    if let Some(unknown) = only.iter().find(|name| !known.contains(&name.as_str())) {
        return Err(format!("There is no step `{unknown}`. These are known: {}.", known.join(", ")));
    }
    Ok(STEPS.iter().filter(|step| only.is_empty() || only.iter().any(|name| name == step.name)).collect())
}

fn summary(done: &[Done], took: Duration) -> Result {
    println!();
    for Done { name, outcome, took } in done {
        let (word, note) = match outcome {
            Ok(note) => ("passed", note),
            Err(problem) => ("FAILED", problem),
        };
        println!(
            "{word}  {:>7.1} s  {name:<13} {}",
            took.as_secs_f64(),
            note.lines().next().unwrap_or_default()
        );
    }
    println!("        {:>7.1} s  in all\n", took.as_secs_f64());
    let failed: Vec<&str> = done.iter().filter(|done| done.outcome.is_err()).map(|done| done.name).collect();
    println!("{} passed, {} failed", done.len() - failed.len(), failed.len());
    if failed.is_empty() {
        Ok(())
    } else {
        Err(format!("To see it again: cargo xtask test --only {}", failed.join(",")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_chosen_by_name_and_run_in_their_order() {
        let names = |only: &[&str]| {
            let only: Vec<String> = only.iter().map(ToString::to_string).collect();
            choose(&only).map(|steps| steps.iter().map(|step| step.name).collect::<Vec<_>>())
        };
        assert_eq!(names(&[]).unwrap().len(), STEPS.len());
        assert_eq!(names(&["size", "fmt"]).unwrap(), ["fmt", "size"]);
        assert!(names(&["fmt", "speed"]).unwrap_err().contains("no step `speed`. These are known: fmt, "));
    }

    #[test]
    fn a_step_only_waits_for_earlier_ones() {
        for (index, step) in STEPS.iter().enumerate() {
            for name in step.after {
                assert!(
                    STEPS[..index].iter().any(|earlier| earlier.name == *name),
                    "{} after {name}",
                    step.name
                );
            }
        }
    }

    #[test]
    fn one_failure_fails_the_whole() {
        let done = |outcome| Done { name: "fmt", outcome, took: Duration::ZERO };
        assert_eq!(summary(&[done(Ok(String::new()))], Duration::ZERO), Ok(()));
        let refusal = summary(&[done(Err("no".to_owned()))], Duration::ZERO).unwrap_err();
        assert!(refusal.ends_with("--only fmt"), "{refusal}");
    }
}
