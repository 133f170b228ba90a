//! The steps of `cargo xtask test`, as a table in the order in which they run.
//!
//! The natively compiled Leptos costs over a minute and shows nothing that the wasm build doesn't,
//! so the root package is only linted and built for wasm.

mod browsers;
mod native;

use crate::release::{self, NEEDS as RELEASE_NEEDS};
use crate::tools::{Need, Toolbox};
use crate::{Result, budget, check, e2e, paths};

/// One step.
pub struct Step {
    /// For `--only` and the summary.
    pub name: &'static str,
    /// For the heading.
    pub title: &'static str,
    /// How long it takes on two cores, with the dependencies already compiled.
    pub about: &'static str,
    /// The tools.
    pub needs: &'static [Need],
    /// Steps that make what this one uses; it isn't run when one of them failed.
    pub after: &'static [&'static str],
    /// Runs it; the answer is a note for the summary.
    pub run: fn(&Toolbox) -> Result<String>,
}

/// All of them.
pub const STEPS: &[Step] = &[
    Step {
        name: "fmt",
        title: "format",
        about: "about 1 s",
        needs: &[Need::Lints],
        after: &[],
        run: native::format,
    },
    Step {
        name: "lint",
        title: "lints, native",
        about: "about 20 s, the first time some minutes",
        needs: &[Need::Lints, Need::Linker],
        after: &[],
        run: native::lint,
    },
    Step {
        name: "lint-wasm",
        title: "lints, WebAssembly",
        about: "about 20 s, the first time some minutes",
        needs: &[Need::Lints, Need::Linker, Need::WasmTarget],
        after: &[],
        run: native::lint_wasm,
    },
    Step {
        name: "core",
        title: "tests of the core crate, in under 10 s once built",
        about: "about 20 s",
        needs: &[Need::Linker],
        after: &[],
        run: native::test_core,
    },
    Step {
        name: "native",
        title: "native tests of everything else",
        about: "about 30 s, the first time some minutes",
        needs: &[Need::Linker, Need::HarSchema],
        after: &[],
        run: native::test_others,
    },
    Step {
        name: "browser",
        title: "unit tests of the browser crate, in Chromium",
        about: "about 20 s",
        needs: &[Need::Linker, Need::WasmTarget, Need::WasmBindgen, Need::Chromium],
        after: &[],
        run: browsers::unit_tests,
    },
    Step {
        name: "build",
        title: "release build",
        about: "about 1 min, the first time 3 min",
        needs: RELEASE_NEEDS,
        after: &[],
        run: |tools| release::build(tools).map(|()| String::new()),
    },
    Step {
        name: "dist",
        title: "check of the release",
        about: "at once",
        needs: &[],
        after: &["build"],
        run: |_| check::run(&paths::dist()),
    },
    Step {
        name: "size",
        title: "size budget",
        about: "about 10 s",
        needs: &[],
        after: &["build"],
        run: |_| budget::run(&paths::dist()),
    },
    Step {
        name: "e2e",
        title: "end to end, in Chromium and Firefox",
        about: "about 35 min",
        needs: e2e::NEEDS,
        after: &["build"],
        run: browsers::end_to_end,
    },
];
