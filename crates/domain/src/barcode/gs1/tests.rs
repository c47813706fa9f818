mod engine;
mod linters;
