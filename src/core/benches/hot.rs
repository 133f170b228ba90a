//! The parts of core that a busy feed or a large message goes through: `cargo bench -p wirebench-core`.
//! They are compiled as for the page, for size, so the figures are near to what the page has; WebAssembly adds to them.
//! What stands in the page's way is measured in a browser instead, by `cargo xtask bench`.

mod codec;
mod export;
mod feed;
mod import;
mod protocol;
mod samples;
mod search;
mod wire;

fn main() {
    divan::main();
}
