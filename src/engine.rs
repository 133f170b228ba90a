//! The worker: owns the sockets and the clocks. Trunk builds it as a program of its own.

#[path = "engine/mod.rs"]
mod engine;

fn main() {
    engine::start();
}
