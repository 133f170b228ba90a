//! Timers of the page or of a worker; dropping one cancels it. In a worker they keep time while the tab is hidden.

pub use gloo_timers::callback::{Interval, Timeout};
