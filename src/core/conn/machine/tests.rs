//! The machine's life on a virtual clock: tables of what happens and what is to be done then, and what must hold in any
//! order of inputs.

mod ending;
mod keep_alive;
mod properties;
mod queue;
mod reconnect;
mod repeat;
mod run;
mod values;
