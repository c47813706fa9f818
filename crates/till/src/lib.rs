//! The terminal engine: store, calls, print queue, sync worker.
