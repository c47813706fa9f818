//! Both ends of the sync protocol as pure state machines.
